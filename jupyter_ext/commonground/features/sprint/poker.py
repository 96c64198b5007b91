"""Planning poker: a round in which everybody estimates one card, each in secret until the reveal.

Pure, a fold over the round's facts. What is secret is sealed in its author's own room, as the
scores of a comparison and the notes of a review are; a round is a thing of its own, so that its
reveal shows nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.fact import SEALED, Fact, ordered
from ...core.fold import Folds, Refold
from ...core.role import Member
from ...core.snapshot import Snapshot
from .model import Sprint

PREFIX = "p_"
OPEN, ESTIMATE, ESTIMATED, REVEAL, CLOSE = (
    f"poker:{name}" for name in ("open", "estimate", "estimated", "reveal", "close")
)


@dataclass(frozen=True, slots=True)
class GivenEstimate:
    """What somebody estimates; None: they can't tell. ``late``: said once the others were known."""

    by: str
    estimate: float | None
    at: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Poker:
    """A round as of now: ``estimates`` are those that everybody may see, one a person."""

    id: str
    sprint: str
    task: str
    by: str
    at: int
    estimated: tuple[str, ...] = ()
    """Who estimated in secret."""
    estimates: tuple[GivenEstimate, ...] = ()
    revealed: bool = False
    closed: bool = False


def rounds_in(snapshots: Iterable[Snapshot], sprint: str) -> tuple[Poker, ...]:
    """The rounds of a sprint that are not closed, in the order in which they were opened."""
    return tuple(one for one in rounds_of(snapshots, sprint) if not one.closed)


def rounds_of(snapshots: Iterable[Snapshot], sprint: str) -> tuple[Poker, ...]:
    """The same with those that are closed."""
    return tuple(one for one in _ROUNDS.things(snapshots) if one.sprint == sprint)


def round_in(snapshots: Iterable[Snapshot], about: str) -> Poker | None:
    """The round of that id; None where there is none."""
    return _ROUNDS.thing(snapshots, about)


def fold(facts: Iterable[Fact]) -> Poker | None:
    """The round that these facts (all about one) tell of; None until it was opened."""
    known = ordered(facts)
    opened = next((fact for fact in known if fact.name == OPEN), None)
    if opened is None:
        return None
    names = {fact.name for fact in known}
    return Poker(
        id=opened.about,
        sprint=str(opened.value.get("sprint")),
        task=str(opened.value.get("task")),
        by=opened.by,
        at=opened.at,
        estimated=tuple(dict.fromkeys(fact.by for fact in known if fact.name == ESTIMATED)),
        estimates=_last_of_each([fact for fact in known if fact.name == ESTIMATE]),
        revealed=REVEAL in names,
        closed=CLOSE in names,
    )


def facilitator_of(poker: Poker, sprint: Sprint, member: Member) -> str:
    """Whose the round is for a member: whoever began the sprint leads its rounds, too."""
    return sprint.by if member.username == sprint.by else poker.by


def own_estimate(facts: Iterable[Fact], about: str) -> GivenEstimate | None:
    """What the reader, whose own room this is, estimates in secret; None where nothing."""
    name = SEALED + ESTIMATE
    own = [fact for fact in ordered(facts) if fact.about == about and fact.name == name]
    return next(iter(_last_of_each(own)), None)


def _last_of_each(facts: Sequence[Fact]) -> tuple[GivenEstimate, ...]:
    """One for each person, by name: what they said last. What was sealed was said before."""
    said = sorted(facts, key=lambda fact: not fact.was_sealed)
    last = {fact.by: fact for fact in said}
    return tuple(_read(last[by]) for by in sorted(last))


def _read(fact: Fact) -> GivenEstimate:
    number: Any = fact.value.get("estimate")
    fine = isinstance(number, int | float) and not isinstance(number, bool) and number >= 0
    late = not (fact.sealed or fact.was_sealed)
    return GivenEstimate(fact.by, float(number) if fine else None, fact.at, late)


_ROUNDS: Folds[Poker] = Folds(PREFIX, lambda: Refold(fold))
