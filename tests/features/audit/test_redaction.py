"""A redaction takes a leaked text out of all that the team keeps; the files are searched for it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commonground.core.event import verify
from commonground.core.ids import TEAM, area_room
from commonground.core.turn import Turn, TurnId
from commonground.errors import InvalidCommand, NotAllowed, Quarantined, StoreError, UnknownId
from commonground.features.audit.redaction import MARK, redact
from commonground.features.audit.requests import Redact
from commonground.features.contradictions.commands import Dismiss
from commonground.features.entries.commands import Add, Edit
from commonground.features.review.commands import Accept
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.base import Update
from commonground.store.sqlite import SQLiteStore

from ...service.conftest import ALICE, BOB, OLGA, Ear

pytestmark = pytest.mark.anyio
LEAK = "canary-9f3e-Blue Whale"
WHY = "It is the name of a customer."


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[ContextService]:
    store = SQLiteStore(tmp_path / "context.db")
    clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
    async with context_service(
        store, clock=lambda: next(clock), new_id=lambda prefix: f"{prefix}_{next(ids)}"
    ) as made:
        yield made


def copies(folder: Path) -> int:
    return sum(f.read_bytes().count(LEAK.encode()) for f in folder.rglob("*") if f.is_file())


async def leak(service: ContextService) -> str:
    """Write it wherever text is kept; returns an entry that held it."""
    found = await service.run(
        ALICE, Add(kind="convention", title=f"For {LEAK}", body=f"a {LEAK} b"), source="cell"
    )
    entry = found.entry
    assert entry is not None
    await service.run(
        OLGA, Accept(entry=entry.id, heads=[h.id for h in entry.heads]), source="cell"
    )
    area = {"globs": ["api/"], "members": ["alice"]}
    await service.run(OLGA, Set(name="area:api", value=area), source="sidebar")
    other = await service.run(
        ALICE, Add(kind="knowledge", title="x", body=LEAK, area="api"), source="cli"
    )
    assert found.revision is not None
    assert other.revision is not None
    sides = [found.revision, other.revision]
    await service.run(OLGA, Dismiss(sides=sides, reason=f"both {LEAK}"), source="sidebar")
    await service.run(OLGA, Add(kind="note", title="mine", body=LEAK), source="sidebar")
    turn = Turn(TurnId("t_1"), "bob", "shared", f"Who is {LEAK}?", "m", "m", 1, "complete", LEAK)
    await service.store.put_turn(turn)
    return entry.id


async def test_the_bytes_are_in_no_file_and_the_chain_holds(
    service: ContextService, tmp_path: Path
) -> None:
    entry = await leak(service)
    assert copies(tmp_path) > 5
    done = await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert done.clean
    assert (done.versions > 3, done.turns) == (True, 1)
    assert copies(tmp_path) == 0
    rows = await service.store.events(0, 100)
    assert verify(rows, []) == []
    tombstones = [row.event for row in rows if row.tombstone]
    assert {event.room for event in tombstones} >= {TEAM, area_room("api")}
    assert tombstones[0].detail == {"reason": WHY}
    assert LEAK not in str([row.to_wire() for row in rows])
    shown = (await service.snapshot(BOB, TEAM)).entries[entry]
    assert [h.title for h in shown.heads] == [f"For {MARK}"]
    assert [h.body for h in shown.heads] == [f"a {MARK} b"]
    (turn,) = await service.store.turns(reader="bob")
    assert (turn.question, turn.text) == (f"Who is {MARK}?", MARK)


async def test_everything_else_stays_and_writing_goes_on(service: ContextService) -> None:
    kept = await service.run(ALICE, Add(kind="knowledge", title="Stays"), source="sidebar")
    entry = await leak(service)
    await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert kept.entry is not None
    snapshot = await service.snapshot(BOB, TEAM)
    assert snapshot.entries[kept.entry.id] == kept.entry
    assert "api" in service.areas()
    assert service.rooms.members()["alice"]["display_name"] == "Alice Adams"
    heads = [h.id for h in snapshot.entries[entry].heads]
    edited = await service.run(OLGA, Edit(entry=entry, heads=heads, title="anew"), source="cell")
    assert edited.entry is not None
    assert [h.title for h in edited.entry.heads] == ["anew"]
    assert not edited.entry.disputed


async def test_a_replica_of_the_old_generation_brings_nothing_back(
    service: ContextService, tmp_path: Path
) -> None:
    await leak(service)
    room = await service.room(TEAM)
    old, generation = room.update_since(), room.generation
    ear = Ear(BOB)
    leave = service.listen(ear)
    await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    told = {r["name"]: r["generation"] for r in ear.of("you")[-1]["rooms"]}
    assert told[TEAM] > generation
    with pytest.raises(StoreError):
        await service.receive(Update(TEAM, "away", 1, old, generation))
    assert copies(tmp_path) == 0
    assert LEAK not in str(await service.snapshot(BOB, TEAM))
    leave()


async def test_a_restart_finds_it_gone(service: ContextService, tmp_path: Path) -> None:
    entry = await leak(service)
    await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    await service.store.close()
    again = context_service(
        SQLiteStore(tmp_path / "context.db"), clock=lambda: 1, new_id=lambda p: f"{p}_x"
    )
    async with again:
        found = (await again.snapshot(BOB, TEAM)).entries[entry]
        assert [h.title for h in found.heads] == [f"For {MARK}"]


async def test_who_may_and_what_is_refused(service: ContextService, tmp_path: Path) -> None:
    await leak(service)
    before = copies(tmp_path)
    with pytest.raises(NotAllowed):
        await redact(service, ALICE, Redact(text=LEAK, reason=WHY), source="sidebar")
    with pytest.raises(UnknownId):
        await redact(service, OLGA, Redact(text="not there", reason=WHY), source="sidebar")
    with pytest.raises(Quarantined):
        await redact(service, OLGA, Redact(text=LEAK, reason=f"{LEAK} leaked"), source="sidebar")
    turn = Turn(TurnId("t_2"), "bob", "shared", f"{LEAK}?", "m", "m", 2)
    await service.store.put_turn(turn)
    with pytest.raises(InvalidCommand, match="being written"):
        await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert copies(tmp_path) >= before


async def test_what_others_keep_privately_is_theirs(service: ContextService) -> None:
    note = await service.run(BOB, Add(kind="note", title="mine", body=LEAK), source="sidebar")
    await leak(service)
    await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert note.entry is not None
    room = note.entry.room
    assert (await service.snapshot(BOB, room)).entries[note.entry.id].heads[0].body == LEAK
