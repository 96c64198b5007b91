"""Any order of appends, duplicates, gaps, compactions and reopenings: SQLite does as the fake."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.event import SALT_BYTES, Event, verify
from commonground.core.ids import Room
from commonground.errors import StoreError
from commonground.store.base import HistoryRow, Store, Update
from commonground.store.memory import MemoryStore
from commonground.store.sqlite import SQLiteStore
from tests.effort import examples

ROOMS = st.sampled_from([Room("team"), Room("area:x"), Room("member:ada")])


@dataclass(frozen=True)
class Burst:
    """Appends that overlap. Small numbers, so that gaps and duplicates are common."""

    updates: tuple[tuple[Update, Event | None], ...]


@dataclass(frozen=True)
class Compact:
    room: Room
    snapshot: bytes
    seq: int
    history: list[HistoryRow]
    renew: bool


@dataclass(frozen=True)
class Redact:
    room: Room
    generation: int
    seq: int
    revisions: list[str]
    event: Event


@dataclass(frozen=True)
class Reopen:
    pass


Step = Burst | Compact | Redact | Reopen

updates = st.builds(
    Update,
    ROOMS,
    st.sampled_from(["a", "b"]),
    st.integers(0, 6),
    st.binary(max_size=20),
    st.integers(1, 2),
)
ids = st.sampled_from(["r1", "r2", "r3"])
events = st.builds(
    Event,
    id=st.sampled_from([f"v{n}" for n in range(9)]),
    at=st.just(1),
    actor=st.just("ada"),
    role=st.just("owner"),
    command=st.just("add"),
    source=st.just("cli"),
    revision=st.none() | ids,
    room=ROOMS,
    text=st.none() | st.just("words"),
)
histories = st.lists(
    st.builds(HistoryRow, ids, st.sampled_from(["e1", "e2"]), st.integers(0, 3), st.just({})),
    max_size=2,
)
steps = st.lists(
    st.one_of(
        st.builds(
            Burst,
            st.lists(st.tuples(updates, st.none() | events), min_size=1, max_size=12).map(tuple),
        ),
        st.builds(
            Compact, ROOMS, st.binary(max_size=20), st.integers(-1, 12), histories, st.booleans()
        ),
        st.builds(
            Redact, ROOMS, st.integers(1, 2), st.integers(0, 9), st.lists(ids, max_size=2), events
        ),
        st.builds(Reopen),
    ),
    max_size=25,
)


async def perform(store: Store, step: Step) -> object:
    """What the caller sees of ``step``: numbers, or the words of a refusal."""
    match step:
        case Burst(updates):
            answers = await asyncio.gather(
                *(store.append(u, e) for u, e in updates), return_exceptions=True
            )
            return [a if isinstance(a, int) else repr(a) for a in answers]
        case Compact(room, snapshot, seq, history, renew):
            try:
                await store.compact(room, snapshot, seq, history, renew=renew)
            except StoreError as refused:
                return str(refused)
            return "compacted"
        case Redact(room, generation, seq, revisions, event):
            try:
                return await store.redact(room, generation, seq, b"clean", revisions, event)
            except StoreError as refused:
                return str(refused)
        case Reopen():
            await store.close()
            await store.open()
            return "reopened"


async def agree(path: Path, script: Sequence[Step]) -> None:
    same = bytes(SALT_BYTES)
    fake, real = MemoryStore(salt=lambda: same), SQLiteStore(path, salt=lambda: same)
    await fake.open()
    await real.open()
    try:
        for step in script:
            assert await perform(real, step) == await perform(fake, step)
            rooms = await fake.rooms()
            assert await real.rooms() == rooms
            for room in rooms:
                assert await real.load(room) == await fake.load(room)
                assert await real.history(room) == await fake.history(room)
            rows = await fake.events(0, 1000)
            assert await real.events(0, 1000) == rows
            assert verify(rows, []) == []
    finally:
        await real.close()


@settings(max_examples=examples(60), deadline=None)
@given(steps)
def test_sqlite_does_as_the_fake_does(script: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(agree(Path(folder) / "context.db", script))
