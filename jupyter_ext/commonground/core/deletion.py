"""Who may take a thread out of everybody's sight: the context owner, unless the team says more.

Pure. The team's setting ``thread-delete`` may let whoever opened it do so too, or nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .role import Member, at_least
from .setting import Setting

SETTING = "thread-delete"
DeletePolicy = Literal["owner", "author", "nobody"]
DELETE_POLICIES: tuple[DeletePolicy, ...] = get_args(DeletePolicy)


def delete_policy(settings: Mapping[str, Setting]) -> DeletePolicy:
    """Who deletes; out of the box the context owner."""
    setting = settings.get(SETTING)
    chosen: DeletePolicy = "owner" if setting is None else setting.value
    return chosen


def may_delete(member: Member, opened_by: str, settings: Mapping[str, Setting]) -> bool:
    """Whether a member with that role today may delete a thread of ``opened_by``."""
    policy = delete_policy(settings)
    if policy == "nobody" or member.anonymous or not at_least(member.role, "contributor"):
        return False
    own = policy == "author" and member.username == opened_by
    return own or at_least(member.role, "owner")
