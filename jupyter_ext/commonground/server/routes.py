"""The JSON routes. Each names its resource and action, and answers errors with what to do.

Handlers translate between HTTP and the service; they decide nothing but who asks.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from ..core.area import advice
from ..core.command import (
    MAX_QUESTION,
    Add,
    Ask,
    Redact,
    RunMagic,
    Say,
    parse_as,
    parse_command,
    parse_shown,
)
from ..core.entry import TEAM, Room, member_room, room_area
from ..core.magic import (
    HELP,
    NOTE_ELSEWHERE,
    PRIVATE_ELSEWHERE,
    SERVER_VERBS,
    ai_arguments,
    cg_arguments,
    fill_in,
)
from ..core.markdown import context_markdown, same_entry, shared_markdown, status_markdown
from ..errors import CommonGroundError, InvalidCommand, NotAllowed, NotAttributed
from ..features.audit.redaction import redact
from ..features.comparison.routes import COMPARISON_ROUTES
from ..features.handoff.routes import HANDOFF_ROUTES
from ..features.messages.inbox import thread_named
from ..features.messages.routes import MESSAGE_ROUTES
from ..features.review.preview import preview
from ..features.sprint.routes import SPRINT_ROUTES, whole_sprint
from ..features.team.policy import exceptions_in, policies_in
from ..features.turns.runner import Question
from ..service.writer import ContextService
from .handler import API as API
from .handler import RESOURCE as RESOURCE
from .handler import GroundHandler as GroundHandler
from .handler import route as route
from .handler import source_of
from .runs import Run, Runs
from .verbs import Call, Shown, perform

MAX_PAGE = 200
"""Turns in one answer at most."""


class UnavailableHandler(APIHandler):
    """Every route of a server that is set up wrongly: what is wrong, and what to do."""

    auth_resource = RESOURCE

    def initialize(self, trouble: CommonGroundError) -> None:
        """Keep what to say."""
        self._trouble = trouble

    @web.authenticated
    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """503 with the error."""
        self.set_status(503)
        self.finish(json.dumps(self._trouble.to_wire()))

    @web.authenticated
    @authorized("write", resource=RESOURCE)  # type: ignore[untyped-decorator]
    def post(self) -> None:
        """503 with the error."""
        self.set_status(503)
        self.finish(json.dumps(self._trouble.to_wire()))


class StatusHandler(GroundHandler):
    """``GET status``."""

    @route("read")
    async def get(self) -> None:
        """Who you are here, which model answers, whether all is well."""
        self.answer(await self.status())


class EntriesHandler(GroundHandler):
    """``GET entries``."""

    @route("read")
    async def get(self) -> None:
        """The entries of the team (``room=team``) or one's own notes (``room=mine``)."""
        which = self.get_query_argument("room", "team")
        if which not in ("team", "mine"):
            raise InvalidCommand(f"There is no room {which!r}.", "Ask for room=team or room=mine.")
        if which == "mine" and self.member.anonymous:
            raise NotAllowed("Anonymous visitors have no private notes.", "Open a personal link.")
        name: Room = TEAM if which == "team" else member_room(self.member.username)
        snapshot = await self.ground.service.snapshot(self.member, name)
        ordered = sorted(snapshot.entries.values(), key=lambda e: (e.created_at, e.id))
        self.answer({"entries": [e.to_wire() for e in ordered]})


class HistoryHandler(GroundHandler):
    """``GET entries/<id>/history``."""

    @route("read")
    async def get(self, entry_id: str) -> None:
        """The versions of an entry that compaction moved out of the live document, oldest first."""
        rows = await self.ground.service.history(self.member, entry_id)
        self.answer({"revisions": [dict(row.wire) | {"id": row.id} for row in rows]})


class MembersHandler(GroundHandler):
    """``GET members``."""

    @route("read")
    async def get(self) -> None:
        """Everyone who wrote here or is here now, and whether they are connected."""
        self.answer({"members": _members(self.ground.service)})


def _members(service: ContextService) -> list[dict[str, Any]]:
    online = {m.username: m.to_wire() | {"online": True} for m in service.present()}
    seen = {
        username: {"username": username, **shown, "online": False}
        for username, shown in service.members_seen().items()
    }
    return list((seen | online).values())


class PeopleHandler(GroundHandler):
    """``GET people``."""

    @route("read")
    async def get(self) -> None:
        """Members, who is context owner until when, areas, policies, and what reaches you."""
        service = self.ground.service
        members = _members(service)
        duty = service.duty()
        rooms = service.rooms_of(self.member)
        self.answer(
            {
                "members": members,
                "duty": None if duty is None else duty.to_wire(),
                "areas": [area.to_wire() for area in service.areas().values()],
                "policies": policies_in(service.settings()),
                "following": [area for room in rooms if (area := room_area(room)) is not None],
                "advice": advice(len(members), len(service.areas())),
            }
        )


