"""Turns: one question to the model each, run to its end whatever happens to who asked.

A turn outlives the browser and the kernel that asked it, and is marked partial if the server goes.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace

from ...ai.base import Model, ModelInfo
from ...ai.offers import ModelOffers, Offer
from ...ai.tool_loop import NoTools, ToolBounds, Toolbox, ToolLoop
from ...core.conversation import ConversationOf
from ...core.notebook import NoNotebooks, Notebooks
from ...core.prompt import Prompt
from ...core.question import Question
from ...core.role import Member, at_least, require
from ...core.tool import ToolCall, with_call
from ...core.turn import Turn, TurnId
from ...errors import NotAllowed, StoreError, UnknownId
from ...gate.long_texts import read_aside
from ...service.events import FeedEvent
from ...service.feature import Briefing
from ...service.host import CodeStates, Costing, CostingOf, Host, LiveBriefing, Skills
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .answer_stream import AnswerStream, Ending, WhenFirst
from .bounds import USUAL, AnswerBounds, Places
from .cell import TurnCell, has_cell
from .edit import with_cells
from .growing_answer import GrowingAnswer
from .models import AnsweringModels
from .named import NamedThings
from .new_turn import new_turn
from .prompt import conversation
from .prompt_builder import Choose, PromptBuilder
from .question_gate import admitted
from .queue import NotebookQueue
from .requests import Ask
from .rhythm import TeamRhythm
from .save import TurnSaver
from .thread import PREFIX as THREAD
from .thread_commands import JoinNew
from .toolbox import AnswerTools, ToolShed
from .views import CallEvent, TurnEvent

log = logging.getLogger(__name__)
Allow = Callable[[Member], Awaitable[None]]
"""Raises OverBudget where the member may spend no more."""
SAVE_AT_END = 3.0
"""Seconds that a stopping server gives each running turn to be saved as partial."""


async def _unbounded(member: Member) -> None:
    """Nobody bounds what is spent."""


class TurnRunner:
    """Runs turns with the model that ``choose_model`` gives at the first need.

    Use as ``async with TurnRunner(service, ...)``: leaving marks what still runs as partial.
    """

    def __init__(
        self,
        service: ContextService,
        choose_model: Callable[[], Model],
        *,
        notebooks: Notebooks | None = None,
        costing: Costing = lambda usage: None,
        briefing: Briefing = lambda member, snapshots, now: "",
        conversations: Sequence[ConversationOf] = (conversation,),
        bounds: AnswerBounds = USUAL,
        choose: Choose | None = None,
        allow: Allow | None = None,
        ended: Sequence[Callable[[Turn], None]] = (),
        shed: ToolShed | None = None,
        tool_bounds: ToolBounds | None = None,
        offers: ModelOffers | None = None,
        costing_of: CostingOf | None = None,
        named: NamedThings | None = None,
        skills: Skills | None = None,
        live: LiveBriefing = lambda member, text, paths: "",
        code: Callable[[], CodeStates | None] = lambda: None,
    ) -> None:
        books = notebooks or NoNotebooks()
        self._service = service
        self._models = AnsweringModels(choose_model, service.gate, costing, offers, costing_of)
        self._rhythm = TeamRhythm(service, self._models.cost)
        self.prompts = PromptBuilder(
            service,
            books,
            briefing,
            conversations,
            self.turn,
            choose,
            self._rhythm.life,
            skills,
            named,
            live,
            code,
        )
        self._saver = TurnSaver(service)
        self._cell = TurnCell(books, self._saver, service.tell, self._until_ended)
        self._notebooks = books
        self._running: dict[TurnId, GrowingAnswer] = {}
        self._bounds = bounds
        self._allow = allow or _unbounded
        self._when_ended = ended
        self._shed = shed
        self._tool_bounds = tool_bounds or ToolBounds()
        self._takes_tools = True
        self._places = Places(bounds.at_once)
        self._queue = NotebookQueue()
        self._finishing = Tasks()

    async def __aenter__(self) -> TurnRunner:
        await self._rhythm.begin()
        for turn in await self._service.store.unfinished():
            cut_off = turn.ended_as(
                "partial",
                ended=self._service.clock(),
                problem="The server stopped while the answer was coming.",
            )
            try:
                await self._service.store.put_turn(cut_off)
            except StoreError as error:  # it says so everywhere, and reading goes on
                log.error("A turn that was cut off can't be ended: %s", error)
                break
            if has_cell(cut_off):  # completed as soon as the notebook is open
                question = Question(turn.question, "shared", turn.source, turn.path, turn.cell)
                self._finishing.start(self._cell.finish(cut_off, question))
        return self

    async def __aexit__(self, *_: object) -> None:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._models.close)
            stack.push_async_callback(self._finishing.close)
            for answer in tuple(self._running.values()):
                with suppress(TimeoutError):
                    async with asyncio.timeout(SAVE_AT_END):
                        await self._cancel(answer, "The server stopped.")

    # The models

    def model(self) -> Model:
        """The usual one. Raises NoModel with how to get one."""
        return self._models.model()

    def info_of(self, name: str | None = None) -> ModelInfo:
        """What the one of that name is, else the usual one. Raises NoModel, InvalidCommand."""
        return self._models.model(name).info

    def model_info(self) -> tuple[ModelInfo | None, str | None]:
        """What is shown about the usual one, or why there is none."""
        return self._models.info()

    def offered(self) -> tuple[Offer, ...]:
        """The models that a question may name, the usual one first."""
        return self._models.offered()

    # Questions

    async def ask(self, member: Member, question: Question) -> Turn:
        """Start a turn and return it at once; it may wait for others of theirs in the notebook.

        Raises NotAllowed, NoModel, Busy, OverBudget, Quarantined, StoreError.
        """
        require(member, Ask.needs)
        await self._allow(member)
        question = await with_cells(self._notebooks, question)
        ahead = self._queue.ahead(member.username, question)
        if ahead:
            return await self._ask_later(member, question, ahead)
        with self._places.taken_until_begun(member):
            return await self._ask(member, question)

    async def _ask(self, member: Member, question: Question) -> Turn:
        info = self.info_of(question.model)
        question = await self._admitted(question)
        prompt, context = await self.prompts.prompt(member, question, info)
        turn = new_turn(self._service, member, question, info, context, prompt.follows)

        async def at_once() -> Prompt:
            return prompt

        return await self._begin(member, self._answer(turn, question), at_once)

    async def _ask_later(self, member: Member, question: Question, ahead: int) -> Turn:
        info = self.info_of(question.model)
        question = await self._admitted(question)
        turn = replace(new_turn(self._service, member, question, info, None, None), ahead=ahead)
        answer = self._answer(turn, question)
        answer.holds_place = False

        async def when_first() -> Prompt:
            await answer.is_first.wait()
            self._places.take_over(turn.asker)
            answer.holds_place = True
            acting = self._service.acting(member)
            require(acting, Ask.needs)
            await self._allow(acting)
            prompt, context = await self.prompts.prompt(acting, question, info)
            shown, why = context.shown, context.selection
            about = question.about or prompt.follows
            answer.begin(replace(answer.turn, shown=shown, selection=why, about=about))
            await self._saver.begin(answer.turn)
            return prompt

        return await self._begin(member, answer, when_first)

    async def _admitted(self, question: Question) -> Question:
        public = "" if question.visibility == "private" else question.text
        long = await read_aside(self._service.gate(), public)
        return admitted(question, long.check(self._service.gate()))

    async def _join(self, member: Member, turn: Turn) -> None:
        """A shared turn that is asked in a thread becomes part of it. Raises UnknownId."""
        in_thread = (turn.about or "").startswith(f"{THREAD}_") and turn.beside is None
        if turn.visibility == "shared" and in_thread:
            join = JoinNew(thread=str(turn.about), turn=turn.id)
            await self._service.run(member, join, source=turn.source)

    def _answer(self, turn: Turn, question: Question) -> GrowingAnswer:
        only = turn.asker if turn.visibility == "private" else None

        def tell(event: FeedEvent) -> None:
            self._service.tell(event, only=only)

        return GrowingAnswer(turn, question, tell, self._save_growing)

    async def _begin(self, member: Member, answer: GrowingAnswer, prompt: WhenFirst) -> Turn:
        await self._join(member, answer.turn)
        await self._saver.begin(answer.turn)
        self._running[answer.turn.id] = answer
        self._rhythm.asked(answer.turn)
        answer.tell()
        self._queue.enter(answer)
        entered = asyncio.Event()
        answer.task = asyncio.get_running_loop().create_task(
            self._run(member, answer, prompt, entered)
        )
        await entered.wait()  # a task that is cancelled before it runs would never end
        return answer.turn

    def _save_growing(self, answer: GrowingAnswer) -> None:
        self._finishing.start(self._saver.growing(answer))

    async def _run(
        self, member: Member, answer: GrowingAnswer, prompt: WhenFirst, entered: asyncio.Event
    ) -> None:
        entered.set()
        shared = answer.turn.visibility == "shared"
        toolbox: Toolbox = NoTools()
        tools_fit = answer.question.trial is None  # they would find the proposal in any case
        if self._shed is not None and self._takes_tools and tools_fit:
            toolbox = AnswerTools(self._shed, answer, member, lambda: self._saver.whole(answer))
        model = self._models.model(answer.question.model)
        tools = ToolLoop(toolbox, self._tool_bounds, lambda u: self._models.cost(u, model.info))
        stream = AnswerStream(answer, self._service.gate() if shared else None, self._bounds, tools)
        ending = await stream.read(lambda: model, prompt)
        self._takes_tools = self._takes_tools and not tools.refused
        await asyncio.shield(self._end(answer, ending))

    async def _end(self, answer: GrowingAnswer, ending: Ending) -> None:
        answer.flush()
        answer.turn = answer.so_far.ended_as(
            ending.status,
            problem=ending.problem,
            usage=ending.usage,
            cost=ending.cost,
            saved=ending.saved,
            seconds=round(time.monotonic() - answer.began, 3),
            ended=self._service.clock(),
        )
        await self._saver.end(answer.turn)
        for told in self._when_ended:
            told(answer.turn)
        del self._running[answer.turn.id]
        if answer.holds_place:
            self._places.leave(answer.turn.asker)
        answer.end()
        if has_cell(answer.turn, answer.question):
            self._finishing.start(self._cell.finish(answer.turn, answer.question))
        self._queue.leave(answer)

    async def keep_call(self, turn: Turn, call: ToolCall) -> None:
        """A person decided on what a tool proposed in that turn. Raises StoreError."""
        answer = self._running.get(turn.id)
        if answer is not None:
            answer.put_call(call)
            await self._saver.whole(answer)
            return
        known = await self._service.store.get_turn(turn.id) or turn
        known = replace(known, calls=with_call(known.calls, call))
        await self._service.store.put_turn(known)
        only = turn.asker if turn.visibility == "private" else None
        self._service.tell(CallEvent.of(turn=turn.id, call=call), only=only)
        self._service.tell(TurnEvent.of(turn=known), only=only)

    # Turns under way and before

    def active(self, member: Member) -> tuple[Turn, ...]:
        """Turns under way that the member may see, oldest first."""
        return tuple(a.turn for a in self._running.values() if a.turn.readable_by(member))

    async def turn(self, member: Member, turn_id: str) -> tuple[Turn, int]:
        """A turn with its text so far, and how many deltas that text holds. Raises UnknownId."""
        answer = self._running.get(TurnId(turn_id))
        if answer is not None and answer.turn.readable_by(member):
            return answer.so_far, answer.sent
        found = await self._service.store.get_turn(TurnId(turn_id))
        if found is None or not found.readable_by(member):
            raise UnknownId("There is no such turn.")
        return found, 0

    async def turns(self, member: Member, *, limit: int, before: str | None) -> tuple[Turn, ...]:
        """What the member may see, newest first."""
        reader = "" if member.anonymous else member.username
        start = None if before is None else TurnId(before)
        return await self._service.store.turns(reader=reader, limit=limit, before=start)

    async def follow(self, member: Member, turn_id: str) -> AsyncIterator[str | Turn]:
        """The answer's text as it grows (what is there first), then the finished turn."""
        turn, _ = await self.turn(member, turn_id)
        given = 0
        answer = self._running.get(turn.id)
        if answer is not None:
            async for text in answer.follow():
                given += len(text)
                yield text
        turn, _ = await self.turn(member, turn_id)
        if given < len(turn.text):
            yield turn.text[given:]
        yield turn

    async def stop(self, member: Member, turn_id: str) -> Turn:
        """Cancel the model's stream; returns the turn as it ended. Idempotent.

        The asker may, and the context owner. Raises UnknownId, NotAllowed.
        """
        turn, _ = await self.turn(member, turn_id)
        require(member, Ask.needs)
        answer = self._running.get(turn.id)
        if answer is None:
            return turn
        if member.anonymous or (
            turn.asker != member.username and not at_least(member.role, "owner")
        ):
            raise NotAllowed(
                "Only who asked may stop this answer.", "The context owner can stop it as well."
            )
        await self._cancel(answer, f"Stopped by {member.display_name}.")
        return (await self.turn(member, turn_id))[0]

    async def _until_ended(self, turn_id: str) -> None:
        answer = self._running.get(TurnId(turn_id))
        if answer is not None:
            await answer.until_ended()

    async def _cancel(self, answer: GrowingAnswer, why: str) -> None:
        if answer.stopped_by is None and answer.task is not None:
            answer.stopped_by = why
            answer.task.cancel()
        await answer.until_ended()


def turn_runner(host: Host) -> TurnRunner:
    """The turns of this server."""
    chooser, allowance = host.chooser, host.allowance
    return TurnRunner(
        host.service,
        host.choose_model,
        notebooks=host.notebooks,
        costing=host.costing,
        briefing=host.brief,
        conversations=host.conversations,
        bounds=AnswerBounds.of(host.options),
        choose=None if chooser is None else chooser.choose,
        allow=None if allowance is None else allowance.check,
        ended=host.turn_ended,
        shed=ToolShed(host),
        tool_bounds=host.options.tool_bounds,
        offers=host.offers,
        costing_of=host.costing_of,
        named=NamedThings(host.service, host),
        skills=host.skills,
        live=host.brief_live,
        code=lambda: host.code_states,
    )
