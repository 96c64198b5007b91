"""Curating: judged, merged, resolved and reverted; nothing is gone and all is on record."""

from __future__ import annotations

import pytest

from commonground.core.credits import credits_of
from commonground.core.entry import Entry
from commonground.core.event import verify
from commonground.core.ids import TEAM, area_room, member_room
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.contradictions.commands import Dismiss, Resolve
from commonground.features.entries.commands import Add, Edit, Retire, Revert
from commonground.features.review.commands import Accept, Merge, Reject, Seen
from commonground.features.review.queue import queue
from commonground.features.team.commands import Set
from commonground.service.writer import ContextService, Outcome
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, OLGA, Ear

pytestmark = pytest.mark.anyio
ADA = Member("ada", "Ada Admin", role="admin")


async def run(service: ContextService, member: Member, command: object) -> Entry:
    outcome: Outcome = await service.run(member, command, source="sidebar")  # type: ignore[arg-type]
    assert outcome.entry is not None
    return outcome.entry


def heads(entry: Entry) -> list[str]:
    return [head.id for head in entry.heads]


async def test_a_rejected_proposal_leaves_what_held_before_and_says_why(
    service: ContextService,
) -> None:
    entry = await run(service, OLGA, Add(kind="convention", title="Money is integer cents"))
    entry = await run(service, ALICE, Edit(entry=entry.id, heads=heads(entry), title="floats"))
    assert [r.title for r in entry.in_force] == ["Money is integer cents"]
    with pytest.raises(NotAllowed):
        await run(service, BOB, Reject(entry=entry.id, heads=heads(entry), reason="no"))
    reject = Reject(entry=entry.id, heads=heads(entry), reason="Floats lose cents.")
    entry = await run(service, OLGA, reject)
    assert entry.heads[0].reason == "Floats lose cents."
    assert [r.title for r in entry.standing] == ["Money is integer cents"]
    assert [r.title for r in entry.in_force] == ["Money is integer cents"]
    entry = await run(service, OLGA, Edit(entry=entry.id, heads=heads(entry), title="cents"))
    assert not entry.disputed
    assert [r.title for r in entry.in_force] == ["cents"]


async def test_reverting_says_an_earlier_text_again(service: ContextService) -> None:
    entry = await run(service, ALICE, Add(kind="knowledge", title="first", body="b"))
    first = entry.heads[0]
    entry = await run(service, BOB, Edit(entry=entry.id, heads=heads(entry), title="second"))
    revert = Revert(entry=entry.id, heads=heads(entry), to=first.id, reason="it was right")
    entry = await run(service, ALICE, revert)
    assert [(h.title, h.body, h.author) for h in entry.heads] == [("first", "b", "alice")]
    assert len(entry.revisions) == 3
    with pytest.raises(UnknownId):
        await run(service, ALICE, Revert(entry=entry.id, heads=heads(entry), to="r_none"))


async def test_merging_makes_one_of_two_and_links_them(service: ContextService) -> None:
    one = await run(service, ALICE, Add(kind="knowledge", title="one"))
    two = await run(service, BOB, Add(kind="knowledge", title="two"))
    seen = [Seen(entry=e.id, heads=heads(e)) for e in (one, two)]
    merged = await run(service, OLGA, Merge(entries=seen, title="both", reason="the same thing"))
    assert merged.id == one.id
    assert merged.heads[0].links == tuple(heads(two))
    assert credits_of(merged, merged.heads[0]).told() == "alice, edited by bob and olga"
    gone = (await service.snapshot(OLGA, TEAM)).entries[two.id]
    assert not gone.live
    assert (gone.heads[0].status, gone.heads[0].links) == ("superseded", (merged.heads[0].id,))
    assert credits_of(gone, gone.heads[0]).told() == "bob"
    with pytest.raises(InvalidCommand):
        await run(service, OLGA, Merge(entries=[seen[0], seen[0]], title="itself"))


async def test_resolving_writes_a_decision_and_supersedes_what_is_not_kept(
    service: ContextService,
) -> None:
    up = await run(service, ALICE, Add(kind="knowledge", title="Round half up"))
    even = await run(service, BOB, Add(kind="knowledge", title="Round half even"))
    sides: list[str] = [up.heads[0].id, even.heads[0].id]
    command = Resolve(sides=sides, keep=sides[1:], title="Banks do even", reason="regulation")
    decision = await run(service, OLGA, command)
    assert decision.kind == "decision"
    assert decision.heads[0].links == tuple(sides)
    assert decision.heads[0].reason == "regulation"
    found = await service.snapshot(OLGA, TEAM)
    assert not found.entries[up.id].live
    assert found.entries[even.id].live
    [resolution] = found.resolutions.values()
    assert (resolution.sides, resolution.decision) == (tuple(sides), decision.id)


