"""What the disk and the process can do to a SQLite store: end in the middle, and run full."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import anyio
import pytest

from commonground.core.event import verify
from commonground.core.ids import TEAM
from commonground.errors import StoreError
from commonground.store.base import RoomLog, Update
from commonground.store.chain_head import read_anchors
from commonground.store.sqlite import SQLiteStore

from .contract import DEADLINE

pytestmark = pytest.mark.anyio

ROUNDS = int(os.environ.get("COMMONGROUND_FAULT_ROUNDS", "10"))
RESTARTED_WITHIN = 5.0
"""Seconds until everything that was acknowledged can be read again."""


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        (answer,) = db.execute("PRAGMA integrity_check").fetchone()
    return str(answer)


def payloads(log: RoomLog) -> list[str]:
    """What the room holds, one line for each update, in order."""
    return ((log.snapshot or b"") + b"".join(log.updates)).decode().splitlines()


# kill -9


async def acknowledged_until_killed(path: Path, name: str, acks: int) -> list[str]:
    """Run the appender, kill it after ``acks`` acknowledgements; returns all that it printed."""
    program = Path(__file__).with_name("appender.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(program), str(path), name, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    lines = [await process.stdout.readline() for _ in range(acks)]
    process.kill()
    lines += (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    return [line.decode().rstrip("\n") for line in lines if line.endswith(b"\n")]


async def test_kill_9_loses_no_acknowledged_update(tmp_path: Path) -> None:
    path, dice = tmp_path / "context.db", random.Random(9)
    acknowledged: dict[int, str] = {}
    for n in range(ROUNDS):
        with anyio.fail_after(DEADLINE):
            lines = await acknowledged_until_killed(path, str(n), dice.randint(1, 400))
        for line in lines:
            seq, payload = line.split()
            assert acknowledged.setdefault(int(seq), payload) == payload, "one number, twice"
        store = SQLiteStore(path)
        with anyio.fail_after(RESTARTED_WITHIN):
            await store.open()
            log = await store.load(TEAM)
        rows = await store.events(0, log.seq + 1)
        await store.close()
        held = payloads(log)
        assert [row.event.id for row in rows] == held, "each update with its event, and no other"
        assert verify(rows, read_anchors(Path(f"{path}.anchor"))) == []
        assert len(held) == log.seq == len(set(held))
        assert {s: held[s - 1] for s in acknowledged} == acknowledged
        assert integrity(path) == "ok"
    assert len(acknowledged) >= ROUNDS


# A full disk


class Client:
    """Appends and keeps book of what was acknowledged; starts a new origin after a failure."""

    def __init__(self, store: SQLiteStore, size: int = 6000) -> None:
        self.store = store
        self.size = size
        self.acknowledged: dict[int, bytes] = {}
        self.origins = count()

    async def burst(self, n: int = 8) -> list[StoreError]:
        """Overlapping appends of one new origin; the errors among their answers."""
        origin = f"o{next(self.origins)}"
        updates = [
            Update(TEAM, origin, i, f"{origin}/{i}/".encode() * (self.size // 6))
            for i in range(1, n + 1)
        ]
        answers = await asyncio.gather(
            *(self.store.append(u) for u in updates), return_exceptions=True
        )
        for u, answer in zip(updates, answers, strict=True):
            if isinstance(answer, int):
                assert answer not in self.acknowledged
                self.acknowledged[answer] = u.data
        failed = [a for a in answers if isinstance(a, BaseException)]
        assert all(isinstance(f, StoreError) for f in failed)
        assert answers[len(answers) - len(failed) :] == failed, "nothing stands upon a lost one"
        return [f for f in failed if isinstance(f, StoreError)]

    async def until_full(self) -> list[StoreError]:
        with anyio.fail_after(DEADLINE):
            while True:
                if failed := await self.burst():
                    return failed

    async def check(self, *, compacted: int = 0) -> None:
        """Everything acknowledged reads back, and nothing else is there."""
        log = await self.store.load(TEAM)
        assert log.seq == len(self.acknowledged)
        assert log.updates == tuple(self.acknowledged[s] for s in range(compacted + 1, log.seq + 1))


async def test_a_full_quota_is_refused_and_compaction_frees_it(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "context.db", max_pages=200)
    await store.open()
    client = Client(store)
    failed = await client.until_full()
    assert "Free disk space" in failed[0].remedy
    await client.check()
    full_at = len(client.acknowledged)
    assert full_at > 10
    await store.compact(TEAM, b"snapshot", full_at)
    assert await client.burst() == []
    await client.check(compacted=full_at)
    await store.close()
    assert integrity(store.path) == "ok"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount = shutil.which("mount")
    place = tmp_path / "small"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.geteuid() or not mount or subprocess.run([mount, *options], check=False).returncode:
        pytest.skip("needs root and the right to mount; the quota test covers the rest")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(file: Path) -> None:
    """Write until the disk takes no more."""
    with file.open("ab", buffering=0) as f, suppress(OSError):
        while True:
            f.write(b"\0" * 4096)


async def test_a_full_disk_loses_nothing_and_writes_work_again_once_there_is_space(
    small_disk: Path,
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 1_000_000)
    store = SQLiteStore(small_disk / "context.db")
    await store.open()
    client = Client(store)
    for failed in [await client.until_full(), await client.until_full()]:
        assert re.search("disk", failed[0].message)
        assert failed[0].remedy
    fill_up(ballast)
    assert len(await client.burst()) == 8
    await client.check()
    assert len(client.acknowledged) > 10
    ballast.unlink()
    assert await client.burst() == []
    await client.check()
    await store.close()
    assert integrity(store.path) == "ok"
    await store.open()
    await client.check()
    await store.close()


async def test_a_disk_without_room_for_a_new_store_says_so(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    fill_up(ballast)
    store = SQLiteStore(small_disk / "context.db")
    with pytest.raises(StoreError) as refused:
        await store.open()
    assert refused.value.remedy
    ballast.unlink()
    await store.open()
    assert await Client(store).burst() == []
    await store.close()
