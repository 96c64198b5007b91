"""Names in a question: what is one, what is not, and that what is offered is read again as that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.reference import (
    MOST,
    Kind,
    Reference,
    begun_at_end,
    fitting,
    references_in,
    written,
)

NAMES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters='"`\x85'),
    min_size=1,
    max_size=40,
).filter(lambda name: name.strip() == name and name.rstrip(".,;:!?)]}") != "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See @entry:e_1, please.", [("entry", "e_1")]),
        ('Does @entry:"Money is cents" hold?', [("entry", "Money is cents")]),
        ("Read @file:src/tax.py.", [("file", "src/tax.py")]),
        ("(@file:src/tax.py)", [("file", "src/tax.py")]),
        ("What of @variable:df and @variable:df?", [("variable", "df")]),
        ("@anna and #billing, then", [("person", "anna"), ("area", "billing")]),
        ("mail anna@example.org about a#b", []),
        ("`@anna` and\n```\n@property\n@file:x\n```\nbut @bob", [("person", "bob")]),
        ("## A heading\n# another", []),
        ("@entry:", []),
    ],
)
def test_what_a_question_names(text: str, found: list[tuple[Kind, str]]) -> None:
    assert [(one.kind, one.name) for one in references_in(text)] == found


@given(st.sampled_from(("entry", "file", "variable")), NAMES)
def test_what_is_written_is_read_again(kind: Kind, name: str) -> None:
    assert references_in(f"Is {written(kind, name)} so?") == (Reference(kind, name),)


@given(st.text())
def test_any_text_is_read_within_bounds(text: str) -> None:
    assert len(references_in(text)) <= MOST
    begun = begun_at_end(text)
    assert begun is None or text.endswith(begun.written)


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("Why @", (None, "", "@")),
        ("Why @ent", (None, "ent", "@ent")),
        ("Why @entry:", ("entry", "", "@entry:")),
        ('Why @entry:"Money is', ("entry", "Money is", '@entry:"Money is')),
        ("@file:src/t", ("file", "src/t", "@file:src/t")),
        ("of #bil", ("area", "bil", "#bil")),
    ],
)
def test_a_name_that_is_being_written(text: str, begun: tuple[Kind | None, str, str]) -> None:
    found = begun_at_end(text)
    assert found is not None
    assert (found.kind, found.name, found.written) == begun


@pytest.mark.parametrize("text", ["Why", "a@b", "@anna is", '@entry:"Money" is'])
def test_nothing_is_being_named(text: str) -> None:
    assert begun_at_end(text) is None


def test_what_begins_so_comes_before_what_holds_it() -> None:
    assert fitting("tax", ["src/tax.py", "Tax rules", "other"]) == ["Tax rules", "src/tax.py"]
