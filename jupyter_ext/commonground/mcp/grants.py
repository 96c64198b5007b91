"""What a member granted to a client that logged in for itself, and who keeps it: the contract.

Knows neither the SDK nor a database: ``oauth.py`` speaks OAuth on top of it, and
``server/identity/grants.py`` keeps it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from ..core.scope import SCOPES, Scope

USUAL: tuple[Scope, ...] = ("read", "propose", "message")
"""What a client is offered that does not say what it wants: never what is private."""


@dataclass(frozen=True, slots=True)
class AskedScopes:
    """What a client asks a member for, and where it wants the answer."""

    client: str
    scopes: tuple[str, ...]
    challenge: str
    redirect_uri: str
    explicit: bool
    """Whether it said where, or has one place alone."""
    state: str | None = None
    resource: str | None = None

    @property
    def offered(self) -> tuple[Scope, ...]:
        """The scopes that its member may grant."""
        return tuple(scope for scope in SCOPES if scope in self.scopes)

    def to_wire(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, wire: dict[str, Any]) -> AskedScopes:
        """What was kept."""
        return cls(**{**wire, "scopes": tuple(wire["scopes"])})


@dataclass(frozen=True, slots=True)
class Code:
    """A code that works once. ``ends`` is in ms since 1970."""

    asked: AskedScopes
    username: str
    ends: int


@dataclass(frozen=True, slots=True)
class KeptToken:
    """A token that works: of which client, with what scopes, until when (ms since 1970)."""

    id: str
    client: str
    username: str
    scopes: tuple[Scope, ...]
    ends: int


@dataclass(frozen=True, slots=True)
class GivenTokens:
    """The secrets of a grant, new with each renewal. ``seconds``: until the next is due."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int
    scopes: tuple[Scope, ...]


class Grants(Protocol):
    """Clients that registered, what they ask for, and the tokens that they hold.

    Promises: a code and a refresh token work once. Whoever shows one a second time ends the token
    that came of it, since one of the two who had it stole it. What a token is good for never grows.
    A token that its member revokes, or whose member's link is revoked, is renewed no more.
    """

    async def client(self, id: str) -> dict[str, Any] | None:
        """The metadata of a client that registered."""

    async def register(self, id: str, metadata: dict[str, Any]) -> None:
        """Keep a client. Raises UserError where it may not be kept."""

    async def ask(self, asked: AskedScopes) -> str:
        """Keep what is asked of the member who is here; where they are asked about it."""

    async def code(self, secret: str) -> Code | None:
        """What a code stands for. One that was used before ends what came of it."""

    async def exchange(self, code: str) -> GivenTokens | None:
        """The tokens for a code; None where it works no more. Raises UserError."""

    async def refresh(self, secret: str) -> KeptToken | None:
        """Whose refresh token it is. One that was used before ends the token."""

    async def renew(self, secret: str, scopes: tuple[str, ...]) -> GivenTokens | None:
        """New secrets for a refresh token, with no more scopes than it had."""

    async def access(self, secret: str) -> KeptToken | None:
        """Whose access token it is."""

    async def end(self, id: str) -> None:
        """End a token and what renews it."""
