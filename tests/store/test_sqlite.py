"""What only a SQLite store has: a file, its migrations, its one writer, its errors."""

# ruff: noqa: ASYNC240 - tests that look at the file while nothing else runs

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio
import pytest

from commonground.core.ids import TEAM
from commonground.errors import CommonGroundError, SetupError, StoreError
from commonground.store import faults, rows
from commonground.store.base import Store
from commonground.store.copies import check_whole
from commonground.store.migrate import Migration, migrate, shipped
from commonground.store.sqlite import SQLiteStore
from commonground.store.writer import Writer

from .contract import DEADLINE, Failing, Make, StoreContract, fill, turn, update

pytestmark = pytest.mark.anyio


@contextmanager
def locked_database(store: Store) -> Iterator[None]:
    """Another program holds the write lock, so that no transaction can begin."""
    assert isinstance(store, SQLiteStore)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "context.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SQLiteStore]:
    store = SQLiteStore(path)
    await store.open()
    yield store
    await store.close()


class TestSQLiteStore(StoreContract):
    @pytest.fixture
    def make(self, path: Path) -> Make:
        return lambda: SQLiteStore(path, busy_timeout=0.02)

    @pytest.fixture
    def failing(self) -> Failing:
        return locked_database


async def test_overlapping_appends_share_commits(store: SQLiteStore) -> None:
    before = store.commits
    await asyncio.gather(*(store.append(update(1, origin=f"o{o}")) for o in range(200)))
    assert 0 < store.commits - before < 100


async def test_every_commit_is_synced_to_a_write_ahead_log(store: SQLiteStore) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    asked = [
        await store._write(lambda db, p=p: db.execute(f"PRAGMA {p}").fetchone()[0])  # type: ignore[misc]
        for p in pragmas
    ]
    assert asked == ["wal", 2, 1]


async def test_no_call_holds_the_event_loop_while_the_disk_is_busy(path: Path) -> None:
    store = SQLiteStore(path, busy_timeout=DEADLINE)
    await store.open()
    with locked_database(store):
        append = asyncio.create_task(store.append(update(1)))
        with anyio.fail_after(DEADLINE / 2):
            assert await store.rooms() == ()
        assert not append.done()
    with anyio.fail_after(DEADLINE):
        assert await append == 1
    await store.close()


async def test_a_compaction_never_tears_a_load(store: SQLiteStore) -> None:
    await fill(store, 30)
    whole = b"".join(update(n).data for n in range(1, 31))

    async def load() -> bytes:
        log = await store.load(TEAM)
        return (log.snapshot or b"") + b"".join(log.updates)

    async def compact() -> None:
        for seq in range(1, 31):
            snapshot = b"".join(update(n).data for n in range(1, seq + 1))
            await store.compact(TEAM, snapshot, seq)

    compacting = asyncio.create_task(compact())
    while not compacting.done():
        assert await load() == whole
    await compacting
    assert await load() == whole


# The file


async def test_directory_and_files_are_the_owners_only(path: Path) -> None:
    store = SQLiteStore(path)
    await store.open()
    await store.append(update(1))
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    await store.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    names = ("context.db", "context.db-wal", "context.db-shm", "context.db.lock")
    assert modes == dict.fromkeys(names, 0o600)


async def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir()
    path.touch(0o644)
    store = SQLiteStore(path)
    await store.open()
    await store.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_second_server_is_refused_and_the_first_goes_on(
    store: SQLiteStore, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "alias.db").symlink_to(path)
    for name in (path, tmp_path / "alias.db"):
        with pytest.raises(SetupError, match=str(os.getpid())) as refused:
            await SQLiteStore(name).open()
        assert refused.value.remedy
    assert await store.append(update(1)) == 1


async def test_the_lock_ends_with_close(store: SQLiteStore, path: Path) -> None:
    await fill(store, 1)
    await store.close()
    other = SQLiteStore(path)
    await other.open()
    assert (await other.load(TEAM)).seq == 1
    await other.close()


async def test_a_cancelled_open_lets_go_of_the_file(path: Path) -> None:
    opening = asyncio.create_task(SQLiteStore(path).open())
    await asyncio.sleep(0)  # it starts
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    with anyio.fail_after(DEADLINE):
        while True:
            other = SQLiteStore(path)
            try:
                await other.open()
            except SetupError:
                continue
            break
    await other.close()


@pytest.mark.parametrize(
    "content",
    [b"x", b"short", b"# My notes\n" * 500, b"SQLite format 3\0" + b"\xff" * 8000],
    ids=["one byte", "short", "text", "damaged header"],
)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SetupError) as refused:
        await SQLiteStore(path).open()
    assert refused.value.remedy
    assert path.read_bytes() == content


