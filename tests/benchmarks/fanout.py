"""Fan-out: from one person's change to the others' screens, ours beside jupyter-collaboration.

Both run in the same server process with as many clients each, change about, so that they meet the
same load. Ours is the whole way: the command (in a frame on the feed's socket, and as a request),
who asks, the commit to disk, then the broadcast. Theirs is a frame on a socket that is open and
authenticated, sent on before it is on any disk. What the disk alone takes is printed beside them.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from pycrdt import Doc, Map, TransactionEvent, create_update_message

from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.store.base import Update
from commonground.store.chain_head import FileAnchor
from commonground.store.sqlite import SQLiteStore
from tests.live import LiveServer

from .figures import Figure, Report, percentile, spread
from .wire import Browser, Connection, Feed, Room, closing_with, room_address

SIZES = (2, 7, 20, 50)
WARM_UP = 15
PAUSE = 0.03
"""Seconds between two changes: what a change leaves to do behind it is over by then."""
NOTEBOOK = "session.ipynb"
UPDATE_SIZE = 700
"""Bytes of the update that a change of ours makes, about."""
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


def _command(mark: str) -> dict[str, Any]:
    return {"command": "add", "kind": "knowledge", "title": mark, "body": BODY}


@dataclass(slots=True)
class OverSocket:
    """A change of ours: the command ``add`` in a frame on the feed that the browser has open."""

    feed: Feed
    watch: Watch
    answered: list[float] = field(default_factory=list)

    async def change(self, mark: str, clients: int) -> list[float]:
        """Milliseconds from the command to each of the other clients."""
        frame = self.feed.command_frame(_command(mark))
        self.watch.expect(mark, clients)
        start = time.perf_counter_ns()
        await self.feed.command(frame)
        self.answered.append((time.perf_counter_ns() - start) / 1e6)
        return await _others(self.watch, start)


@dataclass(slots=True)
class OverHttp:
    """The same as a request, on the connection that the browser keeps open."""

    connection: Connection
    watch: Watch
    answered: list[float] = field(default_factory=list)

    async def change(self, mark: str, clients: int) -> list[float]:
        """Milliseconds from the command to each of the other clients."""
        request = self.connection.request("POST", "commonground/api/commands", _command(mark))
        self.watch.expect(mark, clients)
        start = time.perf_counter_ns()
        status, body = await self.connection.send(request)
        self.answered.append((time.perf_counter_ns() - start) / 1e6)
        if status != 200:
            raise RuntimeError(f"The command was answered {status}: {body[:400]!r}")
        return await _others(self.watch, start)


@dataclass(slots=True)
class Disk:
    """What the disk alone takes: the same update and event, appended to a store of their own."""

    store: SQLiteStore
    seq: int = 0

    async def change(self, mark: str, clients: int) -> list[float]:
        """Milliseconds of one append, until it is durable."""
        self.seq += 1
        update = Update(TEAM, "benchmark", self.seq, os.urandom(UPDATE_SIZE), 1)
        event = Event(
            id=f"a_{mark}", at=self.seq, actor="person-1", role="contributor", command="add",
            source="sidebar", entry=f"e_{mark}", revision=f"r_{mark}", room=TEAM, text=BODY,
        )  # fmt: skip
        start = time.perf_counter_ns()
        await self.store.append(update, event)
        return [(time.perf_counter_ns() - start) / 1e6]


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


async def measure(*, samples: int, sizes: tuple[int, ...] = SIZES) -> Report:
    """Run it: ``samples`` changes of each kind at each number of clients."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), name="benchmark-fanout")
        people = [server.invite(f"Person {number}") for number in range(1, max(sizes) + 1)]
        server.root.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(), server.root / NOTEBOOK)
        with server:
            browsers = [Browser.log_in(server, person) for person in people]
            figures: list[Figure] = []
            for size in sizes:
                figures += await _at_size(browsers[:size], samples)
    notes = (
        "Milliseconds from sending the change to its arrival at each of the other clients.",
        "Ours answers and broadcasts after the disk has it; the room broadcasts before.",
        "bare commit: one append to a store in the benchmark's own process, which ours waits for.",
        "ratio: ours divided by theirs; at most 1.0 over the socket is the aim at 20 and 50.",
        "over the room and a commit: the socket's less both; at most 0.5 is the aim at 2 and 7.",
    )
    return Report("Fan-out: a change, at the other clients (ms)", tuple(figures), notes)


async def _at_size(browsers: list[Browser], samples: int) -> list[Figure]:
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browsers[0]))
        address = await room_address(connection, NOTEBOOK)
        ours, theirs, doc = Watch(), Watch(), Doc[Any]()
        feeds, rooms = [], []
        for number, browser in enumerate(browsers):
            feeds.append(await Feed(ours.by(number)).open(browser))
            rooms.append(await Room(theirs.by(number)).open(browser, address))
        await closing_with(stack, *feeds, *rooms)
        socket, http = OverSocket(feeds[0], ours), OverHttp(connection, ours)
        room, disk = Theirs(rooms[0], theirs, doc), await _disk(stack)
        ways: list[Change] = [socket.change, room.change, http.change, disk.change]
        found = await _rounds(len(browsers), samples, ways)
    return _figures(len(browsers), found, socket.answered[WARM_UP:])


async def _disk(stack: AsyncExitStack) -> Disk:
    """A store of its own, on the disk that the server's is on."""
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    store = SQLiteStore(Path(folder) / "disk.db", anchor=FileAnchor(Path(folder) / "head"))
    await store.open()
    stack.push_async_callback(store.close)
    return Disk(store)


Change = Callable[[str, int], Awaitable[list[float]]]


async def _rounds(size: int, samples: int, ways: list[Change]) -> list[list[float]]:
    """All ways by turns, each first as often as the others."""
    times: list[list[float]] = [[] for _ in ways]
    numbers = itertools.count(1)
    for turn in range(WARM_UP + samples):
        for place in range(len(ways)):
            way = (turn + place) % len(ways)
            delays = await ways[way](f"m{size}-{next(numbers)}-", size)
            if turn >= WARM_UP:
                times[way] += delays
            await asyncio.sleep(PAUSE)
    return times


def _figures(size: int, times: list[list[float]], answered: list[float]) -> list[Figure]:
    socket, room, http, disk = times
    return [
        Figure(f"{size} clients: Common Ground, over the socket", spread(socket)),
        Figure(f"{size} clients: Common Ground, over HTTP", spread(http)),
        Figure(f"{size} clients: jupyter-collaboration", spread(room)),
        Figure(f"{size} clients: bare commit", spread(disk)),
        Figure(f"{size} clients: our answer to who sent it", spread(answered)),
        _shares(f"{size} clients: ratio, socket", socket, room),
        _shares(f"{size} clients: ratio, HTTP", http, room),
        Figure(
            f"{size} clients: over the room and a commit",
            _both(lambda p: percentile(socket, p) - percentile(room, p) - percentile(disk, p)),
        ),
    ]


def _shares(name: str, ours: list[float], theirs: list[float]) -> Figure:
    return Figure(name, _both(lambda p: percentile(ours, p) / percentile(theirs, p)))


def _both(figure: Callable[[int], float]) -> dict[str, float | int | str | None]:
    """A figure that is made from the medians, and from the 99th percentiles."""
    return {"p50": round(figure(50), 2), "p99": round(figure(99), 2), "max": None, "n": None}
