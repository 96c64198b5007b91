"""What all handlers share: who asks, authorization, and how our errors are answered."""

from __future__ import annotations

import functools
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web
from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError

from .. import __version__
from ..core.role import Member
from ..core.views import VERSION_HEADER, ErrorView, View
from ..errors import Busy, CommonGroundError, NotAttributed, NotLoggedIn
from ..service.host import growing
from .ground import Ground
from .identity.members import by_servers_own_token

API = "commonground/api"
RESOURCE = "commonground"

F = TypeVar("F", bound=Callable[..., Awaitable[None]])


def route(action: str, *, answer: Any = None, lines: bool = False) -> Callable[[F], F]:
    """A handler's method: logged in, authorized for ``action``, our errors answered as JSON.

    ``answer`` is the type of what it answers (of each line, with ``lines``), for the description.
    """

    def decorate(method: F) -> F:
        @functools.wraps(method)
        async def answered(self: GroundHandler, *args: Any, **kwargs: Any) -> None:
            try:
                await method(self, *args, **kwargs)
            except CommonGroundError as error:
                self.refuse(error)

        guarded: Any = web.authenticated(authorized(action, resource=RESOURCE)(answered))
        guarded.commonground_action = action
        guarded.commonground_answer = answer
        guarded.commonground_lines = lines
        return cast(F, guarded)

    return decorate


class GroundHandler(APIHandler):
    """Base of the routes: hands out the service and the member who asks."""

    auth_resource = RESOURCE
    refusal: CommonGroundError | None = None

    def initialize(self, ground: Ground) -> None:
        """Keep what the extension hands to its handlers."""
        self.ground = ground

    def set_default_headers(self) -> None:
        """With our version, so that a browser can tell that its part is an older one."""
        super().set_default_headers()
        self.set_header(VERSION_HEADER, __version__)

    async def prepare(self) -> None:  # type: ignore[override]
        """Authenticate, then wait until the store is open."""
        try:
            await super().prepare()  # asks who it is, of a book that may be on a broken disk
            if by_servers_own_token(self.identity_provider, self):
                raise NotAttributed(
                    "This is the token of the server itself, which names nobody.",
                    "In a cell use %%ai or %cg; elsewhere a token of your own from the Hub.",
                )
            await self.ground.open()
        except CommonGroundError as error:
            self.refuse(error)

    @property
    def member(self) -> Member:
        """Who asks, with the role that they have now: the server's word."""
        return self.ground.service.acting(self.ground.member(self.current_user))

    def refuse(self, error: CommonGroundError) -> None:
        """Answer with one of our errors."""
        answer_error(self, error)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Errors of the framework, or the refusal that led to one."""
        if self.refusal is None and status_code == 403 and not self.current_user:
            self.refusal = NotLoggedIn("You are not logged in.")
        if self.refusal is not None:
            self.refuse(self.refusal)
        else:
            super().write_error(status_code, **kwargs)

    def answer(self, value: View, status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.finish(value.json_bytes())

    async def answer_stream(self, turn_id: str, member: Member) -> None:
        """Answer with the turn's text as it grows, a JSON object a line, then the turn."""
        await self.ground.turns.turn(member, turn_id)
        await self.answer_lines(growing(self.ground.turns, member, turn_id))

    async def answer_lines(self, values: AsyncIterator[View]) -> None:
        """Answer with a JSON object a line, each as soon as it is there."""
        self.set_header("Content-Type", "application/x-ndjson")
        self.set_header("X-Accel-Buffering", "no")
        try:
            async for value in values:
                self.write(value.json_bytes() + b"\n")
                await self.flush()
        except StreamClosedError:
            return  # the reader went away; what is followed goes on
        self.finish(set_content_type="application/x-ndjson")


def answer_error(
    handler: web.RequestHandler, error: CommonGroundError, status: int | None = None
) -> None:
    """Answer with one of our errors, as JSON, and with when to ask again where it says so.

    ``status`` is given where a protocol asks for another one than ours.
    """
    handler.set_status(status or error.status)
    handler.set_header("Content-Type", "application/json")
    if isinstance(error, Busy):
        handler.set_header("Retry-After", str(math.ceil(error.retry_after)))
    handler.finish(ErrorView.of_error(error).json_bytes())


def from_own_page(request: HTTPServerRequest) -> bool:
    """Whether a page of this server sent it, which a browser says and a page can't choose."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin.lower()).netloc == request.host.lower()


def source_of(client: str | None) -> str:
    """What the client calls itself, where that is one of ours."""
    return client if client in ("cli", "kernel") else "sidebar"
