"""Looks through the team's threads for what was settled in them: once a week, and on demand.

A capable model is asked, thread by thread; each suggestion names its sources, word for word.
Without such a model the constraints that people stated are suggested as they are, and it says so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from ...core.conversation import Conversation, Spoken
from ...core.fact import Fact, things
from ...core.fields import MAX_TITLE
from ...core.ids import TEAM
from ...core.markdown import plainly
from ...core.plan import Change, Plan
from ...core.role import Member, require
from ...core.turn import Turn, TurnId
from ...errors import NotAllowed
from ...service.host import Host
from ...service.jobs import LongJob
from ...service.own_calls import OwnCalls
from ...service.tasks import Tasks, repeat
from .model import SWEPT, SWEPT_THING, Quote, last_sweep, policy_in
from .prompt import OF_THREAD, SHORTEST_QUOTE, Learnable, Learned, learnable, prompt_for
from .shelf import DAY, SuggestionShelf

log = logging.getLogger(__name__)

LOOK_EVERY = 600.0
"""Seconds between two looks at whether a sweep is due."""
THREADS = "h_"
"""How the ids of threads begin."""
MOST_EACH = 3
"""Suggestions from one thread."""
MOST_THREADS = 50
"""Threads of one sweep, the ones used last."""


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep came to. ``model`` is who judged; None: nobody, so words are taken as they are.

    ``untrue`` counts suggestions whose quotes stand nowhere; ``left``: threads that were not looked
    at any more, since today's number was reached.
    """

    threads: int = 0
    made: int = 0
    untrue: int = 0
    left: int = 0
    model: str | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    """A thread that was used, with its lines."""

    id: str
    conversation: Conversation
    lines: Sequence[Spoken]


class ThreadSweeper:
    """Use as ``async with ThreadSweeper(host)``: leaving ends a sweep that is under way."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._shelf = SuggestionShelf(host)
        self._tasks = Tasks()
        self._one = asyncio.Lock()

    async def __aenter__(self) -> ThreadSweeper:
        said = "Threads were not looked through"
        self._tasks.start(repeat(self.sweep_if_due, LOOK_EVERY, log, said))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    async def sweep_if_due(self) -> SweepReport | None:
        """Sweep what was said since the last time, if the policy's days are over."""
        service = self._host.service
        policy, now = policy_in(service.settings()), service.clock()
        since = last_sweep(service.shared()) or self._first_word()
        over = since is not None and now >= since + policy.days * DAY
        if since is None or not policy.days or not policy.daily or not over:
            return None
        return await self._sweep(since, None) if self._used_since(since) else None

    async def sweep(self, member: Member) -> SweepReport:
        """Sweep the last days at once, as this member wants. Raises NotAllowed, OverBudget."""
        service = self._host.service
        require(service.acting(member), "contributor")
        policy = policy_in(service.settings())
        if not policy.daily:
            raise NotAllowed(
                "The team switched suggestions off.", "The context owner can allow some a day."
            )
        since = service.clock() - max(policy.days, 7) * DAY
        return await self._sweep(since, member)

    async def _sweep(self, since: int, member: Member | None) -> SweepReport:
        service = self._host.service
        async with self._one, service.jobs.running("sweep", member, estimates=True) as job:
            talks = [await self._talk(about) for about in self._used_since(since)]
            found = [talk for talk in talks if talk is not None and talk.lines]
            report = await self._look(found, member, job)
            value = {"threads": report.threads, "made": report.made}
            fact = Fact(service.new_id("f"), SWEPT_THING, SWEPT, value, "", service.clock())
            plan = Plan(((TEAM, Change(facts=(fact,))),), thing=SWEPT_THING)
            await service.record(plan, "sweep")
            return report

    async def _look(
        self, talks: Sequence[_Talk], member: Member | None, job: LongJob
    ) -> SweepReport:
        model = self._host.find(OwnCalls).capable()
        made = untrue = looked = 0
        job.expect(len(talks))
        for talk in talks:
            left = await self._shelf.room_left("")
            if not left:
                break
            if model is None:
                found, false = stated(talk.conversation), 0
            else:
                found, false = await job.unless_cancelled(self._asked(talk, member))
            for one in found[:left]:
                if await self._shelf.is_new(one, ""):
                    made += await self._put(one, talk, "" if model is None else model.label)
            untrue += false
            looked += 1
            job.step()
        label = None if model is None else model.label
        return SweepReport(looked, made, untrue, len(talks) - looked, label)

    async def _put(self, said: Learnable, talk: _Talk, origin: str) -> bool:
        """Whether it is on the shelf now."""
        source = {"origin": origin, "turn": None, "thread": talk.id, "area": None}
        return await self._shelf.put(said, "", **source) is not None

    async def _asked(self, talk: _Talk, member: Member | None) -> tuple[tuple[Learnable, ...], int]:
        clean = self._host.service.gate().for_prompt
        said = "\n".join(line.text for line in talk.lines)
        known = await self._shelf.near(talk.conversation.title, said)
        prompt = await asyncio.to_thread(
            prompt_for,
            OF_THREAD,
            talk.conversation.title,
            talk.lines,
            known,
            lambda text: clean(text).text,
        )
        filled = await self._host.find(OwnCalls).fill("sweep", prompt, Learned, member)
        return learnable(filled.form, talk.lines, MOST_EACH)

    def _first_word(self) -> int | None:
        """When the first thread was opened, in ms since 1970; None where none ever was."""
        threads = things(self._host.service.shared(), THREADS).values()
        return min((fact.at for facts in threads for fact in facts), default=None)

    def _used_since(self, since: int) -> list[str]:
        """Threads in which something was said since then, the one used last first."""
        last = {
            about: max(fact.at for fact in facts)
            for about, facts in things(self._host.service.shared(), THREADS).items()
        }
        used = [about for about, at in last.items() if at >= since]
        return sorted(used, key=lambda about: (-last[about], about))[:MOST_THREADS]

    async def _talk(self, about: str) -> _Talk | None:
        """The thread with what everybody may read of it; None where it was deleted."""
        facts = things(self._host.service.shared(), about).get(about, ())
        made = (of(facts) for of in self._host.conversations)
        conversation = next((one for one in made if one is not None), None)
        if conversation is None:
            return None
        turns: dict[str, Turn] = {}
        for key in conversation.turns:
            turn = await self._host.service.store.get_turn(TurnId(key))
            if turn is not None and turn.visibility == "shared":
                turns[key] = turn
        lines = [*conversation.constraints, *conversation.lines(turns, {})]
        return _Talk(about, conversation, lines)


def stated(talk: Conversation) -> tuple[Learnable, ...]:
    """The constraints that hold in a thread, word for word: nobody judged them."""
    found = []
    for said in talk.constraints:
        text = said.text.strip()
        title = plainly(text)
        if len(text) >= SHORTEST_QUOTE and title:
            cut = title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"
            body = text if len(title) > MAX_TITLE else ""
            quote = Quote(said.by.removeprefix("@"), text[:500])
            found.append(Learnable("convention", cut, body, (quote,)))
    return tuple(found)


def thread_sweeper(host: Host) -> ThreadSweeper:
    """The sweeps of this server."""
    return ThreadSweeper(host)
