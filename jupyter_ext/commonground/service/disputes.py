"""Today's disputes and hints in the shared rooms: found again after changes, told when they differ.

Hints go to browsers beside the disputes, which alone are in prompts and queues.
"""

from __future__ import annotations

from collections.abc import Callable

from ..core.dispute import Dispute
from ..core.plan import Change
from .events import DisputesChange, DisputesEvent
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
        self._told: tuple[Dispute, ...] = ()

    def concerned(self, change: Change) -> bool:
        """Whether a change of a shared room can make or end a dispute."""
        said = any(fact.name in self._index.reads for fact in change.facts)
        return bool(change.revisions or change.resolutions) or said

    async def compare(self) -> None:
        """Look for contradictions in what is new, and tell of disputes that came or went."""
        told = await self._index.look(self._rooms.shared())
        change = change_between(self._told, told)
        self._told = told
        self.found = tuple(dispute for dispute in told if dispute.sure)
        if change is not None:
            self._listeners.tell(change)
        for call in tuple(self._compared):
            call()

    async def forget(self) -> None:
        """Drop what was read of documents that were made anew."""
        await self._index.forget()

    def when_compared(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call it after each look for contradictions; it must not block. The result stops that."""
        self._compared.append(call)
        return lambda: self._compared.remove(call) if call in self._compared else None

    def event(self) -> DisputesEvent:
        """The feed's event with all of them, hints too."""
        return DisputesEvent.of(items=self._told)


def change_between(
    before: tuple[Dispute, ...], after: tuple[Dispute, ...]
) -> DisputesChange | None:
    """What a listener who knows ``before`` has to be told, in proportion to what is new."""
    known = {dispute.sides: dispute for dispute in before}
    items = [dispute for dispute in after if known.pop(dispute.sides, None) != dispute]
    return DisputesChange.of(items=items, gone=tuple(known)) if items or known else None
