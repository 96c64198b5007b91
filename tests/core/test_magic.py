"""What stands in a cell, and that braces in a prompt are text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.magic import Magic, fill_in, magics_in, placeholders, title_and_body
from commonground.errors import InvalidCommand
from commonground.grammar import grammar


def shared(line: str, body: str = "") -> tuple[str, str, str, str]:
    """Verb, kind, title and body of a ``%cg`` line."""
    reading = grammar().read_line(line, body)
    return (
        reading.syntax.name,
        reading.arguments["kind"],
        *title_and_body(reading.arguments.text, body),
    )


def test_a_cell_magic_takes_the_whole_cell() -> None:
    assert magics_in("\n%%ai --insert\nWhy {x}?\n%cg status") == (
        Magic("ai", True, "--insert", "Why {x}?\n%cg status"),
    )


def test_line_magics_count_where_their_line_starts_with_them() -> None:
    source = (
        "import os\n%cg status\nx = %cg context\n    %cg share  one thing\nprint('%cg share no')"
    )
    assert [m.line for m in magics_in(source)] == ["status", "context", "share  one thing"]


@pytest.mark.parametrize("source", ["", "%%aim\nx", "%%time\n%cg share x", "a.b = %cg share x"])
def test_what_is_not_ours_is_not_found(source: str) -> None:
    assert magics_in(source) == ()


def test_white_space_at_the_ends_makes_no_difference() -> None:
    assert Magic("ai", True, "", "why?\n").same_as(Magic("ai", True, " ", "why?"))
    assert not Magic("ai", True, "", "why?").same_as(Magic("ai", True, "", "why not?"))


def test_share_takes_a_kind_and_a_title() -> None:
    expected = ("share", "decision", "Use Yjs", "")
    assert shared("share --kind decision Use Yjs") == expected
    assert shared("share --kind=decision 'Use Yjs'") == expected


def test_a_cell_share_takes_its_body_from_below() -> None:
    assert shared("share --kind work Parser", "It is half done.\n") == (
        "share", "work", "Parser", "It is half done."
    )  # fmt: skip
    assert shared("share", "First line\nand more")[2] == "First line"


def test_a_long_text_keeps_every_character() -> None:
    text = "word " * 100
    _, _, title, body = shared(f"share {text}")
    assert len(title) <= 200
    assert body == text.strip()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("shout x", "shout"),
        ("share", "TEXT"),
        ("share --kind rumour x", "rumour"),
        ("share --loud x", "--loud"),
        ("share --kind decision", "TEXT"),
    ],
)
def test_a_wrong_line_says_what_would_be_right(line: str, says: str) -> None:
    with pytest.raises(InvalidCommand) as caught:
        grammar().read_line(line)
    assert says in str(caught.value)


def test_flags_of_ai() -> None:
    assert grammar().read("%%ai", "--insert --vars").arguments["vars"]
    with pytest.raises(InvalidCommand, match="what"):
        grammar().read("%%ai", "what is this")


@given(st.text())
def test_without_values_every_brace_is_text(template: str) -> None:
    assert fill_in(template, {}) == template


def test_only_named_placeholders_are_filled() -> None:
    template = "{rows} of {x: 1} and {k: v for k in d} {} {{rows}} {other}"
    assert fill_in(template, {"rows": "7"}) == ("7 of {x: 1} and {k: v for k in d} {} {7} {other}")
    assert [name for name, *_ in placeholders(template)] == ["rows", "rows", "other"]


def test_a_value_is_not_filled_again() -> None:
    assert fill_in("{a}", {"a": "{b}", "b": "no"}) == "{b}"


@pytest.mark.parametrize(
    "source",
    [
        'doc = """\n%cg share --kind decision We drop the tests\n"""',
        "doc = '''it's \"\"\"\n%cg status\n'''",
        "total = (\n%cg status\n)",
        "x = 1 + \\\n%cg status",
    ],
)
def test_what_stands_in_a_string_or_inside_a_statement_is_no_command(source: str) -> None:
    assert magics_in(source) == ()


def test_a_quote_in_a_comment_or_in_a_magics_own_text_opens_no_string() -> None:
    source = "x = 1  # it's \"\"\"\n%cg share it's ''' here\n%cg status\n"
    assert [m.line for m in magics_in(source)] == ["share it's ''' here", "status"]


@pytest.mark.parametrize(
    "line",
    ["share text --kind decision", "share -k decision x", "share kind=decision x",
     "share \u2014kind decision x", "share --kind decision --kind work x"],
)  # fmt: skip
def test_a_misplaced_option_is_refused_and_not_taken_for_text(line: str) -> None:
    with pytest.raises(InvalidCommand, match="before the text"):
        grammar().read_line(line)


def test_values_that_make_a_question_too_long_are_refused_before_it_is_built() -> None:
    with pytest.raises(InvalidCommand, match="variables"):
        fill_in("{a}" * 16_000, {"a": "x" * 20_000}, 50_000)
