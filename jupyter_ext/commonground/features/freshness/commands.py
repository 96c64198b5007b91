"""What people say of an entry's anchors: that it speaks of a place, and that a place is elsewhere.

A model sends none of these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from ...core.command import Command
from ...core.entry import Entry
from ...core.fact import facts_about
from ...core.fields import Identifier
from ...core.path import safe_path
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.role import Member, Role
from ...errors import InvalidCommand
from .anchors import CONFIRMED, MOVED, REMOVED, SET, CodeAnchor, anchors_of
from .decay import DAY, OPENED

WEEK = 7 * DAY


def _a_path(path: str) -> str:
    """A path below the top of the repository."""
    found = safe_path(path, dotted=True)
    if found is None:
        raise ValueError("a path below the top of the repository")
    return found


CodePath = Annotated[str, StringConstraints(max_length=200), AfterValidator(_a_path)]
SymbolName = Annotated[str, StringConstraints(pattern=r"^[\w$.:-]{0,200}$")]


class _OfEntry(Command):
    """Said of an entry."""

    entry: Identifier

    @property
    def thing(self) -> str:
        """The entry."""
        return self.entry


class _OfPlace(_OfEntry):
    """Said of an entry and a place in the code."""

    path: CodePath
    symbol: SymbolName = ""

    def _said(self, planner: Planner, entry: Entry, name: str) -> Plan:
        """One fact, where the entry is."""
        value = {"path": self.path, "symbol": self.symbol}
        return planner.said(entry.id, planner.fact(entry.id, name, value), room=entry.room)


class SetAnchor(_OfPlace):
    """Say that an entry speaks of a file, or of something that is defined in it."""

    command: Literal["anchor"] = "anchor"

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId."""
        return self._said(planner, planner.shared_entry(self.entry), SET)


class Reanchor(_OfEntry):
    """Tie an entry to the new place of a file that was renamed. The same back again undoes it."""

    command: Literal["reanchor"] = "reanchor"
    old: CodePath
    new: CodePath

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId, InvalidCommand for no such anchor."""
        entry = planner.shared_entry(self.entry)
        if all(anchor.path != self.old for anchor in _anchors(planner, entry)):
            raise InvalidCommand("The entry is not tied to that file.", "Look at it again.")
        if self.old == self.new:
            raise InvalidCommand("Both are one place.", "Name another one.")
        value = {"old": self.old, "new": self.new}
        return planner.said(entry.id, planner.fact(entry.id, MOVED, value), room=entry.room)


class RemoveAnchor(_OfPlace):
    """Say that an entry does not speak of a place. A version that names it ties it again."""

    command: Literal["unanchor"] = "unanchor"

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId, InvalidCommand for no such anchor."""
        entry = planner.shared_entry(self.entry)
        name = CodeAnchor(self.path, self.symbol).name
        if all(anchor.name != name for anchor in _anchors(planner, entry)):
            raise InvalidCommand(f"The entry is not tied to {name}.", "Look at it again.")
        return self._said(planner, entry, REMOVED)


class StillHolds(_OfEntry):
    """Say that an entry still holds: the server ties it to its code as that is now.

    With ``gone``, which is the context owner's, also where that code is gone: the entry moves with
    a file that git saw renamed, and is no longer tied to the rest.
    """

    command: Literal["still_holds"] = "still_holds"
    revision: Identifier | None = None
    gone: bool = False

    def needed(self, member: Member) -> Role | None:
        """What is gone is out of every prompt: that it holds all the same is the owner's word."""
        return "owner" if self.gone else self.needs

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId, InvalidCommand for another version."""
        entry = planner.shared_entry(self.entry)
        speaking = [version.id for version in entry.standing if version.speaks]
        if not speaking or self.revision not in (None, *speaking):
            raise InvalidCommand("The entry was changed meanwhile.", "Look at it again.")
        value = {"revision": self.revision or speaking[-1], "gone": self.gone}
        return planner.said(entry.id, planner.fact(entry.id, CONFIRMED, value), room=entry.room)


class Opened(_OfEntry):
    """Say that an entry was opened by a link: it is used. Once a week is on record, unnamed."""

    command: Literal["opened"] = "opened"
    needs = "reader"
    unnamed = True

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is; nothing where the last is not old. Raises UnknownId."""
        entry = planner.shared_entry(self.entry)
        told = facts_about(planner.shared(), entry.id)
        last = max((fact.at for fact in told if fact.name == OPENED), default=0)
        if planner.at - last < WEEK or not entry.standing:
            return planner.said(entry.id)
        fact = planner.fact(entry.id, OPENED, {"revision": entry.standing[-1].id})
        return planner.said(entry.id, replace(fact, by=""), room=entry.room)


def _anchors(planner: Planner, entry: Entry) -> tuple[CodeAnchor, ...]:
    return anchors_of(facts_about(planner.shared(), entry.id))


COMMANDS: tuple[type[Command], ...] = (SetAnchor, RemoveAnchor, Reanchor, StillHolds, Opened)
