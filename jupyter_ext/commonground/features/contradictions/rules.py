"""Which two entries can't both hold: rules over keyed fields, quantities, choices and polarity.

Each finding names its rule, quotes both sides, says why and whether it is sure. The rules are
deterministic and symmetric, need no store and no model, and are silent about what they can't read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...core.statement import Contradiction, Statement
from .certainty import certain
from .clash import ClausePair, may_clash, may_meet
from .lexicon import concept, light
from .quantities import agree, quantities
from .scope import overlap, scope_values
from .wording import MAX_CHARS, Clause, clauses, first_clauses, read_clause

RULES = (
    "keyed",
    "number",
    "unit",
    "version",
    "date",
    "choice",
    "opposite",
    "must",
    "negation",
    "who",
    "place",
)
"""The rules, in the order in which the first finding counts; what is sure counts before."""

Similarity = Callable[["Statement", "Statement"], float]


def contradictions(
    new: Statement, others: Iterable[Statement], similarity: Similarity | None = None
) -> list[Contradiction]:
    """What contradicts ``new``, nearest first: by ``similarity`` (an embedding) or common words."""
    nearness = similarity or common_words
    found = [(other, hit) for other in others if (hit := contradict(new, other))]
    if len(found) > 1:
        found.sort(key=lambda pair: (-nearness(new, pair[0]), pair[0].id))
    return [hit for _, hit in found]


def common_words(a: Statement, b: Statement) -> float:
    """The share of content words that two statements have in common (0 to 1)."""
    left, right = _read(a).about, _read(b).about
    return len(left & right) / max(len(left | right), 1)


def contradict(a: Statement, b: Statement) -> Contradiction | None:
    """The first reason why both can't hold, or None; the same whichever comes first.

    The finding's sides are in the order of their ids. A copy never contradicts its original.
    """
    if a.id == b.id:
        return None
    one, two = sorted((a, b), key=lambda s: (_text(s), s.id))
    found = _ordered(one, two)
    return found.flipped() if found is not None and found.b < found.a else found


def apart(a: Statement, b: Statement) -> bool:
    """Whether they hold in different places: other areas, or scopes that don't overlap."""
    if a.area and b.area and a.area != b.area:
        return True
    return not overlap(scope_values(a.scope or ""), scope_values(b.scope or ""))


def _ordered(a: Statement, b: Statement) -> Contradiction | None:
    if apart(a, b):
        return None
    if _is_keyed(a) and _is_keyed(b):
        return _keyed(a, b)
    best: tuple[bool, int, str, str, str] | None = None
    one, two = _read(a), _read(b)
    left, right = one.clauses, two.clauses
    about_a, about_b = one.about, two.about
    if about_a.isdisjoint(about_b) and min(len(left), len(right)) > 3:
        return None
    for ca in left:
        if ca.plain in two.plain or ca.heading:
            continue
        for cb in right:
            if cb.plain in one.plain or cb.heading:
                continue
            if not may_clash(ca, cb) or not may_meet(ca, cb, about_a & about_b):
                continue
            pair = ClausePair(ca, cb, about_a, about_b, left, right)
            hit = pair.clash()
            if hit:
                rule, why = hit
                unsure = not certain(pair, rule)
                found = (unsure, RULES.index(rule), ca.text, cb.text, why)
                best = min(best, found) if best else found
    if best is None:
        return None
    unsure, at, quote_a, quote_b, why = best
    return Contradiction(a.id, b.id, RULES[at], quote_a, quote_b, why, sure=not unsure)


def topics(said: Statement) -> frozenset[tuple[str, str]]:
    """What a statement can clash about: two that share none of these, no rule finds apart."""
    found: set[tuple[str, str]] = set()
    for clause in _read(said).clauses:
        found |= {("concept", word) for word in clause.content}
        found |= {("choice", group) for group in clause.groups}
        found |= {("axis", name) for name in clause.sides}
        if not clause.content:
            found.add(("", ""))  # nothing but an amount or a name, which may be anything's
    if _is_keyed(said):
        found.add(("key", _same(f"{said.subject} {said.attribute}")))
    return frozenset(found)


def _text(s: Statement) -> tuple[str, ...]:
    return (s.title, s.body, *(f or "" for f in (s.subject, s.attribute, s.value, s.scope, s.area)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as the rules read it."""

    clauses: tuple[Clause, ...]
    about: frozenset[str]
    """The concepts of all its clauses."""
    plain: frozenset[str]


@lru_cache(maxsize=8192)
def _reading(title: str, body: str) -> _Reading:
    # What is said twice is read once.
    once = {c.plain: c for c in reversed(clauses(_whole(title, body)))}
    found = tuple(reversed(once.values()))
    about = frozenset[str]().union(*(c.content for c in found))
    return _Reading(found, about, frozenset(c.plain for c in found))


def _whole(title: str, body: str) -> str:
    """The text as far as it is read: a copy of it all would be kept beside each entry."""
    return (f"{title}\n{body[:MAX_CHARS]}" if body else title)[: MAX_CHARS + 1]


def read_in_slices(said: Statement) -> Iterator[None]:
    """Read the statement clause by clause; between two of them others may have a turn."""
    for piece in first_clauses(_whole(said.title, said.body)):
        read_clause(piece)
        yield
    _read(said)


def forget_texts() -> None:
    """Drop the texts that are kept because reading them again takes time."""
    _reading.cache_clear()
    clauses.cache_clear()
    read_clause.cache_clear()


def _read(s: Statement) -> _Reading:
    return _reading(s.title, s.body)


def _is_keyed(s: Statement) -> bool:
    return bool(s.subject and s.attribute and s.value)


def _keyed(a: Statement, b: Statement) -> Contradiction | None:
    """The authors said themselves what they speak of."""
    subject, attribute, left = a.subject or "", a.attribute or "", a.value or ""
    right = b.value or ""
    # As one phrase: "order service" and "timeout" is "order" and "service timeout".
    if _same(f"{subject} {attribute}") != _same(f"{b.subject} {b.attribute}"):
        return None
    if _same(left) == _same(right) or _same_amount(left, right):
        return None
    why = f"Both speak of the {attribute} of {subject}, with different values."
    return Contradiction(a.id, b.id, "keyed", left, right, why)


def _same(text: str) -> str:
    return " ".join(concept(w) for w in re.findall(r"[\w.+#-]+", text.lower()) if w not in light())


def _same_amount(a: str, b: str) -> bool:
    left, right = quantities(a), quantities(b)
    return len(left) == len(right) > 0 and all(
        p.dimension == q.dimension and agree(p, q) for p, q in zip(left, right, strict=True)
    )