class ReviewHandler(GroundHandler):
    """``GET review``."""

    @route("read")
    async def get(self) -> None:
        """What waits for the owner: disputes and proposals, with what each changes for the AI."""
        self.answer({"items": [item.to_wire() for item in self.ground.service.review()]})


class ExceptionsHandler(GroundHandler):
    """``GET exceptions``."""

    @route("read")
    async def get(self) -> None:
        """What the owner lets through the gate: fingerprints with rule, reason, who and when."""
        self.answer({"exceptions": exceptions_in(self.ground.service.settings())})


class CommandsHandler(GroundHandler):
    """``POST commands``."""

    @route("write")
    async def post(self) -> None:
        """Carry out one command; answered once it is durable."""
        command = parse_command(self.request.body)
        outcome = await self.ground.service.run(
            self.member,
            command,
            source=source_of(self.request.headers.get("X-CommonGround-Client")),
        )
        self.answer(outcome.to_wire())


class PreviewHandler(GroundHandler):
    """``POST preview``."""

    @route("write")
    async def post(self) -> None:
        """What a command would do: status, gate, readers, contradictions. It writes nothing."""
        command = parse_shown(self.request.body)
        shown = await preview(self.ground.service, self.member, command)
        self.answer(shown.to_wire())


class SuggestedAreasHandler(GroundHandler):
    """``GET areas/suggested``."""

    @route("read")
    async def get(self) -> None:
        """Areas from CODEOWNERS, and from who touches which folder, that are not there yet."""
        service = self.ground.service
        names = {username: m.display_name for username, m in service.known().items()}
        found = await self.ground.tree.suggested(names)
        self.answer(found.without(service.areas()).to_wire())


class RedactionsHandler(GroundHandler):
    """``POST redactions``."""

    @route("write")
    async def post(self) -> None:
        """Take a leaked text out of everything that is kept, for good. For the context owner."""
        command = parse_as(Redact, self.request.body)
        source = source_of(self.request.headers.get("X-CommonGround-Client"))
        done = await redact(self.ground.service, self.member, command, source=source)
        self.answer(done.to_wire())


class VerbsHandler(GroundHandler):
    """``POST verbs``."""

    @route("write")
    async def post(self) -> None:
        """Carry out a verb of ``%cg`` for a headless run; answers with what to show."""
        say = parse_as(Say, self.request.body)
        source = source_of(self.request.headers.get("X-CommonGround-Client"))
        call = Call(
            self.member,
            say.line,
            say.body,
            source,
            lambda text: Question(text, "shared", source),
            vars=say.vars,
        )
        shown = await perform(self.ground, say.verb, call)
        self.answer({"kind": "bundle", "data": shown.bundle()})


class TurnsHandler(GroundHandler):
    """``GET turns`` and ``POST turns``."""

    @route("read")
    async def get(self) -> None:
        """Shared turns and one's own private ones, newest first."""
        limit = _whole(self.get_query_argument("limit", "50"))
        before = self.get_query_argument("before", None)
        found = await self.ground.asking.turns(self.member, limit=limit + 1, before=before)
        listed = [t.to_wire(text=False) for t in found[:limit]]
        self.answer({"turns": listed, "more": len(found) > limit})

    @route("write")
    async def post(self) -> None:
        """Ask from the private panel or a headless run."""
        ask = parse_as(Ask, self.request.body)
        source = source_of(self.request.headers.get("X-CommonGround-Client"))
        about = None
        if ask.thread is not None:
            service = self.ground.service
            about = (await thread_named(service, self.member, ask.thread, source=source)).id
        question = Question(ask.question, ask.visibility, source, path=ask.path, about=about)
        turn = await self.ground.asking.ask(self.member, question)
        self.answer({"turn": turn.to_wire()}, 202)


class TurnHandler(GroundHandler):
    """``GET turns/{id}``."""

    @route("read")
    async def get(self, turn_id: str) -> None:
        """A turn with its text so far."""
        turn, seq = await self.ground.asking.turn(self.member, turn_id)
        self.answer({"turn": turn.to_wire(), "seq": seq})


class TurnStreamHandler(GroundHandler):
    """``GET turns/{id}/stream``."""

    @route("read")
    async def get(self, turn_id: str) -> None:
        """The answer as it grows."""
        await self.answer_stream(turn_id, self.member)


