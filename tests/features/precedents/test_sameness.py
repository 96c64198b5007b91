"""Whether two questions ask the same: sooner no than yes, and the same from both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.features.precedents.sameness import Asking, asking, asks_the_same, is_answered

BASE = "How many customers of the shop churned in May 2026?"


@pytest.mark.parametrize(
    "other",
    [
        "How many customers of the shop churned in June 2026?",
        "How many customers of the shop churned in May 2025?",
        "How many customers of the shop have not churned in May 2026?",
        "Why have customers of the shop churned in May 2026?",
        "How many customers of the shop churned in May 2026 in `orders_eu`?",
    ],
)
def test_what_a_likeness_does_not_see_tells_questions_apart(other: str) -> None:
    assert asks_the_same(
        asking(BASE), asking("How many customers of the shop churned in May 2026"), 1
    )
    assert not asks_the_same(asking(BASE), asking(other), 1.0)


def test_a_direction_tells_questions_apart() -> None:
    there, back = "Can we convert parquet files to arrow?", "Can we convert arrow to parquet files?"
    assert not asks_the_same(asking(there), asking(back), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Why?", "And in June?", "What does this plot show about customers?", "Explain @file:a.py",
        "How many orders came in today?", "Is it fast?", "```\nlong\n``` Why does it fail there?",
        "word " * 300, "",
    ],
)  # fmt: skip
def test_what_needs_more_than_its_words_is_never_the_same(text: str) -> None:
    assert not asking(text).alone
    assert not asks_the_same(asking(text), asking(text), 1.0)


def test_a_claim_answers_what_is_and_not_why() -> None:
    claim = asking("Churn of customers doubled in May")
    assert is_answered(asking("How did the churn of customers change in May?"), claim, claim, 0.9)
    for other in (
        "Why did the churn of customers double in May?",
        "Should we stop the churn of customers in May?",
        "Did the churn of customers double in June?",
        "Did the revenue of customers double in May?",
    ):
        assert not is_answered(asking(other), claim, claim, 1.0), other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Which customers pay more than 100 euros?", "Which customers pay less than 100 euros?"),
        ("What is the maximum of revenue in orders?", "What is the minimum of revenue in orders?"),
        ("How do I enable the cache of the orders loader?",
         "How do I disable the cache of the orders loader?"),
        ("Welche Kunden zahlen mehr als 100 Euro?", "Welche Kunden zahlen weniger als 100 Euro?"),
    ],
)  # fmt: skip
def test_opposites_are_two_questions(one: str, other: str) -> None:
    assert asks_the_same(asking(one), asking(one), 1.0)
    assert not asks_the_same(asking(one), asking(other), 1.0)


words = st.sampled_from(
    ["churn", "customers", "May", "June", "not", "how", "why", "parquet", "to", "arrow", "12",
     "revenue", "2026", "orders_eu", "this", "convert", "the", "shop"]
)  # fmt: skip
questions = st.lists(words, max_size=9).map(" ".join)


@given(questions, questions, st.floats(0, 1))
def test_sameness_is_the_same_from_both_sides_and_grows_with_likeness(
    one: str, other: str, likeness: float
) -> None:
    first, second = asking(one), asking(other)
    same = asks_the_same(first, second, likeness)
    assert same == asks_the_same(second, first, likeness)
    if same:
        assert asks_the_same(first, second, 1.0)
        assert asks_the_same(first, first, 1.0)
        assert asks_the_same(second, second, 1.0)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read: Asking = asking(text)
    assert read.told == frozenset(read.terms)
