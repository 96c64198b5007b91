"""Findings as facts about entries, and as values: what was shared, what led there, how it stands.

A finding is an entry of kind knowledge; its claim is the entry's title, so that it is reviewed,
disputed, searched and cited as any other. What made it, and what checks found, are facts. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from ...core.entry import Entry
from ...core.fact import Fact, ordered
from ...core.ids import EntryId
from ...core.snapshot import Snapshot
from ...core.texts import Id, Name, Picture, Prose, is_picture

SHARED, CHECKED = "finding:shared", "finding:checked"
CheckState = Literal["confirmed", "differs", "failed"]
"""What running the cone again gave: the same, something else, or nothing."""


class FigureFact(TypedDict):
    """A named value, and the expression that gives it again."""

    name: Name
    value: float
    checked: Prose


class ColumnFact(TypedDict):
    """A column of a table."""

    name: Prose
    type: Name
    digest: Id


class TableFact(TypedDict):
    """A table by schema, shape and digest; rows only where they were asked for."""

    name: Name
    rows: int
    columns: list[ColumnFact]
    digest: Id
    sample: list[list[Prose]]


class OutputFact(TypedDict):
    """What was shared; ``picture`` is empty where there is none."""

    kind: Id
    text: Prose
    alt: Prose
    picture: Picture
    table: TableFact | None
    held_back: Prose


class CellFact(TypedDict):
    """A cell of the cone, and the digest of what it said as it ran."""

    cell: Id
    count: int
    digest: Id


class FileFact(TypedDict):
    """A file as it was; ``place`` is its path in the served folder, empty outside of it."""

    path: Name
    place: Name
    size: int
    digest: Id


class QueryFact(TypedDict):
    """A query as it was asked."""

    text: Prose
    connection: Name
    rows: int | None
    digest: Id


class FindingShared(TypedDict):
    """All that a finding holds beside its entry."""

    path: Name
    output: OutputFact
    target: CellFact
    figures: list[FigureFact]
    cells: list[CellFact]
    uncertain: list[Prose]
    order: list[Prose]
    python: Name
    packages: dict[Name, Name]
    here: bool
    seeds: list[Prose]
    files: list[FileFact]
    queries: list[QueryFact]
    tables: list[TableFact]


class DifferenceFact(TypedDict):
    """What is another one now, and from what to what."""

    what: Prose
    old: Prose
    new: Prose


class FindingChecked(TypedDict):
    """What a check found; ``cause`` says why it could not run."""

    state: Id
    cause: Prose
    differences: list[DifferenceFact]


UNREADABLE = "What made it can't be read."
FACTS: Mapping[str, type] = {SHARED: FindingShared, CHECKED: FindingChecked}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a check found to be another one: ``what``, as it was, as it is."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FindingCheck:
    """A check: who ran it, when (ms since 1970, UTC), and what it found."""

    state: CheckState
    cause: str
    differences: tuple[Difference, ...]
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class SharedFinding:
    """A finding: its entry, what was shared with it, and its last check."""

    entry: Entry
    shared: Mapping[str, Any]
    by: str
    at: int
    check: FindingCheck | None = None

    @property
    def id(self) -> str:
        """The entry's."""
        return self.entry.id

    @property
    def path(self) -> str:
        """The notebook that it comes from; empty where that is not known."""
        return str(self.shared.get("path", ""))

    @property
    def picture(self) -> str:
        """Its picture's address; empty where it has none, or holds something else there."""
        held = self.shared["output"]["picture"]
        return held if isinstance(held, str) and is_picture(held) else ""

    @property
    def claim(self) -> str:
        """Its sentence, as it stands today."""
        standing = self.entry.standing or self.entry.heads
        return standing[-1].title if standing else ""


def findings_in(rooms: Iterable[Snapshot]) -> tuple[SharedFinding, ...]:
    """The findings in these rooms that still speak, newest first."""
    found = []
    for room in rooms:
        for about, facts in _by_entry(room).items():
            entry = room.entries.get(EntryId(about))
            if entry is not None and entry.live:
                found.append(_finding(entry, facts))
    return tuple(sorted(found, key=lambda one: (-one.at, one.id)))


def shared_already(
    findings: Iterable[SharedFinding], by: str, text: tuple[str, str], made: Mapping[str, Any]
) -> SharedFinding | None:
    """The member's own with this claim and body that was made of the same; None if there is none.

    How often its cells had run by then tells nothing.
    """
    wanted = _without_counts(made)
    for one in findings:
        said = [(version.title, version.body) for version in one.entry.standing]
        if one.by == by and said == [text] and _without_counts(one.shared) == wanted:
            return one
    return None


def _without_counts(made: Mapping[str, Any]) -> Any:
    def plain(run: Mapping[str, Any]) -> Any:
        return {name: held for name, held in run.items() if name != "count"}

    cells, target = made.get("cells"), made.get("target")
    return {
        **made,
        "cells": [plain(run) for run in cells] if isinstance(cells, list) else cells,
        "target": plain(target) if isinstance(target, Mapping) else target,
    }


def _by_entry(room: Snapshot) -> Mapping[str, list[Fact]]:
    """The facts of each thing that was shared as a finding, in order."""
    found: dict[str, list[Fact]] = {}
    for fact in ordered(f for f in room.facts.values() if f.name in FACTS):
        if fact.name == SHARED or fact.about in found:
            found.setdefault(fact.about, []).append(fact)
    return found


def _finding(entry: Entry, facts: Iterable[Fact]) -> SharedFinding:
    held = list(facts)
    first = next(fact for fact in held if fact.name == SHARED)
    checked = [fact for fact in held if fact.name == CHECKED]
    check = _check(checked[-1]) if checked else None
    return SharedFinding(entry, first.value, first.by, first.at, check)


def _check(fact: Fact) -> FindingCheck:
    differences = tuple(
        Difference(str(one["what"]), str(one["old"]), str(one["new"]))
        for one in fact.value.get("differences", ())
    )
    state: CheckState = fact.value["state"]
    return FindingCheck(state, str(fact.value.get("cause", "")), differences, fact.by, fact.at)
