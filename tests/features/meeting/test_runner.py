"""Presenting: told to everybody, by contributors, until they end it or are gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed
from commonground.features.meeting.requests import Present
from commonground.features.meeting.runner import Meetings
from commonground.service.events import FeedEvent
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, NOBODY, Ear

pytestmark = pytest.mark.anyio
HERE = Present(path="plan.ipynb", cell="c1")


class Waiting(Ear):
    """A listener that tells when a presentation ended."""

    def __init__(self, member: Member) -> None:
        super().__init__(member)
        self.ended = asyncio.Event()

    def on_event(self, event: FeedEvent) -> None:
        super().on_event(event)
        if event.plain().get("path", "") is None:
            self.ended.set()


@pytest.fixture
async def meetings(service: ContextService) -> AsyncIterator[Meetings]:
    async with Meetings(service, grace=0.0) as made:
        yield made


async def test_everybody_is_told_where_a_presenter_is(
    service: ContextService, meetings: Meetings
) -> None:
    bob = Ear(BOB)
    service.listen(Ear(ALICE))
    service.listen(bob)
    meetings.present(ALICE, HERE)
    meetings.present(ALICE, HERE)  # nothing new, so nothing is said
    meetings.present(ALICE, Present(path="plan.ipynb", cell="c2"))
    told = [(e["by"], e["path"], e["cell"]) for e in bob.of("presenting")]
    assert told == [("alice", "plan.ipynb", "c1"), ("alice", "plan.ipynb", "c2")]
    assert [p.cell for p in meetings.presentations()] == ["c2"]
    meetings.present(ALICE, Present())
    assert bob.of("presenting")[-1]["path"] is None
    assert meetings.presentations() == ()


async def test_it_ends_when_the_presenters_last_page_closes(
    service: ContextService, meetings: Meetings
) -> None:
    bob = Waiting(BOB)
    service.listen(bob)
    leave_one, leave_other = service.listen(Ear(ALICE)), service.listen(Ear(ALICE))
    meetings.present(ALICE, HERE)
    leave_one()
    assert meetings.presentations() != ()
    leave_other()
    async with asyncio.timeout(5):
        await bob.ended.wait()
    assert meetings.presentations() == ()


async def test_a_short_break_of_the_connection_ends_nothing(service: ContextService) -> None:
    async with Meetings(service, grace=60.0) as meetings:
        leave = service.listen(Ear(ALICE))
        meetings.present(ALICE, HERE)
        leave()
        service.listen(Ear(ALICE))
        assert meetings.presentations() != ()


async def test_who_may_not_contribute_presents_nothing_and_no_secret_is_told(
    service: ContextService, meetings: Meetings
) -> None:
    ear = Ear(BOB)
    service.listen(ear)
    with pytest.raises(NotAllowed):
        meetings.present(NOBODY, HERE)
    secret = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"
    with pytest.raises(InvalidCommand, match="gate"):
        meetings.present(ALICE, Present(path=f"{secret}.ipynb"))
    assert ear.of("presenting") == []
