"""Which statements contradict each other, by rules over their text; no model and no network.

Two statements clash where they speak of the same thing in an overlapping scope and say something
else of it: another number, another version, must against never, another choice. Each finding names
its rule and quotes both sides. Pure; refuses to know entries, rooms and who is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .wording import Clause, clauses_of, opposed, scope_of, subject_overlap


@dataclass(frozen=True, slots=True)
class Statement:
    """What one revision says. ``subject`` to ``scope`` are given by its author, or None."""

    id: str
    title: str
    body: str = ""
    kind: str = "knowledge"
    area: str | None = None
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements ``a`` and ``b`` contradict: the rule that says so, and what it read."""

    a: str
    b: str
    rule: str
    quote_a: str
    quote_b: str
    why: str


def contradictions(new: Statement, others: Iterable[Statement]) -> list[Contradiction]:
    """What contradicts ``new``, in the order of ``others``; itself and its equals never do."""
    found = (contradict(new, other) for other in others)
    return [each for each in found if each is not None]


def contradict(a: Statement, b: Statement) -> Contradiction | None:
    """The first rule under which the two contradict; the same whichever comes first."""
    if b.id < a.id:
        a, b = b, a
    if a.id == b.id or (a.title, a.body) == (b.title, b.body) or _apart(a, b):
        return None
    return _keyed(a, b) if _is_keyed(a) and _is_keyed(b) else _worded(a, b)


def _is_keyed(statement: Statement) -> bool:
    return None not in (statement.subject, statement.attribute, statement.value)


def _apart(a: Statement, b: Statement) -> bool:
    """Whether their areas or scopes keep them out of each other's way."""
    if a.area is not None and b.area is not None and a.area != b.area:
        return True
    return not _scopes(a).meets(_scopes(b))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a statement holds: words by dimension (environment, version, ...); absent: anywhere."""

    marks: tuple[tuple[str, frozenset[str]], ...]

    def meets(self, other: _Scope) -> bool:
        """Whether there is a place in which both hold."""
        theirs = dict(other.marks)
        return all(name not in theirs or words & theirs[name] for name, words in self.marks)


@lru_cache(maxsize=8192)
def _scopes(statement: Statement) -> _Scope:
    text = f"{statement.title}. {statement.body}. {statement.scope or ''}"
    marks = scope_of(text)
    if statement.scope and not scope_of(statement.scope):
        marks = {**marks, "scope": frozenset({_folded(statement.scope)})}
    return _Scope(tuple(sorted(marks.items())))


def _keyed(a: Statement, b: Statement) -> Contradiction | None:
    """The authors said themselves what they speak of."""
    keys = [(s.subject, s.attribute, s.value) for s in (a, b)]
    (one, what, left), (two, which, right) = (tuple(_folded(str(p)) for p in key) for key in keys)
    if (one, what) != (two, which) or left == right:
        return None
    return Contradiction(
        a.id, b.id, "keyed", str(a.value), str(b.value),
        f"Both say what {a.attribute} of {a.subject} is, and not the same.",
    )  # fmt: skip


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().casefold())


def _worded(a: Statement, b: Statement) -> Contradiction | None:
    for left in _clauses(a):
        for right in _clauses(b):
            if left.text != right.text and subject_overlap(left, right):
                found = opposed(left, right)
                if found is not None:
                    return Contradiction(a.id, b.id, found.rule, left.text, right.text, found.why)
    return None


@lru_cache(maxsize=8192)
def _clauses(statement: Statement) -> tuple[Clause, ...]:
    return clauses_of(statement.title, statement.body)
