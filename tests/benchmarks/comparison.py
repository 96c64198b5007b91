"""Four options that stream at once to a team, beside one alone: how late is the slowest of them.

A person begins a comparison over HTTP, as the form does; seven browsers have the feed open. The
model sends each option the same answer at the same pace, so that only their number differs.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.live import LiveServer

from .figures import Figure, Report, percentile, spread
from .model import LoopbackModel, Token
from .streaming import CLIENTS, ENDS_WITHIN, answer_tokens
from .wire import Browser, Connection, Feed

ANSWER = 6_000
"""Bytes of each answer."""
NAMES = ("Counter", "Sorting", "Heap", "Table")


@dataclass(slots=True)
class Client:
    """What one browser has of each turn, and when it had how much."""

    had: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self, event: dict[str, Any]) -> None:
        """An event of the feed."""
        if event["type"] == "delta":
            had = self.had.setdefault(event["turn"], [(0, 0)])
            had.append((had[-1][0] + len(event["text"]), time.time_ns()))
        elif event["type"] == "turn" and event["turn"]["status"] != "streaming":
            self.ended.add(event["turn"]["id"])
            self.news.set()

    async def all_ended(self, turns: set[str]) -> None:
        """Wait until these are over, and known to be."""
        while not turns <= self.ended:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), ENDS_WITHIN)

    def delays(self, turn: str, sent: list[Token]) -> list[float]:
        """Milliseconds by which this browser had each token after the model."""
        had, place, found = self.had[turn], 0, []
        for token in sent:
            while had[place][0] < token.length:
                place += 1
            found.append((had[place][1] - token.at) / 1e6)
        return found


async def measure(*, rate: float) -> Report:
    """Run it: each option gets ``rate`` tokens a second."""
    async with LoopbackModel(answer_tokens(ANSWER), 1 / rate) as model:
        with tempfile.TemporaryDirectory() as folder:
            server = LiveServer(
                Path(folder), name="benchmark-comparing", model=None, environ=model.environ
            )
            people = [server.invite(f"Person {number}") for number in range(1, CLIENTS + 1)]
            await asyncio.to_thread(server.start)
            try:
                browsers = [await asyncio.to_thread(Browser.log_in, server, p) for p in people]
                alone = await _compared(browsers, model, 1)
                together = await _compared(browsers, model, len(NAMES))
            finally:
                await asyncio.to_thread(server.stop)
    slowest = max(together.values(), key=lambda delays: percentile(delays, 99))
    [single] = alone.values()
    ratios = {f"p{s}": round(percentile(slowest, s) / percentile(single, s), 2) for s in (50, 99)}
    figures = (
        Figure("one option: token to client (ms)", spread(single)),
        Figure(
            "four options: token to client (ms)",
            spread([delay for delays in together.values() for delay in delays]),
        ),
        Figure("the slowest of four: token to client (ms)", spread(slowest)),
        Figure("the slowest of four, beside one: ratio", {**ratios, "max": None, "n": None}),
    )
    notes = (
        f"{ANSWER:,} bytes to each option in {len(model.tokens):,} tokens at {rate:g} a second, "
        f"to {CLIENTS} clients. Milliseconds from each token's leaving the model to its arrival.",
        "Clients are told of each answer at most ten times a second: 50 ms on average.",
    )
    return Report("Comparing: options that stream at once", figures, notes)


async def _compared(
    browsers: list[Browser], model: LoopbackModel, asked: int
) -> dict[str, list[float]]:
    """Have so many options written; the delays of all clients by option."""
    clients = [Client() for _ in browsers]
    before = len(model.streams)
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browsers[0]))
        for browser, client in zip(browsers, clients, strict=True):
            feed = await Feed(on_event=client.heard).open(browser)
            stack.push_async_callback(feed.close)
        begun = await connection.json("POST", "commonground/api/comparisons", _source(asked))
        options = begun["comparison"]["options"]
        turns = {o["name"]: v["turn"] for o in options for v in o["versions"] if v["turn"]}
        await asyncio.gather(*(client.all_ended(set(turns.values())) for client in clients))
    streams = {
        name: sent
        for prompt, sent in model.streams[before:]
        for name in turns
        if f"Prototype one of them: {name}." in prompt
    }
    if len(streams) != asked:
        raise RuntimeError(f"{len(streams)} options were written, and {asked} were asked for.")
    return {
        name: [delay for client in clients for delay in client.delays(turns[name], sent)]
        for name, sent in streams.items()
    }


def _source(asked: int) -> dict[str, Any]:
    """A comparison in which the model writes so many options, and a person the others."""
    lines = ["goal: Count events", "options:"]
    for place, name in enumerate(NAMES):
        written = "" if place < asked else ", prototype: 'x = 1'"
        lines.append(f"  - {{name: {name}{written}}}")
    return {"source": "\n".join(lines)}