@pytest.mark.parametrize("page", [0, 1, 9, -1])
async def test_a_damaged_database_is_refused_and_left_alone(path: Path, page: int) -> None:
    store = SQLiteStore(path)
    await store.open()
    await fill(store, 400)
    await store.close()
    damaged = bytearray(path.read_bytes())
    start = range(0, len(damaged), 4096)[page] + (100 if page == 0 else 0)
    damaged[start : start + 3996] = b"\xaa" * 3996
    path.write_bytes(damaged)
    with pytest.raises(SetupError, match="damaged"):
        await SQLiteStore(path).open()
    assert path.read_bytes() == damaged


async def test_a_database_that_was_cut_short_is_refused_and_left_alone(path: Path) -> None:
    store = SQLiteStore(path)
    await store.open()
    await fill(store, 400)
    await store.close()
    os.truncate(path, path.stat().st_size // 2)
    before = path.read_bytes()
    with pytest.raises(SetupError, match="damaged"):
        await SQLiteStore(path).open()
    assert path.read_bytes() == before


async def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE migrations (id, whatever)")
    before = path.read_bytes()
    with pytest.raises(SetupError, match="another program"):
        await SQLiteStore(path).open()
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_directory_without_permission_is_a_setup_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SetupError, match="Permission"):
        await SQLiteStore(tmp_path / "data" / "context.db").open()


async def test_a_path_through_a_file_is_a_setup_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "context.db", tmp_path):
        with pytest.raises(SetupError) as refused:
            await SQLiteStore(path).open()
        assert refused.value.remedy


async def test_a_server_that_forgets_to_close_still_exits(path: Path) -> None:
    program = (
        "import asyncio, sys; from commonground.store.sqlite import SQLiteStore\n"
        "async def main():\n"
        "    store = SQLiteStore(sys.argv[1]); await store.open(); print(await store.rooms())\n"
        "asyncio.run(main())"
    )
    with anyio.fail_after(DEADLINE):
        done = await anyio.run_process([sys.executable, "-c", program, str(path)])
    assert done.stdout.split() == [b"()"]


# Migrations


def ledger(path: Path) -> list[tuple[int, str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT number, name, checksum FROM migrations").fetchall()


async def test_migrations_are_recorded_once_with_their_checksum(path: Path) -> None:
    for _ in range(2):
        store = SQLiteStore(path)
        await store.open()
        await store.close()
        assert ledger(path) == [(m.number, m.name, m.checksum) for m in shipped()]


def test_shipped_migrations_are_numbered_without_gaps() -> None:
    assert [m.number for m in shipped()] == list(range(1, len(shipped()) + 1))
    assert shipped()[0].name == "0001_initial"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("INSERT INTO migrations VALUES (99, '0099_later', 'abc', 'now')", "newer version"),
        ("UPDATE migrations SET checksum = 'abc'", "another build"),
        ("UPDATE migrations SET number = number + 7", "another build"),
    ],
)
async def test_data_of_another_version_is_refused_and_left_alone(
    path: Path, change: str, message: str
) -> None:
    store = SQLiteStore(path)
    await store.open()
    await fill(store, 1)
    await store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)
    before = path.read_bytes()
    with pytest.raises(SetupError, match=message) as refused:
        await SQLiteStore(path).open()
    assert "data directory" in refused.value.remedy
    assert path.read_bytes() == before


def test_a_failing_migration_leaves_the_ones_before_it_and_nothing_of_itself() -> None:
    first = Migration(1, "0001_a", "CREATE TABLE a (x); -- one; two\nCREATE TABLE b (x);\n")
    broken = Migration(2, "0002_b", "CREATE TABLE c (x);\nCREATE TABLE a (x);\n")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, [first, broken])
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        assert tables == {"a", "b", "migrations"}
        migrate(db, [first, replace(broken, sql="CREATE TABLE c (x);\n")])
        assert db.execute("SELECT count(*) FROM c").fetchone() == (0,)


# The writer


@pytest.fixture
async def writer() -> AsyncIterator[Writer]:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA foreign_keys = ON")
    migrate(db, shipped())
    writer = Writer(db, asyncio.get_running_loop())
    yield writer
    await asyncio.to_thread(writer.stop)
    db.close()


@asynccontextmanager
async def held(writer: Writer) -> AsyncIterator[None]:
    """What is submitted meanwhile becomes one batch."""
    begun, release = threading.Event(), threading.Event()

    def hold(db: sqlite3.Connection) -> None:
        begun.set()
        release.wait(DEADLINE)

    holding = writer.submit(hold)
    assert await asyncio.to_thread(begun.wait, DEADLINE)
    yield
    release.set()
    await holding


async def test_what_waits_becomes_one_commit(writer: Writer) -> None:
    async with held(writer):
        answers = [writer.submit(partial(rows.append, update=update(n))) for n in range(1, 101)]
    assert await asyncio.gather(*answers) == list(range(1, 101))
    assert writer.commits == 2, "the one that was held, then the rest"


