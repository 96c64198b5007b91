"""What was stated last, where several may have stated it without seeing each other.

Pure. A statement that names another as seen takes its place; the ones that nobody took the place
of are the heads, and where these differ, what was stated is apart until somebody has seen both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ...core.fact import Fact
from .model import UNITS, Divergence, Unit

UNIT = "unit"
LIMIT = "limit "
"""How the name of a column's limit begins; the column follows."""


def heads_among(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Those that no other one has seen, in order: more than one were stated at the same time."""
    seen = {name for fact in facts for name in fact.seen}
    return tuple(fact for fact in facts if fact.id not in seen) or tuple(facts[-1:])


def apart(field: str, said: Iterable[tuple[str, Any]]) -> Divergence | None:
    """What several stated of a field at once, each with their name; None where they agree."""
    told = tuple(said)
    same = all(one[1] == two[1] for one, two in pairwise(told))
    return None if len(told) < 2 or same else Divergence(field, told)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a team agreed on for its whole board."""

    unit: Unit | None
    limits: Mapping[str, int]
    heads: Mapping[str, tuple[str, ...]]
    apart: tuple[Divergence, ...]


def agreed(units: Iterable[Fact], limits: Iterable[Fact]) -> Agreed:
    """The unit and the limits, from all that was stated of them."""
    stated: dict[str, list[Fact]] = {UNIT: list(units)}
    for fact in limits:
        stated.setdefault(f"{LIMIT}{fact.value.get('column')}", []).append(fact)
    heads = {name: heads_among(facts) for name, facts in stated.items() if facts}
    now = {name: _value(name, found[-1]) for name, found in heads.items()}
    told = (apart(n, [(f.by, _value(n, f)) for f in found]) for n, found in heads.items())
    return Agreed(
        now.pop(UNIT, None),
        {name.removeprefix(LIMIT): most for name, most in sorted(now.items()) if most},
        {name: tuple(fact.id for fact in found) for name, found in heads.items()},
        tuple(each for each in told if each is not None),
    )


def _value(name: str, fact: Fact) -> Any:
    if name == UNIT:
        unit = fact.value.get("unit")
        return unit if unit in UNITS else None
    most: Any = fact.value.get("most")
    fine = isinstance(most, int | float) and not isinstance(most, bool) and most >= 1
    return int(most) if fine else None
