"""What clients that log in for themselves are granted, put on record as it is given and taken.

It stands between the SDK's handlers and the book, for one request: whose, is said by the cookie of
whoever sent it, and by nothing that the client says.
"""

from __future__ import annotations

from typing import Any

from ..config import OAUTH_PATH
from ..errors import NotAllowed, UserError
from ..mcp.grants import AskedScopes, Code, GivenTokens, KeptToken
from .ground import Ground
from .identity.grants import GrantBook, GrantOutcome
from .identity.provider import ClientUser, LinkUser
from .identity.tokens import ClientToken
from .link_routes import put_on_record

SOURCE = "oauth"


class MemberGrants:
    """The grants, as a request sees them. ``user`` is who is here; None: a client alone."""

    def __init__(self, ground: Ground, base: str, user: LinkUser | None = None) -> None:
        self._ground = ground
        self._book = GrantBook(ground.book)
        self._base = base
        self._user = user

    async def client(self, id: str) -> dict[str, Any] | None:
        """The metadata of a client that registered."""
        return self._book.client(id)

    async def register(self, id: str, metadata: dict[str, Any]) -> None:
        """Keep a client, whose name others will read. Raises UserError."""
        name = str(metadata.get("client_name") or "")
        if len(name) > 200 or self._ground.service.gate().for_prompt(name).text != name:
            raise UserError("The client's name is too long, or looks like a secret.")
        self._book.register(id, metadata)

    async def ask(self, asked: AskedScopes) -> str:
        """Keep what is asked of who is here; the page that asks them. Raises NotAllowed."""
        if self._user is None:
            raise NotAllowed("Nobody is here who could be asked.")
        id = self._book.ask(self._user.username, self._user.link, asked)
        return f"{self._base}{OAUTH_PATH}/consent?request={id}"

    async def code(self, secret: str) -> Code | None:
        """What a code stands for. One that was used before ends what came of it."""
        found = self._book.code(secret)
        if found is None:
            await self._stolen(secret)
        return found

    async def exchange(self, code: str) -> GivenTokens | None:
        """The tokens for a code; on record as a token that its member made."""
        made = self._book.exchange(code)
        if made is not None:
            scopes = " ".join(made.token.scopes)
            await self._on_record("make_client_token", made.token, scopes=scopes)
        return _given(made)

    async def refresh(self, secret: str) -> KeptToken | None:
        """Whose refresh token it is. One that was used before ends the token."""
        found = self._book.refresh(secret)
        if found is None:
            await self._stolen(secret)
        return found

    async def renew(self, secret: str, scopes: tuple[str, ...]) -> GivenTokens | None:
        """New secrets for a refresh token."""
        return _given(self._book.renew(secret, scopes))

    async def access(self, secret: str) -> KeptToken | None:
        """Whose access token it is."""
        return self._book.access(secret)

    async def end(self, id: str) -> None:
        """End a token, since its client asks."""
        await self._ended(id, "asked by the client")

    async def _stolen(self, secret: str) -> None:
        token = self._book.came_of(secret)
        if token is not None:
            await self._ended(token, "a code or refresh token was used twice")

    async def _ended(self, id: str, why: str) -> None:
        bearer = self._ground.tokens.bearer(id)
        if bearer is not None:
            await self._on_record("revoke_client_token", bearer.token, why=why)
            self._book.end(id)

    async def _on_record(self, command: str, token: ClientToken, **more: str) -> None:
        """By the token's member, while it works."""
        bearer = self._ground.tokens.bearer(token.id)
        if bearer is None:
            return
        member = self._ground.service.acting(self._ground.member(ClientUser.of(bearer)))
        await put_on_record(
            self._ground, command, member, SOURCE, token.username, client=token.client, **more
        )


def _given(outcome: GrantOutcome | None) -> GivenTokens | None:
    return None if outcome is None else outcome.given