class TurnStopHandler(GroundHandler):
    """``POST turns/{id}/stop``."""

    @route("write")
    async def post(self, turn_id: str) -> None:
        """Cancel the model's stream and mark the turn partial."""
        turn = await self.ground.asking.stop(self.member, turn_id)
        self.answer({"turn": turn.to_wire()})


class KernelIdentity(IdentityProvider):
    """Knows a kernel by its token, and its run's sender as the server noted them.

    A kernel's token opens these routes only; it is no identity anywhere else in Jupyter.
    """

    def __init__(self, runs: Runs, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._runs = runs

    async def _get_user(self, handler: web.RequestHandler) -> User | None:
        if not isinstance(handler, KernelHandler):
            return None
        kernel = self._runs.kernel_of(self.kernel_token(handler))
        if kernel is None:
            handler.refusal = NotAttributed(
                "This server did not start the kernel that asks.",
                "Restart the kernel from JupyterLab, then run the cell again.",
            )
            return None
        try:
            handler.run = self._runs.find(kernel, str(handler.path_kwargs["msg_id"]))
        except NotAttributed as error:
            handler.refusal = error
            return None
        user = handler.ground.current(handler.run.user)
        if user is None:
            handler.refusal = NotAttributed(
                "The link of whoever ran this cell was revoked.", "Ask for a new personal link."
            )
            return None
        handler._token_authenticated = True
        return user

    def kernel_token(self, handler: web.RequestHandler) -> str:
        """The token in the Authorization header; never one in the address."""
        match = self.auth_header_pat.match(handler.request.headers.get("Authorization", ""))
        return match.group(2) if match else ""


class KernelHandler(GroundHandler):
    """Base of the routes that kernels use: the member is who ran the cell."""

    run: Run
    _token_authenticated = False

    @functools.cached_property
    def identity_provider(self) -> IdentityProvider:
        """Ours: a kernel's token instead of the browser's cookie."""
        return KernelIdentity(self.ground.runs)

    def own_turn(self, turn_id: str) -> None:
        """Raise NotAttributed unless this run started the turn."""
        if turn_id not in self.run.turns:
            raise NotAttributed("This run did not ask that question.", "Ask it in a cell.")


class KernelRunHandler(KernelHandler):
    """``POST kernel/{msg_id}``."""

    @route("execute")
    async def post(self, msg_id: str) -> None:
        """Carry out a magic that stands in the cell which this message ran."""
        wanted = parse_as(RunMagic, self.request.body)
        self.ground.runs.take(self.run.kernel, msg_id, wanted)
        if wanted.magic == "ai":
            await self._ask(wanted)
        elif wanted.magic == "cg":
            await self._command(wanted)
        else:
            self._show(
                await self._perform(f"%%{wanted.magic}", wanted.line, wanted.body, wanted.vars)
            )

    async def _ask(self, wanted: RunMagic) -> None:
        arguments = ai_arguments(wanted.line)
        if arguments.help:
            return self.answer({"kind": "text", "text": HELP})
        if arguments.private:
            return self.answer({"kind": "text", "text": PRIVATE_ELSEWHERE})
        text = wanted.body
        if arguments.vars:
            text = fill_in(text, wanted.vars, MAX_QUESTION)
        if not text.strip():
            raise InvalidCommand("There is no question.", "Write it on the lines below %%ai.")
        if len(text) > MAX_QUESTION:
            raise InvalidCommand(
                f"The question has {len(text):,} characters; at most {MAX_QUESTION:,} are taken.",
                "Shorten it, or what its variables put in.",
            )
        asked = await self._question()
        question = replace(asked, text=text.strip(), insert=arguments.insert)
        if arguments.thread is not None:
            service = self.ground.service
            found = await thread_named(service, self.member, arguments.thread, source="cell")
            question = replace(question, about=found.id)
        turn = await self.ground.asking.ask(self.member, question)
        self.run.turns.add(turn.id)
        asker = self.member.display_name
        self.answer(
            {"kind": "turn", "turn": turn.to_wire(), "asker": asker, "insert": arguments.insert}
        )

    async def _question(self) -> Question:
        """A question that this cell asks, as yet without its text."""
        kernel, cell = self.run.kernel, self.run.cell
        return Question(
            "",
            "shared",
            "cell",
            path=await self.ground.path_of_kernel(kernel, cell),
            find=lambda: self.ground.path_of_kernel(kernel, cell),
            cell=cell,
            kernel_writes=self.run.connected,
        )

    async def _perform(
        self, verb: str, line: str, body: str, values: Mapping[str, str] | None = None
    ) -> Shown:
        asked = await self._question()
        call = Call(
            self.member,
            line,
            body,
            "cell",
            lambda text: replace(asked, text=text),
            lambda turn: self.run.turns.add(turn.id),
            asked.path,
            asked.cell,
            values or {},
        )
        return await perform(self.ground, verb, call)

    def _show(self, shown: Shown) -> None:
        self.answer({"kind": "bundle", "data": shown.bundle()})

    async def _command(self, wanted: RunMagic) -> None:
        arguments = cg_arguments(wanted.line, wanted.body)
        if arguments.verb in SERVER_VERBS:
            shown = await self._perform(arguments.verb, arguments.title, arguments.body)
            return self._show(shown)
        self.answer({"kind": "text", "text": await self._text(arguments)})

    async def _text(self, arguments: Any) -> str:
        if arguments.verb == "status":
            return status_markdown(await self.status())
        if arguments.verb == "note":
            return NOTE_ELSEWHERE
        if arguments.verb == "context":
            snapshot = await self.ground.service.snapshot(self.member, TEAM)
            return context_markdown([e.to_wire() for e in snapshot.live()])
        if arguments.verb == "share":
            command = parse_command(
                Add.model_construct(
                    command="add",
                    kind=arguments.kind,
                    title=arguments.title,
                    body=arguments.body,
                )
                .model_dump_json()
                .encode()
            )
            snapshot = await self.ground.service.snapshot(self.member, TEAM)
            entries = [e.to_wire() for e in snapshot.live()]
            same = same_entry(entries, arguments.kind, arguments.title, arguments.body)
            if same is not None:  # the cell was run again
                return shared_markdown(same)
            outcome = await self.ground.service.run(self.member, command, source="cell")
            return shared_markdown(outcome.to_wire()["entry"])
        return HELP


class KernelSprintHandler(KernelHandler):
    """``GET kernel/{msg_id}/sprint``."""

    @route("execute")
    async def get(self, msg_id: str) -> None:
        """The sprint with its plan, checks and review, for a cell that works with them."""
        self.answer(await whole_sprint(self))


class KernelStreamHandler(KernelHandler):
    """``GET kernel/{msg_id}/turns/{turn_id}/stream``."""

    @route("execute")
    async def get(self, msg_id: str, turn_id: str) -> None:
        """The answer as it grows, for the kernel that asked."""
        self.own_turn(turn_id)
        await self.answer_stream(turn_id, self.member)


class KernelStopHandler(KernelHandler):
    """``POST kernel/{msg_id}/turns/{turn_id}/stop``."""

    @route("execute")
    async def post(self, msg_id: str, turn_id: str) -> None:
        """The kernel was interrupted."""
        self.own_turn(turn_id)
        turn = await self.ground.asking.stop(self.member, turn_id)
        self.answer({"turn": turn.to_wire()})


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6 or not 1 <= int(text) <= MAX_PAGE:
        raise InvalidCommand("limit is not a number.", f"Give a whole number from 1 to {MAX_PAGE}.")
    return int(text)


_ID = r"(?P<turn_id>[A-Za-z0-9_-]{1,64})"
_ENTRY = r"(?P<entry_id>[A-Za-z0-9_-]{1,64})"
_MSG = r"(?P<msg_id>[A-Za-z0-9_.:-]{1,200})"
ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    ("status", StatusHandler),
    ("entries", EntriesHandler),
    (rf"entries/{_ENTRY}/history", HistoryHandler),
    ("members", MembersHandler),
    ("people", PeopleHandler),
    ("review", ReviewHandler),
    ("areas/suggested", SuggestedAreasHandler),
    ("exceptions", ExceptionsHandler),
    ("commands", CommandsHandler),
    ("preview", PreviewHandler),
    ("redactions", RedactionsHandler),
    ("verbs", VerbsHandler),
    ("turns", TurnsHandler),
    (rf"turns/{_ID}", TurnHandler),
    (rf"turns/{_ID}/stream", TurnStreamHandler),
    (rf"turns/{_ID}/stop", TurnStopHandler),
    *MESSAGE_ROUTES,
    *HANDOFF_ROUTES,
    *COMPARISON_ROUTES,
    *SPRINT_ROUTES,
    (rf"kernel/{_MSG}", KernelRunHandler),
    (rf"kernel/{_MSG}/sprint", KernelSprintHandler),
    (rf"kernel/{_MSG}/turns/{_ID}/stream", KernelStreamHandler),
    (rf"kernel/{_MSG}/turns/{_ID}/stop", KernelStopHandler),
)
"""Every JSON route below ``commonground/api/``; the feed is the only other one."""
