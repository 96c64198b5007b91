"""The notebooks once more with the embedded model: only the model's words differ."""

from __future__ import annotations

import configparser
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.live import LiveServer

from .refresh import NOTEBOOKS, READER, client_for, serve
from .test_notebooks import ALL, CARRIED, SANITIZE

ANSWERS = ("%%ai", "%cg status")
"""How cells begin whose output is about the model."""


@pytest.fixture(scope="module", params=[name for name in ALL if name not in CARRIED])
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Any]:
    """A notebook as it is kept, and as it is run with the embedded model."""
    kept = nbformat.read(NOTEBOOKS / str(request.param), as_version=4)
    folder: Path = tmp_path_factory.mktemp("embedded-notebooks")
    fresh = nbformat.from_dict(kept)
    with (
        LiveServer(folder, name=f"embedded-{request.param}", model="embedded") as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in server.environ_for(server.invite(READER)).items():
            patch.setenv(name, value)
        client_for(fresh, serve(server)).execute()
    return kept, fresh


def said(cell: Any) -> list[str]:
    """A cell's outputs as text, without what differs from server to server."""
    rules = configparser.ConfigParser(interpolation=None)
    rules.read(SANITIZE)
    texts = [str(out.get("data", {}).get("text/plain", out.get("text"))) for out in cell.outputs]
    for name in rules.sections():
        pattern, replacement = rules[name]["regex"], rules[name]["replace"]
        texts = [re.sub(pattern, replacement, text) for text in texts]
    return texts


def test_a_notebook_runs_and_all_but_the_answers_is_as_it_is_kept(run: tuple[Any, Any]) -> None:
    kept, fresh = run
    pairs = [
        (before, after)
        for before, after in zip(kept.cells, fresh.cells, strict=True)
        if before.cell_type == "code"
    ]
    asked = [after for _, after in pairs if after.source.startswith("%%ai")]
    assert asked
    assert all(text.strip() for cell in asked for text in said(cell))
    for before, after in pairs:
        if not before.source.startswith(ANSWERS):
            assert said(after) == said(before)
