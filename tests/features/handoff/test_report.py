"""The outline of a handoff, over random event logs of the real service and by example."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.command import Command
from commonground.core.entry import Entry
from commonground.core.event import Event
from commonground.core.ids import TEAM, area_room, room_owner
from commonground.core.plan import Change, Plan
from commonground.core.planner import Planner
from commonground.core.role import Member
from commonground.errors import UserError
from commonground.features.contradictions.commands import Dismiss, Resolve
from commonground.features.entries.commands import Add, Edit, Retire
from commonground.features.handoff.hours import Window
from commonground.features.handoff.outline import Scene, outline
from commonground.features.handoff.report import (
    PARTS,
    TOPICS,
    Outline,
    Page,
    ReportLine,
    ReportSource,
    Sourceless,
    short,
)
from commonground.features.handoff.written import recorded
from commonground.features.messages.model import Audience, messages_in
from commonground.features.review.commands import Accept, Reject
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore
from tests.effort import examples

ANN, BEN, OLGA = Member("ann", "Ann"), Member("ben", "Ben"), Member("olga", "Olga", role="owner")
PEOPLE = (ANN, BEN, OLGA)
AUDIENCE = Audience(frozenset({"ann", "ben", "olga"}), {"api": frozenset({"ann"})})
START = 1_700_000_000_000


class Tell(Command):
    """Says something of a thing, as the commands of messages, comparisons and sprints do."""

    command: Literal["tell"] = "tell"
    about: str
    name: str
    value: dict[str, Any]

    def plan(self, planner: Planner) -> Plan:
        fact = planner.fact(self.about, self.name, self.value)
        return Plan(((TEAM, Change(facts=(fact,))),), thing=self.about)


class Room:
    """A service, its people, and what it logged."""

    def __init__(self) -> None:
        self.now = START
        ids = itertools.count(1)
        self.service = context_service(
            MemoryStore(),
            clock=self._tick,
            new_id=lambda prefix: f"{prefix}_{next(ids)}",
            invited=lambda: PEOPLE,
        )

    def _tick(self) -> int:
        self.now += 1
        return self.now

    async def do(self, member: Member, command: Any) -> Any:
        return await self.service.run(member, command, source="cell")

    async def events(self) -> tuple[Event, ...]:
        return tuple(row.event for row in await self.service.store.events(0, 100_000))

    async def handoff(self, since: int = START, rooms: Any = None) -> Outline:
        await self.service.compare()
        scene = Scene(self.service.shared(), self.service.disputes, AUDIENCE, rooms)
        return outline(Window(since, self.now), await self.events(), scene)


def line_of(made: Outline, text: str) -> ReportLine:
    (found,) = [line for line in made.lines if line.text == text]
    return found


def run(scenario: Any) -> Any:
    async def inside() -> Any:
        room = Room()
        async with room.service:
            return await scenario(room)

    return asyncio.run(inside())


# Random logs

STATEMENTS = st.sampled_from(
    ["Timeouts are 30 seconds", "Timeouts are 60 seconds", "Use tabs", "Use spaces", "Never cache"]
)
DEEDS = [
    "add", "note", "edit", "accept", "reject", "retire", "resolve", "dismiss", "away", "policy",
    "message", "reply", "thing", "refused", "later",
]  # fmt: skip
STEP = st.tuples(
    st.integers(0, 2),
    st.sampled_from(DEEDS),
    st.integers(0, 30),
    st.sampled_from(["convention", "decision", "work", "discussion", "knowledge"]),
    STATEMENTS,
)


async def step(
    room: Room, log: list[int], who: Member, do: str, n: int, kind: Any, say: str
) -> None:
    entries = [e for s in room.service.shared() for e in s.entries.values()]
    entry = entries[n % len(entries)] if entries else None
    messages = messages_in(room.service.shared())
    match do:
        case "add":
            area = "api" if n % 4 == 0 else None
            await room.do(who, Add(kind=kind, title=say, area=area))
        case "note":
            await room.do(who, Add(kind="note", title="private words"))
        case "away":
            value = {"from": room.now, "until": room.now + 1 + n}
            await room.do(who, Set(name=f"away:{who.username}", value=value))
        case "policy":
            await room.do(OLGA, Set(name=f"policy:{kind}", value="open"))
        case "message":
            kinds = ("announcement", "query", "handoff")
            sent = {"kind": kinds[n % 3], "to": ["@all"], "title": say}
            await room.do(who, Tell(about=f"m_{room.now}", name="message:sent", value=sent))
        case "reply" if messages:
            names = ("reply", "answer", "accepted", "acknowledged", "withdrawn")
            about = messages[n % len(messages)].id
            name = f"message:{names[n % 5]}"
            await room.do(who, Tell(about=about, name=name, value={"text": say}))
        case "thing":
            await room.do(who, Tell(about=f"k_{n}", name="compare:goal", value={"goal": say}))
        case "later":
            log.append(room.now)
        case "refused":
            with pytest.raises(UserError):
                await room.do(BEN, Accept(entry="e_none", heads=["r_none"]))
        case _ if entry is not None:
            await revise(room, who, do, n, entry, say)


async def revise(room: Room, who: Member, do: str, n: int, entry: Entry, say: str) -> None:
    """With heads that may be old, as two people who write at once have them."""
    seen = list(entry.revisions)
    heads: list[str] = [seen[n % len(seen)]]
    sides = [d.sides for d in room.service.disputes]
    match do:
        case "edit":
            await room.do(who, Edit(entry=entry.id, heads=heads, title=say))
        case "accept":
            await room.do(OLGA, Accept(entry=entry.id, heads=heads))
        case "reject":
            await room.do(OLGA, Reject(entry=entry.id, heads=heads, reason="Not so"))
        case "retire":
            await room.do(OLGA, Retire(entry=entry.id, heads=heads, reason="Over"))
        case "resolve" if sides:
            both: list[str] = list(sides[n % len(sides)])
            await room.do(OLGA, Resolve(sides=both, keep=both[:1], title="So", reason="Decided"))
        case "dismiss" if sides:
            await room.do(OLGA, Dismiss(sides=list(sides[n % len(sides)]), reason="No clash"))


def open_now(service: ContextService) -> Counter[str]:
    """What is open, without looking at any event."""
    entries = [e for s in service.shared() for e in s.entries.values() if e.live]
    found: list[str] = [
        e.id
        for e in entries
        if e.disputed or e.standing[0].status == "proposed" or e.kind == "work"
    ]
    found += ["+".join(d.sides) for d in service.disputes]
    found += [m.id for m in messages_in(service.shared()) if m.waits_for(AUDIENCE)]
    return Counter(found)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(STEP, max_size=25))
def test_every_open_item_is_told_once_and_every_event_is_told(steps: Sequence[Any]) -> None:
    async def scenario(room: Room) -> None:
        await room.do(OLGA, Set(name="area:api", value={"globs": [], "members": ["ann"]}))
        marks = [START]
        for who, *what in steps:
            await step(room, marks, PEOPLE[who], *what)
            await room.service.compare()
        made = await room.handoff(marks[-1])
        assert Counter(line.item for line in made.lines if line.open) == open_now(room.service)
        assert max(Counter(line.item for line in made.lines).values(), default=1) == 1
        told = {source.id for line in made.lines for source in line.sources}
        events = await room.events()
        new = {
            e.id
            for e in events
            if e.at > marks[-1] and e.outcome == "done" and room_owner(e.room) is None
        }
        assert new <= told
        hidden = {e.id for e in events if e.outcome != "done" or room_owner(e.room)}
        assert not told & hidden
        assert "private words" not in str(made.to_wire())
        known = {e.id for e in events} | {
            key
            for s in room.service.shared()
            for e in s.entries.values()
            for key in (*e.revisions, *s.facts)
        }
        assert told <= known
        assert [part["part"] for part in made.to_wire()["parts"]] == list(PARTS)

    run(scenario)


# By example


def test_a_line_without_a_source_cannot_be_made() -> None:
    with pytest.raises(Sourceless):
        ReportLine("decided", "e_1", "Out of thin air", ())
    with pytest.raises(Sourceless):
        ReportLine("decided", "e_1", "Out of thin air", (ReportSource("", 0, "", ""),))


def test_an_empty_handoff_has_all_five_parts() -> None:
    made = run(lambda room: room.handoff())
    assert made.to_wire()["parts"] == [{"part": part, "lines": []} for part in PARTS]
    assert {topic.part for topic in TOPICS.values()} == set(PARTS)


def test_each_thing_stands_in_its_part_with_its_event() -> None:
    async def scenario(room: Room) -> tuple[Outline, tuple[Event, ...]]:
        await room.do(
            OLGA, Add(kind="decision", title="Use PostgreSQL", body="For several servers.")
        )
        await room.do(ANN, Add(kind="work", title="Move the tables"))
        await room.do(ANN, Add(kind="knowledge", title="The backup runs at 3"))
        await room.do(BEN, Add(kind="convention", title="Money is in cents"))
        asked = {"kind": "query", "to": ["@ben"], "title": "Which region?"}
        await room.do(ANN, Tell(about="m_1", name="message:sent", value=asked))
        handed = {"kind": "handoff", "to": ["@ben"], "title": "The importer"}
        await room.do(ANN, Tell(about="m_2", name="message:sent", value=handed))
        taken = {"text": "I finish the importer"}
        await room.do(BEN, Tell(about="m_2", name="message:accepted", value=taken))
        await room.do(BEN, Set(name="away:ben", value={"from": 1, "until": room.now + 10**9}))
        return await room.handoff(), await room.events()

    made, events = run(scenario)
    found = {line.text.split(",")[0]: (line.part, line.topic, line.open) for line in made.lines}
    assert found == {
        "Use PostgreSQL": ("state", "decided", False),
        "Move the tables": ("actions", "working", True),
        "Money is in cents": ("actions", "proposed", True),
        "Which region?": ("actions", "asked", True),
        "The backup runs at 3": ("awareness", "learned", False),
        "ben": ("contingencies", "away", False),
        "The importer": ("acknowledgement", "accepted", False),
    }
    decided = line_of(made, "Use PostgreSQL")
    assert decided.extract == "Use PostgreSQL: For several servers."
    assert [s.id for s in decided.sources] == [events[0].id]
    assert (decided.sources[0].by, decided.sources[0].did) == ("olga", "add")
    accepted = line_of(made, "The importer")
    assert (accepted.detail, accepted.by) == ("I finish the importer", "ben")
    assert len(accepted.sources) == 2


def test_a_line_names_who_wrote_it_beside_who_accepted_it() -> None:
    async def scenario(room: Room) -> Outline:
        added = await room.do(ANN, Add(kind="decision", title="Use Redis"))
        seen = [head.id for head in added.entry.heads]
        edit = Edit(entry=added.entry.id, heads=seen, title="Use Valkey")
        edited = await room.do(BEN, edit)
        seen = [head.id for head in edited.entry.heads]
        await room.do(OLGA, Accept(entry=added.entry.id, heads=seen))
        over = await room.do(ANN, Add(kind="work", title="Move the tables"))
        seen = [head.id for head in over.entry.heads]
        await room.do(BEN, Retire(entry=over.entry.id, heads=seen, reason="Done"))
        return await room.handoff()

    made = run(scenario)
    line = line_of(made, "Use Valkey")
    assert (line.by, line.editors, line.accepted_by) == ("ann", ("ben",), "olga")
    assert line_of(made, "Move the tables").by == "ben"
    kept = [one for lines in recorded(made)["parts"].values() for one in lines]
    assert {"by": "ann", "editors": ["ben"], "accepted_by": "olga"}.items() <= kept[0].items()


def test_what_was_open_before_the_window_stays_in_and_what_was_settled_does_not() -> None:
    async def scenario(room: Room) -> Outline:
        await room.do(ANN, Add(kind="work", title="Still at it"))
        await room.do(ANN, Add(kind="knowledge", title="Known for long"))
        since = room.now
        await room.do(OLGA, Add(kind="knowledge", title="News"))
        return await room.handoff(since)

    made = run(scenario)
    assert [(line.text, line.new) for line in made.lines] == [
        ("Still at it", False),
        ("News", True),
    ]
    assert made.news == 1


def test_two_versions_side_by_side_are_something_to_watch() -> None:
    async def scenario(room: Room) -> Outline:
        added = await room.do(OLGA, Add(kind="decision", title="Use Redis"))
        for member, title in ((OLGA, "Use NATS"), (OLGA, "Use Kafka")):
            command = Edit(entry=added.entry.id, heads=[added.revision], title=title)
            await room.do(member, command)
        return await room.handoff()

    (line,) = run(scenario).part("contingencies")
    assert (line.text, line.open) == ("Use NATS / Use Kafka", True)
    assert len(line.sources) == 3


def test_what_ended_says_why() -> None:
    async def scenario(room: Room) -> Outline:
        added = await room.do(OLGA, Add(kind="decision", title="Use Redis"))
        since = room.now
        command = Retire(entry=added.entry.id, heads=[added.revision], reason="It lost data")
        await room.do(OLGA, command)
        return await room.handoff(since)

    (line,) = run(scenario).lines
    assert (line.topic, line.text, line.detail) == ("ended", "Use Redis", "It lost data")


def test_another_areas_entries_are_left_out_of_a_members_own() -> None:
    async def scenario(room: Room) -> tuple[Outline, Outline]:
        await room.do(OLGA, Set(name="area:api", value={"globs": [], "members": ["ann"]}))
        since = room.now
        await room.do(ANN, Add(kind="work", title="Endpoint", area="api"))
        await room.do(ANN, Add(kind="work", title="Everybody's"))
        all_of_it = await room.handoff(since)
        return all_of_it, await room.handoff(since, frozenset({TEAM}))

    everything, mine = run(scenario)
    assert {line.text for line in everything.lines} == {"Endpoint", "Everybody's"}
    assert {line.text for line in mine.lines} == {"Everybody's"}
    assert line_of(everything, "Endpoint").room == area_room("api")


def test_an_entry_of_another_server_rests_on_its_version() -> None:
    """The log holds what this server did; what came from elsewhere is told all the same."""

    async def scenario(room: Room) -> tuple[Outline, Any]:
        added = await room.do(ANN, Add(kind="work", title="Done elsewhere"))
        scene = Scene(room.service.shared(), (), AUDIENCE)
        return outline(Window(START, room.now), (), scene), added.revision

    made, revision = run(scenario)
    assert [(line.text, line.sources[0].id) for line in made.lines] == [
        ("Done elsewhere", revision)
    ]


def test_a_written_handoff_keeps_words_only_where_it_may() -> None:
    async def scenario(room: Room) -> Outline:
        await room.do(OLGA, Add(kind="decision", title="Use PostgreSQL"))
        return await room.handoff()

    made = run(scenario)
    source, about = made.lines[0].sources[0].id, made.lines[0].about
    assert recorded(made)["parts"]["state"] == [
        {
            "topic": "decided",
            "about": about,
            "sources": [source],
            "new": True,
            "by": "olga",
            "text": "Use PostgreSQL",
        }
    ]
    assert "PostgreSQL" not in str(recorded(made, texts=False))


@given(st.text(max_size=400), st.integers(10, 160))
def test_an_extract_is_one_line_and_no_longer(text: str, length: int) -> None:
    found = short(text, length)
    assert len(found) <= length
    assert "\n" not in found


# Pages


def numbered(lines: int) -> Outline:
    source = ReportSource("a_1", START + 1, "ann", "add")
    made = (
        ReportLine("learned", f"e_{n}", f"Fact {n}", (source,), open=n % 2 == 0)
        for n in range(lines)
    )
    return Outline(Window(START, START + 2), tuple(made))


@given(st.integers(0, 12), st.integers(1, 5))
def test_the_pages_of_a_part_hold_every_line_once(lines: int, most: int) -> None:
    made, texts, skip, more = numbered(lines), [], 0, True
    while more:
        (part,) = made.to_wire(Page(most, skip, "awareness"))["parts"]
        assert (part["part"], part["count"]) == ("awareness", lines)
        assert len(part["lines"]) <= most
        texts += [line["text"] for line in part["lines"]]
        skip, more = skip + most, part["more"]
    assert texts == [f"Fact {n}" for n in range(lines)]


def test_a_page_counts_what_it_leaves_out_and_cites_what_it_shows() -> None:
    sources = tuple(ReportSource(f"a_{n}", START + n, "ann", "edit") for n in range(20))
    first = ReportLine("learned", "e_x", "Edited often", sources, open=True)
    made = Outline(Window(START, START + 30), (first, *numbered(9).lines))
    wire = made.to_wire(Page(lines=1, cited=3))
    assert [part["part"] for part in wire["parts"]] == list(PARTS)
    awareness = wire["parts"][PARTS.index("awareness")]
    assert (awareness["count"], awareness["more"], wire["open"]) == (10, True, 6)
    (line,) = awareness["lines"]
    assert (line["sources"], line["cited"]) == (["a_17", "a_18", "a_19"], 20)
    assert [source["id"] for source in wire["sources"]] == line["sources"]
    whole = made.to_wire(Page())["parts"][PARTS.index("awareness")]
    assert (len(whole["lines"]), whole["more"]) == (10, False)
