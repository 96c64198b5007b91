"""Every tool that a model is told of has its line for people."""

from __future__ import annotations

import re
from pathlib import Path

from commonground.registry import features
from commonground.service.tool import ReadTool

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "tools.md"


def test_the_page_lists_what_is_read_and_what_is_proposed() -> None:
    reads, _, proposes = PAGE.read_text("utf-8").partition("## What it only proposes")
    proposes = proposes.partition("## For the context owner")[0]
    rows = [set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) for part in (reads, proposes)]
    looks = {tool.name for tool in features().tools if isinstance(tool, ReadTool)}
    assert rows == [looks, {tool.name for tool in features().tools} - looks]
