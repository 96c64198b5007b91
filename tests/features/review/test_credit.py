"""Who is named where a proposal was accepted: whoever wrote it, and beside them the accepter."""

from __future__ import annotations

import pytest
import yaml

from commonground.core.entry import Entry, read_entry
from commonground.core.ids import TEAM
from commonground.core.needed import needed
from commonground.core.role import Member
from commonground.core.snapshot import Snapshot
from commonground.features.comparison.adr import exported
from commonground.features.entries.commands import Add, Edit, Retire
from commonground.features.exchange.readable import RoomExport, as_markdown
from commonground.features.messages.commands import QuerySides
from commonground.features.messages.model import find_message
from commonground.features.review.commands import Accept
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA

pytestmark = pytest.mark.anyio
CARA = Member("cara", "Cara Clark")
NAMES = {one.username: one.to_wire() for one in (ALICE, BOB, OLGA, CARA)}


async def run(service: ContextService, member: Member, command: object) -> Entry:
    outcome = await service.run(member, command, source="sidebar")  # type: ignore[arg-type]
    assert outcome.entry is not None
    return outcome.entry


def heads(entry: Entry) -> list[str]:
    return [head.id for head in entry.heads]


async def decided(service: ContextService) -> Entry:
    """Alice proposes it, Bob words it, Olga accepts it."""
    entry = await run(service, ALICE, Add(kind="decision", title="Use cents"))
    entry = await run(
        service, BOB, Edit(entry=entry.id, heads=heads(entry), title="Use integer cents")
    )
    return await run(service, OLGA, Accept(entry=entry.id, heads=heads(entry)))


def name(username: str) -> str:
    return str(NAMES[username]["display_name"])


def markdown(entry: Entry, history: tuple[dict[str, object], ...] = ()) -> str:
    room = Snapshot(TEAM, {entry.id: entry})
    return as_markdown([RoomExport(room, NAMES, history)], 0)


async def test_an_export_names_author_editor_and_accepter_apart(service: ContextService) -> None:
    text = markdown(await decided(service))
    assert "*decision, accepted, Alice Adams, edited by Bob Brown, accepted by Olga Owner, " in text


async def test_an_export_says_who_retired_what_others_wrote(service: ContextService) -> None:
    entry = await run(service, ALICE, Add(kind="work", title="Move the tables"))
    entry = await run(service, BOB, Retire(entry=entry.id, heads=heads(entry), reason="done"))
    assert "*work, retired by Bob Brown, Alice Adams, " in markdown(entry)


async def test_an_export_asks_the_history_whose_a_compacted_entry_is(
    service: ContextService,
) -> None:
    entry = await decided(service)
    kept = needed(entry)
    short = read_entry(
        entry.to_wire()
        | {"revisions": [r.to_wire() for r in entry.revisions.values() if r.id in kept]}
    )
    gone = tuple(r.to_wire() for r in entry.revisions.values() if r.id not in kept)
    assert "Alice Adams, edited by Bob Brown, accepted by Olga Owner" in markdown(short)
    assert markdown(short, gone) == markdown(entry)


async def test_the_decision_makers_of_a_record_are_those_who_wrote_it(
    service: ContextService,
) -> None:
    [(_, text)] = exported(await decided(service), name)
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["decision-makers"] == ["Alice Adams", "Bob Brown"]
    assert front["accepted-by"] == "Olga Owner"


async def test_an_earlier_decision_is_told_with_who_wrote_it(service: ContextService) -> None:
    entry = await decided(service)
    entry = await run(service, OLGA, Edit(entry=entry.id, heads=heads(entry), title="Use floats"))
    [(_, text)] = exported(entry, name)
    assert "Use integer cents (Alice Adams, edited by Bob Brown, accepted by Olga Owner)" in text
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["decision-makers"] == ["Alice Adams", "Bob Brown", "Olga Owner"]
    assert "accepted-by" not in front


async def test_a_contradiction_is_asked_of_its_authors_and_not_of_who_accepted(
    service: ContextService,
) -> None:
    entry = await decided(service)
    other = await run(service, CARA, Add(kind="knowledge", title="Money is in floats"))
    sides = [str(entry.heads[0].id), str(other.heads[0].id)]
    outcome = await service.run(OLGA, QuerySides(sides=sides), source="cli")
    asked = find_message(service.shared(), str(outcome.thing))
    assert asked.to == ("@alice", "@bob", "@cara")
    assert "by @alice, edited by @bob, accepted by @olga" in asked.body
