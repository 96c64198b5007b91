"""After a redaction the bytes are in no file of the store: found by searching the files."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from commonground.core.event import verify
from commonground.core.ids import TEAM
from commonground.core.turn import TurnId
from commonground.errors import StoreError
from commonground.store import rows
from commonground.store.base import HistoryRow, Update
from commonground.store.sqlite import SQLiteStore

from .contract import chain, event, turn

pytestmark = pytest.mark.anyio

SECRET = "AKIA-canary-9f3e"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "context.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SQLiteStore]:
    store = SQLiteStore(path, busy_timeout=0.02)
    await store.open()
    yield store
    await store.close()


def copies(folder: Path) -> int:
    """How often the secret stands in the folder's files."""
    return sum(file.read_bytes().count(SECRET.encode()) for file in folder.iterdir())


async def leak(store: SQLiteStore, n: int = 1) -> None:
    """Write the secret wherever the store keeps text, ``n`` times among other rows."""
    dice = random.Random(n)
    for i in range(1, n + 1):
        text = f"{SECRET} {'x' * dice.randint(0, 3000)}"
        wrote = event(f"v{i}", text=text, detail={"reason": text})
        await store.append(Update(TEAM, "laptop", i, text.encode()), wrote)
        await store.log(event(f"other{i}", text="y" * dice.randint(0, 3000)))
        old = HistoryRow(f"old{i}", "e1", i, {"title": text})
        if i % 10 == 1:
            await store.compact(TEAM, f"snapshot {text}".encode(), i, [old])
            await store.put_turn(replace(turn(f"t{i}"), question=text))
            await store.put_turn(replace(turn(f"t{i}"), question=text, text=text, ended=1))


async def redact(store: SQLiteStore, n: int = 1) -> bool:
    """Take out all that ``leak`` wrote."""
    log = await store.load(TEAM)
    ids = [name for i in range(1, n + 1) for name in (f"r-v{i}", f"old{i}")]
    clean = [turn(f"t{i}") for i in range(1, n + 1, 10)]
    return await store.redact(
        TEAM, log.generation, log.seq, b"clean", ids, event("gone", text=None), turns=clean
    )


async def test_redacted_bytes_are_in_no_file_while_the_store_runs(
    store: SQLiteStore, path: Path
) -> None:
    await leak(store)
    assert copies(path.parent) > 5
    assert await redact(store)
    assert copies(path.parent) == 0
    assert (await store.load(TEAM)).snapshot == b"clean"
    assert await store.history(TEAM) == ()
    assert await store.get_turn(TurnId("t1")) == turn("t1")
    assert verify(await chain(store), []) == []


@pytest.mark.parametrize("seed", [2, 5])
async def test_a_row_that_moved_leaves_no_copy_behind(
    store: SQLiteStore, path: Path, seed: int
) -> None:
    """Rows move from page to page as others come, and no delete zeroes the gaps they leave.

    With these seeds a copy stays behind unless the database is written anew.
    """
    dice = random.Random(seed)
    await store.append(Update(TEAM, "laptop", 1, b""))
    left = []
    for n in range(3000):
        name = f"{dice.randint(0, 40000):05}"
        text = (SECRET if n % 50 == 0 else "innocent") + "y" * dice.randint(0, 900)
        left.append(HistoryRow(name, "e1", n, {"title": text}))
    secret = [revision.id for revision in left[::50]]
    await store.compact(TEAM, b"", 1, left)
    assert await store.redact(TEAM, 1, 1, b"", secret, event("gone"))
    assert copies(path.parent) == 0


async def test_another_reader_delays_it_and_the_next_compaction_finishes_it(
    store: SQLiteStore, path: Path
) -> None:
    await leak(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM rooms").fetchone()
        assert not await redact(store)
        assert copies(path.parent) > 0, "the reader still needs the old pages"
        assert (await store.load(TEAM)).generation == 2, "redacted all the same"
    await store.compact(TEAM, b"clean", 1)
    assert copies(path.parent) == 0


async def test_a_crash_before_the_files_are_clean_is_made_up_for_at_the_next_start(
    store: SQLiteStore, path: Path
) -> None:
    await leak(store)
    statements = partial(
        rows.redact,
        room=TEAM,
        generation=1,
        seq=1,
        snapshot=b"clean",
        revisions=["r-v1", "old1"],
        event=event("gone"),
        salt=bytes(32),
        turns=[turn("t1")],
    )
    await store._write(statements)  # what a redaction has done when the process ends here
    assert copies(path.parent) > 0
    await store.close()
    again = SQLiteStore(path)
    await again.open()
    assert copies(path.parent) == 0
    await again.close()


async def test_a_late_replica_brings_nothing_back(store: SQLiteStore, path: Path) -> None:
    await leak(store)
    await redact(store)
    late = Update(TEAM, "offline", 1, SECRET.encode())
    with pytest.raises(StoreError, match="generation"):
        await store.append(late, event("late", text=SECRET))
    await store.compact(TEAM, b"clean", 1)
    assert copies(path.parent) == 0
