"""Damage and loss: what is kept by itself, what can be read again, and the way back."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.config import ANCHOR_FILE, CONTEXT_DB
from commonground.core.ids import TEAM
from commonground.core.role import Member
from commonground.errors import InvalidCommand, StoreError
from commonground.features.audit.backups_runner import DAY, BackupRunner
from commonground.features.entries.commands import Add
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store import backup_shelf
from commonground.store.chain_head import FileAnchor
from commonground.store.sqlite import SQLiteStore

ADA = Member("ada", "Ada Lovelace", role="admin")
NOW = 1_774_346_400_000


class Place:
    """A data folder, its server's store, and the command line."""

    def __init__(self, folder: Path) -> None:
        self.data, self.root = folder / "data", folder / "root"
        self.root.mkdir()
        self.now = NOW
        self._ids = iter(range(10**6))

    @property
    def context(self) -> Path:
        return self.data / CONTEXT_DB

    def store(self) -> SQLiteStore:
        anchor = FileAnchor(self.data / ANCHOR_FILE)
        return SQLiteStore(self.context, anchor=anchor, strict=True)

    def serve(self, work: Callable[[ContextService], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            made = context_service(
                self.store(),
                clock=lambda: self.now,
                new_id=lambda p: f"{p}_{next(self._ids)}",
            )
            async with made as service:
                return await work(service)

        return asyncio.run(run())

    def add(self, *titles: str) -> None:
        async def work(service: ContextService) -> None:
            for title in titles:
                await add(service, title)

        self.serve(work)

    def titles(self) -> list[str]:
        async def work(service: ContextService) -> list[str]:
            entries = (await service.snapshot(ADA, TEAM)).entries.values()
            return sorted(entry.heads[0].title for entry in entries)

        return list(self.serve(work))

    def run(self, *words: str) -> Result:
        environ = {"COMMONGROUND_DATA_DIR": str(self.data)}
        return CliRunner().invoke(main, [*words, "--root", str(self.root)], env=environ)

    def ok(self, *words: str) -> str:
        done = self.run(*words)
        assert done.exit_code == 0, done.output
        return done.output


async def add(service: ContextService, title: str) -> None:
    body = "word " * 300
    await service.run(ADA, Add(kind="knowledge", title=title, body=body), source="cli")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def titled(count: int) -> list[str]:
    return [f"entry {number:03}" for number in range(count)]


# The chain and its anchor at start


def log_cut(context: Path) -> None:
    log = Path(f"{context}-wal")
    os.truncate(log, log.stat().st_size // 2)


def log_gone(context: Path) -> None:
    Path(f"{context}-wal").unlink()


def database_gone(context: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{context}{end}").unlink(missing_ok=True)


def killed(place: Place, titles: list[str], then: Callable[[Path], None]) -> None:
    """Add them, keep the files as ``kill -9`` would leave them, and let something happen."""
    kept = place.data.parent / "kept"

    async def work(service: ContextService) -> None:
        for title in titles:
            await add(service, title)
        shutil.copytree(place.data, kept)

    place.serve(work)
    shutil.rmtree(place.data)
    kept.rename(place.data)
    then(place.context)


@pytest.mark.parametrize("mishap", [log_cut, log_gone, database_gone])
def test_what_is_missing_at_start_is_said_and_nothing_is_written_over_it(
    place: Place, mishap: Callable[[Path], None]
) -> None:
    killed(place, titled(50), mishap)

    async def work(service: ContextService) -> None:
        health = service.store_health.view()
        assert not health.ok
        assert health.message is not None
        assert "were stored and are gone" in health.message
        assert "commonground restore" in health.message
        assert "commonground recover" in health.message
        with pytest.raises(StoreError, match="is not the database that this server had"):
            await add(service, "later")

    for _ in range(2):  # a second start knows it too
        place.serve(work)
    place.ok("recover", "--yes")
    left = place.titles()
    assert len(left) < 50
    place.add("later")
    assert place.titles() == sorted([*left, "later"])
    assert "sound" in place.ok("audit", "verify")


def test_a_start_after_kill_9_is_no_loss(place: Place) -> None:
    killed(place, titled(20), lambda context: None)
    assert place.titles() == titled(20)
    place.add("later")


def test_an_older_copy_in_the_place_of_the_database_is_noticed(place: Place) -> None:
    place.add("one")
    shutil.copy(place.context, place.data / "older")
    place.add("two", "three")
    (place.data / "older").replace(place.context)

    async def work(service: ContextService) -> str | None:
        return service.store_health.view().message

    assert "were stored and are gone" in str(place.serve(work))


# Damage


def broken_page(context: Path, table: str) -> None:
    """Write noise over a page in the middle of a table."""
    with closing(sqlite3.connect(context)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = [
            page
            for (page,) in db.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path",
                (table,),
            )
        ]
    with context.open("r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * 4096)
        file.write(os.urandom(4096))


def has_dbstat() -> bool:
    with closing(sqlite3.connect(":memory:")) as db:
        return ("ENABLE_DBSTAT_VTAB",) in db.execute("PRAGMA compile_options").fetchall()


@pytest.mark.skipif(not has_dbstat(), reason="SQLite without dbstat")
@pytest.mark.parametrize("table", ["updates", "events", "written"])
def test_one_command_makes_a_damaged_store_usable_with_what_can_be_read(
    place: Place, table: str
) -> None:
    place.add(*titled(60))
    broken_page(place.context, table)
    refused = place.run("backup", str(place.data.parent / "no.tar"))
    assert refused.exit_code != 0
    assert "commonground recover" in refused.output
    told = place.ok("recover", "--yes")
    assert re.search(rf"At least (1 row|[\d,]+ rows) of {table} could not be read", told)
    left = place.titles()
    assert len(left) == 60 if table != "updates" else 40 < len(left) < 60
    place.add("later")
    assert "later" in place.titles()
    aside = next(place.data.glob("before-recover-*"))
    assert (aside / CONTEXT_DB).exists()


def test_documents_whose_names_are_lost_are_told_apart(place: Place) -> None:
    async def work(service: ContextService) -> None:
        await add(service, "shared")
        await service.run(ADA, Add(kind="note", title="mine", body="x"), source="cli")

    place.serve(work)
    with closing(sqlite3.connect(place.context)) as db:
        documents = {room for (room,) in db.execute("SELECT DISTINCT room FROM updates")}
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM rooms")
        db.commit()
    place.ok("recover", "--yes")
    with closing(sqlite3.connect(place.context)) as db:
        names = dict(db.execute("SELECT id, name FROM rooms"))
    assert len(documents) > 1
    assert names == {n: "team" if n == 1 else f"recovered:{n}" for n in documents}
    assert place.titles() == ["shared"]


def test_nothing_is_recovered_from_noise_and_the_file_stays(place: Place) -> None:
    place.add("one")
    place.context.write_bytes(noise := os.urandom(50_000))
    refused = place.run("recover", "--yes")
    assert refused.exit_code != 0
    assert "commonground restore" in refused.output
    assert place.context.read_bytes() == noise


# Backups by themselves


def test_a_backup_a_day_is_made_and_seven_are_kept(place: Place) -> None:
    async def work(service: ContextService) -> None:
        runner = BackupRunner(service, place.data)
        assert await runner.make_if_due() is None, "nothing is there yet"
        await add(service, "one")
        made = []
        for _ in range(10):
            made.append(await runner.make_if_due())
            assert made[-1] is not None
            assert await runner.make_if_due() is None
            place.now += DAY - 1
            assert await runner.make_if_due() is None
            place.now += 1
        assert backup_shelf.kept(place.data) == list(reversed(made))[:7]
        place.now -= 400 * DAY
        assert await runner.make_if_due() is not None, "the clock was set back"

    place.serve(work)


def test_the_team_says_how_often_and_how_many(place: Place) -> None:
    async def work(service: ContextService) -> None:
        runner = BackupRunner(service, place.data)
        value = {"days": 2, "keep": 1}
        await service.run(ADA, Set(name="backups", value=value), source="cli")
        first = await runner.make_if_due()
        place.now += DAY
        assert await runner.make_if_due() is None
        place.now += DAY
        second = await runner.make_if_due()
        assert second is not None
        assert second != first
        assert backup_shelf.kept(place.data) == [second]
        await service.run(ADA, Set(name="backups", value={"days": 0, "keep": 1}), source="cli")
        place.now += 99 * DAY
        assert await runner.make_if_due() is None
        for wrong in ({"days": 1}, {"days": -1, "keep": 7}, {"days": 1, "keep": 0}, 7):
            with pytest.raises(InvalidCommand):
                await service.run(ADA, Set(name="backups", value=wrong), source="cli")

    place.serve(work)


def test_the_last_good_backup_is_brought_back_by_one_command(place: Place) -> None:
    async def work(service: ContextService) -> None:
        await add(service, "one")
        runner = BackupRunner(service, place.data)
        await runner.make_if_due()
        await add(service, "two")
        place.now += DAY
        good = await runner.make_if_due()
        place.now += DAY
        bad = await runner.make_if_due()
        assert bad is not None
        bad.write_bytes(bad.read_bytes()[:5000])
        await add(service, "three")
        assert good is not None

    place.serve(work)
    place.context.write_bytes(os.urandom(20_000))
    told = place.run("recover")
    assert f"commonground restore {backup_shelf.kept(place.data)[1]}" in told.output
    place.ok("restore")
    assert place.titles() == ["one", "two"]


def test_a_restore_without_a_backup_says_so(place: Place) -> None:
    place.add("one")
    refused = place.run("restore")
    assert refused.exit_code != 0
    assert "no whole backup" in refused.output
    assert place.titles() == ["one"]


def test_a_backup_finds_damage_and_everybody_is_told(place: Place) -> None:
    async def work(service: ContextService) -> None:
        await add(service, "one")
        with closing(sqlite3.connect(place.context)) as db:
            db.execute("UPDATE turns SET at = 1")
            db.execute("UPDATE updates SET data = x'0000' WHERE seq = 1")
            db.commit()
        with pytest.raises(StoreError):
            await service.store.load(TEAM)
        await service.store_health.look()
        health = service.store_health.view()
        assert not health.ok
        assert "commonground recover" in str(health.message)

    place.serve(work)
