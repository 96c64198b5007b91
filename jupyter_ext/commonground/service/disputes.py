"""Today's disputes in the shared rooms: found again after changes, told when they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.dispute import Dispute
from .listeners import Listeners
from .rooms import Rooms
from .rules import DisputeIndex


class Disputes:
    """``found`` are the entries that contradict each other, as far as they have been compared."""

    def __init__(self, index: DisputeIndex, rooms: Rooms, listeners: Listeners) -> None:
        self._index = index
        self._rooms = rooms
        self._listeners = listeners
        self._compared: list[Callable[[], None]] = []
        self.found: tuple[Dispute, ...] = ()

    async def compare(self) -> None:
        """Look for contradictions in what is new, and tell of disputes that came or went."""
        disputes = await self._index.look(self._rooms.shared())
        if disputes != self.found:
            self.found = disputes
            self._listeners.tell(self.event())
        for call in tuple(self._compared):
            call()

    async def forget(self) -> None:
        """Drop what was read of documents that were made anew."""
        await self._index.forget()

    def when_compared(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call it after each look for contradictions; it must not block. The result stops that."""
        self._compared.append(call)
        return lambda: self._compared.remove(call) if call in self._compared else None

    def event(self) -> dict[str, Any]:
        """The feed's event with all of them."""
        return {"type": "disputes", "items": [d.to_wire() for d in self.found]}
