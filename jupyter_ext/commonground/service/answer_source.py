"""Where earlier answers are kept, and what finds one: a feature that keeps some says so itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from ..core.ids import Room
from ..core.precedent import AnswerStanding, EarlierAnswer, Precedent, PrecedentKind
from ..core.role import Member
from ..core.turn import Visibility


@runtime_checkable
class AnswerSource(Protocol):
    """Keeps answers, room by room: whoever may read a room may be told of what it holds."""

    @property
    def kind(self) -> PrecedentKind:
        """What its answers are."""
        ...

    async def answers(self, room: Room) -> Mapping[str, EarlierAnswer | None]:
        """Those of that room, by id; None for what can't be offered. One that did not change is the
        same object as before. Raises StoreError."""
        ...

    async def standing(self, member: Member, key: str) -> AnswerStanding | None:
        """How one of them stands for a member; None where it may not be offered to them now."""
        ...


@runtime_checkable
class PrecedentFinder(Protocol):
    """Finds the answer that a question has already."""

    async def precedent_for(
        self,
        member: Member,
        question: str,
        visibility: Visibility,
        place: tuple[str | None, str | None] = (None, None),
    ) -> Precedent | None:
        """The best one, or None in any doubt. ``place`` is the notebook's path and the cell that it
        is asked from, whose own answer is none. Raises StoreError."""
        ...
