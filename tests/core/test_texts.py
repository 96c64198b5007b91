"""Texts are told by their declared types; what nobody declared is prose."""

from typing import Any, TypedDict

import pytest

from commonground.core.resolution import Resolution
from commonground.core.revision import Revision
from commonground.core.texts import Id, Name, Prose, changed, prose_fields, prose_in


class Inner(TypedDict, total=False):
    who: Name
    said: Prose


class Outer(TypedDict, total=False):
    title: Prose
    to: list[Name]
    turn: Id | None
    lines: list[Inner]
    parts: dict[str, Prose | list[Prose]]


VALUE: dict[str, Any] = {
    "title": "t",
    "to": ["@jo"],
    "turn": "t_1",
    "lines": [{"who": "jo", "said": "hello", "later": "x"}],
    "parts": {"left": "much", "files": ["a.py"]},
    "unknown": {"deep": ["z"]},
}


def test_each_text_is_changed_as_what_it_is_declared() -> None:
    seen: list[tuple[str, str, str]] = []

    def note(text: str, kind: str, field: str) -> str:
        seen.append((text, kind, field))
        return text.upper()

    made = changed(VALUE, Outer, note)
    assert ("t", "prose", "title") in seen
    assert ("@jo", "name", "to") in seen
    assert ("t_1", "id", "turn") in seen
    assert ("jo", "name", "who") in seen
    assert ("x", "prose", "later") in seen
    assert ("a.py", "prose", "files") in seen
    assert ("z", "prose", "deep") in seen
    assert ("unknown", "name", "unknown") not in seen  # keys are told as names, under no field
    assert ("unknown", "name", "text") in seen
    assert made["TITLE"] == "T"


def test_prose_is_what_is_neither_name_nor_id_nor_key() -> None:
    assert list(prose_in(VALUE, Outer)) == ["t", "hello", "x", "much", "a.py", "z"]
    assert list(prose_in(VALUE, None)) == [
        *("t", "@jo", "t_1", "jo", "hello", "x", "much", "a.py", "z")
    ]


@pytest.mark.parametrize("value", ["a@b.example", {"x": "a@b.example"}, ["a@b.example"]])
def test_what_is_declared_as_names_holds_names_however_deep(value: object) -> None:
    assert list(prose_in(value, Name)) == []


def test_the_prose_of_a_revision_is_what_people_write() -> None:
    assert prose_fields(Revision) == (
        "title",
        "body",
        "subject",
        "attribute",
        "value",
        "scope",
        "reason",
    )
    assert prose_fields(Resolution) == ("reason",)
