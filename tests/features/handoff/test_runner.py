"""Handoffs on schedule and since a member left, over the real service with a clock that is set."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commonground.ai.base import ModelInfo
from commonground.ai.scripted import ScriptedModel
from commonground.core.ids import TEAM, Room, member_room
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.audit.redaction import redact
from commonground.features.audit.requests import Redact
from commonground.features.entries.commands import Add
from commonground.features.handoff.commands import AcknowledgeHandoff
from commonground.features.handoff.report import WRITTEN
from commonground.features.handoff.runner import HandoffReport, HandoffWriter
from commonground.features.handoff.written import written_in
from commonground.features.messages.commands import Query
from commonground.features.team.commands import Set
from commonground.gate.own import own_fingerprints
from commonground.registry import context_service
from commonground.service.own_calls import OwnCalls
from commonground.store.base import Update
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear

pytestmark = pytest.mark.anyio
READER = Member("rita", "Rita Reader", role="reader")
HOUR = 60 * 60 * 1000
ids = itertools.count(1)


def berlin(text: str) -> int:
    return (
        round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
        * 1000
    )


class Office:
    """One server at a time that a test sets; commands take no time."""

    def __init__(self, store: MemoryStore | None = None, **options: Any) -> None:
        self.now = berlin("2026-11-25T09:00")
        self.store = store or MemoryStore()
        self.model = ScriptedModel()
        self.service = context_service(
            self.store,
            clock=lambda: self.now,
            new_id=lambda prefix: f"{prefix}_{next(ids)}",
            invited=lambda: (ALICE, BOB),
            **options,
        )
        self.writer = HandoffWriter(self.service, OwnCalls(self.service, lambda: self.model))

    def at(self, text: str) -> None:
        self.now = berlin(text)

    async def add(self, member: Member, title: str, kind: Any = "knowledge", **more: Any) -> Any:
        return await self.service.run(member, Add(kind=kind, title=title, **more), source="cell")

    async def works_in(self, member: Member, *zones: str, end: str = "18:00") -> None:
        value = {"zones": list(zones), "days": [1, 2, 3, 4, 5], "end": end}
        command = Set(name=f"zone:{member.username}", value=value)
        await self.service.run(member, command, source="sidebar")


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    async with made.service:
        yield made


def texts(made: HandoffReport, part: Any = None) -> list[str]:
    return [line.text for line in made.outline.lines if part in (None, line.part)]


# On schedule


async def test_a_handoff_is_written_when_a_zones_day_ends_and_only_once(office: Office) -> None:
    await office.works_in(ALICE, "Europe/Berlin")
    await office.add(OLGA, "Use PostgreSQL", "decision")
    office.at("2026-11-25T17:59")
    assert await office.writer.write_due() == ()
    office.at("2026-11-25T18:00")
    (about,) = await office.writer.write_due()
    assert await office.writer.write_due() == ()
    (written,) = written_in(office.service.shared())
    assert (written.id, written.zone, written.until) == (about, "Europe/Berlin", office.now)
    assert [line["text"] for line in written.parts["state"]] == ["Use PostgreSQL"]
    made = await office.writer.written()
    assert "Use PostgreSQL" in texts(made, "state")
    decided = made.outline.part("state")[0]
    assert (decided.sources[0].by, decided.sources[0].did) == ("olga", "add")


async def test_what_the_server_writes_is_nobodys_and_on_record(office: Office) -> None:
    await office.works_in(ALICE, "Europe/Berlin")
    office.at("2026-11-25T18:00")
    (about,) = await office.writer.write_due()
    rows = await office.store.events(0, 100)
    assert [(r.event.actor, r.event.command, r.event.entry) for r in rows][-1] == (
        "", "write_handoff", about,
    )  # fmt: skip
    assert set(office.service.known()) == {"alice"}


async def test_each_zone_has_its_own_end(office: Office) -> None:
    await office.works_in(ALICE, "Europe/Berlin", "America/New_York")
    await office.works_in(BOB, "America/New_York", end="17:00")
    office.at("2026-11-25T18:00")
    assert len(await office.writer.write_due()) == 1
    office.at("2026-11-26T00:00")  # six in the evening in New York: the later end counts
    assert len(await office.writer.write_due()) == 1
    zones = {w.zone: w.until - w.since for w in written_in(office.service.shared())}
    assert zones == {"Europe/Berlin": 24 * HOUR, "America/New_York": 24 * HOUR}


async def test_mondays_covers_the_weekend_and_nothing_is_written_on_it(office: Office) -> None:
    await office.works_in(ALICE, "Europe/Berlin")
    office.at("2026-11-27T18:00")
    await office.writer.write_due()
    office.at("2026-11-28T11:00")
    await office.add(BOB, "Found on Saturday")
    office.at("2026-11-29T18:00")
    assert await office.writer.write_due() == ()
    office.at("2026-11-30T18:00")
    await office.writer.write_due()
    monday = written_in(office.service.shared())[-1]
    assert monday.since == berlin("2026-11-27T18:00")
    assert monday.parts["awareness"][0]["text"] == "Found on Saturday"


async def test_a_server_that_was_off_catches_up_and_leaves_no_gap() -> None:
    store = MemoryStore()
    first = Office(store)
    async with first.service:
        await first.works_in(ALICE, "Europe/Berlin")
        first.at("2026-11-25T18:00")
        await first.writer.write_due()
        first.at("2026-11-25T20:00")
        await first.add(BOB, "Late news")
    later = Office(store)
    later.at("2026-12-01T08:00")
    async with later.service:
        (about,) = await later.writer.write_due()
        wednesday, monday = written_in(later.service.shared())
        assert (monday.id, monday.since, monday.until) == (
            about, wednesday.until, berlin("2026-11-30T18:00"),
        )  # fmt: skip
        assert "Late news" in [line["text"] for line in monday.parts["awareness"]]


async def test_no_day_is_written_that_ended_before_anybody_named_the_zone(office: Office) -> None:
    office.at("2026-11-25T19:00")
    await office.works_in(ALICE, "Europe/Berlin")
    assert await office.writer.write_due() == ()


async def test_two_servers_that_both_write_it_have_it_once(office: Office) -> None:
    class Mail(Ear):
        def on_update(self, room: Room, update: bytes) -> None:
            if room == TEAM:
                self.updates.append((room, update))

    other = Office()
    async with other.service:
        here, there = Mail(ALICE), Mail(ALICE)
        office.service.listen(here)
        await office.works_in(ALICE, "Europe/Berlin")
        await office.add(BOB, "Known to both")
        sent = 0

        async def deliver(ear: Mail, to: Office, origin: str, start: int) -> int:
            for number, (room, data) in enumerate(ear.updates[start:], start=start + 1):
                await to.service.receive(Update(room, origin, number, data))
            return len(ear.updates)

        sent = await deliver(here, other, "here", 0)
        other.service.listen(there)
        office.at("2026-11-25T18:00")
        other.now = office.now
        await office.writer.write_due()
        await other.writer.write_due()
        own = len(there.updates)
        await deliver(here, other, "here", sent)
        there.updates = there.updates[:own]
        await deliver(there, office, "there", 0)
        for one in (office, other):
            (written,) = written_in(one.service.shared())
            assert "Known to both" in [line["text"] for line in written.parts["awareness"]]
        first, second = (
            next(f for s in o.service.shared() for f in s.facts.values() if f.name == WRITTEN)
            for o in (office, other)
        )
        assert first == second


async def test_a_text_that_became_a_secret_is_left_out_of_what_is_written() -> None:
    own: set[bytes] = set()
    made = Office(own=lambda: frozenset(own), gate_key=b"k" * 32)
    async with made.service:
        await made.works_in(ALICE, "Europe/Berlin")
        await made.add(BOB, "It opens with kornblume-99-x")
        own |= own_fingerprints({"DB_PASSWORD": "kornblume-99-x"}, b"k" * 32)
        made.at("2026-11-25T18:00")
        await made.writer.write_due()
        (written,) = written_in(made.service.shared())
        assert written.parts["awareness"]
        assert "kornblume" not in str(written)


async def test_a_redaction_reaches_what_was_written(office: Office) -> None:
    await office.works_in(ALICE, "Europe/Berlin")
    await office.add(BOB, "For the blue whale project")
    office.at("2026-11-25T18:00")
    await office.writer.write_due()
    command = Redact(text="the blue whale project", reason="A customer's name")
    await redact(office.service, OLGA, command, source="cli")
    (written,) = written_in(office.service.shared())
    assert "blue whale" not in str(written)
    assert "blue whale" not in str((await office.writer.today(ALICE)).to_wire())


# Today


async def test_todays_is_of_ones_own_zone_or_of_one_that_is_named(office: Office) -> None:
    await office.add(BOB, "In the night")
    office.at("2026-11-26T07:00")
    await office.works_in(ALICE, "Europe/Berlin")
    office.at("2026-11-26T12:00")
    await office.add(BOB, "In the morning")
    made = await office.writer.today(ALICE)
    assert (made.outline.window.zone, made.outline.window.since) == (
        "Europe/Berlin", berlin("2026-11-25T18:00"),
    )  # fmt: skip
    assert texts(made, "awareness")[0] == "In the morning"
    assert "In the night" not in texts(made)
    there = await office.writer.today(ALICE, "Asia/Tokyo")
    assert there.outline.window.zones == ("Asia/Tokyo",)
    assert there.names["bob"] == "Bob Brown"


# Since you left


async def test_since_you_left_begins_with_the_last_sign_of_you(office: Office) -> None:
    await office.add(ALICE, "Alice was here")
    office.at("2026-11-25T17:00")
    leave = office.service.listen(Ear(ALICE))
    office.at("2026-11-25T18:30")
    leave()
    office.at("2026-11-25T20:00")
    await office.add(BOB, "While she slept", "work")
    office.at("2026-11-26T09:00")
    office.service.listen(Ear(ALICE))
    office.at("2026-11-26T09:05")
    made = await office.writer.since(ALICE)
    assert made.outline.window.since == berlin("2026-11-25T18:30")
    assert texts(made) == ["While she slept"]
    assert made.opens


async def test_what_was_acknowledged_opens_no_more_and_the_next_absence_does(
    office: Office,
) -> None:
    await office.add(ALICE, "Alice was here")
    office.at("2026-11-26T09:00")
    await office.add(BOB, "News")
    made = await office.writer.since(ALICE)
    command = AcknowledgeHandoff(until=made.outline.window.until)
    await office.service.run(ALICE, command, source="sidebar")
    assert not (await office.writer.since(ALICE)).opens
    office.at("2026-11-26T19:00")
    await office.add(BOB, "Newer")
    office.at("2026-11-27T09:00")
    again = await office.writer.since(ALICE)
    assert again.opens
    assert texts(again) == ["Newer"]


async def test_silent_acknowledging_is_ones_own_and_restating_is_everybodys(
    office: Office,
) -> None:
    await office.add(ALICE, "Alice was here")
    silent = AcknowledgeHandoff(until=office.now)
    await office.service.run(ALICE, silent, source="sidebar")
    assert not any(s.facts for s in office.service.shared())
    own = await office.service.snapshot(ALICE, member_room("alice"))
    assert [f.value["until"] for f in own.facts.values()] == [office.now]
    spoken = AcknowledgeHandoff(until=office.now, restated="I finish the importer")
    await office.service.run(ALICE, spoken, source="sidebar")
    made = await office.writer.today(BOB)
    (line,) = made.outline.part("acknowledgement")
    assert (line.text, line.by) == ("I finish the importer", "alice")


async def test_a_reader_acknowledges_without_words(office: Office) -> None:
    await office.service.run(READER, AcknowledgeHandoff(until=office.now), source="sidebar")
    spoken = AcknowledgeHandoff(until=office.now, restated="Mine")
    with pytest.raises(NotAllowed):
        await office.service.run(READER, spoken, source="sidebar")
    with pytest.raises(NotAllowed):
        await office.service.run(NOBODY, AcknowledgeHandoff(until=office.now), source="sidebar")
    later = AcknowledgeHandoff(until=office.now + 1)
    with pytest.raises(InvalidCommand):
        await office.service.run(ALICE, later, source="sidebar")


async def test_only_what_reaches_the_member_and_nothing_private(office: Office) -> None:
    await office.service.run(
        OLGA, Set(name="area:api", value={"globs": [], "members": ["alice"]}), source="sidebar"
    )
    await office.service.listeners.regroup()
    await office.add(ALICE, "Both were here")
    await office.add(BOB, "Both were here, too")
    office.at("2026-11-26T09:00")
    await office.add(OLGA, "An endpoint moved", "work", area="api")
    await office.add(OLGA, "Hers alone", "note")
    await office.add(OLGA, "For all", "work")
    hers, his = await office.writer.since(ALICE), await office.writer.since(BOB)
    assert set(texts(hers, "actions")) == {"An endpoint moved", "For all"}
    assert texts(his, "actions") == ["For all"]
    assert "Hers alone" not in str(hers.to_wire()) + str(his.to_wire())
    visitor = await office.writer.since(NOBODY)
    assert not visitor.opens


async def test_an_open_question_to_the_team_is_there_until_it_is_answered(office: Office) -> None:
    await office.add(BOB, "Bob was here")
    command = Query(to=["@bob"], title="Which region?")
    await office.service.run(ALICE, command, source="cell")
    made = await office.writer.today(BOB)
    (line,) = made.outline.part("actions")
    assert (line.text, line.open, line.sources[0].did) == ("Which region?", True, "query")


async def test_nothing_was_written_yet(office: Office) -> None:
    with pytest.raises(UnknownId):
        await office.writer.written()


# Phrases


class Capable(ScriptedModel):
    """A scripted model that says of itself that it can be relied on."""

    def __init__(self, answer: str) -> None:
        super().__init__(default=answer)
        self.info = ModelInfo("capable", "Capable", "scripted", 100_000)


async def test_a_demo_model_phrases_nothing(office: Office) -> None:
    await office.add(BOB, "Timeouts are 30 seconds")
    made = await office.writer.phrase(ALICE, await office.writer.today(ALICE))
    assert made.outline.lines[0].phrase is None
    assert made.problem is not None
    assert "extracts" in made.problem
    assert office.model.prompts == []


async def test_a_model_puts_lines_and_can_change_nothing_else(office: Office) -> None:
    await office.add(BOB, "Timeouts are 30 seconds")
    await office.add(BOB, "Never cache prices")
    plain = await office.writer.today(ALICE)
    office.model = Capable(
        'Sure: {"1": "A timeout is 30 seconds.", "2": "Cache prices.", "3": "And more.", "x": 1}'
    )
    made = await office.writer.phrase(ALICE, plain)
    assert [line.phrase for line in made.outline.lines] == ["A timeout is 30 seconds.", None]
    assert [line.sources for line in made.outline.lines] == [
        line.sources for line in plain.outline.lines
    ]
    assert (made.model, made.problem) == ("Capable", None)
    with pytest.raises(NotAllowed):
        await office.writer.phrase(READER, plain)
