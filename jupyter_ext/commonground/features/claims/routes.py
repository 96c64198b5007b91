"""The routes of work in progress: who works on what, reports of it, and what one is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from ...service.route import Asked, get, post
from .answers import notices_of, told_to, work_answer
from .requests import CheckWork, DropWork, ReportWork
from .runner import WorkInProgress
from .views import CheckAnswer, NoticesAnswer, ReportAnswer, WorkAnswer

MOST_SECONDS = 25


class NoticesQuery(BaseModel):
    """``after``: the version that is known; ``seconds``: how long to wait for another one."""

    after: Annotated[int, Field(ge=-1)] = -1
    seconds: Annotated[int, Field(ge=0, le=MOST_SECONDS)] = 0


@get("claims", answer=WorkAnswer)
async def work(asked: Asked) -> WorkAnswer:
    """Who works on what now, where it meets others' work, and what you are told of it."""
    return await work_answer(asked.host.find(WorkInProgress), asked.member)


@get("claims/notices", answer=NoticesAnswer, query=NoticesQuery)
async def notices(asked: Asked) -> NoticesAnswer:
    """What you are told of overlaps, as soon as it may have changed."""
    found = asked.host.find(WorkInProgress)
    await found.changed_since(asked.query.after, asked.query.seconds)
    version = found.version
    return NoticesAnswer(version=version, notices=await notices_of(found, asked.member))


@post("claims/report", body=ReportWork, answer=ReportAnswer)
async def report(asked: Asked) -> ReportAnswer:
    """Say what one clone, page or tool of yours changes now: all of it, in place of the last."""
    found = asked.host.find(WorkInProgress)
    read = await found.report(asked.member, asked.body)
    own = await found.own_choice(asked.member)
    return ReportAnswer(
        version=found.version,
        held_back=read.held_back,
        contents=own.contents,
        notices=await notices_of(found, asked.member),
    )


@post("claims/drop", body=DropWork, answer=NoticesAnswer)
async def drop(asked: Asked) -> NoticesAnswer:
    """Say that a clone, page or tool of yours is done, or is watched no more."""
    found = asked.host.find(WorkInProgress)
    found.drop(asked.member, asked.body)
    return NoticesAnswer(version=found.version, notices=await notices_of(found, asked.member))


@post("claims/check", body=CheckWork, answer=CheckAnswer)
async def check(asked: Asked) -> CheckAnswer:
    """Hold what is about to be committed against others' work. Nothing of it is kept."""
    found = asked.host.find(WorkInProgress)
    met = await found.check(asked.member, asked.body)
    own = await found.own_choice(asked.member)
    return CheckAnswer(
        guard=own.guard,
        notices=await told_to(found, asked.member, [one for one in met if one.warns]),
    )


ROUTES = (work, notices, report, drop, check)
