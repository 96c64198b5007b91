"""Who speaks: a member's client, with what its token lets it do. Knows no protocol."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.role import Member
from ..core.scope import Scope, source_of_client
from ..errors import NotAllowed

_NEEDS = {
    "read": "read the team's context",
    "propose": "propose entries",
    "message": "write messages",
    "private": "see your member's private notes",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """``token`` is the id of the token that it came with, ``client`` what its member calls it."""

    token: str
    member: Member
    client: str
    scopes: frozenset[Scope]

    @property
    def source(self) -> str:
        """Where what it sends comes from, as the record names it."""
        return source_of_client(self.client)

    def require(self, scope: Scope) -> None:
        """Raise NotAllowed unless its token has that scope."""
        if scope not in self.scopes:
            raise NotAllowed(
                f"The token of {self.client} does not let it {_NEEDS[scope]} (scope {scope}).",
                "Do without, or ask your member for a token with that scope: People tab, or "
                f"`commonground mcp token new {self.client} --scope {scope}`.",
            )
