"""A name is judged from what it pointed at then and points at now, and never guessed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from commonground.features.freshness.history import END, Interval, NameHistory
from commonground.features.freshness.judgement import judge
from commonground.features.freshness.references import CodeReference, references_in
from commonground.features.freshness.renames import new_place
from commonground.features.freshness.resolution import resolve

NAMES: dict[str, Sequence[Interval]] = {
    "src/a.py": [(0, 5)],
    "src/deep/b.py": [(0, END)],
    "lib/deep/b.py": [(3, END)],
    "docs/guide.md": [(0, END)],
    "docs/other.md": [(0, 4)],
    "main.py": [(0, 5)],
    "app/src/a.py": [(5, END)],
}
HISTORY = NameHistory(NAMES, {"make_order": [(0, 2)], "OrderBook": [(0, END)]})


def only(line: str) -> CodeReference:
    """The reference; a name with a dot may be a file's as well as a symbol's, which comes last."""
    return references_in(line)[-1]


def state(line: str, document: str, written: int, checked: int) -> str:
    then = resolve(only(line), document, HISTORY.at(written))
    return judge(only(line), then, document, HISTORY.at(checked)).state


@pytest.mark.parametrize(
    ("line", "document", "written", "checked", "expected"),
    [
        ("`src/a.py`", "README.md", 0, 4, "fresh"),
        ("`src/a.py`", "README.md", 0, 5, "fresh"),  # the one path that ends so
        ("`/src/a.py`", "README.md", 0, 5, "broken"),
        ("[x](other.md)", "docs/guide.md", 0, 3, "fresh"),
        ("[x](other.md)", "docs/guide.md", 0, 4, "broken"),
        ("`made/up.py`", "README.md", 0, 5, "unanchored"),
        ("`make_order()`", "README.md", 0, 1, "fresh"),
        ("`make_order()`", "README.md", 0, 2, "broken"),
        ("`make_order()`", "README.md", 2, 5, "unanchored"),
        ("`OrderBook.place`", "README.md", 0, 5, "fresh"),
        ("`src/*.py`", "README.md", 0, 5, "broken"),
        ("`main.py`", "docs/guide.md", 0, 5, "unanchored"),
        ("`main.py`", "README.md", 0, 5, "broken"),
    ],
)
def test_what_became_of_a_reference(
    line: str, document: str, written: int, checked: int, expected: str
) -> None:
    assert state(line, document, written, checked) == expected


def test_a_name_that_fits_two_places_is_shown_with_both_and_resolves_to_neither() -> None:
    found = resolve(only("`deep/b.py`"), "README.md", HISTORY.at(3))
    assert (found.target, found.ambiguous) == (None, True)
    assert sorted(found.candidates) == ["lib/deep/b.py", "src/deep/b.py"]
    assert state("`deep/b.py`", "README.md", 3, 5) == "unanchored"


def test_a_change_of_the_target_is_told_apart_from_its_end() -> None:
    then = resolve(only("`src/a.py`"), "README.md", HISTORY.at(0))
    found = judge(only("`src/a.py`"), then, "README.md", HISTORY.at(4), lambda t: t == "src/a.py")
    assert (found.state, found.target) == ("touched", "src/a.py")


@pytest.mark.parametrize(
    ("gone", "begun", "expected"),
    [
        ("a/one.py", ["b/one.py", "b/two.py"], "b/one.py"),
        ("a/one.py", ["c/one.py", "b/one.py", "b/two.py"], "b/one.py"),  # as a/two.py went
        ("docs/best.md", ["docs/best/index.md"], "docs/best/index.md"),
        ("web/worker.js", ["web/worker.ts"], "web/worker.ts"),
        ("a/one.py", ["z/unlike.py"], None),
    ],
)
def test_the_likeliest_new_place_is_named(
    gone: str, begun: list[str], expected: str | None
) -> None:
    assert new_place(gone, [gone, "a/two.py"], begun) == expected


def test_a_folder_went_where_most_of_its_files_went() -> None:
    ended = ["src/a.py", "src/b.py", "src/in/c.py"]
    begun = ["app/src/a.py", "app/src/b.py", "app/src/in/c.py", "other/a.py"]
    assert new_place("src", ended, begun, folder=True) == "app/src"
