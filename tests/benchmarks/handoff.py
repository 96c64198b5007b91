"""A handoff over a long event log: from the first reading of the log to the page.

The events are those of real commands, with the gate, in SQLite: entries of every kind, and edits of
them. All lie in the window, which is more than any day holds.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import tempfile
import time
from pathlib import Path

from commonground.ai.scripted import ScriptedModel
from commonground.core.entry import SHARED_KINDS
from commonground.core.role import Member
from commonground.features.entries.commands import Add, Edit
from commonground.features.handoff.pages import markdown, notebook
from commonground.features.handoff.report import Page
from commonground.features.handoff.routes import CARD_LINES, CARD_SOURCES
from commonground.features.handoff.runner import HandoffWriter
from commonground.registry import context_service
from commonground.service.own_calls import OwnCalls
from commonground.service.writer import ContextService, Outcome
from commonground.store.sqlite import SQLiteStore
from tests.filling import THINGS, title_of

from .figures import Figure, Report, spread

OLGA, BEN = Member("olga", "Olga Owner", role="owner"), Member("ben", "Ben Brown")
START = 1_764_154_800_000
"""Wednesday 26 November 2025, 11:00 UTC."""
AT_ONCE = 50
VERSIONS = 10
"""Of each entry."""
AIM = 2_000.0
"""Milliseconds within which somebody who comes back is told."""


async def measure(*, events: int, samples: int) -> Report:
    """Run it over so many events, with so many repetitions where nothing new is read."""
    with tempfile.TemporaryDirectory() as folder:
        service = _service(Path(folder) / "context.db")
        async with service:
            await _work(service, events)
        service = _service(Path(folder) / "context.db", START + 10 * events)
        async with service:
            await service.compare()
            figures = await _figures(service, events, samples)
    return Report(
        f"A handoff over {events:,} events",
        tuple(figures),
        (
            "The log is read from SQLite once; later handoffs read what was added since.",
            "A line is for an entry with all of its versions in the window, ten each here.",
            f"The aim is {AIM:,.0f} ms for the first one, and one for everything after it.",
        ),
    )


def _service(path: Path, begin: int = START) -> ContextService:
    clock, ids = itertools.count(begin), itertools.count()
    return context_service(
        SQLiteStore(path),
        clock=lambda: next(clock),
        new_id=lambda prefix: f"{prefix}_{begin}{next(ids):012d}",
    )


async def _work(service: ContextService, events: int) -> None:
    """Entries, and versions of them."""
    for start in range(0, events // VERSIONS, AT_ONCE):
        some = range(start, min(start + AT_ONCE, events // VERSIONS))
        made = await asyncio.gather(*(service.run(OLGA, _add(n), source="cli") for n in some))
        for version in range(2, VERSIONS + 1):
            edits = [_edit(n, version, one) for n, one in zip(some, made, strict=True)]
            made = await asyncio.gather(*(service.run(OLGA, e, source="cli") for e in edits))


def _edit(number: int, version: int, last: Outcome) -> Edit:
    assert last.entry is not None
    title = f"{title_of(number)}, version {version}"
    body = last.entry.heads[-1].body
    return Edit(entry=last.entry.id, heads=[str(last.revision)], title=title, body=body)


def _add(number: int) -> Add:
    body = f"{THINGS[number % 59].capitalize()} are with {THINGS[number % 53]}. " * 3
    return Add(kind=SHARED_KINDS[number % len(SHARED_KINDS)], title=title_of(number), body=body)


async def _figures(service: ContextService, events: int, samples: int) -> list[Figure]:
    writer = HandoffWriter(service, OwnCalls(service, ScriptedModel))
    began = time.perf_counter()
    made = await writer.since(BEN)
    first = 1000 * (time.perf_counter() - began)
    wire = made.to_wire()
    lines = sum(len(part["lines"]) for part in wire["parts"])
    cited = {source["id"] for source in wire["sources"]}
    assert len(cited) == events, f"{len(cited)} of {events} events are told"
    again, pages, books = [], [], []
    for _ in range(samples):
        began = time.perf_counter()
        await writer.since(BEN)
        again.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        page = markdown(wire)
        pages.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        notebook(wire)
        books.append(1000 * (time.perf_counter() - began))
    card = made.to_wire(Page(CARD_LINES, cited=CARD_SOURCES))
    size = len(json.dumps(card)) / 1000
    return [
        Figure(
            "the first, with the log", {"ms": first, "lines": lines, "within the aim": _yes(first)}
        ),
        Figure("every later one", spread(again)),
        Figure("as Markdown", spread(pages)),
        Figure("as a notebook", spread(books)),
        Figure("what is sent to the sidebar", {"kB": size, "kB of Markdown": len(page) / 1000}),
    ]


def _yes(milliseconds: float) -> str:
    return "yes" if milliseconds <= AIM else "no"
