"""What members said of a thing that is no entry: a message, a comparison, a sprint.

A fact is immutable and nothing overwrites it, so replicas that meet in any order keep all of them;
what a thing is today is a fold over its facts. Knows no thing in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Facts(Protocol):
    """What holds facts by their ids: a snapshot of a room."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by id."""
        ...


SEALED = "sealed:"
"""How a fact's name begins that is its author's alone until somebody reveals it."""
NAMED = frozenset(
    {
        "about",
        "area",
        "areas",
        "assignee",
        "by",
        "cell",
        "criterion",
        "due",
        "entries",
        "entry",
        "id",
    }
    | {"kind", "member", "members", "option", "parent", "path", "room", "seen", "sides", "status"}
    | {"task", "tasks", "thing", "to", "turn", "turns", "who"}
)
"""Keys of a value whose texts are ids, names or paths: a secret stops them, and customer data is no
matter (a username may be an e-mail address)."""
_ID = re.compile(r"[a-z]{1,2}_[0-9a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Fact:
    """What ``by`` said of the thing ``about`` at ``at`` (milliseconds since 1970, UTC), for good.

    ``name`` says what kind of thing it says, as ``domain:verb``; ``value`` is JSON. ``seen`` are
    the facts that its author saw, where two people may change the same at once.
    """

    id: str
    about: str
    name: str
    value: Mapping[str, Any]
    by: str
    at: int
    seen: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether it is its author's alone for now."""
        return self.name.startswith(SEALED)

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are, ``seen`` only where there is any."""
        return {
            "id": self.id,
            "about": self.about,
            "name": self.name,
            "value": dict(self.value),
            "by": self.by,
            "at": self.at,
            **({"seen": list(self.seen)} if self.seen else {}),
        }


def ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Oldest first, each once; ties are broken by id, so that every replica agrees."""
    return tuple(sorted({f.id: f for f in facts}.values(), key=lambda f: (f.at, f.id)))


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


def said_in(value: Any) -> tuple[str, ...]:
    """The texts in a fact's value that people wrote: neither ids nor names."""
    return tuple(text for key, text in texts_in(value) if key not in NAMED and not is_id(text))


def texts_in(value: Any, key: str = "") -> Iterable[tuple[str, str]]:
    """Every text in a value, with the key it stands under; keys too, which people may choose."""
    match value:
        case str():
            yield key, value
        case Mapping():
            for name, inner in value.items():
                yield "id", str(name)
                yield from texts_in(inner, str(name))
        case list() | tuple():
            for inner in value:
                yield from texts_in(inner, key)


def is_id(text: str) -> bool:
    """Whether the text has the form of an id of ours."""
    return _ID.fullmatch(text) is not None
