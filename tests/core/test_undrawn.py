"""Excerpts of Markdown hold its words, and no marks of how it is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.undrawn import undrawn

TABLE = """\
| Strategy | Latency |
|:--|--:|
| Optimistic | 12 ms |
| Pessimistic | 250 ms |
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TABLE, "Strategy · Latency; Optimistic · 12 ms; Pessimistic · 250 ms"),
        (f"Seen.\n\n{TABLE}\nAnd so on.", "Seen. Strategy · Latency; Optimistic · 12 ms; "
         "Pessimistic · 250 ms; And so on."),
        ("# Heads\n\n- *one* `two`\n\n```python\nx * 2\n```", "Heads one two x 2"),
        ("> quoted\n\n---\n\nsaid", "quoted said"),
        ("a | b is a choice", "a | b is a choice"),
        ("well-known -- as ever", "well-known -- as ever"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_words_stay_and_the_marks_go(text: str, words: str) -> None:
    assert undrawn(text) == words


@given(st.text(alphabet="ab |-\n*`#>;:", max_size=40))
def test_every_letter_stays_in_its_order(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(character for character in of if character.isalpha())

    told = undrawn(text)
    assert "\n" not in told
    assert letters(told) == letters(text) or "```" in text  # a fence's language goes
