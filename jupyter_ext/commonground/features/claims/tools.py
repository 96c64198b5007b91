"""The tools by which models and members' clients see who works on what, and say what they take."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.fields import Wire
from ...service.tool import ToolAsked, for_clients, proposes, reads
from .commands import Hours, LeasedPath, LeasePaths, Said
from .model import Claim
from .runner import WorkInProgress
from .stated import focus_in, standing_leases
from .text import work_text


class Whereabouts(Wire):
    """Which part of the code."""

    paths: Annotated[
        list[LeasedPath],
        Field(max_length=50, description="Files or folders of the repository; none: everything."),
    ] = []


class WorkToCome(Wire):
    """What is about to be changed."""

    paths: Annotated[
        list[LeasedPath],
        Field(min_length=1, max_length=50, description="Files of the repository, or patterns."),
    ]
    hours: Hours = 2
    why: Annotated[Said, Field(description="What it is for, in a few words.")] = ""


@reads("who_works_on", Whereabouts)
async def who_works_on(asked: ToolAsked) -> str:
    """Look up who changes which files just now (branch, lines, functions), what they say they are
    at, what is leased, and where two people's work meets. Look before you change code that others
    may be changing."""
    found = asked.host.find(WorkInProgress)
    now, shared = asked.host.service.clock(), asked.host.service.shared()
    wanted = tuple(path.strip("/") for path in asked.input.paths)
    claims = [claim for claim in found.claims() if _concerns(claim, wanted)]
    met = [one for one in found.meetings() if not wanted or _within(one.path, wanted)]
    leases = [
        one
        for one in standing_leases(shared, now)
        if not wanted or any(one.covers(p) or _within(p, one.paths) for p in wanted)
    ]
    focus = {} if wanted else focus_in(shared, now)
    names = asked.host.names()
    said = work_text(claims, focus, leases, met, lambda name: names.get(name, name))
    return said or "Nobody's work on that is known just now."


def _concerns(claim: Claim, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(_within(one.path, wanted) for one in claim.changes.files)


def _within(path: str, wanted: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in wanted)


@for_clients
@proposes("claim_work", WorkToCome)
def claim_work(given: WorkToCome, turn: str) -> LeasePaths:
    """Say, in your member's name, which files you are about to change, for some hours: colleagues
    and their agents see it, and are told where their work meets it. It stops nobody. Say so before
    you begin."""
    return LeasePaths(paths=given.paths, hours=given.hours, why=given.why)


TOOLS = (who_works_on, claim_work)
