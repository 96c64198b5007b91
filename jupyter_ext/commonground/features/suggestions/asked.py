"""Suggests what was learned in an answer, once it is there: one thing at most, and nothing known.

A capable model is asked, within the team's budget and the policy's number a day. It refuses to
invent: without such a model nothing is suggested after an answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from ...core.area import area_of
from ...core.conversation import Spoken, turn_lines
from ...core.prompt import Prompt
from ...core.question import TRIAL
from ...core.turn import Turn
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.own_calls import OwnCalls
from ...service.tasks import Tasks
from .model import policy_in
from .prompt import OF_ANSWER, Learned, learnable, prompt_for
from .shelf import DAY, SuggestionShelf

log = logging.getLogger(__name__)

SHORTEST = 80
"""Characters of an answer from which something may be learned."""
ASKS_EACH = 4
"""Answers that a model is asked about for each suggestion that may be made: most hold none."""
WAITING = 20
"""Answers that wait to be looked at; of more, the newest."""
ABOUT = ("", "t", "h")
"""What questions that count are about: nothing, an answer, a thread; not options and messages."""


class AnswerSuggester:
    """Use as ``async with AnswerSuggester(host)``: leaving ends what is being asked."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._shelf = SuggestionShelf(host)
        self._waiting: deque[Turn] = deque(maxlen=WAITING)
        self._asked: deque[int] = deque()
        self._tasks = Tasks()
        self._one = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> AnswerSuggester:
        self._host.turn_ended.append(self._ended)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._host.turn_ended.remove(self._ended)
        await self._tasks.close()

    async def idle(self) -> None:
        """Returns once all answers so far were looked at."""
        while self._task is not None and not self._task.done():
            await asyncio.shield(self._task)

    def _ended(self, turn: Turn) -> None:
        if _may_teach(turn) and policy_in(self._host.service.settings()).daily:
            self._waiting.append(turn)
            self._task = self._tasks.start(self._look())

    async def _look(self) -> None:
        async with self._one:
            while self._waiting:
                turn = self._waiting.popleft()
                try:
                    await self._suggest(turn)
                except CommonGroundError as error:
                    log.info("Nothing is suggested of an answer: %s", error)
                except Exception:  # whatever it is: the answer is there, and the next one comes
                    log.exception("Nothing is suggested of an answer")

    async def _suggest(self, turn: Turn) -> None:
        calls = self._host.find(OwnCalls)
        model = calls.capable()
        owner = turn.asker if turn.visibility == "private" else ""
        if model is None or not await self._shelf.room_left(owner) or not self._may_ask():
            return
        lines = turn_lines(turn)
        filled = await calls.fill("suggestion", await self._prompt(turn, lines), Learned)
        found, _ = learnable(filled.form, lines, 1)
        for one in found:
            if await self._shelf.is_new(one, owner):
                source = {"origin": model.label, "turn": turn.id, "thread": None}
                await self._shelf.put(one, owner, area=self._area(turn), **source)

    async def _prompt(self, turn: Turn, lines: list[Spoken]) -> Prompt:
        clean = self._host.service.gate().for_prompt
        known = [
            *await self._shelf.near(turn.question[:200], turn.text),
            *((one.title, one.body) for one in list(await self._shelf.all(""))[-20:]),
        ]
        return await asyncio.to_thread(
            prompt_for, OF_ANSWER, turn.question, lines, known, lambda text: clean(text).text
        )

    def _may_ask(self) -> bool:
        """Whether the day's number of questions leaves one; then it is taken."""
        now = self._host.service.clock()
        while self._asked and self._asked[0] <= now - DAY:
            self._asked.popleft()
        most = ASKS_EACH * policy_in(self._host.service.settings()).daily
        if len(self._asked) >= most:
            return False
        self._asked.append(now)
        return True

    def _area(self, turn: Turn) -> str | None:
        areas = self._host.service.areas().values()
        found = None if turn.path is None else area_of(turn.path, areas)
        return None if found is None else found.name


def _may_teach(turn: Turn) -> bool:
    about = (turn.about or "").partition("_")[0]
    whole = turn.status == "complete" and len(turn.text) >= SHORTEST
    return whole and turn.source != TRIAL and about in ABOUT


def answer_suggester(host: Host) -> AnswerSuggester:
    """The suggestions after answers of this server."""
    return AnswerSuggester(host)
