"""Asks a capable model about near neighbours of which no rule is sure, within bounds.

One task, a few questions at a time, several pairs in each, nearest first; what was judged is kept
by the store and not asked again. It refuses to write entries, to ask a demo model, and to break
anything: a judge that fails is left alone for a while.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from types import TracebackType

from pydantic import BaseModel, Field

from ...ai.base import ModelInfo
from ...core.dispute import settled
from ...core.ids import RevisionId
from ...core.prompt import CHARS_PER_TOKEN, Prompt
from ...core.statement import Statement
from ...core.turn import Usage
from ...errors import CommonGroundError, ModelError, OverBudget, StoreError
from ...gate.gate import Verdict as GateVerdict
from ...service.host import Host
from ...service.own_calls import OwnCalls
from ...service.writer import ContextService
from .prompt import (
    LONGEST_QUOTE,
    Difference,
    Judged,
    Verdict,
    finding,
    judged,
    pair_key,
    prompt_for,
    read_judged,
)
from .runner import index_of
from .settings import JUDGE_BUDGET

log = logging.getLogger(__name__)

HOUR, DAY = 3_600_000, 86_400_000
ANSWER_TOKENS = 4_000
"""Tokens of an answer that are set aside before a question is asked."""
MOST_WAITING = 1_000
"""Pairs that wait for their turn; beyond these the least near are left out."""
TRIES = 3
"""Times that a pair is asked about when the model fails."""
PAUSE, LONGEST_PAUSE = 60.0, 3_600.0
"""Seconds after a failure; doubled with each one that follows."""

Pair = tuple[Statement, Statement]
Costing = Callable[[Usage], float | None]


class PairAnswer(BaseModel):
    """What the judge says of one pair."""

    pair: int = Field(description="The pair's number")
    verdict: Verdict
    difference: Difference = "other"
    quote_first: str = Field("", description=f"At most {LONGEST_QUOTE} characters, or empty")
    quote_second: str = Field("", description=f"At most {LONGEST_QUOTE} characters, or empty")


class Answer(BaseModel):
    """What the judge fills in."""

    pairs: list[PairAnswer]


@dataclass(frozen=True, slots=True)
class JudgeLimits:
    """What the judge may use up. Dollars count where the model's price is known.

    ``together`` is how many pairs are in one question.
    """

    calls_per_hour: int = 60
    calls_per_day: int = 300
    dollars_per_day: float = 1.0
    parallel: int = 2
    together: int = 8


class ContradictionJudge:
    """Use as ``async with ContradictionJudge(service, ...)``: leaving cancels what is being asked.

    ``calls`` asks the model; where there is none, nobody is asked. ``secret`` keys what the store
    is given.
    """

    def __init__(
        self,
        service: ContextService,
        calls: OwnCalls,
        *,
        limits: JudgeLimits | None = None,
        costing: Costing = lambda usage: None,
        secret: bytes = b"",
    ) -> None:
        self._service = service
        self._calls = calls
        self._budget = _Budget(limits or JudgeLimits(), costing, self._team_budget)
        self._secret = secret
        self._news = asyncio.Event()
        self._resting = asyncio.Event()
        self._waiting: dict[str, Pair] = {}
        self._tries: dict[str, int] = {}
        self._failures = 0
        self._not_before = 0
        self._task: asyncio.Task[None] | None = None
        self._stop: Callable[[], None] = lambda: None

    async def __aenter__(self) -> ContradictionJudge:
        self._stop = self._service.when_compared(self._wake)
        self._wake()
        self._task = asyncio.get_running_loop().create_task(self._run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def idle(self) -> None:
        """Returns once what was compared so far is judged, as far as the limits allow."""
        await self._resting.wait()

    def _wake(self) -> None:
        self._resting.clear()
        self._news.set()

    async def _run(self) -> None:
        pause: float | None = None
        while True:
            if not self._news.is_set():
                self._resting.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()
            self._news.clear()
            self._resting.clear()
            try:
                pause = await self._round()
            except CommonGroundError as error:
                log.warning("Contradictions are not judged just now: %s", error)
                pause = PAUSE
            except Exception:  # the judge's own edge: the rules go on without it
                log.exception("Contradictions are not judged just now")
                pause = LONGEST_PAUSE

    async def _round(self) -> float | None:
        """Ask about what waits; the seconds after which to try again, None: when there is news."""
        model = self._calls.capable()
        if model is None:
            return None
        await self._collect(model)
        while self._waiting:
            now = self._service.clock()
            if now < self._not_before:
                return (self._not_before - now) / 1000
            batch = await self._batch(now)
            if not batch:
                return self._budget.frees_in(now)
            async with asyncio.TaskGroup() as tasks:
                asked = [tasks.create_task(self._ask(model, each)) for each in batch]
            if any(task.result() for task in asked):
                await self._service.compare()
            await self._collect(model)
        return None

    async def _collect(self, model: ModelInfo) -> None:
        """Take in new pairs, and what is known of them from before."""
        over, name = settled(self._service.shared()), model.name
        new = {
            pair_key(self._secret, name, *pair): pair
            for pair in await index_of(self._service).pairs()
            if frozenset(RevisionId(each.id) for each in pair) not in over
        }
        known = await self._service.store.judgements(tuple(new)) if new else {}
        kept = [self._keep(new[key], read_judged(wire), model) for key, wire in known.items()]
        if any(kept):
            await self._service.compare()
        waiting = {key: pair for key, pair in new.items() if key not in known} | self._waiting
        stands = index_of(self._service).stands  # texts that were edited or redacted are let go
        left = [(key, pair) for key, pair in waiting.items() if stands(pair)]
        self._waiting = dict(left[:MOST_WAITING])

    async def _batch(self, now: int) -> list[_Question]:
        """As many questions as may be asked at once; their pairs are taken out of those waiting."""
        limits = self._budget.limits
        batch: list[_Question] = []
        while self._waiting and len(batch) < limits.parallel:
            pairs = dict(islice(self._waiting.items(), limits.together))
            check = self._service.gate().for_prompt
            prompt = await asyncio.to_thread(_checked, list(pairs.values()), check)
            question = _Question(pairs, prompt)
            if not self._budget.take(question.key, prompt, now):
                break
            for key in pairs:
                self._waiting.pop(key, None)
            batch.append(question)
        return batch

    async def _ask(self, model: ModelInfo, question: _Question) -> bool:
        """Whether a contradiction was found that still stands."""
        stands = index_of(self._service).stands
        if not all(map(stands, question.pairs.values())):  # one was redacted a moment ago
            self._waiting |= {key: pair for key, pair in question.pairs.items() if stands(pair)}
            return False
        try:
            filled = await self._calls.fill("judge", question.prompt, Answer)
        except OverBudget as error:
            self._put_off(question, error)
            return False
        except ModelError as error:
            self._failed(question, error)
            return False
        self._failures = 0
        self._budget.spend(question.key, filled.usage)
        said = {} if filled.form is None else {one.pair: one for one in filled.form.pairs}
        kept = [
            await self._take(model, key, pair, said.get(number))
            for number, (key, pair) in enumerate(question.pairs.items(), 1)
        ]
        return any(kept)

    async def _take(
        self, model: ModelInfo, key: str, pair: Pair, answer: PairAnswer | None
    ) -> bool:
        """Keep what was said of a pair; a pair that was left out counts as unsure."""
        said = Judged("unsure")
        if answer is not None:
            quotes = (answer.quote_first, answer.quote_second)
            said = judged(*pair, answer.verdict, answer.difference, quotes)
        with suppress(StoreError):  # then it is asked again after the next start
            await self._service.store.put_judgement(key, said.to_wire())
        return self._keep(pair, said, model)

    def _keep(self, pair: Pair, said: Judged, model: ModelInfo) -> bool:
        found = finding(*pair, said, model.name)
        return found is not None and index_of(self._service).add(found, pair)

    def _put_off(self, question: _Question, error: OverBudget) -> None:
        """Nothing was asked and nothing spent: it waits until the team's budget begins anew."""
        self._budget.give_back(question.key)
        self._waiting |= question.pairs
        self._not_before = self._service.clock() + round((error.retry_after or PAUSE) * 1000)

    def _failed(self, question: _Question, error: ModelError) -> None:
        pause = min(PAUSE * 2**self._failures, LONGEST_PAUSE)
        self._failures += 1
        self._not_before = self._service.clock() + round(pause * 1000)
        for key, pair in question.pairs.items():
            self._tries[key] = self._tries.get(key, 0) + 1
            if self._tries[key] < TRIES:
                self._waiting[key] = pair
        log.warning("%d pairs of entries were not judged: %s", len(question.pairs), error)

    def _team_budget(self) -> float | None:
        """Dollars a day that the owner allows; None where they said nothing."""
        setting = self._service.settings().get(JUDGE_BUDGET)
        return None if setting is None or setting.value is None else float(setting.value)


