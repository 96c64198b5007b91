"""Fan-out: from one person's change to the others' screens, ours beside jupyter-collaboration.

Both run in the same server process with as many clients each, change about, so that they meet the
same load. Ours is the whole way: the request, who asks, the commit to disk, then the broadcast.
Theirs is a frame on a socket that is open and authenticated, sent on before it is on any disk.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from pycrdt import Doc, Map, TransactionEvent, create_update_message

from commonground.core.entry import TEAM
from commonground.store.base import Update
from commonground.store.sqlite import SQLiteStore
from tests.live import LiveServer

from .figures import Figure, Report, percentile, spread
from .wire import Browser, Connection, Feed, Room, room_address

SIZES = (2, 7, 20, 50)
WARM_UP = 15
PAUSE = 0.03
"""Seconds between two changes: what a change leaves to do behind it is over by then."""
NOTEBOOK = "session.ipynb"
BODY = "Measure the first version before the second one is designed. " * 4


@dataclass(slots=True)
class Watch:
    """When each client saw the change under way. ``expect`` starts it anew."""

    seen: dict[int, int] = field(default_factory=dict)
    mark: bytes = b""
    clients: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def expect(self, mark: str, clients: int) -> None:
        """Wait for the change that holds ``mark``, by so many clients."""
        self.seen, self.mark, self.clients = {}, mark.encode(), clients
        self.done.clear()

    def by(self, client: int) -> Callable[[int, bytes], None]:
        """What a client's socket calls with each update."""

        def saw(at: int, update: bytes) -> None:
            if self.mark and self.mark in update and client not in self.seen:
                self.seen[client] = at
                if len(self.seen) == self.clients:
                    self.done.set()

        return saw


@dataclass(slots=True)
class Ours:
    """A change of ours: the command ``add``, on the connection that the browser keeps open."""

    connection: Connection
    watch: Watch
    answered: list[float] = field(default_factory=list)

    async def change(self, mark: str, clients: int) -> list[float]:
        """Milliseconds from the command to each of the other clients."""
        command = {"command": "add", "kind": "knowledge", "title": mark, "body": BODY}
        request = self.connection.request("POST", "commonground/api/commands", command)
        self.watch.expect(mark, clients)
        start = time.perf_counter_ns()
        status, body = await self.connection.send(request)
        self.answered.append((time.perf_counter_ns() - start) / 1e6)
        if status != 200:
            raise RuntimeError(f"The command was answered {status}: {body[:400]!r}")
        return await _others(self.watch, start)


@dataclass(slots=True)
class Theirs:
    """The same change in a room of jupyter-collaboration: the same maps of the same fields."""

    room: Room
    watch: Watch
    doc: Doc[Any]

    async def change(self, mark: str, clients: int) -> list[float]:
        """Milliseconds from the frame to each of the other clients."""
        frame = bytes(create_update_message(self._edit(mark)))
        self.watch.expect(mark, clients)
        start = time.perf_counter_ns()
        self.room.send(frame)
        return await _others(self.watch, start)

    def _edit(self, mark: str) -> bytes:
        made: list[bytes] = []
        subscription = self.doc.observe(lambda event: _keep(made, event))
        entries = self.doc.get("entries", type=Map)
        revisions = self.doc.get("revisions", type=Map)
        now = time.time_ns() // 1_000_000
        entry, revision = f"e_{mark}{'0' * 16}"[:27], f"r_{mark}{'0' * 16}"[:27]
        with self.doc.transaction():
            entries[entry] = Map({"kind": "knowledge", "created_by": "person-1", "created_at": now})
            revisions[revision] = Map(
                {
                    "entry": entry,
                    "parents": [],
                    "author": "person-1",
                    "at": now,
                    "title": mark,
                    "body": BODY,
                    "status": "accepted",
                    "area": None,
                    "source": "sidebar",
                }
            )
        self.doc.unobserve(subscription)
        return made[-1]


def _keep(made: list[bytes], event: TransactionEvent) -> None:
    made.append(event.update)


async def _others(watch: Watch, start: int) -> list[float]:
    await asyncio.wait_for(watch.done.wait(), 30.0)
    return [(at - start) / 1e6 for client, at in watch.seen.items() if client != 0]


