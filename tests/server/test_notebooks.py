"""Two compared answers in one cell of a live notebook: the file keeps both, in whatever order."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from commonground.core.bundle import MARKDOWN, finished_bundle, streaming_bundle
from commonground.core.turn import Turn, TurnId
from commonground.server import notebooks

from ..features.edits.shared import PATH, Opened

pytestmark = pytest.mark.anyio

FIRST = replace(
    Turn(TurnId("t1"), "ada", "shared", "Which?", "m", "Usual", 1, "complete", "This one."),
    path=PATH,
    cell="c1",
)
OTHER = replace(
    FIRST, id=TurnId("t2"), model_label="Larger", text="That one.", beside=str(FIRST.id)
)


def cell_showing(bundle: dict[str, object]) -> dict[str, object]:
    output = {"output_type": "display_data", "data": bundle, "metadata": {}}
    cell = {"id": "c1", "cell_type": "code", "source": "%%ai", "metadata": {}}
    return {**cell, "outputs": [output], "execution_count": 1}


def markdown(opened: Opened) -> str:
    [output] = opened.cells[0]["outputs"]
    return str(output["data"].get(MARKDOWN, ""))


async def test_the_second_waits_until_the_first_is_written() -> None:
    opened = Opened(cell_showing(streaming_bundle("t1")))
    live = opened.live
    beside = asyncio.create_task(live.finish_beside(OTHER))
    await asyncio.sleep(0)
    assert markdown(opened) == ""
    await live.finish(FIRST, insert=False, kernel_writes=lambda: True, kernel_waits=False)
    await beside
    text = markdown(opened)
    assert text.index("This one.") < text.index("Larger") < text.index("That one.")


async def test_it_is_written_once() -> None:
    opened = Opened(cell_showing(finished_bundle(FIRST, "ada")))
    await opened.live.finish_beside(OTHER)
    await opened.live.finish_beside(OTHER)
    assert markdown(opened).count("That one.") == 1


async def test_where_the_first_was_cleared_away_nothing_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notebooks, "PATIENCE", 0.0)
    opened = Opened(cell_showing(finished_bundle(replace(FIRST, id=TurnId("t9")), "ada")))
    before = markdown(opened)
    await opened.live.finish_beside(OTHER)
    assert markdown(opened) == before
