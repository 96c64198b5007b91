"""A redaction takes a leaked text out of all that the team keeps; the files are searched for it."""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from commonground.core.event import verify
from commonground.core.ids import TEAM, EntryId, area_room
from commonground.core.tool import CallId, ToolCall
from commonground.core.turn import Turn, TurnId
from commonground.errors import InvalidCommand, NotAllowed, Quarantined, StoreError, UnknownId
from commonground.features.audit.leftovers import OWN
from commonground.features.audit.redaction import MARK, redact
from commonground.features.audit.requests import Redact
from commonground.features.contradictions.commands import Dismiss
from commonground.features.entries.commands import Add, Edit
from commonground.features.review.commands import Accept
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.server.identity.links import LinkBook
from commonground.service.writer import ContextService
from commonground.store.backup_shelf import take
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


async def leak(service: ContextService) -> EntryId:
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
    sides: list[str] = [found.revision, other.revision]
    await service.run(OLGA, Dismiss(sides=sides, reason=f"both {LEAK}"), source="sidebar")
    await service.run(OLGA, Add(kind="note", title="mine", body=LEAK), source="sidebar")
    turn = Turn(TurnId("t_1"), "bob", "shared", f"Who is {LEAK}?", "m", "m", 1, "complete", LEAK)
    asked = json.dumps({"query": LEAK, "n": [1, {LEAK: LEAK}]})
    call = ToolCall(CallId("u_1"), "search_context", asked, 1, "done", f"It says {LEAK}.")
    await service.store.put_turn(replace(turn, calls=(call,)))
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
    [call] = turn.calls
    assert json.loads(call.input) == {"query": MARK, "n": [1, {MARK: MARK}]}
    assert (call.id, call.result) == ("u_1", f"It says {MARK}.")


async def test_everything_else_stays_and_writing_goes_on(service: ContextService) -> None:
    kept = await service.run(ALICE, Add(kind="knowledge", title="Stays"), source="sidebar")
    entry = await leak(service)
    await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert kept.entry is not None
    snapshot = await service.snapshot(BOB, TEAM)
    assert snapshot.entries[kept.entry.id] == kept.entry
    assert "api" in service.areas()
    assert service.rooms.members()["alice"]["display_name"] == "Alice Adams"
    edit = Edit(entry=entry, heads=[h.id for h in snapshot.entries[entry].heads], title="anew")
    edited = await service.run(OLGA, edit, source="cell")
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


async def put(service: ContextService, **fields: object) -> None:
    turn = Turn(TurnId("t_9"), "bob", "shared", "Why?", "m", "M", 3, "complete", "So.")
    await service.store.put_turn(replace(turn, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "field", ["question", "text", "path", "cell", "model", "model_label", "problem"]
)
async def test_every_text_of_a_turn_is_taken_out(
    service: ContextService, tmp_path: Path, field: str
) -> None:
    await put(service, **{field: f"a {LEAK} b"})
    done = await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert (done.clean, done.left, done.turns) == (True, (), 1)
    assert copies(tmp_path) == 0
    (turn,) = await service.store.turns(reader="bob")
    assert getattr(turn, field) == f"a {MARK} b"


async def test_a_members_display_name_is_taken_out(service: ContextService, tmp_path: Path) -> None:
    named = replace(ALICE, display_name=f"Alice {LEAK}")
    await service.run(named, Add(kind="knowledge", title="x"), source="sidebar")
    assert copies(tmp_path) > 0
    done = await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert done.clean
    assert copies(tmp_path) == 0
    assert service.rooms.members()["alice"]["display_name"] == f"Alice {MARK}"


async def test_what_can_not_be_taken_out_is_listed_and_never_called_clean(
    service: ContextService, tmp_path: Path
) -> None:
    leak = "northwind-merger"
    value = {"globs": ["a/"], "members": []}
    await service.run(OLGA, Set(name=f"area:{leak}", value=value), source="sidebar")
    await service.run(ALICE, Add(kind="knowledge", title=f"On {leak}", area=leak), source="sidebar")
    (tmp_path / "server.log").write_text(f"x {leak} y")
    (tmp_path / "before-restore-1").mkdir()
    (tmp_path / "before-restore-1" / "context.db").write_text(leak)
    (tmp_path / "mine.tar").write_text(leak)
    with closing(LinkBook(tmp_path / "identity.db")) as links:
        links.invite(f"N {leak}")
    done = await redact(service, OLGA, Redact(text=leak, reason=WHY), source="sidebar")
    assert not done.clean
    places = [one.where for one in done.left]
    for wanted in (
        f"The name of the area {leak}",
        "Row 3 of the audit chain",
        "The list of people",
        "The log server.log",
        "before-restore-1/context.db",
        "The backup mine.tar",
    ):
        assert any(place.startswith(wanted) for place in places), (wanted, places)
    assert all(one.remedy for one in done.left)


@pytest.mark.parametrize("leak", ["Müller & Söhne", 'the "Blue" 鯨 file', "tab\there and there"])
async def test_a_text_is_found_however_it_is_escaped(
    service: ContextService, tmp_path: Path, leak: str
) -> None:
    (tmp_path / "notes.json").write_text(json.dumps({"said": [leak]}))
    await put(service, text=leak)
    done = await redact(service, OLGA, Redact(text=leak, reason=WHY), source="sidebar")
    assert [one.where for one in done.left] == ["The file notes.json"]
    assert not done.clean


async def test_a_text_that_lies_in_several_pages_is_found(
    service: ContextService, tmp_path: Path
) -> None:
    leak = "canary " * 2000
    note = await service.run(BOB, Add(kind="note", title="mine", body=leak), source="sidebar")
    assert note.entry is not None
    await put(service, text=f"x{leak.strip()}y")
    done = await redact(service, OLGA, Redact(text=leak.strip(), reason=WHY), source="sidebar")
    assert done.left == (OWN,)
    assert not done.clean


async def test_the_servers_own_backups_go_with_it(service: ContextService, tmp_path: Path) -> None:
    await leak(service)
    await asyncio.to_thread(take, tmp_path, at=1, keep=7)
    assert copies(tmp_path / "backups") > 0
    done = await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
    assert (done.clean, done.backups) == (True, 1)
    assert copies(tmp_path) == 0


async def test_another_program_that_reads_old_pages_is_named(
    service: ContextService, tmp_path: Path
) -> None:
    await leak(service)
    with closing(sqlite3.connect(tmp_path / "context.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM turns").fetchone()
        done = await redact(service, OLGA, Redact(text=LEAK, reason=WHY), source="sidebar")
        assert not done.clean
        assert any("another program" in one.where for one in done.left)
        reader.execute("ROLLBACK")
