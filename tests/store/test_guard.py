"""Files that are deleted, moved, replaced, cut or overwritten while the store has them open."""

# ruff: noqa: ASYNC240 - tests that look at files while nothing else runs

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.errors import StoreError
from commonground.store.base import Update
from commonground.store.sqlite import SQLiteStore

pytestmark = pytest.mark.anyio


def update(number: int) -> Update:
    return Update(TEAM, "a", number, b"x" * 3000)


def event(number: int) -> Event:
    return Event(f"a{number}", number, "ada", "admin", "add", "cli", text=f"said {number}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "context.db"


@pytest.fixture
async def store(path: Path, tmp_path: Path) -> AsyncIterator[SQLiteStore]:
    made = SQLiteStore(path)
    await made.open()
    for number in range(1, 6):
        await made.append(update(number), event(number))
    (tmp_path / "early.db").write_bytes(path.read_bytes())  # as a copying backup would have it
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(6, 11):
        await made.append(update(number), event(number))
    yield made
    await made.close()


def deleted(path: Path) -> None:
    path.unlink()


def log_deleted(path: Path) -> None:
    Path(f"{path}-wal").unlink()


def moved(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def folder_replaced(path: Path) -> None:
    """As when a mount goes and another one comes."""
    folder_moved(path)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE other (x)")


def folder_is_a_file(path: Path) -> None:
    folder_moved(path)
    path.parent.write_text("")


def replaced(path: Path) -> None:
    other = path.with_suffix(".new")
    shutil.copy(path, other)
    other.replace(path)


def overwritten_by_an_early_copy(path: Path) -> None:
    path.write_bytes((path.parent.parent / "early.db").read_bytes())


def overwritten_by_noise(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def log_emptied(path: Path) -> None:
    os.truncate(f"{path}-wal", 0)


def log_cut(path: Path) -> None:
    log = Path(f"{path}-wal")
    os.truncate(log, log.stat().st_size // 2)


def log_replaced(path: Path) -> None:
    log = Path(f"{path}-wal")
    shutil.copy(log, f"{log}.new")
    Path(f"{log}.new").replace(log)


MISHAPS = [
    deleted, log_deleted, moved, folder_moved, folder_replaced, folder_is_a_file, replaced,
    overwritten_by_an_early_copy, overwritten_by_noise, emptied, cut, log_emptied, log_cut,
    log_replaced,
]  # fmt: skip


@pytest.mark.parametrize("mishap", MISHAPS)
async def test_nothing_is_acknowledged_that_the_next_start_would_not_find(
    store: SQLiteStore, path: Path, mishap: Callable[[Path], None]
) -> None:
    await store.inspect()
    mishap(path)
    for _ in range(2):
        with pytest.raises(StoreError, match=str(path.parent)) as refused:
            await store.inspect()
        assert "commonground rescue" in refused.value.remedy
        with pytest.raises(StoreError, match=str(path.parent)):
            await store.append(update(11), event(11))
        with pytest.raises(StoreError, match=str(path.parent)):
            await store.log(event(12))


@pytest.mark.parametrize("mishap", [deleted, log_deleted, moved, folder_moved, replaced])
async def test_all_of_it_can_be_written_to_a_new_file(
    store: SQLiteStore, path: Path, tmp_path: Path, mishap: Callable[[Path], None]
) -> None:
    mishap(path)
    await store.rescue(tmp_path / "saved.db")
    again = SQLiteStore(tmp_path / "saved.db")
    await again.open()
    assert len((await again.load(TEAM)).updates) == 10
    assert [row.event.text for row in await again.events(0, 99)] == [
        f"said {number}" for number in range(1, 11)
    ]
    await again.close()


async def test_a_file_that_comes_back_is_written_again(store: SQLiteStore, path: Path) -> None:
    away = path.parent.with_name("away")
    path.parent.rename(away)
    with pytest.raises(StoreError):
        await store.append(update(11))
    away.rename(path.parent)
    assert await store.append(update(11)) == 11


async def test_what_happens_between_a_commit_and_its_answer_is_noticed(
    store: SQLiteStore, path: Path
) -> None:
    def vanish(db: sqlite3.Connection) -> None:
        path.rename(path.with_suffix(".gone"))

    with pytest.raises(StoreError, match="deleted or moved"):
        await store._in_use().writer.submit(vanish)


async def test_another_program_may_read_write_and_touch(store: SQLiteStore, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM events").fetchone() == (10,)
        db.execute("DELETE FROM judgements")
        db.execute("INSERT INTO judgements VALUES (1, 'k', '{}')")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert await store.append(update(11), event(11)) == 11
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.touch()
    assert await store.append(update(12), event(12)) == 12
    await store.inspect()
