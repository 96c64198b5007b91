"""Code and data as a model reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.service.writer import ContextService

from ...service.conftest import ALICE
from ..hosting import answered, hosted


async def given(
    service: ContextService, root: Path, *calls: tuple[str, dict[str, Any]]
) -> list[str]:
    """What these calls give."""
    made = [ScriptedCall(tool=name, input=fields) for name, fields in calls]
    model = ScriptedModel(uses=[ScriptedUse(when="Please", calls=made)])
    async with hosted(service, model, root) as host:
        turn = await answered(host, ALICE, "Please look")
    return [call.result for call in turn.calls]


@pytest.mark.anyio
async def test_code_is_read_by_numbered_lines_and_on_from_any_line(
    service: ContextService, tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text("".join(f"line_{n} = {n}\n" for n in range(1, 251)))
    first, rest, behind = await given(
        service,
        tmp_path,
        ("read_code", {"path": "a.py"}),
        ("read_code", {"path": "a.py", "first_line": 201}),
        ("read_code", {"path": "a.py", "first_line": 900}),
    )
    assert first.startswith("a.py, lines 1 to 200 of 250\n    1 line_1 = 1\n")
    assert rest.startswith("a.py, lines 201 to 250 of 250\n  201 line_201 = 201\n")
    assert behind == "a.py has 250 lines."


@pytest.mark.anyio
async def test_files_are_searched_in_any_case_and_below_a_folder(
    service: ContextService, tmp_path: Path
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("x = 1\ndef Round_Up(): ...\n")
    (tmp_path / "b.md").write_text("See round_up.\n")
    everywhere, below, nothing = await given(
        service,
        tmp_path,
        ("search_code", {"text": "round_up"}),
        ("search_code", {"text": "round_up", "under": "src"}),
        ("search_code", {"text": "(a+)+$"}),
    )
    assert everywhere == "b.md:1: See round_up.\nsrc/a.py:2: def Round_Up(): ..."
    assert below == "src/a.py:2: def Round_Up(): ..."
    assert nothing.startswith("No line")


@pytest.mark.anyio
async def test_a_long_notebook_is_read_in_parts_of_whole_cells(
    service: ContextService, tmp_path: Path
) -> None:
    cells = [
        {"id": f"c{n}", "cell_type": "code", "source": f"x_{n} = 1\n" * 100, "outputs": []}
        for n in range(1, 21)
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}))
    first, more, behind = await given(
        service,
        tmp_path,
        ("read_notebook", {"path": "a.ipynb"}),
        ("read_notebook", {"path": "a.ipynb", "first_cell": 8}),
        ("read_notebook", {"path": "a.ipynb", "first_cell": 21}),
    )
    assert first.startswith("Cells 1 to 7 of 20\n\n[1, code, c1]\nx_1 = 1\n")
    assert "[7, code, c7]" in first
    assert more.startswith("Cells 8 to ")
    assert behind == "The notebook has 20 cells."


@pytest.mark.anyio
@pytest.mark.parametrize("before", [590, 7_960, 7_990, 31_960, 31_990])
async def test_no_part_of_a_secret_is_shown_where_a_text_is_cut(
    service: ContextService, tmp_path: Path, before: int
) -> None:
    secret = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    cell = {"id": "c", "cell_type": "code", "source": "word " * (before // 5), "outputs": []}
    cell["source"] = f'{cell["source"]}key = "{secret}" ' + "word " * 9_000
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell]}))
    (tmp_path / "a.py").write_text(str(cell["source"]))
    found = await given(
        service,
        tmp_path,
        ("read_notebook", {"path": "a.ipynb"}),
        ("read_code", {"path": "a.py"}),
        ("search_code", {"text": "key"}),
    )
    assert "word word" in found[0]
    assert not [text for text in found if "a1B2" in text or "gh" + "p_" in text]
