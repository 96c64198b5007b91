"""The pre-commit hook and the GitHub Action call a command that there is."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from commonground.cli.main import main
from tests.live import REPOSITORY


def hook() -> str:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    return next(str(hook["entry"]) for hook in hooks if hook["id"] == "commonground-files")


def action() -> str:
    text = (REPOSITORY / ".github/actions/files/action.yml").read_text()
    steps: list[dict[str, Any]] = yaml.safe_load(text)["runs"]["steps"]
    return re.sub(r"\$\{\w+:\+([^}]*)\}", r"\1", str(steps[-1]["run"]))


@pytest.mark.parametrize("line", [hook(), action()])
def test_it_runs_a_check_that_there_is(line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "commonground"
    assert words[:3] == ["files", "status", "--check"]
    told = CliRunner().invoke(main, ["files", "status", "--help"]).output
    assert all(word in told for word in words if word.startswith("--"))
