"""Resources that a feature brings for clients: what they list, read and follow by its address.

``list`` gives those that a member sees, each with a version that changes when its text does;
``read`` the text of one. The member's own role and rooms decide, and the scopes of their token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from ..core.role import Member
from ..core.scope import Scope
from .host import Host

SCHEME = "commonground://"


@dataclass(frozen=True, slots=True)
class ListedResource:
    """A line of the list; ``version`` is compared and never shown."""

    id: str
    title: str
    version: object
    about: str = ""


@dataclass(frozen=True, slots=True)
class ClientResource:
    """``name`` is the first part of its addresses. Where there is one only, its id is empty."""

    name: str
    told: str
    list: Callable[[Host, Member], Awaitable[Sequence[ListedResource]]]
    read: Callable[[Host, Member, str], Awaitable[str]]
    scope: Scope = "read"

    def address(self, id: str) -> str:
        """``commonground://entry/e_…``; without an id the name alone."""
        return f"{SCHEME}{self.name}/{id}" if id else f"{SCHEME}{self.name}"
