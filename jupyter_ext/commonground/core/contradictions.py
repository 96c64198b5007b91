"""PLACEHOLDER."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    title: str
    body: str
    kind: str
    area: str | None
    subject: str | None
    attribute: str | None
    value: str | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    a: str
    b: str
    rule: str
    quote_a: str
    quote_b: str
    why: str


def contradictions(new: Statement, others: Iterable[Statement]) -> list[Contradiction]:
    return []
