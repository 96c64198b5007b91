"""The tokens that a member gives to clients of their own: made, listed, ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from ..service.token_views import ClientTokensAnswer, ClientTokenView, NewClientToken
from .api_connection import ApiConnection

PATH = "mcp/tokens"


@dataclass(frozen=True, slots=True)
class OwnTokens:
    """Of whoever the connection speaks for. Every method raises our errors."""

    api: ApiConnection

    def new(self, client: str, scopes: Iterable[str], days: int) -> NewClientToken:
        """A token for a client of one's own; its secret is told this once."""
        wire = {"client": client, "scopes": list(scopes), "days": days}
        return self.api.read(NewClientToken, "POST", PATH, wire)

    def listed(self) -> ClientTokensAnswer:
        """Those that work, the newest first."""
        return self.api.read(ClientTokensAnswer, "GET", PATH)

    def revoke(self, id: str) -> ClientTokenView:
        """End one of one's own, at once."""
        return self.api.read(ClientTokenView, "POST", f"{PATH}/{quote(id, safe='')}/revoke")
