"""The routes of suggestions: what there is, and looking through threads at once."""

from __future__ import annotations

from ...core.ids import member_room
from ...core.role import Member
from ...errors import CommonGroundError
from ...service.host import Host
from ...service.own_calls import OwnCalls
from ...service.route import Asked, get, post
from .model import EntrySuggestion, policy_in, suggestions_in
from .settling import ThreadSweeper
from .views import SuggestionsAnswer, SweepAnswer

MOST = 500
"""Suggestions in one answer, the newest."""


@get("suggestions", answer=SuggestionsAnswer)
async def suggestions(asked: Asked) -> SuggestionsAnswer:
    """What the AI suggests to keep: for the team, and of one's own private turns."""
    found = await seen_by(asked.host, asked.member)
    policy = policy_in(asked.host.service.settings())
    model, why = judged_by(asked.host)
    return SuggestionsAnswer.of(
        suggestions=[one for one in found if one.state != "dismissed"][-MOST:],
        daily=policy.daily,
        days=policy.days,
        model=model,
        why=why,
    )


@post("suggestions/sweep", answer=SweepAnswer)
async def sweep(asked: Asked) -> SweepAnswer:
    """Look through the threads of the last days for what was settled in them."""
    report = await asked.host.find(ThreadSweeper).sweep(asked.member)
    return SweepAnswer.of(
        threads=report.threads,
        made=report.made,
        untrue=report.untrue,
        left=report.left,
        model=report.model,
    )


async def seen_by(host: Host, member: Member) -> tuple[EntrySuggestion, ...]:
    """The suggestions that the member may see, the team's first."""
    service, own = host.service, None
    if not member.anonymous:
        own = await service.snapshot(member, member_room(member.username))
    return suggestions_in(service.shared(), own)


def judged_by(host: Host) -> tuple[str | None, str]:
    """The label of the model that judges, or None and what that means."""
    try:
        info = host.find(OwnCalls).info()
    except CommonGroundError as error:
        return None, f"{error} Until then nothing is suggested after answers."
    if info.demo:
        return None, (
            f"{info.label} can't judge what was learned, so nothing is suggested after answers. A "
            "look through threads takes the constraints that people stated there, word for word."
        )
    return info.label, ""


ROUTES = (suggestions, sweep)
