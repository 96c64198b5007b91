"""Streaming a long answer to a team: how late each client is, and what it costs the notebook.

A cell asks through a real kernel; seven browsers have the notebook and the feed open. The bytes are
those of the updates in jupyter-collaboration's own store. Beside it the same answer goes into the
same kind of room the way jupyter-chat streams (``YChat.update_message``): the message is replaced
whole with each token.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pycrdt import Array, Doc

from commonground.core.bundle import written_answer
from tests.live import LiveServer

from .figures import Figure, Report, spread
from .model import LoopbackModel, Token
from .notebook import Kernel, LiveCell, write_notebook
from .wire import Browser, Connection, Feed, Room, room_address

CLIENTS = 7
ANSWER = 12_000
"""Bytes of the answer."""
STAYS, LEAVES, CHAT = "stays.ipynb", "leaves.ipynb", "chat.ipynb"
ENDS_WITHIN = 180.0
SETTLED = 1.5
"""Seconds without a new row after which the store has everything."""
WORDS = ("the", "team", "keeps", "times", "in", "UTC", "sizes", "bytes", "before", "every", "merge")


def answer_tokens(size: int) -> tuple[str, ...]:
    """An answer of ``size`` bytes in tokens of about four characters; the same every time."""
    chosen = random.Random(7)
    text = ""
    while len(text) < size:
        paragraph = " ".join(chosen.choices(WORDS, k=40)).capitalize()
        text += f"- **{chosen.choice(WORDS)}**: {paragraph}.\n"
    text = text[: size - 1] + "\n"
    tokens, start = [], 0
    while start < size:
        step = chosen.choice((2, 3, 4, 4, 5, 6))
        tokens.append(text[start : start + step])
        start += step
    return tuple(tokens)


@dataclass(slots=True)
class Reader:
    """What one client has of the answer, and when it had how much."""

    text: str = ""
    had: list[tuple[int, int]] = field(default_factory=list)
    """Length and time (ns since 1970) after each delta."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self, event: dict[str, Any]) -> None:
        """An event of the feed."""
        if event["type"] == "delta":
            self.text += event["text"]
            self.had.append((len(self.text), time.time_ns()))
        elif event["type"] == "turn" and event["turn"]["status"] != "streaming":
            self.ended.set()

    def forget(self) -> None:
        """Before the next answer."""
        self.text = ""
        self.had.clear()
        self.ended.clear()

    def delays(self, sent: Sequence[Token]) -> list[float]:
        """Milliseconds by which this client had each of the tokens after the model sent it."""
        found, place = [], 0
        for token in sent:
            while self.had[place][0] < token.length:
                place += 1
            found.append((self.had[place][1] - token.at) / 1e6)
        return found


async def measure(*, rate: float, chat_step: int) -> Report:
    """Run it: ``rate`` tokens a second; the chat replaces a message every ``chat_step``."""
    async with LoopbackModel(answer_tokens(ANSWER), 1 / rate) as model:
        with tempfile.TemporaryDirectory() as folder:
            server = LiveServer(
                Path(folder), name="benchmark-streaming", model=None, environ=model.environ
            )
            people = [server.invite(f"Person {number}") for number in range(1, CLIENTS + 1)]
            cells = {path: write_notebook(server.root / path, 3) for path in (STAYS, LEAVES, CHAT)}
            await asyncio.to_thread(server.start)
            try:
                log_in = [asyncio.to_thread(Browser.log_in, server, p) for p in people]
                browsers = [await each for each in log_in]
                figures = await _figures(server, browsers, cells, model, chat_step)
            finally:
                await asyncio.to_thread(server.stop)
    notes = (
        f"{ANSWER:,} bytes in {len(model.tokens):,} tokens at {rate:g} a second, to {CLIENTS} "
        "clients. Milliseconds from each token's leaving the model to its arrival.",
        "Clients are told at most ten times a second, so a token waits 50 ms on average.",
        "browser stays: the bundle is written by the executing browser, as JupyterLab does. "
        "browser leaves: it closes after a third of the answer; the server writes the cell.",
        "store: bytes of the updates added to the notebook's collaboration store by the whole "
        "turn; x answer: divided by the answer's size, at most 2 is the aim.",
        "jupyter-chat's way: the message replaced whole in the same kind of room, "
        + ("with each token." if chat_step == 1 else f"every {chat_step} tokens."),
    )
    return Report("Streaming an answer to a notebook's people", figures, notes)


