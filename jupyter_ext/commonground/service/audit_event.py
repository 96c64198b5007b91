"""A command as an event of the audit chain: its words enter the chain as a commitment only."""

from __future__ import annotations

from ..core.event import Event
from ..core.fact import FactTypes
from ..core.ids import TEAM
from ..core.plan import Plan
from ..core.role import Member


def done(
    member: Member, command: str, source: str, plan: Plan, *, types: FactTypes, id: str, at: int
) -> Event:
    """A command that is carried out. ``at``: milliseconds since 1970."""
    changed = [setting for _, change in plan.writes for setting in change.settings]
    return Event(
        id=id,
        at=at,
        actor=member.username,
        role=member.role,
        command=command,
        source=source,
        entry=plan.entry or plan.thing,
        revision=plan.revision,
        room=plan.room,
        detail={"name": changed[0].name} if changed else {},
        text="\n".join(plan.said(types)) or None,
    )


def refused(member: Member, command: str, source: str, code: str, *, id: str, at: int) -> Event:
    """A command that was refused with that error's code: without its words."""
    return Event(
        id=id,
        at=at,
        actor=member.username,
        role=member.role,
        command=command,
        source=source,
        entry=None,
        room=TEAM,
        outcome=code,
    )
