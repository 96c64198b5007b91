"""What a member's questions are answered with beside the entries: their sprint, open messages.

Each domain gives a function over snapshots; here their texts become one part of the prompt. It
refuses to know what they say; everything in it is data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.entry import Snapshot
from ...core.role import Member
from ..messages.prompt import open_messages
from ..sprint import report as sprint_text

Briefing = Callable[[Member, Sequence[Snapshot], int], str]
"""A domain's part, for a member at a time (ms); empty where there is nothing to say."""

BRIEFINGS: tuple[Briefing, ...] = (sprint_text.briefing, open_messages)


def brief(member: Member, snapshots: Sequence[Snapshot], now: int) -> str:
    """All parts, in the order of the table."""
    parts = (part(member, snapshots, now) for part in BRIEFINGS)
    return "\n".join(filter(None, parts))