async def _figures(
    server: LiveServer,
    browsers: list[Browser],
    cells: dict[str, str],
    model: LoopbackModel,
    chat_step: int,
) -> tuple[Figure, ...]:
    store = YStore(server.folder / "ystore.db")
    found: list[Figure] = []
    sizes: list[Figure] = []
    for path, leaves in ((STAYS, False), (LEAVES, True)):
        delays, added = await _turn(browsers, path, cells[path], model, store, leaves=leaves)
        name = "browser leaves" if leaves else "browser stays"
        found.append(Figure(f"{name}: token to client (ms)", spread(delays)))
        sizes.append(_size(name, added, 0))
    step, steps = chat_step, -(-len(model.tokens) // chat_step)
    added = await _chat(browsers[0], model, store, step)
    sizes.append(_size("jupyter-chat's way", added, steps))
    return (*found, *sizes)


def _size(name: str, added: int, replaced: int) -> Figure:
    times = round(added / ANSWER, 2)
    return Figure(
        f"{name}: store",
        {"bytes": added, "x answer": times, "replacements": replaced or None},
    )


async def _turn(
    browsers: list[Browser],
    path: str,
    cell: str,
    model: LoopbackModel,
    store: YStore,
    *,
    leaves: bool,
) -> tuple[list[float], int]:
    """Ask in a cell; the clients' delays, and the bytes that the store grew by."""
    readers = [Reader() for _ in browsers]
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browsers[0]))
        address = await room_address(connection, path)
        docs: list[Doc[Any]] = []
        for browser, reader in zip(browsers, readers, strict=True):
            feed = await Feed(on_event=reader.heard).open(browser)
            stack.push_async_callback(feed.close)
            docs.append(Doc())
            room = await Room(doc=docs[-1]).open(browser, address)
            stack.push_async_callback(room.close)
            if len(docs) == 1:
                executing = room
        live = LiveCell(docs[0], cell)
        kernel = await Kernel(live.show).start(browsers[0], connection, path)
        stack.callback(kernel.leave)
        before = await store.settled()
        asked_before = len(model.streams)
        live.begin()
        run = kernel.submit("%%ai\nWhat do we hold?", cell)
        if leaves:
            await _grown(readers[0], ANSWER // 3)
            kernel.leave()
            await executing.close()
        else:
            await asyncio.wait_for(run.replied.wait(), ENDS_WITHIN)
            await asyncio.wait_for(run.idle.wait(), ENDS_WITHIN)
            live.end()
        await asyncio.gather(*(asyncio.wait_for(r.ended.wait(), ENDS_WITHIN) for r in readers))
        await _finished(LiveCell(docs[-1], cell), model.answer)
        added = await store.settled() - before
    for reader in readers:
        if reader.text != model.answer:
            raise RuntimeError("A client did not get the answer; the figures mean nothing.")
    _, sent = model.streams[asked_before]  # what is asked later suggests entries from the answer
    if len(sent) != len(model.tokens):
        raise RuntimeError("The first request is not the one that was answered.")
    return [delay for reader in readers for delay in reader.delays(sent)], added


async def _grown(reader: Reader, length: int) -> None:
    await _until(lambda: len(reader.text) >= length, "The answer did not grow.")


async def _finished(cell: LiveCell, answer: str) -> None:
    """The last client's copy of the cell holds the answer, once."""

    def whole() -> bool:
        outputs = cell.outputs()
        return len(outputs) == 1 and written_answer(outputs[0]["data"]) == answer

    await _until(whole, "The cell did not get the whole answer.")


async def _until(true: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + ENDS_WITHIN
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError(otherwise)
        await asyncio.sleep(0.02)


async def _chat(browser: Browser, model: LoopbackModel, store: YStore, step: int) -> int:
    """The same answer as ``YChat.update_message(..., append=True)`` writes it."""
    doc: Doc[Any] = Doc()
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browser))
        room = await Room(doc=doc).open(browser, await room_address(connection, CHAT))
        stack.push_async_callback(room.close)
        messages: Array[Any] = doc.get("messages", type=Array)
        message: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "sender": "person-1",
            "time": time.time(),
            "raw_time": False,
            "body": "",
        }
        before = await store.settled()
        messages.append(message)
        for start in range(0, len(model.tokens), step):
            message["body"] += "".join(model.tokens[start : start + step])
            with doc.transaction():
                messages[0] = dict(message)
            await asyncio.sleep(0.001)
        added = await store.settled(atleast=before + room.sent)
    return added - before


class YStore:
    """jupyter-collaboration's store, read beside the server that writes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _bytes(self) -> int:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10)) as db:
            (size,) = db.execute(
                "SELECT coalesce(sum(length(yupdate)), 0) FROM yupdates"
            ).fetchone()
        return int(size)

    async def settled(self, *, atleast: int = 0) -> int:
        """Bytes of all updates, once it holds ``atleast`` so many and has stopped to grow."""
        deadline = time.monotonic() + ENDS_WITHIN
        last, since = -1, time.monotonic()
        while last < atleast or time.monotonic() - since < SETTLED:
            if time.monotonic() > deadline:
                raise RuntimeError(f"The store holds {last} bytes and {atleast} were sent to it.")
            await asyncio.sleep(0.1)
            size = await asyncio.to_thread(self._bytes)
            if size != last:
                last, since = size, time.monotonic()
        return last
