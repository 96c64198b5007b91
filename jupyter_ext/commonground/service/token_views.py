"""What is answered of the tokens of members' clients."""

from __future__ import annotations

from ..core.scope import Scope
from ..core.views import View


class ClientTokenView(View):
    """A token that works, without its secret. Times are ms since 1970."""

    id: str
    client: str
    scopes: tuple[Scope, ...]
    created: int
    ends: int
    used: int | None


class ClientTokensAnswer(View):
    """One's own tokens for clients, and the address that they are good for."""

    tokens: tuple[ClientTokenView, ...]
    address: str


class NewClientToken(View):
    """A new token: its ``secret`` is shown this once."""

    token: ClientTokenView
    secret: str
    address: str
