"""How messages are written and read in cells: whom for, until when, what a handoff carries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonground.errors import InvalidCommand
from commonground.features.messages.model import Audience, inbox
from commonground.features.messages.syntax import ANSWER, ASK
from commonground.features.messages.text import (
    Written,
    due_at,
    handoff_parts,
    inbox_markdown,
    recipients_in,
    referred,
    written,
)
from commonground.grammar import grammar
from tests.features.messages.test_model import message, sent

NOON = int(datetime(2026, 11, 26, 12, tzinfo=UTC).timestamp() * 1000)
HOUR = 3_600_000


def asked(line: str, body: str) -> Written:
    """What stands behind ``%cg ask``, and below it."""
    return written(ASK, ASK.read(line, body), body, NOON)


def reference(line: str) -> tuple[str, str]:
    """What stands behind ``%cg answer``: which message, and the text."""
    arguments = ANSWER.read(line)
    return arguments["title"], arguments.text


@pytest.mark.parametrize(
    ("line", "to", "rest"),
    [
        ("@bob Which rate?", ("@bob",), "Which rate?"),
        ("@bob, #billing: Which?", ("@bob", "#billing"), "Which?"),
        ("@bob,@cara Which?", ("@bob", "@cara"), "Which?"),
        ("@all We ship @ five", ("@all",), "We ship @ five"),
        ("Which rate? @bob", (), "Which rate? @bob"),
    ],
)
def test_whom_a_message_is_for_stands_at_its_beginning(
    line: str, to: tuple[str, ...], rest: str
) -> None:
    assert recipients_in(line) == (to, rest)


def test_a_message_takes_its_title_from_the_line_or_else_from_the_first_line_below() -> None:
    short = asked("@bob --due 2h Which rate?", "")
    assert (short.title, short.body, short.due) == ("Which rate?", "", NOON + 2 * HOUR)
    below = asked("@bob", "Which rate?\n\n19 or 7?\n")
    assert (below.title, below.body) == ("Which rate?", "19 or 7?")


@pytest.mark.parametrize(
    ("line", "says"),
    [("Which?", "@name"), ("@bob", "@name"), ("@bob --due soon x", "--due 2h"), ("", "@name")],
)
def test_what_is_missing_is_said_with_how_to_write_it(line: str, says: str) -> None:
    with pytest.raises(InvalidCommand) as caught:
        asked(line, "")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", NOON + HOUR // 2),
        ("3d", NOON + 72 * HOUR),
        ("2026-11-26T15:00", NOON + 3 * HOUR),
        ("2026-11-26T15:00+01:00", NOON + 2 * HOUR),
        ("2026-11-26", NOON + 12 * HOUR - 1000),
    ],
)
def test_a_due_time_is_a_span_or_an_iso_time(text: str, expected: int) -> None:
    assert due_at(text, NOON) == expected


def test_a_handoff_is_read_by_its_headings_and_a_fence_hides_none() -> None:
    text, parts = handoff_parts(
        "The importer.\n\n## Schema\nid, name\n\nInterface: GET /rows\n\n"
        "example responses:\n```json\n{\n  left: 1\n}\n```\nFiles:\n- `api.py`\n- rows.sql, x.py\n"
        "What is left: the tests\nand the docs"
    )
    assert text == "The importer."
    assert parts == {
        "schema": "id, name",
        "interface": "GET /rows",
        "examples": "```json\n{\n  left: 1\n}\n```",
        "files": ["api.py", "rows.sql", "x.py"],
        "left": "the tests\nand the docs",
    }


def test_a_sentence_that_begins_like_a_heading_stays_text() -> None:
    assert handoff_parts("Files are in the bucket.\nLeft turns only")[1] == {}


def test_a_message_is_named_by_how_its_title_begins() -> None:
    assert reference('"Which rate" 19 %') == ("Which rate", "19 %")
    assert reference("m_12 19 %") == ("m_12", "19 %")
    with pytest.raises(InvalidCommand, match="TITLE"):
        reference("19 %")
    team = Audience(frozenset({"alice", "bob"}))
    found = inbox([message(sent())], "bob", team, NOON)
    assert referred(found, "which").id == "m_1"
    with pytest.raises(InvalidCommand, match="inbox"):
        referred(found, "rate")


def test_the_inbox_as_text_says_what_waits_for_whom_and_holds_no_ids() -> None:
    team = Audience(frozenset({"alice", "bob"}))
    late = message(sent(due=5))
    text = inbox_markdown(inbox([late], "bob", team, 6), str.title)
    assert "to answer, **overdue**: “Which rate?” from Alice" in text
    mine = inbox_markdown(inbox([late], "alice", team, 6), str.title)
    assert "“Which rate?”: Bob, **overdue**" in mine
    assert "m_1" not in text + mine
    assert "nothing waits" in inbox_markdown([], str.title)


@pytest.mark.parametrize("line", ['--thread "VAT rates" --insert', "--insert --thread='VAT rates'"])
def test_a_question_names_its_thread(line: str) -> None:
    arguments = grammar().read("%%ai", line).arguments
    assert (arguments["thread"], arguments["insert"]) == ("VAT rates", True)
    with pytest.raises(InvalidCommand, match="--thread"):
        grammar().read("%%ai", "--thread")
