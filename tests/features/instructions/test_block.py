"""The block in a file: found without a doubt or refused, and not one byte changed outside of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.features.instructions.block import BEGIN, Made, digest, read, written
from commonground.features.instructions.item import item_of, items_in, one_line
from tests.effort import examples

from .making import entry, exported

LINES = ["## Shared context", "", "- **Use tabs**", "  always", ""]
MADE = [Made(digest("r1"), digest("- **Use tabs**"))]
PIECES = st.sampled_from(
    [
        "# Title", "- item", "  more", "```", "~~~", "<!--", "-->", "<div>", "", "| a | b |",
        "> said", "1. one", "text", "---", BEGIN, "<!-- commonground:end 1 -->", "[a]: <b",
        "\ttab", "<script>",
        "<<<<<<< HEAD", "=======", ">>>>>>> b", "é 😀 שלום", "\u2028", "\x0b", "@AGENTS.md",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", ""])
FILES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.tuples(PIECES, ENDS), max_size=12).map(
        lambda parts: "".join(line + end for line, end in parts).encode()
    ),
    st.text(max_size=100).map(lambda text: b"\xef\xbb\xbf" + text.encode("utf-8", "ignore")),
)


@given(FILES)
@example(b"")
@example(b"no end of the line")
@example(b"a\r\nb\nc\rd")
@settings(max_examples=examples(400), deadline=None)
def test_nothing_outside_changes_and_a_second_export_is_the_same(raw: bytes) -> None:
    try:
        first = written(raw, LINES, MADE)
    except InvalidCommand:
        return
    file, before = read(first), read(raw)
    assert file.block is not None
    assert file.block.untouched
    assert file.block.made == tuple(MADE)
    if before.block is None:
        assert first.startswith(raw)
        assert first[len(raw) :].strip().startswith(BEGIN.encode())
    assert written(first, LINES, MADE) == first
    other = read(written(first, ["- **Other**"], []))
    assert (other.mark, other.before, other.after) == (file.mark, file.before, file.after)


@given(st.text("ab\n\r \t#-é", max_size=60), st.text("ab\n\r \t#-é", max_size=60), ENDS)
@settings(max_examples=examples(200), deadline=None)
def test_a_block_between_texts_is_written_anew_between_the_same_bytes(
    above: str, below: str, end: str
) -> None:
    block = written(b"", LINES, MADE).rstrip(b"\n")
    raw = f"{above}\n\n".encode() + block + f"{end or chr(10)}{below}".encode()
    again = written(raw, ["- **Else**"], [])
    assert again.startswith(f"{above}\n\n{BEGIN}\n".encode())
    assert again.endswith(f"-->{end or chr(10)}{below}".encode())


def test_a_block_takes_the_line_ends_of_its_file() -> None:
    made = written(b"\xef\xbb\xbf# Title\r\ntext", LINES, MADE)
    assert made.startswith(b"\xef\xbb\xbf# Title\r\ntext\r\n\r\n<!-- commonground:begin -->\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")


def test_an_end_without_a_line_end_stays_one() -> None:
    raw = written(b"above\n", LINES, MADE).rstrip(b"\n")
    assert not written(raw, ["- **New**"], []).endswith(b"\n")


@pytest.mark.parametrize("fence", ["```", "~~~~", "    "])
def test_marks_in_code_are_no_marks(fence: str) -> None:
    block = written(b"", LINES, MADE).decode()
    text = f"Blocks look like this:\n\n{fence}\n{block}{fence}\n\nSo.\n"
    if not fence.strip():
        text = "So:\n\n" + "".join(f"    {line}\n" for line in block.splitlines()) + "\nSo.\n"
    assert read(text.encode()).block is None
    assert written(text.encode(), LINES, MADE).startswith(text.encode())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("é".encode("latin-1"), "UTF-8"),
        ("text".encode("utf-16"), "UTF-8"),
        (b"a\0b", "UTF-8"),
        (b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n", "merge conflict"),
        (f"{BEGIN}\ntext\n".encode(), "without its other mark"),
        (written(b"", LINES, MADE) * 2, "two blocks"),
        (b"<!-- commonground:end 1 0000000 -->\n", "damaged"),
        (b"text\n\n```\nnever closed", "not closed"),
        (b"text\n\n<!-- never closed", "not closed"),
        (b"<script>\nnever ended", "not closed"),
    ],
)
def test_what_leaves_a_doubt_is_refused_with_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(InvalidCommand, match=said) as refused:
        written(raw, LINES, MADE)
    assert refused.value.remedy


TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        PIECES | st.sampled_from(["### Conventions", "- **x**", "12 more: y"]), max_size=8
    ).map("\n".join),
)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), FILES)
@settings(max_examples=examples(300), deadline=None)
def test_entries_of_any_text_come_back_as_they_were(
    said: list[tuple[str, str]], raw: bytes
) -> None:
    said = [(one_line(title) or "x", body) for title, body in said]
    entries = [entry(f"e{n}", title, body) for n, (title, body) in enumerate(said)]
    try:
        found = read(exported(raw, *entries)).block
    except InvalidCommand:
        return
    assert found is not None
    items, loose = items_in(found.lines)
    assert not loose
    wanted = [item_of(title, body, "convention") for title, body in said]
    assert sorted((i.title, i.body) for i in items) == sorted((i.title, i.body) for i in wanted)
