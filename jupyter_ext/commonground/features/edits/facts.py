"""What the facts of proposed changes hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Prose


class EditSaid(TypedDict):
    """A change of one cell: what it does, where, and the text of before and after."""

    key: Id
    op: Id
    cell: Id
    after: Id | None
    type: Id
    source: Prose
    reason: Prose
    base: Id | None
    before: Prose


class EditsProposed(TypedDict):
    """The notebook, the cell that asked, the turn, and the changes."""

    path: Name
    cell: Id
    turn: Id
    edits: list[EditSaid]


class EditAccepted(TypedDict):
    """Which change, whether it was edited first, and the digest of what was accepted."""

    edit: Id
    edited: bool
    text: Id


class EditRefused(TypedDict):
    """Which change."""

    edit: Id


class EditsUndone(TypedDict):
    """Which accepted changes were taken back."""

    edits: list[Id]


FACTS: Mapping[str, type] = {
    "edit:proposed": EditsProposed,
    "edit:accepted": EditAccepted,
    "edit:refused": EditRefused,
    "edit:undone": EditsUndone,
}
