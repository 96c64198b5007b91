"""Commands that may be sent twice: the same key of the same member is carried out once.

A client that lost its connection before it had an answer sends the command again under the same
key, over whatever connection there is, and gets the first outcome. Keys are remembered in memory
for ``LIFETIME`` seconds, the newest ``KEPT`` of each member, and not beyond a restart.
"""

from __future__ import annotations

import asyncio
import copy
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from ..core.command import Command
from ..core.ids import EntryId, Room
from ..core.role import Member
from ..errors import InvalidCommand, UserError
from .writer import ContextService, Outcome

LIFETIME = 300.0
"""Seconds for which a key is remembered."""
KEPT = 256
"""Keys of one member that are remembered; the oldest go first."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a command did, without the text of its entry: that may be redacted meanwhile."""

    outcome: Outcome
    entry: EntryId | None
    room: Room | None

    @classmethod
    def of(cls, outcome: Outcome) -> _Answer:
        """As much of the outcome as may be kept."""
        entry = outcome.entry
        if entry is None:
            return cls(outcome, None, None)
        return cls(replace(outcome, entry=None), entry.id, entry.room)


@dataclass(frozen=True, slots=True)
class _Sent:
    """One command as it was sent first, at a time of the clock."""

    digest: bytes
    at: float
    answer: asyncio.Future[_Answer]


class IdempotentCommands:
    """Carries out commands on a service, each key once. ``clock`` gives monotonic seconds."""

    def __init__(
        self, service: ContextService, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._service = service
        self._clock = clock
        self._sent: dict[str, OrderedDict[str, _Sent]] = {}

    async def run(
        self, member: Member, command: Command, *, source: str, key: str | None
    ) -> Outcome:
        """As ``ContextService.run``; under a key that is known, the first outcome once more.

        Raises what that raises, and InvalidCommand for a key that named another command. After a
        StoreError nothing is remembered: nothing has changed, and the command may be sent again.
        """
        if key is None or member.anonymous:
            return await self._service.run(member, command, source=source)
        known = self._known(member.username)
        digest = hashlib.sha256(command.model_dump_json().encode()).digest()
        if (sent := known.get(key)) is not None:
            return await self._again(sent, digest)
        sent = _Sent(digest, self._clock(), asyncio.get_running_loop().create_future())
        known[key] = sent
        try:
            outcome = await self._service.run(member, command, source=source)
        except BaseException as error:
            if not isinstance(error, UserError):  # nothing has changed: it may be tried again
                known.pop(key, None)
            _fail(sent.answer, error)
            raise
        sent.answer.set_result(_Answer.of(outcome))
        return outcome

    def _known(self, username: str) -> OrderedDict[str, _Sent]:
        """The member's keys, without those that are too old or too many."""
        known = self._sent.setdefault(username, OrderedDict())
        oldest = self._clock() - LIFETIME
        while known and (len(known) >= KEPT or next(iter(known.values())).at < oldest):
            known.popitem(last=False)
        return known

    async def _again(self, sent: _Sent, digest: bytes) -> Outcome:
        if sent.digest != digest:
            raise InvalidCommand(
                "This id was given to another command.", "Give each command an id of its own."
            )
        answer = await asyncio.shield(sent.answer)
        if answer.entry is None or answer.room is None:
            return answer.outcome
        snapshot = (await self._service.room(answer.room)).published
        return replace(answer.outcome, entry=snapshot.entries.get(answer.entry))


def _fail(answer: asyncio.Future[_Answer], error: BaseException) -> None:
    if isinstance(error, Exception):
        answer.set_exception(copy.copy(error))  # without the traceback, which holds the text
        answer.exception()  # nobody need ask again
    else:
        answer.cancel()
