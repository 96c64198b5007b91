"""The head of the chain is written down outside of the database, and verifying uses it."""

# ruff: noqa: ASYNC240 - tests that look at the file while nothing else runs

from __future__ import annotations

import asyncio
import json
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from typing import ClassVar

import pytest

from commonground.core.event import ChainDamage, Head, verify
from commonground.errors import SetupError
from commonground.store.chain_head import (
    WAITING,
    EndpointAnchor,
    FileAnchor,
    anchor_at,
    anchor_place,
    read_anchors,
)
from commonground.store.sqlite import SQLiteStore

from .contract import DEADLINE, chain, event, update

pytestmark = pytest.mark.anyio


def head(seq: int, *, restored: bool = False) -> Head:
    return Head(seq, f"{seq:064x}", restored)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "audit.anchor"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "context.db"


# A file


def test_heads_are_appended_to_a_private_file(file: Path) -> None:
    anchor = FileAnchor(file)
    anchor.put(head(1))
    anchor.put(head(2, restored=True))
    anchor.close()
    anchor.put(head(3))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_anchors(file) == [head(1), head(2, restored=True), head(3)]


def test_the_same_head_is_written_once_also_by_the_next_process(file: Path) -> None:
    for _ in range(2):
        anchor = FileAnchor(file)
        anchor.put(head(1))
        anchor.put(head(1))
    assert read_anchors(file) == [head(1)]


def test_a_torn_line_takes_no_other_line_with_it(file: Path) -> None:
    FileAnchor(file).put(head(1))
    with file.open("a") as sink:
        sink.write("2 0000")
    FileAnchor(file).put(head(3))
    assert read_anchors(file) == [head(1), head(3)]


def test_what_an_endpoint_was_posted_can_be_read_as_well(file: Path) -> None:
    lines = [json.dumps({"seq": n, "hash": head(n).hash, "restored": n == 2}) for n in (1, 2)]
    file.write_text("\n".join(["not a line", "[]", '{"seq": 1}', *lines]))
    assert read_anchors(file) == [head(1), head(2, restored=True)]


def test_a_file_that_cannot_be_written_is_said_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "missing"
    anchor = FileAnchor(folder / "audit.anchor")
    for number in (1, 2):
        anchor.put(head(number))
        assert caplog.text.count("not anchored") == 1
    folder.mkdir()
    anchor.put(head(3))
    assert read_anchors(anchor.path) == [head(3)]


def test_the_environment_chooses_the_place(tmp_path: Path) -> None:
    assert anchor_place(tmp_path, {}) == str(tmp_path / "audit.anchor")
    elsewhere = {"COMMONGROUND_AUDIT_ANCHOR": "https://example.org/anchors"}
    assert isinstance(anchor_at(anchor_place(tmp_path, elsewhere)), EndpointAnchor)
    assert isinstance(anchor_at(str(tmp_path / "a")), FileAnchor)
    with pytest.raises(SetupError) as refused:
        anchor_at("ftp://example.org/anchors")
    assert refused.value.remedy


# A store with a file


async def test_each_commit_is_anchored_by_the_time_the_store_is_closed(
    path: Path, file: Path
) -> None:
    store = SQLiteStore(path, anchor=FileAnchor(file))
    await store.open()
    await store.append(update(1))
    assert not file.exists(), "nothing in the chain yet"
    await asyncio.gather(*(store.log(event(f"v{n}")) for n in range(50)))
    await store.append(update(2), event("last"))
    rows = await chain(store)
    await store.close()
    anchors = read_anchors(file)
    assert anchors[-1] == Head(51, rows[-1].hash)
    assert len(anchors) < 20, "one line for each group"
    assert verify(rows, anchors) == []


async def test_a_crash_between_commit_and_anchor_is_made_up_for_at_the_next_start(
    path: Path, file: Path
) -> None:
    unanchored = SQLiteStore(path)
    await unanchored.open()
    await unanchored.log(event("a"))
    await unanchored.close()
    store = SQLiteStore(path, anchor=FileAnchor(file))
    await store.open()
    rows = await chain(store)
    await store.close()
    assert read_anchors(file) == [Head(1, rows[0].hash)]


async def test_a_tail_cut_off_in_the_database_is_found(path: Path, file: Path) -> None:
    store = SQLiteStore(path, anchor=FileAnchor(file))
    await store.open()
    for n in range(1, 6):
        await store.append(update(n), event(f"v{n}"))
    await store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM written WHERE event > 3")
        db.execute("DELETE FROM events WHERE seq > 3")
    await store.open()
    assert verify(await chain(store), read_anchors(file)) == [ChainDamage("cut", 4, 5)]
    for n in range(6, 9):
        await store.log(event(f"v{n}"))
    rows = await chain(store)
    await store.close()
    found = verify(rows, read_anchors(file))
    assert [(p.flaw, p.first) for p in found] == [("rewritten", 4)], "going on hides nothing"


async def test_a_failing_anchor_fails_no_write(path: Path, tmp_path: Path) -> None:
    store = SQLiteStore(path, anchor=FileAnchor(tmp_path / "missing" / "audit.anchor"))
    await store.open()
    assert await store.append(update(1), event("a")) == 1
    assert await store.append(update(2), event("b")) == 2
    await store.close()


# An endpoint


class Endpoint(BaseHTTPRequestHandler):
    """Notes what is posted; answers with what the test says."""

    got: ClassVar[Queue[Head]]
    answers: ClassVar[list[int]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.put(Head(**json.loads(body)))  # first: after the answer comes the next post
        self.send_response(self.answers.pop(0) if self.answers else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.got, Endpoint.answers = Queue(), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/anchors"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_is_posted_each_head_in_order(endpoint: str) -> None:
    anchor = EndpointAnchor(endpoint)
    for n in (1, 2, 3):
        anchor.put(head(n))
    assert [Endpoint.got.get(timeout=DEADLINE) for _ in range(3)] == [head(n) for n in (1, 2, 3)]
    anchor.close()
    anchor.put(head(4, restored=True))
    anchor.close()
    assert Endpoint.got.get(timeout=DEADLINE) == head(4, restored=True)


def test_a_head_that_is_not_taken_is_posted_again(
    endpoint: str, caplog: pytest.LogCaptureFixture
) -> None:
    Endpoint.answers = [500, 503]
    anchor = EndpointAnchor(endpoint, retry=0.01)
    anchor.put(head(1))
    assert [Endpoint.got.get(timeout=DEADLINE) for _ in range(3)] == [head(1)] * 3
    anchor.close()
    assert caplog.text.count("not anchored") == 1
    assert endpoint not in caplog.text, "an address may hold a password"


def test_an_endpoint_that_is_away_holds_back_neither_writes_nor_the_end(endpoint: str) -> None:
    Endpoint.answers = [500] * 1000
    anchor = EndpointAnchor(endpoint, retry=DEADLINE)
    for n in range(1, 3 * WAITING):
        anchor.put(head(n))
    anchor.close()
    assert len(anchor._waiting) <= WAITING
    assert anchor._waiting[-1] == replace(head(3 * WAITING - 1)), "the newest vouches for all"