async def test_resolving_versions_of_one_entry_is_its_next_version(
    service: ContextService,
) -> None:
    entry = await run(service, ALICE, Add(kind="decision", title="round"))
    seen = heads(entry)
    for member, title in ((ALICE, "half up"), (BOB, "half even")):
        entry = await run(service, member, Edit(entry=entry.id, heads=seen, title=title))
    assert entry.disputed
    command = Resolve(sides=heads(entry), title="half even", reason="regulation")
    entry = await run(service, OLGA, command)
    assert [(h.title, h.status) for h in entry.heads] == [("half even", "accepted")]


async def test_an_areas_entries_are_its_members_and_everyone_else_is_spared(
    service: ContextService,
) -> None:
    alice, bob = Ear(ALICE), Ear(BOB)
    value = {"globs": ["/api/"], "members": ["alice"]}
    await service.run(OLGA, Set(name="area:api", value=value), source="sidebar")
    service.listen(alice)
    service.listen(bob)
    entry = await run(service, BOB, Add(kind="work", title="New endpoint", area="api"))
    assert entry.room == area_room("api")
    assert area_room("api") in {room for room, _ in alice.updates}
    assert area_room("api") not in {room for room, _ in bob.updates}
    assert service.rooms_of(BOB) == (TEAM, member_room("bob"))
    with pytest.raises(InvalidCommand, match="area"):
        await run(service, BOB, Add(kind="work", title="x", area="nowhere"))
    follow = {"areas": ["api"], "muted": []}
    await service.run(BOB, Set(name="follow", value=follow), source="sidebar")
    assert area_room("api") in service.rooms_of(BOB)


async def test_a_policy_decides_what_waits(service: ContextService) -> None:
    with pytest.raises(NotAllowed):
        await service.run(ALICE, Set(name="policy:work", value="review"), source="sidebar")
    await service.run(OLGA, Set(name="policy:work", value="review"), source="sidebar")
    assert (await run(service, ALICE, Add(kind="work", title="w"))).heads[0].status == "proposed"
    await service.run(OLGA, Set(name="policy:work", value="owner"), source="sidebar")
    with pytest.raises(NotAllowed, match="owner"):
        await run(service, ALICE, Add(kind="work", title="w"))


async def test_on_duty_by_the_rota_is_owner_and_nobody_else(service: ContextService) -> None:
    rota = {"order": ["alice"], "days": 7, "start": "2020-01-06", "zone": "UTC"}
    await service.run(ADA, Set(name="rota", value=rota), source="sidebar")
    entry = await run(service, BOB, Add(kind="convention", title="c"))
    accept = Accept(entry=entry.id, heads=heads(entry))
    with pytest.raises(NotAllowed):
        await run(service, OLGA, accept)
    assert (await run(service, ALICE, accept)).heads[0].status == "accepted"


async def test_the_queue_shows_what_acceptance_would_change_for_the_ai(
    service: ContextService,
) -> None:
    held = await run(service, OLGA, Add(kind="convention", title="cents"))
    await run(service, ALICE, Edit(entry=held.id, heads=heads(held), title="euros"))
    [item] = queue(service.shared(), service.disputes)
    assert item.type == "proposal"
    assert "cents" in item.before
    assert "cents" not in item.after
    assert 'status="accepted"' in item.after
    assert "euros" in item.after


async def test_every_command_is_on_record_with_its_refusals_and_without_private_words(
    service: ContextService, store: MemoryStore
) -> None:
    await run(service, ALICE, Add(kind="work", title="shared words"))
    note = await run(service, ALICE, Add(kind="note", title="canary words"))
    with pytest.raises(NotAllowed):
        await run(service, BOB, Dismiss(sides=["a", "b"], reason="r"))
    await run(service, ALICE, Retire(entry=note.id, heads=heads(note)))
    rows = await store.events(0, 100)
    assert [(r.event.actor, r.event.command, r.event.outcome) for r in rows] == [
        ("alice", "add", "done"),
        ("alice", "add", "done"),
        ("bob", "dismiss", "not_allowed"),
        ("alice", "retire", "done"),
    ]
    assert rows[0].event.text == "shared words"
    assert "canary" not in repr(rows)
    assert verify(rows, []) == []


async def test_no_rota_keeps_everybody_out(service: ContextService) -> None:
    """Who is owner is asked with each command: a turn beyond the calendar would refuse all."""
    turns = {"order": ["olga"], "days": 90, "zone": "Europe/Berlin"}
    for start in ("9999-12-31", "9999-10-10", "0001-01-01"):
        rota = Set(name="rota", value=turns | {"start": start})
        with pytest.raises(InvalidCommand):
            await service.run(ADA, rota, source="sidebar")
    await run(service, ALICE, Add(kind="work", title="Still here"))
