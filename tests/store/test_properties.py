"""Any order of appends, duplicates, gaps, compactions and reopenings: SQLite does as the fake."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.entries import Room
from commonground.errors import StoreError
from commonground.store.base import Store, Update
from commonground.store.memory import MemoryStore
from commonground.store.sqlite import SQLiteStore

ROOMS = st.sampled_from([Room("team"), Room("area:x"), Room("member:ada")])


@dataclass(frozen=True)
class Burst:
    """Appends that overlap. Small numbers, so that gaps and duplicates are common."""

    updates: tuple[Update, ...]


@dataclass(frozen=True)
class Compact:
    room: Room
    snapshot: bytes
    seq: int


@dataclass(frozen=True)
class Reopen:
    pass


Step = Burst | Compact | Reopen

updates = st.builds(
    Update, ROOMS, st.sampled_from(["a", "b"]), st.integers(0, 6), st.binary(max_size=20)
)
steps = st.lists(
    st.one_of(
        st.builds(Burst, st.lists(updates, min_size=1, max_size=12).map(tuple)),
        st.builds(Compact, ROOMS, st.binary(max_size=20), st.integers(-1, 12)),
        st.builds(Reopen),
    ),
    max_size=25,
)


async def perform(store: Store, step: Step) -> object:
    """What the caller sees of ``step``: numbers, or the words of a refusal."""
    match step:
        case Burst(updates):
            answers = await asyncio.gather(
                *(store.append(u) for u in updates), return_exceptions=True
            )
            return [a if isinstance(a, int) else repr(a) for a in answers]
        case Compact(room, snapshot, seq):
            try:
                await store.compact(room, snapshot, seq)
            except StoreError as refused:
                return str(refused)
            return "compacted"
        case Reopen():
            await store.close()
            await store.open()
            return "reopened"


async def agree(path: Path, script: Sequence[Step]) -> None:
    fake, real = MemoryStore(), SQLiteStore(path)
    await fake.open()
    await real.open()
    try:
        for step in script:
            assert await perform(real, step) == await perform(fake, step)
            rooms = await fake.rooms()
            assert await real.rooms() == rooms
            for room in rooms:
                assert await real.load(room) == await fake.load(room)
    finally:
        await real.close()


@settings(max_examples=60, deadline=None)
@given(steps)
def test_sqlite_does_as_the_fake_does(script: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(agree(Path(folder) / "context.db", script))
