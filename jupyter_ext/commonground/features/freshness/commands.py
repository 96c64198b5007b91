"""What people say of an entry's anchors: that it speaks of a place, and that a place is elsewhere.

A model sends none of these.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from ...core.command import Command
from ...core.fields import Identifier
from ...core.path import safe_path
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand
from .anchors import MOVED, SET, anchors_of


def _a_path(path: str) -> str:
    """A path below the top of the repository."""
    found = safe_path(path, dotted=True)
    if found is None:
        raise ValueError("a path below the top of the repository")
    return found


CodePath = Annotated[str, StringConstraints(max_length=200), AfterValidator(_a_path)]
SymbolName = Annotated[str, StringConstraints(pattern=r"^[\w$.:-]{0,200}$")]


class SetAnchor(Command):
    """Say that an entry speaks of a file, or of something that is defined in it."""

    command: Literal["anchor"] = "anchor"
    entry: Identifier
    path: CodePath
    symbol: SymbolName = ""

    @property
    def thing(self) -> str:
        """The entry."""
        return self.entry

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId."""
        entry = planner.shared_entry(self.entry)
        value = {"path": self.path, "symbol": self.symbol}
        return planner.said(entry.id, planner.fact(entry.id, SET, value), room=entry.room)


class Reanchor(Command):
    """Tie an entry to the new place of a file that was renamed. The same back again undoes it."""

    command: Literal["reanchor"] = "reanchor"
    entry: Identifier
    old: CodePath
    new: CodePath

    @property
    def thing(self) -> str:
        """The entry."""
        return self.entry

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the entry is. Raises UnknownId, InvalidCommand for no such anchor."""
        entry = planner.shared_entry(self.entry)
        facts = [
            fact
            for snapshot in planner.shared()
            for fact in snapshot.facts.values()
            if fact.about == entry.id
        ]
        if all(anchor.path != self.old for anchor in anchors_of(facts)):
            raise InvalidCommand("The entry is not tied to that file.", "Look at it again.")
        if self.old == self.new:
            raise InvalidCommand("Both are one place.", "Name another one.")
        value = {"old": self.old, "new": self.new}
        return planner.said(entry.id, planner.fact(entry.id, MOVED, value), room=entry.room)


COMMANDS: tuple[type[Command], ...] = (SetAnchor, Reanchor)
