"""Members, their roles, and which role includes which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from ..errors import NotAllowed

Role = Literal["reader", "contributor", "owner", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Policy = Literal["open", "review", "owner"]
"""Whether contributors' versions of a kind hold at once, wait, or are the owner's to write."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the server knows them. ``anonymous`` members read and do nothing else."""

    username: str
    display_name: str
    role: Role = "contributor"
    initials: str = ""
    color: str | None = None
    anonymous: bool = False

    def to_wire(self) -> dict[str, Any]:
        """JSON for the feed and the API."""
        return {
            "username": self.username,
            "display_name": self.display_name,
            "initials": self.initials or initials(self.display_name),
            "color": self.color,
            "role": self.role,
            "anonymous": self.anonymous,
        }


def initials(display_name: str) -> str:
    """The first letters of at most two words, upper case."""
    return "".join(word[0] for word in display_name.split()[:2]).upper()


def at_least(role: Role, needed: Role) -> bool:
    """Whether ``role`` includes ``needed``."""
    return ROLES.index(role) >= ROLES.index(needed)


def may(member: Member, needed: Role) -> bool:
    """Whether the member's role includes ``needed``; anonymous visitors only read."""
    return not member.anonymous and at_least(member.role, needed)


def require(member: Member, needed: Role | None) -> None:
    """Raise NotAllowed, with what would help, unless the member has at least that role.

    None: being somebody is enough.
    """
    if member.anonymous:
        raise NotAllowed(
            "You are here anonymously, and anonymous visitors only read.",
            "Ask a colleague for a personal link (commonground invite NAME) and open it.",
        )
    if needed is not None and not may(member, needed):
        raise NotAllowed(
            f"Your role here is {member.role}; this needs {needed}.",
            "Ask the context owner to do it, or an admin for the role.",
        )
