"""The routes that kernels use: the member is who ran the cell, as the server noted it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from tornado import web

from ..core.command import parse_as
from ..core.grammar import HELP_VERB
from ..core.question import Question
from ..core.views import BundleAnswer, TurnAnswer, TurnText
from ..errors import NotAttributed
from ..service.feature import Features
from ..service.host import Host
from ..service.kernel_views import KernelAnswer, KernelTurn
from ..service.name_views import NamesAnswer
from ..service.verb import Call, Shown
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
            msg_id = str(handler.path_kwargs["msg_id"])
            handler.run = self._runs.current(kernel, msg_id, completing=handler.completing)
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
    completing = False
    """Whether it may be asked for somebody who has not run the cell: who is writing it."""
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

    @route("execute", answer=KernelAnswer)
    async def post(self, msg_id: str) -> None:
        """Carry out a magic that stands in the cell which this message ran."""
        wanted = parse_as(RunMagic, self.request.body)
        self.ground.runs.take(self.run.kernel, msg_id, wanted)
        word, rest = f"%%{wanted.magic}", wanted.line
        if wanted.magic == "cg":
            word, rest = [*wanted.line.split(None, 1), "", ""][:2]
        shown = await self._perform(word or HELP_VERB, rest, wanted.body, wanted.vars)
        if shown.turn is None:
            return self.answer(BundleAnswer.showing(shown.bundle()))
        turn, asker = shown.turn, self.member.display_name
        self.answer(KernelTurn.of(kind="turn", turn=turn, asker=asker, **shown.data))

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
        every = all_verbs(self.ground.features, lambda member: status_of(self.ground, member))
        return await every.perform(self.ground.host, verb, call)


class KernelStreamHandler(KernelHandler):
    """``GET kernel/{msg_id}/turns/{turn_id}/stream``."""

    @route("execute", answer=TurnText | TurnAnswer, lines=True)
    async def get(self, msg_id: str, turn_id: str) -> None:
        """The answer as it grows, for the kernel that asked."""
        self.own_turn(turn_id)
        await self.answer_stream(turn_id, self.member)


class KernelStopHandler(KernelHandler):
    """``POST kernel/{msg_id}/turns/{turn_id}/stop``."""

    @route("execute", answer=TurnAnswer)
    async def post(self, msg_id: str, turn_id: str) -> None:
        """The kernel was interrupted."""
        self.own_turn(turn_id)
        turn = await self.ground.turns.stop(self.member, turn_id)
        self.answer(TurnAnswer.of(turn=turn))


class KernelNamesHandler(KernelHandler):
    """``GET kernel/{msg_id}/names/{kind}``."""

    completing = True

    @route("execute", answer=NamesAnswer)
    async def get(self, msg_id: str, kind: str) -> None:
        """The names of one kind, for whoever writes a line of ours in a cell."""
        self.answer(names_of(self.ground.features, self.ground.host, kind))


def names_of(features: Features, host: Host, kind: str) -> NamesAnswer:
    """The names of that kind as of now."""
    names = features.names.get(kind)
    return NamesAnswer(names=() if names is None else tuple(names(host)))


_TURN = r"(?P<turn_id>[A-Za-z0-9_-]{1,64})"
MESSAGE = r"kernel/(?P<msg_id>[A-Za-z0-9_.:-]{1,200})"
KERNEL_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    (MESSAGE, KernelRunHandler),
    (rf"{MESSAGE}/names/(?P<kind>[a-z]{{1,20}})", KernelNamesHandler),
    (rf"{MESSAGE}/turns/{_TURN}/stream", KernelStreamHandler),
    (rf"{MESSAGE}/turns/{_TURN}/stop", KernelStopHandler),
)
