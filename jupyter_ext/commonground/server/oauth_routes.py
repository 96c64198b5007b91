"""Where clients log in for themselves: the SDK's OAuth on this server, and the member's answer.

It is offered where personal links name people, on TLS or on this machine alone. A client brings no
cookie, and a member answers on a page of this server, by the cookie of their personal link.
"""

from __future__ import annotations

import asyncio
import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jupyter_server.auth.decorator import allow_unauthenticated, authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from ..config import MCP_PATH, OAUTH_PATH
from ..errors import CommonGroundError, InvalidCommand, NotAllowed
from ..mcp.grants import USUAL
from .asgi import AsgiExchange, StayingHere
from .ground import Ground
from .handler import RESOURCE, answer_error, from_own_page
from .identity.grants import GrantBook
from .identity.provider import ClientUser, LinkUser
from .oauth_grants import MemberGrants
from .oauth_page import message_page, question_page

MAX_BODY = 16 * 1024
"""Bytes of what a client sends here."""
_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
_NOT_HERE = NotAllowed(
    "Clients don't log in for themselves here.",
    "It takes personal links, and TLS or an address of this machine. A token does it too: People "
    "tab, or `commonground mcp token new CLIENT`.",
)
_FOREIGN = NotAllowed("Pages of other sites are not served here.")


@dataclass(frozen=True, slots=True)
class OAuthAddresses:
    """The addresses of this server as whoever asks reached it."""

    origin: str
    base: str

    @classmethod
    def of(cls, handler: JupyterHandler) -> OAuthAddresses:
        """Those of a request."""
        request = handler.request
        return cls(f"{request.protocol}://{request.host}", handler.base_url)

    @property
    def resource(self) -> str:
        """Where clients are served."""
        return f"{self.origin}{self.base}{MCP_PATH}"

    @property
    def issuer(self) -> str:
        """Where they log in."""
        return f"{self.origin}{self.base}{OAUTH_PATH}"

    @property
    def consent(self) -> str:
        """The path of the page that asks."""
        return f"{self.base}{OAUTH_PATH}/consent"

    @property
    def about(self) -> str:
        """What describes where clients are served; below the base, which a proxy passes on."""
        return f"{self.issuer}/resource"


def is_offered(ground: Ground, handler: JupyterHandler) -> bool:
    """Whether clients may log in for themselves, by the address that this request came to."""
    request = handler.request
    safe = request.protocol == "https" or _LOOPBACK.fullmatch(request.host)
    return bool(ground.gives_links and safe)


def challenge(ground: Ground, handler: JupyterHandler) -> str:
    """What a client is told that came without a good token: how it gets one."""
    told = 'Bearer realm="Common Ground"'
    if is_offered(ground, handler):
        about = OAuthAddresses.of(handler).about
        told += f', resource_metadata="{about}", scope="{" ".join(USUAL)}"'
    return told


def _not_understood(where: str) -> InvalidCommand:
    """What is said instead of leading there: the error that the client would have been told."""
    error = dict(parse_qsl(urlsplit(where).query)).get("error", "")
    named = f" ({error})" if re.fullmatch(r"[a-z_]{1,40}", error) else ""
    return InvalidCommand(f"The client asks for what is not given here{named}.", "Leave this page.")


class _OAuthHandler(JupyterHandler):
    """What all of them share."""

    auth_resource = RESOURCE

    def initialize(self, ground: Ground) -> None:
        """Keep what the extension hands to its handlers."""
        self.ground = ground
        self._exchange = AsgiExchange(self)

    async def run(self, path: str, user: LinkUser | None = None) -> None:
        """Have the SDK answer. Raises InvalidCommand where it would lead to another place than the
        page that asks: nobody is led to a client before they answered."""
        oauth: Any = await asyncio.to_thread(importlib.import_module, "commonground.mcp.oauth")
        at = OAuthAddresses.of(self)
        grants = MemberGrants(self.ground, at.base, user)
        app = StayingHere(oauth.application(grants, at.issuer, at.resource), at.consent)
        await self._exchange.run(app, path=path, raw_path=path.encode())
        if app.led_away is not None:
            raise _not_understood(app.led_away)

    def on_connection_close(self) -> None:
        """Tell the SDK."""
        self._exchange.gone()
        super().on_connection_close()


class OAuthClientHandler(_OAuthHandler):
    """What clients ask by themselves: descriptions, registration, tokens."""

    def check_xsrf_cookie(self) -> None:
        """No cookie lets anybody in here."""

    @allow_unauthenticated
    async def get(self, path: str = "") -> None:
        """A description: of this server (RFC 8414), or of what it protects (RFC 9728)."""
        await self._served("/resource" if path == "resource" else "/server")

    @allow_unauthenticated
    async def post(self, path: str) -> None:
        """Register a client, give it tokens, or take them back."""
        await self._served(f"/{path}")

    async def _served(self, path: str) -> None:
        try:
            if not is_offered(self.ground, self):
                raise _NOT_HERE
            if "Origin" in self.request.headers and not from_own_page(self.request):
                raise _FOREIGN
            if len(self.request.body) > MAX_BODY:
                raise InvalidCommand(f"At most {MAX_BODY:,} bytes are taken.", too_large=True)
            if path == "/revoke":  # the SDK asks clients without a secret for one, be it empty
                self.request.body += b"&client_secret="
            await self.ground.open()
            await self.run(path)
        except CommonGroundError as error:
            answer_error(self, error, 404 if error is _NOT_HERE else None)


