"""A room on the server: what is durable and shown, and what is staged and on its way to the disk.

A change is staged first, published when the store has it, and rolled back when the store refuses,
so nobody ever sees what a crash could take away. Knows no members and no roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.ids import Room
from ..core.plan import Change
from ..core.snapshot import Snapshot
from .schema import ContextDoc


@dataclass(frozen=True, slots=True)
class Staged:
    """An update that waits for the disk: number ``origin_seq`` of replica ``origin``."""

    origin: str
    origin_seq: int
    data: bytes


class ContextRoom:
    """Two replicas of one document: ``published`` holds what is durable, ``staging`` runs ahead.

    What is published is read as soon as it is: any thread may have it, and never half of it.
    """

    def __init__(
        self, room: Room, generation: int, state: bytes | None, updates: Iterable[bytes] = ()
    ) -> None:
        """The durable room: its snapshot, and the ``updates`` on top of it."""
        self.room = room
        self.generation = generation
        self._published = ContextDoc(room, state)
        for update in updates:
            self._published.apply(update)
        self._read()
        self._stage_afresh()

    def _read(self) -> None:
        self._shown, self._members = self._published.snapshot(), self._published.members()

    def _stage_afresh(self) -> None:
        self._staging = ContextDoc(self.room, self._published.update_since())
        self._staging.twin, self._published.twin = self._published, self._staging
        self._origin = f"{self._staging.client_id:x}"
        self._origin_seq = 0

    def anew(
        self,
        change: Change,
        generation: int,
        members: Mapping[str, dict[str, Any]] | None = None,
    ) -> ContextRoom:
        """A document that holds this alone, and how members are displayed: none of the history."""
        fresh = ContextRoom(self.room, generation, None)
        fresh.publish(fresh._staged(fresh._staging.put(change, placed=True)))
        shown_as = self.members() if members is None else members
        for username, shown in shown_as.items():
            staged = fresh.stage_member(username, shown)
            if staged is not None:
                fresh.publish(staged)
        return ContextRoom(self.room, generation, fresh.update_since())

    @property
    def published(self) -> Snapshot:
        """What is durable: what everyone sees."""
        return self._shown

    @property
    def staged(self) -> Snapshot:
        """What will be durable once everything under way is: what commands are checked against."""
        return self._staging.snapshot()

    def members(self) -> dict[str, dict[str, Any]]:
        """How members are displayed, by username."""
        return dict(self._members)

    def update_since(self, state_vector: bytes | None = None) -> bytes:
        """What a replica with that state vector lacks of the published side."""
        return self._published.update_since(state_vector)

    @property
    def tick(self) -> int:
        """The greatest tick of what will be durable once everything under way is."""
        return self._staging.tick

    def stage(self, change: Change, *, after: int = 0) -> Staged:
        """Put a change on the staged side only, in the places after the tick ``after``."""
        return self._staged(self._staging.put(change, after=after))

    def stage_member(self, username: str, shown: dict[str, Any]) -> Staged | None:
        """Put a member's display on the staged side; None if it is there already."""
        update = self._staging.put_member(username, shown)
        return None if update is None else self._staged(update)

    def _staged(self, data: bytes) -> Staged:
        self._origin_seq += 1
        return Staged(self._origin, self._origin_seq, data)

    def publish(self, staged: Staged) -> None:
        """The store has it: show it."""
        self._published.apply(staged.data)
        self._read()

    def receive(self, update: bytes) -> None:
        """Another server's update is durable here: show it, and stage on top of it."""
        self._published.apply(update)
        self._read()
        self._staging.apply(update)

    def roll_back(self, staged: Staged) -> None:
        """The store refused it: go on from what is durable, as a new replica.

        What was staged after it fails too (the store refuses the gap), so only the first failure
        of a replica starts a new one.
        """
        if staged.origin == self._origin:
            self._stage_afresh()
