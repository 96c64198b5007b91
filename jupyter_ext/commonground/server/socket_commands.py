"""The commands of one feed socket: carried out one after the other, in the order they came in.

At most ``WAITING`` of them wait; whoever sends more is told so, frame by frame. What was taken is
carried out though its sender goes away, as a request is.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from ..core.role import Member
from ..errors import Busy, CommonGroundError
from .command_frames import error_frame, id_at_front, outcome_frame, parse_command_frame
from .ground import Ground

log = logging.getLogger(__name__)

WAITING = 32
"""Commands of one socket that may wait or be under way."""


class SocketCommands:
    """``sender`` says who sends, as of now, or raises what to answer; ``send`` takes the answers.

    ``client`` is whose line they wait in (``fair_queue.py``).

    ``send`` must not raise, nor block.
    """

    def __init__(
        self,
        ground: Ground,
        sender: Callable[[], Awaitable[Member]],
        send: Callable[[bytes], object],
        client: str,
    ) -> None:
        self._ground = ground
        self._client = client
        self._sender = sender
        self._send = send
        self._texts: deque[str] = deque()
        self._working: asyncio.Task[None] | None = None

    def take(self, text: str) -> None:
        """A text frame that came in; it is answered in any case."""
        if len(self._texts) >= WAITING:
            self._send(
                error_frame(
                    id_at_front(text),
                    Busy(
                        f"{WAITING} commands of this connection are under way.",
                        "Wait for their answers, then send it again.",
                    ),
                )
            )
            return
        self._texts.append(text)
        if self._working is None:
            self._working = self._ground.spawn(self._work())

    async def _work(self) -> None:
        try:
            while self._texts:
                self._send(await self._answer_in_turn(self._texts[0]))
                self._texts.popleft()
        finally:
            self._working = None

    async def _answer_in_turn(self, text: str) -> bytes:
        """Answer it when it is this client's turn, or with why not."""
        try:
            place = await self._ground.queue.enter(self._client)
        except Busy as error:
            return error_frame(id_at_front(text), error)
        try:
            return await self._answer(text)
        finally:
            place.leave()

    async def _answer(self, text: str) -> bytes:
        """Carry one out; the frame that answers it."""
        id = id_at_front(text)
        try:
            member = await self._sender()
            frame = parse_command_frame(text)
            id = frame.id
            command = self._ground.features.command_in(frame.command)
            await self._ground.open()
            outcome = await self._ground.host.commands.run(
                member, command, source="sidebar", key=frame.id
            )
        except CommonGroundError as error:
            return error_frame(id, error)
        except Exception:
            log.exception("A command over the feed failed")  # as a request's error is logged
            return error_frame(id, CommonGroundError("The server made a mistake.", "See its log."))
        return outcome_frame(frame.id, outcome)
