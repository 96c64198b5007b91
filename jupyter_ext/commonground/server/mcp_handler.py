"""The door of members' clients: the Model Context Protocol, by a token that is good for it alone.

It asks who comes and from where; what is said then is the room ``mcp``'s. Nobody comes in by a
cookie, so a page in somebody's browser gets nothing here, and a foreign page is refused besides.
"""

from __future__ import annotations

import functools
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from ..core.command import nesting
from ..errors import CommonGroundError, InvalidCommand, NotAllowed, NotLoggedIn
from ..mcp.caller import Caller
from .asgi import AsgiExchange
from .ground import Ground
from .handler import RESOURCE, answer_error, from_own_page
from .identity.provider import ClientUser
from .identity.tokens import TokenBook
from .oauth_routes import challenge

_NO_TOKEN = NotLoggedIn(
    "This address takes a token for clients, in the header Authorization: Bearer cgm_….",
    "Make one in the People tab of Common Ground, or with `commonground mcp token new CLIENT`.",
)
_FOREIGN = NotAllowed("Pages of other sites are not served here.")


MAX_MESSAGE = 1024 * 1024
"""Bytes of a client's message."""
MAX_NESTING = 24
"""Levels of a client's message: its own, and those of what it holds for one of our tools."""


def _require_readable(body: bytes) -> None:
    """Raise InvalidCommand for what no client of ours sends, before anything reads it as JSON."""
    if len(body) > MAX_MESSAGE:
        raise InvalidCommand(
            f"The message has {len(body):,} bytes; at most {MAX_MESSAGE:,} are taken.",
            "Send a shorter one.",
            too_large=True,
        )
    if nesting(body) > MAX_NESTING:
        raise InvalidCommand("The message is nested too deeply.", "Send a flatter one.")


class ClientTokens(IdentityProvider):
    """Lets in by a client's token in the header, and by nothing else."""

    def __init__(self, tokens: TokenBook, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._tokens = tokens

    async def _get_user(self, handler: web.RequestHandler) -> User | None:
        scheme, _, token = handler.request.headers.get("Authorization", "").partition(" ")
        found = self._tokens.find(token.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            return None
        handler._token_authenticated = True  # type: ignore[attr-defined]
        return ClientUser.of(found)


class McpHandler(JupyterHandler):
    """``commonground/mcp``."""

    auth_resource = RESOURCE

    def initialize(self, ground: Ground) -> None:
        """Keep what the extension hands to its handlers."""
        self.ground = ground
        self._exchange = AsgiExchange(self)

    @functools.cached_property
    def identity_provider(self) -> IdentityProvider:
        """Tokens of clients, and nothing else."""
        return ClientTokens(self.ground.tokens)

    async def prepare(self) -> None:  # type: ignore[override]
        """Refuse a foreign page and who has no good token; then wait until the store is open."""
        if "Origin" in self.request.headers and not from_own_page(self.request):
            self._refuse(_FOREIGN)
            return
        try:
            user = await ensure_async(self.identity_provider.get_user(self))
            if not isinstance(user, ClientUser):
                self.set_header("WWW-Authenticate", challenge(self.ground, self))
                self._refuse(_NO_TOKEN, 401)
                return
            await super().prepare()
            await self.ground.open()
        except CommonGroundError as error:
            self._refuse(error)

    def check_xsrf_cookie(self) -> None:
        """No cookie lets anybody in here."""

    @authorized("write", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def post(self, *_: Any) -> None:  # type: ignore[override]
        """A message of a client."""
        await self._serve()

    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def get(self, *_: Any) -> None:  # type: ignore[override]
        """The stream of what a client's session is told."""
        await self._serve()

    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def delete(self, *_: Any) -> None:  # type: ignore[override]
        """The end of a client's session."""
        await self._serve()

    async def _serve(self) -> None:
        try:
            _require_readable(self.request.body)
        except CommonGroundError as error:
            self._refuse(error)
            return
        user: ClientUser = self.current_user
        caller = Caller(user.link, self.ground.member(user), user.client, frozenset(user.scopes))
        await self._exchange.run(self.ground.clients.app, caller=caller)
        if not self._finished:  # its client went away
            self.finish()

    def on_connection_close(self) -> None:
        """Tell the session."""
        self._exchange.gone()
        super().on_connection_close()

    def _refuse(self, error: CommonGroundError, status: int | None = None) -> None:
        answer_error(self, error, status)
