"""Keyed fields that a text suggests: what is read, and that what can't be read stays unsaid."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.features.contradictions.bench import pairs
from commonground.features.contradictions.keyed import LONGEST, Fields, suggest
from commonground.features.contradictions.rules import contradict

DATA = Path(__file__).parents[2] / "data" / "contradictions"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("The request timeout is 30 seconds.", Fields("request", "timeout", "30 seconds")),
        ("Retention for audit logs is 90 days", Fields("audit logs", "Retention", "90 days")),
        ("Payments\u2019 retry limit is 5", Fields("Payments", "retry limit", "5")),
        ("Orders are stored in PostgreSQL", Fields("Orders", "database", "PostgreSQL")),
        ("We use Kafka for order events", Fields("order events", "broker", "Kafka")),
        ("The billing service uses Kafka", Fields("billing service", "broker", "Kafka")),
        (
            "In production, the pool size is 20 connections",
            Fields("pool", "size", "20 connections", "production"),
        ),
    ],
)
def test_plain_statements_are_read(text: str, fields: Fields) -> None:
    assert suggest(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "It is 30 seconds",
        "Never store orders in PostgreSQL",
        "The timeout was 10 seconds until 2023",
        "Sprint 14 is over",
        "The base image is rebuilt weekly",
        "Orders may be stored in PostgreSQL or MongoDB",
        "Read the handbook first",
        "",
    ],
)
def test_what_says_no_value_suggests_nothing(text: str) -> None:
    assert suggest(text) is None


def test_the_body_is_read_where_the_title_says_nothing() -> None:
    found = suggest("Timeouts", "We talked about it.\nThe order timeout is 10 s.")
    assert found == Fields("order", "timeout", "10 s")


@pytest.mark.parametrize("name", ["develop", "develop_2", "held_out", "unseen"])
def test_fields_taken_as_suggested_make_no_contradiction_of_a_compatible_pair(name: str) -> None:
    lines = (DATA / f"{name}.jsonl").read_text().splitlines()
    seen = 0
    for pair in pairs(lines):
        found = [suggest(said.title, said.body) for said in (pair.a, pair.b)]
        if not pair.contradicts and any(found):
            seen += 1
            a, b = (
                replace(said, **asdict(fields)) if fields else said
                for said, fields in zip((pair.a, pair.b), found, strict=True)
            )
            hit = contradict(a, b)
            assert hit is None or hit.rule != "keyed", (pair, found)
    assert seen > 0


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_without_an_error(title: str, body: str) -> None:
    found = suggest(title, body)
    if found is not None:
        parts = (found.subject, found.attribute, found.value)
        assert all(0 < len(part) <= LONGEST and part == part.strip() for part in parts)