async def bare_commits(folder: Path, samples: int) -> list[float]:
    """Milliseconds of one update's way to the disk and back, nothing else being done."""
    store = SQLiteStore(folder / "commit.db")
    await store.open()
    times: list[float] = []
    for number in range(WARM_UP + samples):
        update = Update(TEAM, "bench", number + 1, BODY.encode())
        began = time.perf_counter_ns()
        await store.append(update)
        times.append((time.perf_counter_ns() - began) / 1e6)
        await asyncio.sleep(PAUSE)
    await store.close()
    return times[WARM_UP:]


async def measure(*, samples: int, sizes: tuple[int, ...] = SIZES) -> Report:
    """Run it: ``samples`` changes of each kind at each number of clients."""
    with tempfile.TemporaryDirectory() as folder:
        commit = Figure(
            "bare commit to the disk", spread(await bare_commits(Path(folder), samples))
        )
        server = LiveServer(Path(folder), name="benchmark-fanout")
        people = [server.invite(f"Person {number}") for number in range(1, max(sizes) + 1)]
        server.root.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(), server.root / NOTEBOOK)
        with server:
            browsers = [Browser.log_in(server, person) for person in people]
            figures = [commit]
            for size in sizes:
                figures += await _at_size(browsers[:size], samples, commit)
    notes = (
        "Milliseconds from sending the change to its arrival at each of the other clients.",
        "Ours answers and broadcasts after the disk has it; the room broadcasts before.",
        "bare commit: one update appended by the store alone (SQLite, WAL, synchronous=FULL).",
        "over the room and a commit: ours less theirs and the commit; at most 0.5 is the aim at 2 "
        "and 7 clients.",
        "ratio: ours divided by theirs; at most 1.0 is the aim at 20 and 50.",
    )
    return Report("Fan-out: a change, at the other clients (ms)", tuple(figures), notes)


async def _at_size(browsers: list[Browser], samples: int, commit: Figure) -> list[Figure]:
    size = len(browsers)
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browsers[0]))
        address = await room_address(connection, NOTEBOOK)
        ours, theirs, doc = Watch(), Watch(), Doc[Any]()
        for number, browser in enumerate(browsers):
            feed = await Feed(ours.by(number)).open(browser)
            stack.push_async_callback(feed.close)
            room = await Room(theirs.by(number)).open(browser, address)
            stack.push_async_callback(room.close)
            if number == 0:
                sender = room
        our_side, their_side = Ours(connection, ours), Theirs(sender, theirs, doc)
        found = await _rounds(size, samples, our_side.change, their_side.change)
    return _figures(size, *found, our_side.answered[WARM_UP:], commit)


Change = Callable[[str, int], Awaitable[list[float]]]


async def _rounds(
    size: int, samples: int, ours: Change, theirs: Change
) -> tuple[list[float], list[float]]:
    """Both by turns, each first in every other round."""
    times: dict[Change, list[float]] = {ours: [], theirs: []}
    numbers = itertools.count(1)
    for turn in range(WARM_UP + samples):
        for change in (ours, theirs) if turn % 2 else (theirs, ours):
            delays = await change(f"m{size}-{next(numbers)}-", size)
            if turn >= WARM_UP:
                times[change] += delays
            await asyncio.sleep(PAUSE)
    return times[ours], times[theirs]


def _figures(
    size: int, ours: list[float], theirs: list[float], answered: list[float], commit: Figure
) -> list[Figure]:
    pairs = [(percentile(ours, share), percentile(theirs, share)) for share in (50, 99)]
    ratios = [our / their for our, their in pairs]
    bare = [float(commit.values[name] or 0) for name in ("p50", "p99")]
    over = [our - their - disk for (our, their), disk in zip(pairs, bare, strict=True)]
    return [
        Figure(f"{size} clients: Common Ground", spread(ours)),
        Figure(f"{size} clients: jupyter-collaboration", spread(theirs)),
        Figure(f"{size} clients: our answer to who sent it", spread(answered)),
        Figure(
            f"{size} clients: over the room and a commit",
            {"p50": round(over[0], 2), "p99": round(over[1], 2), "max": None, "n": None},
        ),
        Figure(
            f"{size} clients: ratio",
            {"p50": round(ratios[0], 2), "p99": round(ratios[1], 2), "max": None, "n": None},
        ),
    ]
