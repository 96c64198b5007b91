"""What code an entry speaks of, as facts about it, and what became of that. Pure.

The entry stays as it is: its anchors are tied by the server when a version of it first speaks, set
by hand, and moved by a person after a rename. A fold over these facts gives those of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from ...core.entry import Entry
from ...core.fact import Fact, ordered
from ...core.ids import RevisionId
from ...core.texts import Id, Name
from .judgement import Freshness

TIED, SET, MOVED, REMOVED, CONFIRMED = (
    f"anchor:{verb}" for verb in ("tied", "set", "moved", "removed", "confirmed")
)
WORST: Sequence[Freshness] = ("broken", "touched", "fresh", "unanchored")
"""An entry is as its worst anchor."""


class AnchorTied(TypedDict):
    """A place in the code, as it was at a commit (empty: none yet) with that digest."""

    path: Name
    symbol: Name
    commit: Id
    digest: Id
    hand: bool


class AnchorsTied(TypedDict):
    """All anchors of a version."""

    revision: Id
    anchors: list[AnchorTied]


class AnchorSet(TypedDict):
    """A place that a member names."""

    path: Name
    symbol: Name


class AnchorMoved(TypedDict):
    """A path that is another one now."""

    old: Name
    new: Name


class AnchorsConfirmed(TypedDict):
    """A version still holds, says a member; ``gone``: also where what it spoke of is gone."""

    revision: Id
    gone: bool


FACTS: Mapping[str, type] = {
    TIED: AnchorsTied,
    SET: AnchorSet,
    MOVED: AnchorMoved,
    REMOVED: AnchorSet,
    CONFIRMED: AnchorsConfirmed,
}
Again = Literal["", "there", "all"]
"""What a person's word covers: what is there, or also what is gone; empty: nothing is said."""


@dataclass(frozen=True, slots=True)
class CodeAnchor:
    """A file, or with ``symbol`` a definition in it, as it was when it was tied.

    ``path`` counts from the top of the repository. An empty ``digest``: not tied yet. ``again``:
    a person said since that the entry holds, and it is not tied to what is there now yet.
    """

    path: str
    symbol: str = ""
    commit: str = ""
    digest: str = ""
    hand: bool = False
    again: Again = ""

    @property
    def name(self) -> str:
        """How it is written: ``path``, or ``path:symbol``."""
        return f"{self.path}:{self.symbol}" if self.symbol else self.path

    def to_wire(self) -> dict[str, Any]:
        """As it stands in a fact."""
        return {
            "path": self.path, "symbol": self.symbol, "commit": self.commit,
            "digest": self.digest, "hand": self.hand,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedAnchor:
    """What became of an anchor. ``cause`` says it in a sentence; ``new_path`` is where it went.

    ``open`` is its path from the served folder (None: outside of it), ``line`` counts from 1.
    """

    anchor: CodeAnchor
    state: Freshness
    cause: str = ""
    new_path: str | None = None
    open: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFreshness:
    """What became of all anchors of an entry."""

    entry: str
    anchors: tuple[JudgedAnchor, ...] = ()

    @property
    def state(self) -> Freshness:
        """That of its worst anchor."""
        states = {each.state for each in self.anchors}
        return next((state for state in WORST if state in states), "unanchored")

    @property
    def cause(self) -> str:
        """Why it is not fresh, in sentences; empty where it is."""
        told = (each.cause for each in self.anchors if each.state == self.state and each.cause)
        return " ".join(dict.fromkeys(told))


def version_of(entry: Entry) -> RevisionId | None:
    """The version that is anchored: the one that stands; None while several or none do."""
    speaking = [revision for revision in entry.standing if revision.speaks]
    return speaking[0].id if len(speaking) == 1 else None


def tied_version(facts: Iterable[Fact]) -> str | None:
    """The version whose anchors were tied last."""
    tied = [fact for fact in ordered(facts) if fact.name == TIED]
    return str(tied[-1].value.get("revision")) if tied else None


def anchors_of(facts: Iterable[Fact]) -> tuple[CodeAnchor, ...]:
    """The anchors of an entry as these facts leave them, whatever order they come in."""
    found: dict[str, CodeAnchor] = {}
    for fact in ordered(facts):
        if fact.name == TIED:
            tied = [_read(one) for one in fact.value.get("anchors", ())]
            found = {anchor.name: anchor for anchor in tied}
        elif fact.name == SET:
            anchor = CodeAnchor(
                str(fact.value["path"]), str(fact.value.get("symbol", "")), hand=True
            )
            found[anchor.name] = anchor
        elif fact.name == MOVED:
            found = _moved(found, str(fact.value["old"]), str(fact.value["new"]))
        elif fact.name == REMOVED:
            gone = CodeAnchor(str(fact.value["path"]), str(fact.value.get("symbol", "")))
            found.pop(gone.name, None)
        elif fact.name == CONFIRMED:
            again: Again = "all" if fact.value.get("gone") else "there"
            found = {name: replace(anchor, again=again) for name, anchor in found.items()}
    return tuple(found.values())


def _moved(found: Mapping[str, CodeAnchor], old: str, new: str) -> dict[str, CodeAnchor]:
    moved = (
        replace(anchor, path=new, commit="", digest="") if anchor.path == old else anchor
        for anchor in found.values()
    )
    return {anchor.name: anchor for anchor in moved}


def _read(value: Mapping[str, Any]) -> CodeAnchor:
    return CodeAnchor(
        str(value.get("path", "")),
        str(value.get("symbol", "")),
        str(value.get("commit", "")),
        str(value.get("digest", "")),
        bool(value.get("hand")),
    )
