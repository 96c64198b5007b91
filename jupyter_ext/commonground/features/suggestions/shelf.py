"""Where suggestions are kept: whether one is new, how many fit into today, its way into a room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from ...ai.embedding import HashedWords, Nearness
from ...core.fact import Fact
from ...core.ids import TEAM, Room, member_room
from ...core.plan import Change, Plan
from ...core.snapshot import Snapshot
from ...errors import Quarantined
from ...service.host import Host
from ...service.writer import ContextService
from .alike import says_the_same
from .model import MADE, PREFIX, EntrySuggestion, policy_in, suggestions_in
from .prompt import Learnable

log = logging.getLogger(__name__)

DAY = 86_400_000
NEAREST = 8
"""Entries that a suggestion is compared with, and that a model is told are known."""
LATEST = 300
"""Suggestions of before that a new one is compared with."""


class SuggestionShelf:
    """One server's. ``owner`` is the username whose room it is; empty: the team's."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._nearness = host.nearness or Nearness(HashedWords)

    @property
    def _service(self) -> ContextService:
        return self._host.service

    async def room_left(self, owner: str) -> int:
        """How many may still be suggested today there."""
        now = self._service.clock()
        made = [one for one in await self.all(owner) if one.at >= now - now % DAY]
        return max(policy_in(self._service.settings()).daily - len(made), 0)

    async def all(self, owner: str) -> Sequence[EntrySuggestion]:
        """The team's suggestions, or those of one member's own room."""
        if not owner:
            return suggestions_in(self._service.shared())
        return suggestions_in((), await self._own(owner))

    async def near(self, title: str, body: str) -> tuple[tuple[str, str], ...]:
        """What stands in the entries that are nearest to a text: titles and texts."""
        neighbours = self._host.neighbours
        found = () if neighbours is None else await neighbours.near_text(title, body, NEAREST)
        return tuple((near.title, near.body) for near in found)

    async def is_new(self, said: Learnable, owner: str) -> bool:
        """Whether no entry says it already, and nothing like it was suggested before.

        Whatever became of that: it was accepted, dismissed, or is not to be suggested again.
        """
        before = [
            *suggestions_in(self._service.shared()),
            *(await self.all(owner) if owner else ()),
        ]
        told = [(one.title, one.body) for one in before[-LATEST:] if not one.private or owner]
        others = [*await self.near(said.title, said.body), *told]
        return not await asyncio.to_thread(
            says_the_same, said.title, said.body, others, self._nearness.rows
        )

    async def put(self, said: Learnable, owner: str, **source: Any) -> str | None:
        """Keep it, under no member's name; its id. None where the gate keeps it back.

        ``source``: ``origin``, ``turn``, ``thread``, ``area``.
        """
        about = self._service.new_id(PREFIX)
        value = {
            "kind": said.kind,
            "title": said.title,
            "body": said.body,
            "quotes": [{"by": one.by, "text": one.text} for one in said.quotes],
            **source,
        }
        fact = Fact(self._service.new_id("f"), about, MADE, value, "", self._service.clock())
        room: Room = member_room(owner) if owner else TEAM
        try:
            plan = Plan(((room, Change(facts=(fact,))),), thing=about)
            await self._service.record(plan, "suggest")
        except Quarantined:
            log.info("A suggestion was kept back by the gate, and dropped")
            return None
        return about

    async def _own(self, owner: str) -> Snapshot:
        return (await self._service.room(member_room(owner))).published
