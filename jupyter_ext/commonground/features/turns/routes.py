"""The routes of turns and threads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from ...core.deletion import may_delete
from ...core.ids import EntryId, member_room
from ...core.picture import SEE
from ...core.question import TRIAL, Question, Trial
from ...core.role import at_least, require
from ...core.views import TurnAnswer, TurnText
from ...errors import CommonGroundError, InvalidCommand
from ...service.host import growing
from ...service.route import Asked, Download, Lines, get, post
from ...service.tool import ProposalTool, RunTool
from .again import ask_again, follow_up
from .consent import cap_of
from .decision import Decisions
from .export import MIMES, Conversed, file_name
from .exporter import exported, thread_talk, turn_talk
from .lookup import thread_named
from .preview import preview
from .rating import RateTurn, Rating, ratings_in
from .references import offered
from .requests import (
    Ask,
    AskAgain,
    DecideCall,
    PreviewPrompt,
    QuestionSoFar,
    Rate,
    TryEntry,
)
from .thread import Thread, find_thread, threads_in
from .views import (
    ModelsAnswer,
    OfferView,
    PromptAnswer,
    RatingsAnswer,
    ReferencesAnswer,
    ThreadAnswer,
    ThreadsAnswer,
    ThreadView,
    ToolsAnswer,
    ToolView,
    TrialAnswer,
    TurnsAnswer,
    TurnSoFar,
)

MAX_PAGE = 200
"""Turns in one answer at most."""
MAX_RATINGS = 2_000
"""Thumbs in one answer at most, the newest."""
WAITING = (ProposalTool, RunTool)
"""Tools that do nothing before a person allowed it."""
MAX_THREADS = 100
"""Threads in one answer at most, the ones used last."""


class ExportQuery(BaseModel):
    """``form`` is ``markdown`` or ``notebook``."""

    form: Literal["markdown", "notebook"] = "markdown"


class TurnsQuery(BaseModel):
    """Which turns: at most ``limit`` (1 to 200), older than ``before`` (a turn's id)."""

    limit: str = "50"
    before: str | None = None


@get("turns", query=TurnsQuery, answer=TurnsAnswer)
async def turns(asked: Asked) -> TurnsAnswer:
    """Shared turns and one's own private ones, newest first."""
    limit = _whole(asked.query.limit)
    found = await asked.host.turns.turns(asked.member, limit=limit + 1, before=asked.query.before)
    return TurnsAnswer.of(turns=found[:limit], more=len(found) > limit)


@post("turns", body=Ask, answer=TurnAnswer, status=202)
async def ask(asked: Asked) -> TurnAnswer:
    """Ask from the private panel or a headless run."""
    wanted, service = asked.body, asked.host.service
    if wanted.follows is not None:
        turn = await follow_up(asked.host, asked.member, wanted, asked.source)
        return TurnAnswer.of(turn=turn)
    about = None
    if wanted.thread is not None:
        about = (await thread_named(service, asked.member, wanted.thread, source=asked.source)).id
    question = Question(
        wanted.question,
        wanted.visibility,
        asked.source,
        path=wanted.path,
        about=about,
        skill=wanted.skill,
        model=wanted.model,
        values=wanted.values,
    )
    return TurnAnswer.of(turn=await asked.host.turns.ask(asked.member, question))


@post("prompt", body=PreviewPrompt, answer=PromptAnswer, action="read")
async def prompt(asked: Asked) -> PromptAnswer:
    """What the model would get for a question of yours, part by part; nothing is asked."""
    body = asked.body
    question = Question(
        body.question, body.visibility, asked.source, path=body.path, skill=body.skill
    )
    return PromptAnswer.of(**await preview(asked.host, asked.member, question))


@get("turns/{turn_id}", answer=TurnSoFar)
async def turn(asked: Asked) -> TurnSoFar:
    """A turn with its text so far."""
    found, seq = await asked.host.turns.turn(asked.member, asked.path["turn_id"])
    return TurnSoFar.of(turn=found, seq=seq)


@get("turns/{turn_id}/stream", answer=TurnText | TurnAnswer, lines=True)
async def stream(asked: Asked) -> Lines:
    """The answer as it grows."""
    await asked.host.turns.turn(asked.member, asked.path["turn_id"])
    return Lines(growing(asked.host.turns, asked.member, asked.path["turn_id"]))


@post("turns/{turn_id}/stop", answer=TurnAnswer)
async def stop(asked: Asked) -> TurnAnswer:
    """Cancel the model's stream and mark the turn partial."""
    return TurnAnswer.of(turn=await asked.host.turns.stop(asked.member, asked.path["turn_id"]))


@post("turns/{turn_id}/again", body=AskAgain, answer=TurnAnswer, status=202)
async def again(asked: Asked) -> TurnAnswer:
    """Ask the same question once more, perhaps another model; in an open notebook its answer takes
    the old one's place, and with `continue` begins with it. With `beside` both stay."""
    host, turn_id = asked.host, asked.path["turn_id"]
    turn = await ask_again(host, asked.member, turn_id, asked.source, asked.body)
    return TurnAnswer.of(turn=turn)


@get("models", answer=ModelsAnswer)
async def models(asked: Asked) -> ModelsAnswer:
    """The models that a question may name, the usual one first."""
    return ModelsAnswer.of(models=[OfferView.of_offer(one) for one in asked.host.turns.offered()])


@get("tools", answer=ToolsAnswer)
async def tools(asked: Asked) -> ToolsAnswer:
    """The tools of the model, and how far the team lets its members allow each."""
    settings = asked.host.service.settings()
    acts = {tool.name: isinstance(tool, WAITING) for tool in asked.host.tools} | {SEE: False}
    return ToolsAnswer.of(
        tools=[
            ToolView(name=name, acts=acts[name], cap=cap_of(settings, name))
            for name in sorted(acts)
        ]
    )


@post("references", body=QuestionSoFar, answer=ReferencesAnswer, action="read", writing=True)
async def references(asked: Asked) -> ReferencesAnswer:
    """What the name at the end of a question, which is being written, may become."""
    return await offered(asked.host, asked.member, asked.body.text)


@post("turns/{turn_id}/calls/{call_id}", body=DecideCall, answer=TurnAnswer)
async def decide(asked: Asked) -> TurnAnswer:
    """Allow or decline what a tool of the model proposed; allowed, it is done in your name."""
    decisions, path = asked.host.find(Decisions), asked.path
    turn = await decisions.decide(asked.member, path["turn_id"], path["call_id"], asked.body)
    return TurnAnswer.of(turn=turn)


@post("trials", body=TryEntry, answer=TrialAnswer, status=202)
async def trial(asked: Asked) -> TrialAnswer:
    """Try a proposed entry: the same question without it and with it, for the owner alone."""
    host, member = asked.host, asked.host.service.acting(asked.member)
    require(member, TryEntry.needs)
    entry = EntryId(asked.body.entry)
    trials = [Trial(entry, holds=holds) for holds in (False, True)]
    begun = []
    try:
        for one in trials:
            question = Question(asked.body.question, "private", TRIAL, about=None, trial=one)
            begun.append(await host.turns.ask(member, question))
    except CommonGroundError:
        for turn in begun:  # half a comparison is none
            await host.turns.stop(member, turn.id)
        raise
    return TrialAnswer.of(without=begun[0], holding=begun[1])


@post("turns/{turn_id}/rating", body=Rate, answer=RatingsAnswer)
async def rate(asked: Asked) -> RatingsAnswer:
    """Give an answer a thumb, or take it back; all thumbs of the turn."""
    turn, _ = await asked.host.turns.turn(asked.member, asked.path["turn_id"])
    private = turn.visibility == "private"
    command = RateTurn(turn=turn.id, value=asked.body.value, private=private)
    await asked.host.service.run(asked.member, command, source=asked.source)
    found = await _ratings(asked)
    return RatingsAnswer.of(ratings=[one for one in found if one.turn == turn.id])


@get("ratings", answer=RatingsAnswer)
async def ratings(asked: Asked) -> RatingsAnswer:
    """Who gave which answer a thumb: of shared turns, and of one's own private ones."""
    return RatingsAnswer.of(ratings=(await _ratings(asked))[-MAX_RATINGS:])


async def _ratings(asked: Asked) -> tuple[Rating, ...]:
    service, member = asked.host.service, asked.member
    rooms = list(service.shared())
    if not member.anonymous:
        rooms.append(await service.snapshot(member, member_room(member.username)))
    return ratings_in(rooms)


@get("threads", answer=ThreadsAnswer)
async def threads(asked: Asked) -> ThreadsAnswer:
    """Threads with the model, the one used last first."""
    found = threads_in(asked.host.service.shared())
    return ThreadsAnswer.of(threads=[_view(asked, one) for one in found[:MAX_THREADS]])


@get("threads/{thread_id}/export", query=ExportQuery, answer=str)
async def export_thread(asked: Asked) -> Download:
    """A thread as a file: Markdown, or a notebook."""
    found = find_thread(asked.host.service.shared(), asked.path["thread_id"])
    return _file(asked, await thread_talk(asked.host, asked.member, found))


@get("turns/{turn_id}/export", query=ExportQuery, answer=str)
async def export_turn(asked: Asked) -> Download:
    """A question with those that it goes on from, as a file: Markdown, or a notebook."""
    return _file(asked, await turn_talk(asked.host, asked.member, asked.path["turn_id"]))


def _file(asked: Asked, talk: Conversed) -> Download:
    form = asked.query.form
    return Download(exported(asked.host, talk, form), MIMES[form], file_name(talk.title, form))


@get("threads/{thread_id}", answer=ThreadAnswer)
async def thread(asked: Asked) -> ThreadAnswer:
    """A thread: its steps in order, and whose constraints hold."""
    found = find_thread(asked.host.service.shared(), asked.path["thread_id"])
    return ThreadAnswer.of(thread=_view(asked, found))


def _view(asked: Asked, thread: Thread) -> ThreadView:
    member, settings = asked.host.service.acting(asked.member), asked.host.service.settings()
    mine = at_least(member.role, "contributor") and thread.of_member(member)
    deletable = may_delete(member, thread.author, settings)
    return ThreadView.of_thread(thread, mine=mine, deletable=deletable)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6 or not 1 <= int(text) <= MAX_PAGE:
        raise InvalidCommand("limit is not a number.", f"Give a whole number from 1 to {MAX_PAGE}.")
    return int(text)


ROUTES = (
    *(turns, ask, prompt, turn, stream, stop, again, decide, trial, rate, ratings),
    *(models, tools, references, threads, thread, export_thread, export_turn),
)
