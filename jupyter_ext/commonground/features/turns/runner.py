"""Turns: one question to the model each, run to its end whatever happens to who asked.

A turn outlives the browser and the kernel that asked it, and is marked partial if the server goes.
Knows models, prompts and listeners; refuses to know notebooks beyond the seam ``Notebooks``.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from ...ai.base import Done, Model, ModelInfo
from ...core.dispute import Dispute, groups
from ...core.entry import Entry, Room, Snapshot, member_room
from ...core.fact import facts_about
from ...core.prompt import (
    Cell,
    Context,
    Prompt,
    build,
    context_budget,
    render_context,
    thread_budget,
)
from ...core.role import Member, at_least
from ...core.turn import Turn, TurnId, Usage, Visibility
from ...errors import CommonGroundError, NotAllowed, StoreError, UnknownId
from ...gate.gate import Gate, StreamGate
from ...gate.long_texts import LongVerdicts, read_aside
from ...gate.passage import refusal
from ...service.writer import ContextService, require
from ..messages.model import message_of
from ..messages.prompt import (
    Spoken,
    message_lines,
    render_conversation,
    thread_lines,
    turn_lines,
)
from .briefing import Briefing
from .thread import PREFIX as THREAD
from .thread import thread_of
from .thread_commands import Join

log = logging.getLogger(__name__)

BEAT = 0.1
"""Seconds between two deltas of one turn: ten redraws a second at most."""
SAVE_EVERY = 1.0
"""Seconds between two saves of a growing answer."""
SAVE_AT_END = 3.0
"""Seconds that a stopping server gives each running turn to be saved as partial."""
MAX_CLEANED = 20_000
"""Texts whose passage through the gate is remembered."""
RETRY_SAVE = 1.0
"""Seconds between attempts to save a finished answer that the store did not take."""


class Notebooks(Protocol):
    """The live notebooks, as far as a turn needs them."""

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """The cells above that one, in order; empty where the notebook is not open."""
        ...

    async def finish(self, turn: Turn, *, insert: bool, kernel_writes: Callable[[], bool]) -> None:
        """Make the cell whole: write the answer where the kernel could not, insert its code."""
        ...


class NoNotebooks:
    """For a server without live notebooks, and for tests."""

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """Nothing is above."""
        return ()

    async def finish(self, turn: Turn, *, insert: bool, kernel_writes: Callable[[], bool]) -> None:
        """Nothing to finish."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, from where. ``kernel_writes`` tells whether the asking kernel's output still
    reaches the notebook (its browser is there); ``find`` where that is now, should it be renamed.
    """

    text: str
    visibility: Visibility
    source: str
    path: str | None = None
    cell: str | None = None
    insert: bool = False
    about: str | None = None
    kernel_writes: Callable[[], bool] = lambda: False
    find: Callable[[], Awaitable[str | None]] | None = None


Costing = Callable[[Usage, int], float | None]
"""US dollars for a turn's usage, of which so many tokens were written to the provider's cache."""


@dataclass(eq=False)
class _Running:
    """A turn under way: its text so far, in pieces that were sent, and who waits for more."""

    turn: Turn
    question: Question
    sent: int = 0
    text: str = ""
    pending: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    cache_written: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    last_sent: float = 0.0
    last_saved: float = 0.0
    timer: asyncio.TimerHandle | None = None
    stopped_by: str | None = None
    task: asyncio.Task[None] | None = None


@dataclass(frozen=True, slots=True)
class _Rendered:
    """The context as text, and what it was made of."""

    view: tuple[Snapshot, ...]
    disputes: tuple[Dispute, ...]
    window: int
    gate: Gate
    context: Context

    def is_of(self, view: tuple[Snapshot, ...], disputes: tuple[Dispute, ...], gate: Gate) -> bool:
        """Whether it was made of just these."""
        same = all(a is b for a, b in zip(self.view, view, strict=True))
        return same and self.disputes is disputes and self.gate is gate


class Asking:
    """Runs turns. ``model`` may be None, with ``no_model`` as the error to answer.

    Use as ``async with Asking(service, ...)``: leaving marks what still runs as partial.
    """

    def __init__(
        self,
        service: ContextService,
        choose_model: Callable[[], Model],
        *,
        notebooks: Notebooks | None = None,
        costing: Costing = lambda usage, written: None,
        briefing: Briefing = lambda member, snapshots, now: "",
    ) -> None:
        self._service = service
        self._choose = choose_model
        self._model: Model | None = None
        self._notebooks = notebooks or NoNotebooks()
        self._costing = costing
        self._briefing = briefing
        self._running: dict[TurnId, _Running] = {}
        self._finishing: set[asyncio.Task[None]] = set()
        self._rendered: dict[tuple[Room, ...], _Rendered] = {}
        self._cleaned: tuple[Gate | None, dict[str, str]] = (None, {})

    async def __aenter__(self) -> Asking:
        for turn in await self._service.store.unfinished():
            await self._service.store.put_turn(
                turn.ended_as(
                    "partial",
                    ended=self._service.clock(),
                    problem="The server stopped while the answer was coming.",
                )
            )
            await self._notebooks_finish(turn.id)
        return self

    async def _notebooks_finish(self, turn_id: TurnId) -> None:
        """A turn that a server's end cut off: complete its cell as soon as the notebook is open."""
        turn = await self._service.store.get_turn(turn_id)
        if turn is not None and turn.cell is not None and turn.visibility == "shared":
            question = Question(turn.question, "shared", turn.source, turn.path, turn.cell)
            self._keep(self._finish_cell(turn, question))

    async def __aexit__(self, *_: object) -> None:
        for running in tuple(self._running.values()):
            with suppress(asyncio.TimeoutError):
                stopping = self._cancel(running, "The server stopped.")
                await asyncio.wait_for(stopping, SAVE_AT_END)
        for task in tuple(self._finishing):
            task.cancel()
        await asyncio.gather(*self._finishing, return_exceptions=True)
        if self._model is not None:
            await self._model.close()

    def _keep(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)

    # The model

    def model(self) -> Model:
        """The model that answers, chosen at the first need. Raises NoModel with how to get one."""
        if self._model is None:
            self._model = self._choose()
        return self._model

    def model_info(self) -> tuple[ModelInfo | None, str | None]:
        """What is shown about the model, or why there is none."""
        try:
            return self.model().info, None
        except CommonGroundError as error:
            return None, str(error)

    # Asking

    async def ask(self, member: Member, question: Question) -> Turn:
        """Start a turn and return it at once. Raises NotAllowed, NoModel, StoreError."""
        require(member, "ask")
        info = self.model().info
        public = "" if question.visibility == "private" else question.text
        long = await read_aside(self._service.gate(), public)
        question = self._passed(question, long)
        prompt, context = await self._prompt(member, question, info)
        turn = Turn(
            id=TurnId(self._service.new_id("t")),
            asker=member.username,
            visibility=question.visibility,
            question=question.text,
            model=info.name,
            model_label=info.label,
            at=self._service.clock(),
            path=question.path,
            cell=question.cell,
            shown=context.shown,
            source=question.source,
            about=question.about,
        )
        await self._join(member, turn)
        try:
            await self._service.store.put_turn(turn)
        except StoreError as error:
            self._service.store_failed(error)
            raise
        running = _Running(turn, question)
        self._running[turn.id] = running
        self._tell(running, {"type": "turn", "turn": turn.to_wire(text=False)})
        running.task = asyncio.get_running_loop().create_task(self._run(running, prompt))
        await running.entered.wait()  # a task that is cancelled before it runs would never end
        return turn

    async def _join(self, member: Member, turn: Turn) -> None:
        """A shared turn that is asked in a thread becomes part of it. Raises UnknownId."""
        if turn.visibility == "shared" and (turn.about or "").startswith(f"{THREAD}_"):
            join = Join(thread=str(turn.about), turn=turn.id)
            await self._service.run(member, join, source=turn.source)

    def _passed(self, question: Question, long: LongVerdicts) -> Question:
        """The question as others may see it. Raises Quarantined; a private one stays as it is."""
        if question.visibility == "private":
            return question
        check = long.check(self._service.gate())
        verdict, place = check(question.text), check(question.path or "")
        found = [
            {**asdict(finding), "field": field}
            for field, one in (("question", verdict), ("path", place))
            if one.outcome == "quarantine"
            for finding in one.findings
        ]
        if found:
            raise refusal(found)
        # Where a cell asks, the path is a file's that everyone sees; elsewhere it is the asker's.
        path = question.path if question.cell or not place.findings else place.text
        return replace(
            question, text=verdict.text if verdict.findings else question.text, path=path
        )

    async def _prompt(
        self, member: Member, question: Question, info: ModelInfo
    ) -> tuple[Prompt, Context]:
        context = await self._context(member, info.window)
        cells: tuple[Cell, ...] = ()
        if question.path and question.cell:
            cells = await self._notebooks.above(question.path, question.cell)
        notes: tuple[Entry, ...] = ()
        if question.visibility == "private":
            own = await self._service.snapshot(member, member_room(member.username))
            notes = own.live()
        clean = self._clean
        cells = tuple(replace(c, source=clean(c.source), output=clean(c.output)) for c in cells)
        briefing = self._briefing(member, self._service.view(member), self._service.clock())
        thread = await self._thread(member, question, thread_budget(info.window))
        text = clean(question.text)
        prompt = build(text, context, cells, notes, info.window, clean, briefing, thread)
        return prompt, context

    async def _thread(self, member: Member, question: Question, budget: int) -> str:
        """The conversation that the question continues, or the message whose answer it waits for.

        Only a private question is shown what is the asker's alone.
        """
        view = self._service.shared()
        facts = () if question.about is None else facts_about(view, question.about)
        thread, message = thread_of(facts), message_of(facts)
        private = question.visibility == "private"
        if thread is not None:
            ids = [step.what for step in thread.steps if step.kind == "turn"]
            turns = await self._readable(member, ids, private=private)
            entries = {
                str(entry.id): (entry.standing[-1].title, entry.standing[-1].body)
                for snapshot in self._service.view(member)
                for entry in snapshot.entries.values()
                if entry.live
            }
            lines = thread_lines(thread, turns, entries)
            constraints = [Spoken(f"@{c.by}", c.text) for c in thread.constraints]
            return render_conversation(thread.title, constraints, lines, budget, self._clean)
        if message is not None:
            ids = [] if message.turn is None else [message.turn]
            found = await self._readable(member, ids, private=private)
            lines = [line for turn in found.values() for line in turn_lines(turn)]
            lines += message_lines(message)
            return render_conversation(message.title, (), lines, budget, self._clean)
        return ""

    async def _readable(
        self, member: Member, ids: Iterable[str], *, private: bool
    ) -> dict[str, Turn]:
        """Those of the turns that this question may be shown."""
        found: dict[str, Turn] = {}
        for turn_id in ids:
            with suppress(UnknownId):
                turn, _ = await self.turn(member, turn_id)
                if private or turn.visibility == "shared":
                    found[turn_id] = turn
        return found

    def _clean(self, text: str) -> str:
        """The text as a model's provider may have it: secrets and customer data are taken out."""
        gate = self._service.gate()
        if self._cleaned[0] is not gate:
            self._cleaned = (gate, {})
        known = self._cleaned[1]
        if text not in known:
            if len(known) > MAX_CLEANED:
                known.clear()
            known[text] = gate.for_prompt(text).text if text else text
        return known[text]

    async def _context(self, member: Member, window: int) -> Context:
        """What reaches this member, rendered once for all who follow the same areas."""
        view, disputes = self._service.view(member), self._service.disputes
        rooms = tuple(snapshot.room for snapshot in view)
        gate = self._service.gate()
        known = self._rendered.get(rooms)
        # By identity: a snapshot that changed is another object, and comparing them takes long.
        if known is None or known.window != window or not known.is_of(view, disputes, gate):
            entries = [e for snapshot in view for e in snapshot.entries.values()]
            # Off the event loop: the first time, the gate reads all of it.
            text = await asyncio.to_thread(
                render_context, entries, context_budget(window), groups(disputes), self._clean
            )
            known = self._rendered[rooms] = _Rendered(view, disputes, window, gate, text)
        return known.context

    async def _run(self, running: _Running, prompt: Prompt) -> None:
        running.entered.set()
        gated = None
        if running.turn.visibility == "shared":
            gated = StreamGate(self._service.gate())
        started = time.monotonic()
        ending: dict[str, Any] = {"status": "complete"}
        if prompt.cut:
            ending["problem"] = (
                f"The question did not fit into this model's window: {prompt.cut:,} characters in "
                "its middle were left out."
            )
        try:
            async with self.model().stream(prompt) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Done):
                        running.usage = piece.usage
                        running.cache_written = piece.cache_written
                        if piece.stop_reason == "max_tokens":
                            ending["problem"] = "The answer reached the model's length limit."
                    else:
                        self._grow(running, gated.feed(piece.text) if gated else piece.text)
        except asyncio.CancelledError:
            ending = {"status": "partial", "problem": running.stopped_by or "It was stopped."}
        except CommonGroundError as error:
            if gated is not None:  # what it held back has come, too
                self._grow(running, gated.finish())
                gated = None
            has_text = bool(running.text or running.pending)
            ending = {"status": "partial" if has_text else "failed", "problem": str(error)}
        except Exception:
            log.exception("A turn ended by an error that nobody expected")
            ending = {
                "status": "failed",
                "problem": "The server made a mistake. Ask again; its log says what happened.",
            }
        if gated is not None:
            self._grow(running, gated.finish())
        await asyncio.shield(self._end(running, ending, time.monotonic() - started))

    def _grow(self, running: _Running, text: str) -> None:
        if not text:
            return
        running.pending.append(text)
        wait = running.last_sent + BEAT - time.monotonic()
        if wait <= 0:
            self._flush(running)
        elif running.timer is None:
            loop = asyncio.get_running_loop()
            running.timer = loop.call_later(wait, self._flush, running)

    def _flush(self, running: _Running) -> None:
        if running.timer is not None:
            running.timer.cancel()
            running.timer = None
        if not running.pending:
            return
        text = "".join(running.pending)
        running.pending.clear()
        running.text += text
        running.sent += 1
        now = running.last_sent = time.monotonic()
        delta = {"type": "delta", "turn": running.turn.id, "seq": running.sent, "text": text}
        self._tell(running, delta)
        running.news.set()
        running.news = asyncio.Event()
        if now - running.last_saved > SAVE_EVERY:
            running.last_saved = now
            self._keep(self._save_growing(running))

    async def _save_growing(self, running: _Running) -> None:
        if running.turn.id in self._running:
            with suppress(StoreError):  # the end is saved with retries; this is only for a crash
                await self._service.store.put_turn(replace(running.turn, text=running.text))

    async def _end(self, running: _Running, ending: dict[str, Any], seconds: float) -> None:
        self._flush(running)
        turn = running.turn
        ended = replace(
            turn,
            text=running.text,
            usage=running.usage,
            cost=self._cost(running),
            seconds=round(seconds, 3),
            ended=self._service.clock(),
            **ending,
        )
        running.turn = ended
        await self._save_end(ended)
        del self._running[ended.id]
        self._tell(running, {"type": "turn", "turn": ended.to_wire(text=False)})
        running.news.set()
        if ended.cell is not None and ended.visibility == "shared":
            self._keep(self._finish_cell(ended, running.question))

    def _cost(self, running: _Running) -> float | None:
        try:
            return self._costing(running.usage, running.cache_written)
        except Exception:  # whatever it is: the answer is there and has to be saved
            log.exception("The cost of turn %s is not known", running.turn.id)
            return None

    async def _save_end(self, turn: Turn) -> None:
        """Save, again and again until the store takes it: nobody may lose a finished answer."""
        while True:
            try:
                await self._service.store.put_turn(turn)
                self._service.store_works()
                return
            except StoreError as error:
                self._service.store_failed(error)
                try:
                    await asyncio.sleep(RETRY_SAVE)
                except asyncio.CancelledError:
                    log.error("The end of turn %s could not be saved: %s", turn.id, error)
                    raise

    async def _finish_cell(self, turn: Turn, question: Question) -> None:
        try:
            if question.find is not None:
                turn = await self._moved(turn, await question.find())
            await self._notebooks.finish(
                turn, insert=question.insert, kernel_writes=question.kernel_writes
            )
        except Exception:
            log.exception("The cell of turn %s was not completed", turn.id)

    async def _moved(self, turn: Turn, path: str | None) -> Turn:
        """The turn with the place where its notebook is now."""
        if path is None or path == turn.path:
            return turn
        moved = replace(turn, path=path)
        await self._save_end(moved)
        self._service.tell({"type": "turn", "turn": moved.to_wire(text=False)})
        return moved

    def _tell(self, running: _Running, event: dict[str, Any]) -> None:
        only = running.turn.asker if running.turn.visibility == "private" else None
        self._service.tell(event, only=only)

    # Reading and stopping

    def active(self, member: Member) -> tuple[Turn, ...]:
        """Turns under way that the member may see, oldest first."""
        return tuple(r.turn for r in self._running.values() if _sees(member, r.turn))

    async def turn(self, member: Member, turn_id: str) -> tuple[Turn, int]:
        """A turn with its text so far, and how many deltas that text holds. Raises UnknownId."""
        running = self._running.get(TurnId(turn_id))
        if running is not None and _sees(member, running.turn):
            return replace(running.turn, text=running.text), running.sent
        found = await self._service.store.get_turn(TurnId(turn_id))
        if found is None or not _sees(member, found):
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
        running = self._running.get(turn.id)
        while running is not None:
            news = running.news
            if given < len(running.text):
                yield running.text[given:]
                given = len(running.text)
            if turn.id not in self._running:
                break
            if news is running.news:
                await news.wait()
        turn, _ = await self.turn(member, turn_id)
        if given < len(turn.text):
            yield turn.text[given:]
        yield turn

    async def stop(self, member: Member, turn_id: str) -> Turn:
        """Cancel the model's stream; returns the turn as it ended. Idempotent.

        The asker may, and the context owner. Raises UnknownId, NotAllowed.
        """
        turn, _ = await self.turn(member, turn_id)
        require(member, "stop")
        running = self._running.get(turn.id)
        if running is None:
            return turn
        if member.anonymous or (
            turn.asker != member.username and not at_least(member.role, "owner")
        ):
            raise NotAllowed(
                "Only who asked may stop this answer.", "The context owner can stop it as well."
            )
        await self._cancel(running, f"Stopped by {member.display_name}.")
        return (await self.turn(member, turn_id))[0]

    async def _cancel(self, running: _Running, why: str) -> None:
        if running.stopped_by is None and running.task is not None:
            running.stopped_by = why
            running.task.cancel()
        while running.turn.id in self._running:
            await running.news.wait()


def _sees(member: Member, turn: Turn) -> bool:
    return turn.visibility == "shared" or (turn.asker == member.username and not member.anonymous)
