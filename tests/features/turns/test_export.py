"""A thread as a file to keep, and the team's questions as a table."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.scripted import ScriptedModel
from commonground.core.question import Question
from commonground.core.turn import Turn, TurnId, Usage
from commonground.errors import InvalidCommand
from commonground.features.turns.export import (
    Conversed,
    Utterance,
    as_markdown,
    as_notebook,
    file_name,
)
from commonground.features.turns.exporter import exported, form_of, thread_talk, turn_talk
from commonground.features.turns.lookup import thread_named
from commonground.features.turns.table import rows_of, table_markdown
from commonground.features.turns.thread import find_thread
from commonground.features.turns.thread_commands import Constrain, SayInThread
from commonground.kernel.turn_frame import COLUMNS, turn_frame

from ...service.conftest import ALICE, BOB
from .test_turn_wishes import ended, served

pytestmark = pytest.mark.anyio


def turn(text: str = "So.", **changes: object) -> Turn:
    return Turn(
        id=TurnId("t_1"),
        asker="alice",
        visibility="shared",
        question="Why?",
        model="m",
        model_label="Model",
        at=1_700_000_000_000,
        status="complete",
        text=text,
        **changes,  # type: ignore[arg-type]
    )


async def test_a_thread_is_exported_with_whose_words_are_whose(tmp_path: Path) -> None:
    model = ScriptedModel(default="Use cents.")
    async with served(tmp_path, model) as host:
        thread = await thread_named(host.service, ALICE, "Rounding", source="sidebar")
        await host.service.run(
            BOB, SayInThread(thread=thread.id, text="Books have **7 %**"), source="sidebar"
        )
        await host.service.run(BOB, Constrain(thread=thread.id, text="No floats"), source="sidebar")
        asked = Question("How do we round?", "shared", "sidebar", about=thread.id)
        await ended(host, await host.turns.ask(ALICE, asked))
        talk = await thread_talk(host, BOB, find_thread(host.service.shared(), thread.id))
        markdown, notebook = (exported(host, talk, form) for form in ("markdown", "notebook"))
    assert markdown.startswith("# Rounding\n\nWhat answers have to respect:\n\n- Bob Brown: No fl")
    assert markdown.index("**Bob Brown**") < markdown.index("> How do we round?")
    assert markdown.endswith("Use cents.\n")
    cells = nbformat.reads(notebook, as_version=4).cells
    assert [cell.cell_type for cell in cells] == ["markdown", "markdown", "markdown", "code"]
    assert cells[3].source == "%%ai\nHow do we round?"
    assert "Use cents." in cells[3].outputs[0].data["text/markdown"]


async def test_a_follow_up_is_exported_with_what_it_goes_on_from(tmp_path: Path) -> None:
    async with served(tmp_path, ScriptedModel(default="So.")) as host:
        own = Question("First?", "private", "sidebar")
        first = await ended(host, await host.turns.ask(ALICE, own))
        own = Question("Second?", "private", "sidebar", about=first.id)
        second = await ended(host, await host.turns.ask(ALICE, own))
        talk = await turn_talk(host, ALICE, second.id)
    assert [one.question for one in talk.said if isinstance(one, Turn)] == ["First?", "Second?"]


@given(
    st.text(min_size=1, max_size=200),
    st.lists(st.text(max_size=200), max_size=4),
    st.text(max_size=300),
)
def test_whatever_was_said_makes_a_notebook_and_a_file_name(
    title: str, lines: list[str], answer: str
) -> None:
    said: list[Utterance | Turn] = [
        *(Utterance("bob", 1_700_000_000_000, line) for line in lines),
        turn(answer),
    ]
    talk = Conversed(title, (), said)
    whole = nbformat.reads(as_notebook(talk, str.title), as_version=4)
    nbformat.validate(whole)
    assert len({cell.id for cell in whole.cells}) == len(whole.cells) == len(lines) + 3
    assert as_notebook(talk, str.title) == as_notebook(talk, str.title)
    assert as_markdown(talk, str.title).count("**Bob**") >= len(lines)
    assert "/" not in file_name(title, "notebook")


def test_only_these_files_are_written() -> None:
    assert form_of("notes/Thread.MD") == "markdown"
    with pytest.raises(InvalidCommand, match="End it in"):
        form_of("thread.csv")


def test_questions_are_a_table_with_numbers_as_numbers() -> None:
    usage = Usage(1_000, 50, tokens_cached=800)
    known = turn("Long " * 200, usage=usage, cost=0.25, seconds=1.5, shown=("r_1", "r_2"))
    rows = rows_of([known, turn()], {"alice": "Alice"}, {"r_1": "Money is cents"}, {})
    frame = turn_frame(json.loads(json.dumps(rows)))
    assert tuple(frame.columns) == COLUMNS
    assert frame["at"][0] == pd.Timestamp("2023-11-14 22:13:20", tz="UTC")
    assert frame["tokens_in"].sum() == 1_000
    assert frame["cost"].sum() == 0.25
    assert frame["cost"].isna().tolist() == [False, True]
    assert frame["entries"][0] == ["Money is cents"]
    assert len(frame["answer"][0]) == 300
    assert "| Alice | Why? | Model | complete | 1,000 in, 50 out |" in table_markdown(rows)
    assert list(turn_frame([]).columns) == list(COLUMNS)
    assert table_markdown([]) == "Nobody has asked anything yet."
