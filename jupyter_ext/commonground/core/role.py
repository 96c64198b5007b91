"""Members, roles and who may do what.

Pure: it is told who somebody is and what the policy says, and answers yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from .entry import Kind, Status

Role = Literal["reader", "contributor", "owner", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Policy = Literal["open", "review", "owner"]
"""Whether contributors' versions of a kind hold at once, wait, or are the owner's to write."""

CommandName = Literal[
    "add",
    "edit",
    "share",
    "retire",
    "accept",
    "reject",
    "revert",
    "merge",
    "resolve",
    "dismiss",
    "set",
    "redact",
    "ask",
    "stop",
    "announce",
    "query",
    "query_sides",
    "handoff",
    "reply",
    "answer",
    "take_over",
    "acknowledge",
    "withdraw",
    "open_thread",
    "say",
    "constrain",
    "lift",
    "join",
    "bring",
    "close_thread",
    "acknowledge_handoff",
    "compare_start",
    "compare_option",
    "compare_version",
    "compare_run",
    "compare_save",
    "compare_judge",
    "compare_score",
    "compare_argue",
    "compare_phase",
    "compare_reveal",
    "compare_decide",
    "sprint_new",
    "sprint_about",
    "sprint_import",
    "sprint_add",
    "sprint_edit",
    "sprint_move",
    "sprint_capacity",
    "sprint_note",
    "sprint_reveal",
    "sprint_action",
    "sprint_end",
]

NEEDS: dict[CommandName, Role] = {
    "add": "contributor",
    "edit": "contributor",
    "share": "contributor",
    "retire": "contributor",
    "ask": "contributor",
    "stop": "contributor",
    "announce": "contributor",
    "query": "contributor",
    "query_sides": "contributor",
    "handoff": "contributor",
    "reply": "contributor",
    "answer": "contributor",
    "take_over": "contributor",
    "withdraw": "contributor",
    "acknowledge": "reader",
    "open_thread": "contributor",
    "say": "contributor",
    "constrain": "contributor",
    "lift": "contributor",
    "join": "contributor",
    "bring": "contributor",
    "close_thread": "contributor",
    "acknowledge_handoff": "reader",
    "sprint_new": "contributor",
    "sprint_about": "contributor",
    "sprint_import": "contributor",
    "sprint_add": "contributor",
    "sprint_edit": "contributor",
    "sprint_move": "contributor",
    "sprint_capacity": "contributor",
    "sprint_note": "contributor",
    "sprint_reveal": "contributor",
    "sprint_action": "contributor",
    "sprint_end": "contributor",
    "revert": "contributor",
    "set": "reader",
    "accept": "owner",
    "reject": "owner",
    "merge": "owner",
    "resolve": "owner",
    "dismiss": "owner",
    "redact": "owner",
    "compare_start": "contributor",
    "compare_option": "contributor",
    "compare_version": "contributor",
    "compare_run": "contributor",
    "compare_save": "contributor",
    "compare_judge": "contributor",
    "compare_score": "contributor",
    "compare_argue": "contributor",
    "compare_phase": "contributor",
    "compare_reveal": "contributor",
    "compare_decide": "contributor",
}
"""The least role for each command. A member's own notes need no more than being named."""

WAITS_FOR_OWNER: frozenset[Kind] = frozenset({"convention", "decision"})
"""Kinds whose new versions wait for the owner, out of the box."""


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


def may(member: Member, command: CommandName) -> bool:
    """Whether the member's role permits the command at all."""
    return not member.anonymous and at_least(member.role, NEEDS[command])


def first_status(kind: Kind, role: Role) -> Status:
    """The status of a new version under the policy out of the box."""
    if kind in WAITS_FOR_OWNER and not at_least(role, "owner"):
        return "proposed"
    return "accepted"
