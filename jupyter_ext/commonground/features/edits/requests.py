"""What people send about proposed changes: their word on one, or that it be taken back."""

from __future__ import annotations

from typing import ClassVar, Literal

from ...core.fields import Identifier, Wire
from ...core.role import Role
from .commands import Source


class DecideEdit(Wire):
    """Accept or refuse a change. ``source`` is what is accepted instead of what was proposed.

    ``against`` is the digest of the cell's text that the person saw, where that is no longer the
    one that the change was proposed against.
    """

    needs: ClassVar[Role] = "contributor"

    edit: Identifier
    verdict: Literal["accept", "refuse"]
    source: Source | None = None
    against: Identifier | None = None


class UndoProposal(Wire):
    """Take back all that was accepted of a proposal."""

    needs: ClassVar[Role] = "contributor"
