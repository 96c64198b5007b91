"""Threads: several people in one conversation with the model, as a fold over its facts.

Each line has its author, and so has each constraint. Turns are named by their ids; what they say
is theirs. ``prompt.py`` tells it to a model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ...core.fact import Fact, ordered
from ...core.fold import Folds, Refold
from ...core.place import Place, place_of
from ...core.role import Member, at_least
from ...core.snapshot import Snapshot
from ...errors import UnknownId

PREFIX = "h"
"""How the ids of threads begin."""
StepKind = Literal["line", "turn", "brought"]
_STEPS: dict[str, tuple[StepKind, str]] = {
    "thread:line": ("line", "text"),
    "thread:turn": ("turn", "turn"),
    "thread:brought": ("brought", "entry"),
}
_SPOKEN = {"thread:opened", "thread:constraint", *_STEPS}
_TITLED = ("thread:opened", "thread:renamed")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in a thread: ``what`` is a line's text, or a turn's or entry's id."""

    id: str
    kind: StepKind
    by: str
    at: int
    what: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one person holds the answers to. It is theirs: nobody else's word changes it."""

    id: str
    by: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation: its steps and the constraints that hold, oldest first."""

    id: str
    title: str
    author: str
    at: int
    steps: tuple[Step, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    closed: bool = False
    place: Place = field(default=(0, 0, ""), compare=False)
    """Of the last thing that was said in it."""

    @property
    def people(self) -> tuple[str, ...]:
        """Who took part, in the order of their first word."""
        said = (*(s.by for s in self.steps), *(c.by for c in self.constraints))
        return tuple(dict.fromkeys((self.author, *said)))

    def of_member(self, member: Member) -> bool:
        """Whether the member may rename and close it: who took part, and the context owner."""
        return member.username in self.people or at_least(member.role, "owner")

    @property
    def last(self) -> int:
        """When something was last said in it."""
        return max((self.at, *(s.at for s in self.steps), *(c.at for c in self.constraints)))


def thread_of(facts: Iterable[Fact]) -> Thread | None:
    """The thread that these facts make, in whatever order they come.

    None before it was opened, and once it was deleted.
    """
    known = ordered(facts)
    opened = next((f for f in known if f.name == "thread:opened"), None)
    if opened is None or any(f.name == "thread:deleted" for f in known):
        return None
    titled = next(f for f in reversed(known) if f.name in _TITLED)
    stated = [f for f in known if f.name == "thread:constraint"]
    lifted = {(f.by, str(f.value.get("constraint"))) for f in known if f.name == "thread:lifted"}
    return Thread(
        id=opened.about,
        title=str(titled.value.get("title", "")),
        author=opened.by,
        at=opened.at,
        steps=tuple(_step(f) for f in known if f.name in _STEPS),
        constraints=tuple(
            Constraint(f.id, f.by, f.at, str(f.value.get("text", "")))
            for f in stated
            if (f.by, f.id) not in lifted
        ),
        closed=any(f.name == "thread:closed" for f in known),
        place=place_of(next(f for f in reversed(known) if f.name in _SPOKEN)),
    )


def threads_in(snapshots: Iterable[Snapshot]) -> tuple[Thread, ...]:
    """All threads, the one where something was said last first."""
    return tuple(sorted(_THREADS.things(snapshots), key=lambda t: t.place, reverse=True))


def thread_in(snapshots: Iterable[Snapshot], about: str) -> Thread | None:
    """The thread of that id; None where there is none."""
    return _THREADS.thing(snapshots, about)


def find_thread(snapshots: Iterable[Snapshot], about: str) -> Thread:
    """The thread of that id. Raises UnknownId."""
    found = thread_in(snapshots, about)
    if found is None:
        raise UnknownId("There is no such thread.")
    return found


_THREADS: Folds[Thread] = Folds(f"{PREFIX}_", lambda: Refold(thread_of))


def named(threads: Iterable[Thread], name: str) -> Thread | None:
    """The open thread of that id or title, whatever its case; the one used last of several."""
    wanted = " ".join(name.casefold().split())
    for thread in threads:
        if not thread.closed and (thread.id == name or thread.title.casefold() == wanted):
            return thread
    return None


def _step(fact: Fact) -> Step:
    kind, key = _STEPS[fact.name]
    return Step(fact.id, kind, fact.by, fact.at, str(fact.value.get(key, "")))
