"""An answer while it grows: its text so far, told in beats, with everyone who follows it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from ...core.question import Question
from ...core.tool import ToolCall, with_call
from ...core.turn import Turn
from ...service.events import FeedEvent
from .views import CallEvent, DeltaEvent, ThoughtEvent, TurnEvent

BEAT = 0.1
"""Seconds between two deltas of one turn: ten redraws a second at most."""
SAVE_EVERY = 1.0
"""Seconds between two saves of a growing answer."""

Tell = Callable[[FeedEvent], None]
"""Sends an event to everyone who may see the turn."""


class GrowingAnswer:
    """A turn under way. ``sent`` counts the deltas that ``text`` holds.

    ``saved`` counts the characters of it that are on the disk, ``saved_thinking`` those of what the
    model thought.

    ``tell`` gets each delta, ``save`` this answer, once a second while it grows. The task that
    reads the model's stream is its runner's; ``stopped_by`` says who stopped it. One that waits for
    others is the first once they have ended, and holds no place among its asker's until then.
    """

    def __init__(
        self, turn: Turn, question: Question, tell: Tell, save: Callable[[GrowingAnswer], None]
    ) -> None:
        self.turn = turn
        self.question = question
        self.text = ""
        self.sent = 0
        self.saved = 0
        self.saved_thinking = 0
        self.saving = asyncio.Lock()
        self.ended = False
        self.stopped_by: str | None = None
        self.began = time.monotonic()
        self.is_first = asyncio.Event()
        self.holds_place = True
        self.task: asyncio.Task[None] | None = None
        self._tell = tell
        self._save = save
        self._pending: list[str] = []
        self._thoughts: list[str] = []
        self._news = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._last_sent = 0.0
        self._last_saved = 0.0

    @property
    def so_far(self) -> Turn:
        """The turn with the text that was sent."""
        return replace(self.turn, text=self.text)

    @property
    def has_text(self) -> bool:
        """Whether anything of an answer has come."""
        return bool(self.text.strip() or "".join(self._pending).strip())

    def place(self) -> int:
        """How many characters of the text stand before what comes now."""
        self.flush()
        return len(self.text)

    def tell(self) -> None:
        """Tell everyone who may see it how the turn stands."""
        self._tell(TurnEvent.of(turn=self.turn))

    def move_up(self, ahead: int) -> None:
        """So many are answered before it now."""
        if ahead != self.turn.ahead:
            self.turn = replace(self.turn, ahead=ahead)
            self.tell()
        if not ahead:
            self.is_first.set()

    def begin(self, turn: Turn) -> None:
        """It is this one's turn; what was shown to the model is known by now."""
        self.turn = turn
        self.began = time.monotonic()
        self.tell()

    def grow(self, text: str) -> None:
        """More of the answer has come; it is sent at once or at the next beat."""
        if not text:
            return
        self._pending.append(text)
        self._soon()

    def _soon(self) -> None:
        wait = self._last_sent + BEAT - time.monotonic()
        if wait <= 0:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(wait, self.flush)

    def think(self, text: str) -> None:
        """More of what the model thinks has come; it is sent in the same beats."""
        if text:
            self._thoughts.append(text)
            self._soon()

    def put_call(self, call: ToolCall) -> None:
        """A tool is used, or something came of it; the text before it is sent first."""
        self.flush()
        self.turn = replace(self.turn, calls=with_call(self.turn.calls, call))
        self._tell(CallEvent.of(turn=self.turn.id, call=call))

    def flush(self) -> None:
        """Send what waits for the next beat."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not (self._pending or self._thoughts):
            return
        now = self._last_sent = time.monotonic()
        self._tell_thoughts()
        self._tell_text()
        if now - self._last_saved > SAVE_EVERY:
            self._last_saved = now
            self._save(self)

    def _tell_text(self) -> None:
        if not self._pending:
            return
        text = "".join(self._pending)
        self._pending.clear()
        self.text += text
        self.sent += 1
        self._tell(DeltaEvent.of(turn=self.turn.id, seq=self.sent, text=text))
        self._news.set()
        self._news = asyncio.Event()

    def _tell_thoughts(self) -> None:
        if not self._thoughts:
            return
        at, text = len(self.turn.thinking), "".join(self._thoughts)
        self._thoughts.clear()
        self.turn = replace(self.turn, thinking=self.turn.thinking + text)
        self._tell(ThoughtEvent.of(turn=self.turn.id, at=at, text=text))

    def end(self) -> None:
        """``turn`` is the finished one and is saved: let go of those who follow."""
        self.ended = True
        self.tell()
        self._news.set()

    async def follow(self) -> AsyncIterator[str]:
        """The text as it grows, what is there first, until the end."""
        given = 0
        while True:
            news = self._news
            if given < len(self.text):
                yield self.text[given:]
                given = len(self.text)
            if self.ended:
                return
            if news is self._news:
                await news.wait()

    async def until_ended(self) -> None:
        """Wait until ``end`` was called."""
        while not self.ended:
            await self._news.wait()
