"""What members said of a thing that is no entry: a message, a comparison, a sprint.

A fact is immutable and nothing overwrites it, so replicas that meet in any order keep all of them;
what a thing is today is a fold over its facts. Knows no thing in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .place import place_of
from .texts import Id, Person, prose_in


class Facts(Protocol):
    """What holds facts by their ids: a snapshot of a room."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by id."""
        ...


SEALED = "sealed:"
"""How a fact's name begins that is its author's alone until somebody reveals it."""


SHOWN = "_shown"
"""How the id of what was sealed and is revealed ends: the rest is the sealed fact's."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What ``by`` said of the thing ``about`` at ``at`` (milliseconds since 1970, UTC), for good.

    ``name`` says what kind of thing it says, as ``domain:verb``; ``value`` is JSON. ``seen`` are
    the facts that its author saw, where two people may change the same at once. ``tick`` is its
    place in the record, which the document gives it.
    """

    id: Id
    about: Id
    name: str
    value: Mapping[str, Any]
    by: Person
    at: int
    seen: tuple[Id, ...] = ()
    tick: int = field(default=0, compare=False)

    @property
    def sealed(self) -> bool:
        """Whether it is its author's alone for now."""
        return self.name.startswith(SEALED)

    @property
    def was_sealed(self) -> bool:
        """Whether it was said in secret, and revealed later."""
        return self.id.endswith(SHOWN)

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are, ``seen`` and ``tick`` only where there is any."""
        return {
            "id": self.id,
            "about": self.about,
            "name": self.name,
            "value": dict(self.value),
            "by": self.by,
            "at": self.at,
            **({"seen": list(self.seen)} if self.seen else {}),
            **({"tick": self.tick} if self.tick else {}),
        }


def ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """In the order of the record, each once: every replica agrees, whatever its clock says."""
    return tuple(sorted({f.id: f for f in facts}.values(), key=place_of))


def facts_about(snapshots: Iterable[Facts], about: str) -> tuple[Fact, ...]:
    """What was said of one thing, in whatever rooms, in order."""
    return ordered(f for s in snapshots for f in s.facts.values() if f.about == about)


def things(snapshots: Iterable[Facts], prefix: str) -> Mapping[str, tuple[Fact, ...]]:
    """The things whose ids begin so, in the order of their first facts, each with its facts."""
    found: dict[str, list[Fact]] = {}
    for fact in ordered(f for s in snapshots for f in s.facts.values()):
        if fact.about.startswith(prefix):
            found.setdefault(fact.about, []).append(fact)
    return {about: tuple(facts) for about, facts in found.items()}


class FactTypes:
    """What the values of facts hold, by the facts' names, as the features declare it.

    Of a fact that nobody declares every text is prose.
    """

    def __init__(self, types: Mapping[str, Any] | None = None) -> None:
        self._types = dict(types or {})

    def of(self, fact: Fact) -> Any:
        """The declared type of its value, sealed or not; None where there is none."""
        return self._types.get(fact.name.removeprefix(SEALED))

    def declared(self) -> Mapping[str, Any]:
        """What each kind of fact holds, by name, where that is declared."""
        return dict(self._types)

    def domains(self) -> frozenset[str]:
        """The kinds of things that facts are said of: how their names begin."""
        return frozenset(name.partition(":")[0] for name in self._types)

    def prose(self, fact: Fact) -> tuple[str, ...]:
        """The words that people wrote in it: neither ids nor names."""
        return tuple(prose_in(fact.value, self.of(fact)))
