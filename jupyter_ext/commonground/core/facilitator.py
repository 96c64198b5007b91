"""Who lays open what members kept to themselves for a while: whoever opened the thing, or an owner.

Pure. The team's setting ``reveal`` may leave it to every contributor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from ..errors import NotAllowed
from .ids import TEAM
from .planner import Planner
from .role import Member, at_least
from .setting import Setting, current

SETTING = "reveal"
RevealPolicy = Literal["facilitator", "contributors"]
REVEAL_POLICIES: tuple[RevealPolicy, ...] = get_args(RevealPolicy)


def reveal_policy(settings: Mapping[str, Setting]) -> RevealPolicy:
    """Who reveals; out of the box whoever facilitates."""
    setting = settings.get(SETTING)
    chosen: RevealPolicy = "facilitator" if setting is None else setting.value
    return chosen


def may_reveal(member: Member, opened_by: str, settings: Mapping[str, Setting]) -> bool:
    """Whether a member with that role today may reveal what is in a thing of ``opened_by``."""
    if member.anonymous or not at_least(member.role, "contributor"):
        return False
    facilitates = member.username == opened_by or at_least(member.role, "owner")
    return facilitates or reveal_policy(settings) == "contributors"


def require_facilitator(planner: Planner, opened_by: str, what: str) -> None:
    """Raise NotAllowed unless the member may reveal ``what``."""
    settings = current(planner.rooms[TEAM].settings.values())
    if not may_reveal(planner.member, opened_by, settings):
        raise NotAllowed(
            f"Only @{opened_by}, who opened it, and the context owner reveal {what}.",
            "Ask one of them. The owner can let every contributor do it: People, Policies.",
        )
