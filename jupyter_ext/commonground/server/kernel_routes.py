"""The routes that kernels use: the member is who ran the cell, as the server noted it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from tornado import web

from ..core.command import parse_as
from ..core.fields import MAX_QUESTION
from ..core.magic import PRIVATE_ELSEWHERE, fill_in
from ..core.question import Question
from ..errors import InvalidCommand, NotAttributed
from ..features.turns.lookup import thread_named
from ..service.verb import Call, Shown, Verbs
from .handler import GroundHandler, route
from .magics import RunMagic
from .runs import Run, Runs
from .status import status_of
from .verbs import all_verbs


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
            return await self._ask(wanted)
        verb, _, rest = wanted.line.strip().partition(" ")
        if wanted.magic == "compare":
            verb, rest = "%%compare", wanted.line
        shown = await self._perform(verb or "help", rest, wanted.body, wanted.vars)
        self.answer({"kind": "bundle", "data": shown.bundle()})

    async def _ask(self, wanted: RunMagic) -> None:
        arguments = self._verbs.grammar.read("%%ai", wanted.line).arguments
        if arguments["help"]:
            return self.answer({"kind": "text", "text": self._verbs.grammar.help()})
        if arguments["private"]:
            return self.answer({"kind": "text", "text": PRIVATE_ELSEWHERE})
        text = wanted.body
        if arguments["vars"]:
            text = fill_in(text, wanted.vars, MAX_QUESTION)
        if not text.strip():
            raise InvalidCommand("There is no question.", "Write it on the lines below %%ai.")
        if len(text) > MAX_QUESTION:
            raise InvalidCommand(
                f"The question has {len(text):,} characters; at most {MAX_QUESTION:,} are taken.",
                "Shorten it, or what its variables put in.",
            )
        asked = await self._question()
        question = replace(asked, text=text.strip(), insert=arguments["insert"])
        if arguments["thread"] is not None:
            service, name = self.ground.service, arguments["thread"]
            found = await thread_named(service, self.member, name, source="cell")
            question = replace(question, about=found.id)
        turn = await self.ground.turns.ask(self.member, question)
        self.run.turns.add(turn.id)
        asker = self.member.display_name
        self.answer(
            {"kind": "turn", "turn": turn.to_wire(), "asker": asker, "insert": question.insert}
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

    async def _perform(self, verb: str, line: str, body: str, values: Mapping[str, str]) -> Shown:
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
            values,
        )
        return await self._verbs.perform(self.ground.host, verb, call)

    @functools.cached_property
    def _verbs(self) -> Verbs:
        return all_verbs(self.ground.features, lambda member: status_of(self.ground, member))


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
        turn = await self.ground.turns.stop(self.member, turn_id)
        self.answer({"turn": turn.to_wire()})


_TURN = r"(?P<turn_id>[A-Za-z0-9_-]{1,64})"
MESSAGE = r"kernel/(?P<msg_id>[A-Za-z0-9_.:-]{1,200})"
KERNEL_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    (MESSAGE, KernelRunHandler),
    (rf"{MESSAGE}/turns/{_TURN}/stream", KernelStreamHandler),
    (rf"{MESSAGE}/turns/{_TURN}/stop", KernelStopHandler),
)