@dataclass(frozen=True, slots=True)
class _Question:
    """Pairs that are judged together, by the keys of their texts, and what is asked."""

    pairs: Mapping[str, Pair]
    prompt: Prompt

    @property
    def key(self) -> str:
        """By which its cost is booked."""
        return next(iter(self.pairs))


def _checked(pairs: Sequence[Pair], check: Callable[[str], GateVerdict]) -> Prompt:
    return prompt_for(pairs, lambda text: check(text).text)


class _Budget:
    """What was used up in the last hour and day, and what is set aside for open questions.

    A question that failed counts as what was set aside for it: nobody knows what it cost.
    """

    def __init__(
        self, limits: JudgeLimits, costing: Costing, own: Callable[[], float | None]
    ) -> None:
        self.limits = limits
        self._costing = costing
        self._own = own
        self._calls: deque[tuple[int, str]] = deque()
        self._dollars: dict[tuple[int, str], float] = {}

    def take(self, key: str, prompt: Prompt, now: int) -> bool:
        """Set aside what the question may cost; False if that is more than is left."""
        self._forget(now)
        tokens = (len(prompt.system) + len(prompt.question)) // CHARS_PER_TOKEN
        cost = self._costing(Usage(tokens, ANSWER_TOKENS)) or 0.0
        if not self._calls_left(now) or self._spent() + cost > self._dollars_a_day():
            return False
        self._calls.append((now, key))
        self._dollars[now, key] = cost
        return True

    def spend(self, key: str, usage: Usage) -> None:
        """What it did cost, in the place of what was set aside."""
        call = next(call for call in reversed(self._calls) if call[1] == key)
        cost = self._costing(usage)
        if cost is not None:
            self._dollars[call] = cost

    def give_back(self, key: str) -> None:
        """It was not asked."""
        call = next(call for call in reversed(self._calls) if call[1] == key)
        self._calls.remove(call)
        self._dollars.pop(call, None)

    def frees_in(self, now: int) -> float:
        """Seconds until something of the past no longer counts."""
        ends = [at + DAY for at, _ in self._calls]
        ends += [at + HOUR for at, _ in self._calls if at > now - HOUR]
        return max((min(ends, default=now + DAY) - now) / 1000, 1.0)

    def _dollars_a_day(self) -> float:
        """The smaller one of what the server and the team allow; nothing at all where that is 0."""
        own = self._own()
        most = self.limits.dollars_per_day
        return most if own is None else min(most, own)

    def _calls_left(self, now: int) -> bool:
        if self._own() == 0:  # whatever the price, which may not be known
            return False
        in_hour = sum(at > now - HOUR for at, _ in self._calls)
        return len(self._calls) < self.limits.calls_per_day and in_hour < self.limits.calls_per_hour

    def _spent(self) -> float:
        return sum(self._dollars.values())

    def _forget(self, now: int) -> None:
        while self._calls and self._calls[0][0] <= now - DAY:
            self._dollars.pop(self._calls.popleft(), None)


def judge_for(host: Host) -> ContradictionJudge | None:
    """The judge as the server is configured; None where the team wants none."""
    options = host.options
    if not options.judge:
        return None
    limits = JudgeLimits(
        options.judge_calls_per_hour, options.judge_calls_per_day, options.judge_dollars_per_day
    )
    return ContradictionJudge(
        host.service,
        host.find(OwnCalls),
        limits=limits,
        costing=host.costing,
        secret=host.secret,
    )
