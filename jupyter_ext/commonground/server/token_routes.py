"""The routes by which a member makes, lists and ends tokens for clients of their own.

A token is given to a named person alone: to their browser on a page of this server, or to their
command line. Each that is made or ended is on record, without its secret.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from ..config import MCP_PATH
from ..core.command import parse_with
from ..core.fields import Wire
from ..core.scope import Scope
from ..errors import InvalidCommand, NotAllowed
from ..service.route import ID
from ..service.token_views import ClientTokensAnswer, ClientTokenView, NewClientToken
from .handler import GroundHandler, from_own_page, route, source_of
from .identity.provider import LinkUser
from .identity.tokens import DAYS, MOST_DAYS, ClientToken, NewToken, TokenBook
from .link_routes import GivingHandler

TOKENS = "mcp/tokens"


class MakeClientToken(Wire):
    """What a client is called, what it may do, and for how many days."""

    client: Annotated[str, Field(max_length=100)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=4)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = DAYS


_MAKE = TypeAdapter(MakeClientToken)


def _view(token: ClientToken) -> ClientTokenView:
    """A token as its member sees it in a list."""
    return ClientTokenView(
        id=token.id,
        client=token.client,
        scopes=token.scopes,
        created=token.created,
        ends=token.ends,
        used=token.used,
    )


class _TokenHandler(GivingHandler):
    """What is about one's own tokens."""

    @property
    def tokens(self) -> TokenBook:
        """The tokens of everybody."""
        return self.ground.tokens

    @property
    def address(self) -> str:
        """Where a client finds this server, as whoever asks reached it."""
        return f"{self.request.protocol}://{self.request.host}{self.base_url}{MCP_PATH}"

    @property
    def source(self) -> str:
        """Where the request comes from, as the record has it."""
        return source_of(self.request.headers.get("X-CommonGround-Client"))

    def own_username(self) -> str:
        """Whose tokens these are. Raises NotAllowed for who has no personal link."""
        if not (self.ground.gives_links and isinstance(self.current_user, LinkUser)):
            raise NotAllowed(
                "Tokens for clients are for people with a personal link.",
                "Ask an admin for one (commonground invite NAME). On a hub there are none yet.",
            )
        return self.member.username

    def require_own_page(self) -> None:
        """Raise NotAllowed for a browser on somebody else's page."""
        if not (self.token_authenticated or from_own_page(self.request)):
            raise NotAllowed("Only this server's own pages make and end tokens.")


class TokensHandler(_TokenHandler):
    """``GET`` and ``POST mcp/tokens``."""

    @route("read", answer=ClientTokensAnswer)
    async def get(self) -> None:
        """One's own tokens for clients, the newest first."""
        found = self.tokens.tokens(self.own_username())
        views = tuple(map(_view, found))
        self.answer(ClientTokensAnswer(tokens=views, address=self.address))

    @route("write", answer=NewClientToken)
    async def post(self) -> None:
        """Make a token for a client of one's own; it is shown this once."""
        self.require_own_page()
        username = self.own_username()
        asked = parse_with(_MAKE, self.request.body)
        if self.ground.service.gate().for_prompt(asked.client).text != asked.client:
            raise InvalidCommand("The client's name looks like a secret.", "Choose another one.")
        made = self.tokens.new(username, asked.client, asked.scopes, asked.days)
        await self._on_record("make_client_token", made)
        self.set_header("Cache-Control", "no-store")
        view = _view(made.token)
        self.answer(NewClientToken(token=view, secret=made.secret, address=self.address))

    async def _on_record(self, command: str, made: NewToken) -> None:
        token = made.token
        more = {"client": token.client, "scopes": " ".join(token.scopes)}
        await self.record(command, self.member, self.source, token.username, **more)


class RevokeTokenHandler(_TokenHandler):
    """``POST mcp/tokens/ID/revoke``."""

    @route("write", answer=ClientTokenView)
    async def post(self, id: str) -> None:
        """End one of one's own tokens, at once and in open sessions too."""
        self.require_own_page()
        ended = self.tokens.revoke(self.own_username(), id)
        await self.record(
            "revoke_client_token", self.member, self.source, ended.username, client=ended.client
        )
        self.answer(_view(ended))


TOKEN_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    (TOKENS, TokensHandler),
    (rf"{TOKENS}/(?P<id>{ID})/revoke", RevokeTokenHandler),
)