async def test_a_failed_commit_fails_all_of_its_batch(writer: Writer) -> None:
    def break_commit(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO updates VALUES (404, 1, x'00')")

    await writer.submit(partial(rows.append, update=update(1)))
    async with held(writer):
        answers: list[asyncio.Future[object]] = [
            writer.submit(partial(rows.append, update=update(2))),
            writer.submit(break_commit),
            writer.submit(partial(rows.append, update=update(3))),
        ]
    outcomes = await asyncio.gather(*answers, return_exceptions=True)
    assert [type(o) for o in outcomes] == [StoreError] * 3
    log = await writer.submit(partial(rows.load, room=TEAM))
    assert log.updates == (update(1).data,)
    assert await writer.submit(partial(rows.append, update=update(2))) == 2


async def test_a_job_that_raises_anything_fails_alone(writer: Writer) -> None:
    def spoil(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO rooms (name) VALUES ('half done')")
        raise TypeError("a canary")

    def misuse(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO rooms (name) VALUES ('half done'), ('half done')")

    async with held(writer):
        bad = [writer.submit(spoil), writer.submit(misuse)]
        good = writer.submit(partial(rows.append, update=update(1)))
    assert await good == 1
    for answer in bad:
        with pytest.raises(StoreError) as failed:
            await answer
        assert "canary" not in str(failed.value)
    assert await writer.submit(rows.rooms) == (TEAM,)


# Errors


def test_every_result_code_has_a_message_and_a_remedy() -> None:
    codes = {
        name: value
        for name, value in vars(sqlite3).items()
        if name.startswith("SQLITE_") and isinstance(value, int) and 0 < value < 0x10000
    }
    for name, code in codes.items():
        problem = sqlite3.OperationalError("a canary")
        problem.sqlite_errorcode, problem.sqlite_errorname = code, name
        ours = faults.explain(problem)
        assert isinstance(ours, StoreError), name
        assert ours.remedy, name
        assert "canary" not in str(ours), name


def test_a_full_disk_is_called_that() -> None:
    problem = sqlite3.OperationalError()
    problem.sqlite_errorcode, problem.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
    assert "disk is full" in faults.explain(problem).message
    assert "Free disk space" in faults.explain(problem).remedy


def test_an_error_of_ours_stays_what_it_is() -> None:
    ours = CommonGroundError("as it was")
    assert faults.explain(ours) is ours


async def test_what_was_to_be_stored_is_in_no_message_and_no_log(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    store = SQLiteStore(path, busy_timeout=0)
    await store.open()
    secret = replace(update(1, origin="canary-1"), data=b"canary-2")
    with locked_database(store):
        with pytest.raises(StoreError) as append:
            await store.append(secret)
        with pytest.raises(StoreError) as put:
            await store.put_turn(replace(turn("canary-3"), question="canary-4"))
    with pytest.raises(StoreError) as gap:
        await store.append(replace(secret, origin_seq=2))
    await store.close()
    said = caplog.text + "".join(str(e.value) + str(e.value.__cause__) for e in (append, put, gap))
    assert "SQLITE_BUSY" in said
    assert "canary" not in said


# A check that answers a fault, instead of raising one


async def unsound(path: Path) -> None:
    """Every page can be read, but a row breaks the table's rule."""
    store = SQLiteStore(path)
    await store.open()
    await store.append(update(1))
    await store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(
            "INSERT INTO turns (id, at, asker, visibility, status, wire)"
            " VALUES ('t', 1, 'a', 'everybody', 'complete', '{}')"
        )


async def test_a_database_that_the_check_finds_fault_with_is_refused(path: Path) -> None:
    await unsound(path)
    before = path.read_bytes()
    with pytest.raises(SetupError, match="damaged"):
        await SQLiteStore(path).open()
    assert path.read_bytes() == before


async def with_a_row_that_no_index_has(path: Path) -> None:
    store = SQLiteStore(path)
    await store.open()
    await store.append(update(1))
    await store.close()
    index = "type = 'index' AND name = 'turns_by_time'"
    with closing(sqlite3.connect(path)) as db, db:
        row = db.execute(f"SELECT * FROM sqlite_master WHERE {index}").fetchone()
        db.execute("PRAGMA writable_schema = ON")
        db.execute(f"DELETE FROM sqlite_master WHERE {index}")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO turns (id, at, asker, visibility, status, wire)"
            " VALUES ('t', 1, 'a', 'shared', 'complete', '{}')"
        )
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)


async def test_a_backup_of_what_the_check_finds_fault_with_is_refused(
    path: Path,
) -> None:
    await with_a_row_that_no_index_has(path)
    with pytest.raises(SetupError, match="damaged"):
        check_whole(path)