class OAuthResourceHandler(OAuthClientHandler):
    """The same, where the address of the description says what it describes."""

    @allow_unauthenticated
    async def get(self, path: str = "") -> None:
        """What this server protects (RFC 9728)."""
        await self._served("/resource")


class _MembersHandler(_OAuthHandler):
    """What a member's browser opens: they log in first."""

    @property
    def here(self) -> LinkUser:
        """Who is here. Raises NotAllowed for who has no personal link."""
        user = self.current_user
        if isinstance(user, LinkUser) and not isinstance(user, ClientUser):
            return user
        raise NotAllowed("This is for people with a personal link. Ask an admin for one.")

    async def answered(self, act: Callable[[], Any]) -> None:
        """Do it; what is wrong is said on a page."""
        try:
            if not is_offered(self.ground, self):
                raise _NOT_HERE
            await self.ground.open()
            await act()
        except CommonGroundError as error:
            self.set_status(error.status)
            self.finish(message_page(self, "That did not work", str(error)))


class AuthorizeHandler(_MembersHandler):
    """``commonground/oauth/authorize``: a client sends its member here."""

    @web.authenticated
    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def get(self) -> None:
        """Look at what the client asks, and lead on to the page that asks its member."""
        await self.answered(lambda: self.run("/authorize", self.here))


class ConsentHandler(_MembersHandler):
    """``commonground/oauth/consent``: the member's answer."""

    @property
    def book(self) -> GrantBook:
        """What members granted."""
        return GrantBook(self.ground.book)

    @web.authenticated
    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def get(self) -> None:
        """Ask."""
        await self.answered(self._ask)

    @web.authenticated
    @authorized("write", resource=RESOURCE)  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Take the answer, and lead back to where the client listens."""
        await self.answered(self._take)

    async def _ask(self, wrong: str = "") -> None:
        here = self.here
        question = self.book.question(here.username, self.get_argument("request", ""))
        self.finish(question_page(self, question, here.display_name or here.name, wrong))

    async def _take(self) -> None:
        if not from_own_page(self.request):
            raise NotAllowed("Only this server's own page answers.")
        username, id = self.here.username, self.get_argument("request", "")
        asked = self.book.question(username, id).asked
        if self.get_argument("answer", "") != "allow":
            self.book.deny(username, id)
            self._lead_back(asked.redirect_uri, error="access_denied", state=asked.state)
            return
        scopes = self.get_arguments("scope")
        if not set(scopes) & set(asked.offered):
            await self._ask("Choose at least one thing that it may do.")
            return
        code = self.book.allow(username, id, scopes, self._days())
        self._lead_back(asked.redirect_uri, code=code, state=asked.state)

    def _days(self) -> int:
        """For how long. Raises InvalidCommand."""
        given = self.get_argument("days", "")
        if not re.fullmatch(r"[1-9]\d{0,2}", given) or int(given) > 366:
            raise InvalidCommand("A token lasts 1 to 366 days.")
        return int(given)

    def _lead_back(self, where: str, **told: str | None) -> None:
        """To an address that the client registered, character for character."""
        told["iss"] = OAuthAddresses.of(self).issuer
        parts = urlsplit(where)
        query = parse_qsl(parts.query, keep_blank_values=True)
        query += [(name, value) for name, value in told.items() if value is not None]
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        self.redirect(urlunsplit(parts._replace(query=urlencode(query))), status=303)


def oauth_handlers(base: str) -> tuple[tuple[str, type[JupyterHandler]], ...]:
    """Whole paths and their handlers; descriptions stand at the root of the host, too."""
    own, known = re.escape(f"{base}{OAUTH_PATH}"), r"/\.well-known"
    return (
        (rf"{own}/authorize", AuthorizeHandler),
        (rf"{own}/consent", ConsentHandler),
        (rf"{own}/(token|register|revoke)", OAuthClientHandler),
        (rf"{own}/(resource)", OAuthClientHandler),
        (rf"{own}{known}/(?:openid-configuration|oauth-authorization-server)", OAuthClientHandler),
        (rf"{known}/(?:oauth-authorization-server|openid-configuration){own}", OAuthClientHandler),
        (
            rf"{known}/oauth-protected-resource{re.escape(f'{base}{MCP_PATH}')}",
            OAuthResourceHandler,
        ),
    )
