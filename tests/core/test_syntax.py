"""How lines are read: options and words are found, and the text behind them stays as it stood."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.grammar import OWN, Grammar
from commonground.core.parameter import FreeText, OneOf, VerbOption, Word
from commonground.core.syntax import Syntax, unquoted
from commonground.errors import InvalidCommand
from commonground.grammar import grammar
from commonground.registry import features
from tests.live import SOURCES

TELL = Syntax(
    "tell",
    (Word("who", missing="Whom?"), VerbOption("due", "WHEN"), VerbOption("loud")),
    FreeText(missing="What?"),
)
PLAN = Syntax(
    "plan",
    (VerbOption("for", "NAME"), VerbOption("fresh")),
    FreeText("TITLE", late=True, strict=True),
)
PAINT = Syntax("paint", (Word("colour", OneOf(("red", "green")), missing="Which colour?"),))


def test_options_stand_anywhere_before_the_text() -> None:
    for line in (
        "--loud bob --due 2h Hello",
        "bob --due=2h --loud Hello",
        '"bob" --due 2h --loud Hello',
    ):
        arguments = TELL.read(line)
        assert dict(arguments.values) == {"who": "bob", "due": "2h", "loud": True}
        assert arguments.text == "Hello"


@pytest.mark.parametrize(
    "text",
    [
        "Don't panic, it's \"fine\"",
        "Why 'now' and   not  later?",
        "-5 degrees -- or -x? --verbose {a: 1} $HOME \\n # no comment; really",
        '"quoted" and more',
        "'tis the dogs' day",
    ],
)
def test_the_text_is_kept_byte_for_byte(text: str) -> None:
    assert TELL.read(f"bob {text}").text == text
    assert Syntax("note", text=FreeText()).read(text).text == text


@given(text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_any_text_is_kept_where_it_names_no_option(text: str) -> None:
    if not any(name in text for name in ("due", "loud", "-d", "-l")):
        assert TELL.read(f"bob x {text}").text == f"x {text}".strip()


def test_an_option_in_a_late_text_is_taken_out_of_it() -> None:
    for line in ("--for bob Don't panic", "Don't --for bob panic", "Don't panic --for bob"):
        arguments = PLAN.read(line)
        assert (arguments["for"], arguments.text) == ("bob", "Don't panic")
    assert PLAN.read('"Keep calm" --for -').plain == "Keep calm"
    assert PLAN.read("--for='Bob B' --fresh x").given == {"for": "Bob B", "fresh": True}


@pytest.mark.parametrize(
    ("syntax", "line", "says"),
    [
        (TELL, "", "Whom? Write: %cg tell [--due WHEN] [--loud] WHO TEXT"),
        (TELL, "bob", "What?"),
        (TELL, "bob --due", "--due has no value. Write: --due WHEN"),
        (TELL, "--wat bob Hello", "There is no option --wat. Options: --due, --loud."),
        (TELL, "bob --loud=2 Hello", "--loud has no value of its own."),
        (TELL, "bob Hello --due 2h", "--due comes before the text, once."),
        (TELL, "--due 1h --due 2h bob Hello", "--due comes before the text, once."),
        (PLAN, "A title --wat 3", "There is no option --wat."),
        (PAINT, "", "Which colour?"),
        (PAINT, "blue", "There is no colour 'blue'. Write one of: red, green."),
        (PAINT, "red wall", "%cg paint does not know 'wall'."),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(
    syntax: Syntax, line: str, says: str
) -> None:
    with pytest.raises(InvalidCommand) as refused:
        syntax.read(line)
    assert str(refused.value).startswith(says)


def test_a_comment_behind_a_verb_without_text_is_none_of_its_words() -> None:
    assert PAINT.read("red  # like the door")["colour"] == "red"


def test_the_lines_below_may_be_the_text() -> None:
    assert TELL.read("bob", "Hello\n").text == ""


@pytest.mark.parametrize(
    ("text", "inner"),
    [('"a b"', "a b"), ("'a'", "a"), ("“a”", "a"), ('"a" "b"', '"a" "b"'), ('"', '"'), ("", "")],
)
def test_quotes_around_the_whole_are_left_out(text: str, inner: str) -> None:
    assert unquoted(text) == inner


# All verbs together


def test_kernels_and_servers_have_the_same_verbs() -> None:
    server = [verb.syntax for verb in features().verbs]
    assert list(grammar()) == [*server, *OWN]


def test_reading_lines_imports_no_machinery() -> None:
    """The first cell and every completion in a kernel wait for it."""
    code = (
        "import sys; from commonground.grammar import grammar;"
        "grammar().read_line('sprint move A done'); grammar().help();"
        "print(*{m.partition('.')[0] for m in sys.modules})"
    )
    environ = os.environ | {"PYTHONPATH": str(SOURCES)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    heavy = {"httpx", "pydantic", "tornado", "pycrdt", "numpy", "yaml", "pandas", "networkx"}
    assert not heavy & set(ran.stdout.split())


def test_a_verb_of_two_words_is_found_before_one_of_one() -> None:
    table = Grammar([TELL, Syntax("tell all", text=FreeText()), PAINT])
    assert table.read_line("tell all Hello there").arguments.text == "Hello there"
    assert table.read_line("tell bob Hello").arguments["who"] == "bob"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("fly", "%cg does not know 'fly'. It knows: share, "),
        ("sprint fly", "%cg sprint does not know 'fly'. It knows: new, about, "),
        ("compare fly", "%cg compare does not know 'fly'. It knows: status, "),
        ("adr", "%cg adr and what? It knows: export."),
        ("adr import x", "%cg adr does not know 'import'. It knows: export."),
    ],
)
def test_an_unknown_verb_is_told_which_there_are(line: str, says: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        grammar().read_line(line)
    assert str(refused.value).startswith(says)


def test_every_verb_stands_in_help_and_has_help_of_its_own() -> None:
    everything = grammar().help() + grammar().help("sprint") + grammar().help("compare")
    for word in grammar().first_words:
        assert word == "help" or f"cg {word}" in everything
        assert f"%cg {word}" in grammar().help(word)
    for syntax in grammar():
        assert grammar().help(syntax.name)
    assert grammar().help("sprint load") == "`%cg sprint load`\n"
    with pytest.raises(InvalidCommand, match="does not know 'fly'"):
        grammar().help("fly")


def test_help_behind_a_verb_of_verbs_is_its_help() -> None:
    reading = grammar().read_line("sprint help")
    assert (reading.syntax.name, reading.arguments.text) == ("help", "sprint")
