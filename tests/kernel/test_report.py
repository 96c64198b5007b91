"""What ``%cg`` prints: other people's text stays text, and a re-run prints the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from commonground.core.markdown import (
    LISTED,
    code_line,
    context_markdown,
    inline,
    same_entry,
    shared_markdown,
    status_markdown,
)

STATUS: dict[str, Any] = {
    "version": "0.1.0",
    "user": {"username": "a", "display_name": "Alice", "role": "contributor", "anonymous": False},
    "model": {"label": "demo model", "demo": True, "available": True, "problem": None},
    "collaboration": {"ok": True, "message": None},
    "store": {"ok": True, "message": None},
}


def revision(number: int, title: str, status: str = "accepted", body: str = "") -> dict[str, Any]:
    return {"id": f"r_{number}", "title": title, "body": body, "status": status, "author": "bob"}


def entry(*revisions: dict[str, Any], kind: str = "convention", heads: Any = None) -> Any:
    chosen = [r["id"] for r in revisions] if heads is None else heads
    return {"id": "e_1", "kind": kind, "heads": chosen, "revisions": list(revisions)}


def tokens(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return [t for top in parser.parse(markdown) for t in (top, *(top.children or ()))]


def shape(markdown: str) -> list[str]:
    """The kinds of all tokens but the text itself."""
    return [t.type for t in tokens(markdown) if t.type not in ("text", "text_special")]


def text(markdown: str) -> str:
    return "".join(t.content for t in tokens(markdown) if t.type in ("text", "text_special"))


HOSTILE = [
    "# A heading",
    "1. A list",
    "- A list",
    "+ x",
    "---",
    "===",
    "> quoted",
    "`code` and **bold** and _more_",
    "[a link](javascript:alert(1)) ![image](http://x/y.png)",
    "<img src=x onerror=alert(1)> <!-- and a comment",
    "</td></tr></table><script>alert(1)</script>",
    "a | b | c",
    "two\n\n## lines\r\nand\u2028more",
    "$x$ and $$y$$ and \\(z\\)",
    "~~gone~~ \\* &lt; &amp;",
    "```\nfence",
    "right\u202eleft\u2066\u200b",
    "x\x1b[31mred",
    "***",
    "trailing backslash \\",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_never_becomes_more_than_a_title(title: str) -> None:
    harmless = context_markdown([entry(revision(1, "plain"), revision(2, "plain"))])
    hostile = context_markdown([entry(revision(1, title), revision(2, title))])
    assert shape(hostile) == shape(harmless)
    assert "$" not in hostile
    shared = shared_markdown(entry(revision(1, title)))
    assert shape(shared) == shape(shared_markdown(entry(revision(1, "plain"))))


@given(title=st.text(min_size=1).filter(lambda t: inline(t) != ""), body=st.text())
def test_no_title_and_body_change_the_shape(title: str, body: str) -> None:
    harmless = context_markdown([entry(revision(1, "plain", body="x")), entry(revision(2, "y"))])
    hostile = context_markdown(
        [entry(revision(1, title, body=body + "x")), entry(revision(2, title))]
    )
    assert shape(hostile) == shape(harmless)


@given(title=st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_what_is_read_is_what_was_written(title: str) -> None:
    assert title in text(f"x {inline(title)}")


def test_the_context_lists_what_speaks_by_kind() -> None:
    entries = [
        entry(revision(1, "Tabs"), kind="knowledge"),
        entry(revision(2, "Cents", "proposed", body="Never floats.\nEver.")),
        entry(revision(3, "Old", "retired")),
        entry(revision(4, "first"), revision(5, "second"), heads=["r_5"], kind="decision"),
    ]
    assert context_markdown(entries).splitlines() == [
        "**The team's context**: 3 entries",
        "",
        "**Conventions**",
        "",
        "- Cents – Never floats. Ever. *(proposed)*",
        "",
        "**Decisions**",
        "",
        "- second",
        "",
        "**Knowledge**",
        "",
        "- Tabs",
    ]


def test_a_dispute_shows_both_versions() -> None:
    markdown = context_markdown([entry(revision(1, "Cents"), revision(2, "Floats", "proposed"))])
    assert markdown.splitlines()[-3:] == [
        "- *in dispute:*",
        "  - Cents",
        "  - Floats *(proposed)*",
    ]


def test_an_empty_context_says_how_to_begin() -> None:
    assert "%cg share" in context_markdown([])


def test_a_long_context_and_a_long_body_are_cut_with_a_word_of_it() -> None:
    many = [entry(revision(n, f"title {n}", body="word " * 500)) for n in range(LISTED + 7)]
    markdown = context_markdown(many)
    assert "and 7 more in the side panel" in markdown
    assert len(markdown) < LISTED * 300


def test_status_says_who_and_what_answers_and_nothing_more_if_all_is_well() -> None:
    assert status_markdown(STATUS).splitlines() == [
        "**Common Ground**",
        "",
        "- You are **Alice** (contributor).",
        "- Answers come from **demo model**. It shows that all is wired up; do not rely on it.",
    ]


def test_status_says_what_does_not_work() -> None:
    model = {"label": "no model", "demo": False, "available": False, "problem": "Set a key."}
    broken = STATUS | {
        "model": model,
        "store": {"ok": False, "message": "The disk is full."},
        "collaboration": {"ok": False, "message": "Install it."},
        "user": STATUS["user"] | {"anonymous": True},
    }
    markdown = status_markdown(broken)
    for part in ("anonymously", "Set a key.", "The disk is full.", "Install it."):
        assert part in markdown


CODE = {"stage": "ready", "files": 1200, "definitions": 30000, "skipped": 0, "problem": None}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (None, None),
        (CODE, None),
        ({**CODE, "stage": "waiting"}, None),
        (
            {**CODE, "stage": "reading", "skipped": 2},
            "- **Code:** 30,000 definitions in 1,200 files, 2 of them not parsed so far; the rest "
            "is being read.",
        ),
        (
            {**CODE, "stage": "cancelled"},
            "- **Code:** 30,000 definitions in 1,200 files; the first reading was cancelled.",
        ),
        (
            {**CODE, "stage": "failed", "problem": "git can't list the files here"},
            "- **Code:** it can't be read: git can't list the files here.",
        ),
    ],
)
def test_the_status_tells_of_the_code_while_it_is_not_all_read(
    code: dict[str, Any] | None, line: str | None
) -> None:
    lines = status_markdown({**STATUS, "code": code}).splitlines()
    assert [one for one in lines if "Code" in one] == ([line] if line else [])


def test_the_command_line_tells_how_much_code_is_read() -> None:
    assert code_line(CODE) == "30,000 definitions in 1,200 files."
    assert code_line({**CODE, "stage": "waiting"}) == "it will be read in a moment."


def test_only_the_very_same_live_text_counts_as_shared_already() -> None:
    same = entry(revision(1, "Cents", body="b"))
    others = [
        entry(revision(2, "Cents", body="other")),
        entry(revision(3, "Cents", "retired", body="b")),
        entry(revision(4, "Cents", body="b"), revision(5, "Floats")),
        entry(revision(6, "Cents", body="b"), kind="work"),
    ]
    assert same_entry(others, "convention", "Cents", "b") is None
    assert same_entry([*others, same], "convention", " Cents ", "b") is same
