"""The magic's overhead: from the start of a cell to the arrival of its request at the model.

A real kernel, the real kernel socket, a notebook that is open in a room, 1,000 entries in the
team's context, and a model on loopback that answers at once.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from pycrdt import Doc

from commonground.config import CONTEXT_DB
from tests.filling import fill
from tests.live import LiveServer, Person

from .figures import Figure, Report, spread
from .model import LoopbackModel
from .notebook import Kernel, write_notebook
from .wire import Browser, Connection, Room, room_address

NOTEBOOK = "session.ipynb"
CELLS_ABOVE = 20
SHOWN = 10
"""Entries that every question is shown at least, of those that the team has."""
WARM_UP = 5
STAMPS = """
import json, time
_starts = []
def _note_start(info):
    if info.raw_cell.startswith("%%ai"):
        _starts.append(time.time_ns())
get_ipython().events.register("pre_run_cell", _note_start)
"""


async def measure(*, samples: int, entries: int = 1000) -> Report:
    """Run it: ``samples`` asks on an unchanged context, as many each after a new entry."""
    with tempfile.TemporaryDirectory() as folder:
        async with LoopbackModel() as model:
            server = LiveServer(
                Path(folder), name="benchmark-overhead", model=None, environ=model.environ
            )
            person = server.invite("Person 1", "owner")
            await fill(server.data / CONTEXT_DB, person, entries)
            cell = write_notebook(server.root / NOTEBOOK, CELLS_ABOVE)
            await asyncio.to_thread(server.start)
            try:
                figures = await _ask(server, person, cell, model, samples)
            finally:
                await asyncio.to_thread(server.stop)
            prompt = _last_prompt(model)
    notes = (
        "Milliseconds from the cell's start in the kernel (IPython's pre_run_cell) until the model "
        "has the whole request.",
        f"The prompt holds {prompt.count('<entry ')} of {entries:,} entries, and {CELLS_ABOVE} "
        "cells stand above; "
        f"it has {len(prompt) / 1000:,.0f} kB.",
        "first in a kernel: the client library is imported and the connections are made.",
    )
    return Report(f"Magic overhead at {entries:,} entries (ms)", figures, notes)


async def _ask(
    server: LiveServer, person: Person, cell: str, model: LoopbackModel, samples: int
) -> tuple[Figure, ...]:
    browser = await asyncio.to_thread(Browser.log_in, server, person)
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(Connection(browser))
        doc: Doc[Any] = Doc()
        room = await Room(doc=doc).open(browser, await room_address(connection, NOTEBOOK))
        stack.push_async_callback(room.close)
        kernel = await Kernel().start(browser, connection, NOTEBOOK)
        stack.callback(kernel.leave)
        await kernel.run(STAMPS)
        first = [await _one(kernel, cell, model, 0)]
        warm = [await _one(kernel, cell, model, i) for i in range(WARM_UP)]
        same = [await _one(kernel, cell, model, i) for i in range(samples)]
        same_load = Figure("", {}).load
        changed = []
        for number in range(samples):
            await _add(connection, number)
            changed.append(await _one(kernel, cell, model, number))
        starts = json.loads((await kernel.run("print(json.dumps(_starts))")).text)
    began = dict(zip([a for _, a in [*first, *warm, *same, *changed]], starts, strict=True))

    def from_start(runs: Sequence[tuple[int, int]]) -> list[float]:
        return [(arrived - began[arrived]) / 1e6 for _, arrived in runs]

    from_sending = [(arrived - sent) / 1e6 for sent, arrived in same]
    return (
        Figure("context unchanged", spread(from_start(same)), same_load),
        Figure("after a new entry", spread(from_start(changed))),
        Figure("context unchanged, from the browser's request", spread(from_sending), same_load),
        Figure("first in a kernel", spread(from_start(first)), same_load),
    )


async def _one(kernel: Kernel, cell: str, model: LoopbackModel, number: int) -> tuple[int, int]:
    """When the cell's request was sent, and when the model had its own, in ns since 1970.

    A cell ends when its question is taken, so its request may still be on its way. Others ask the
    model, too: the judge of contradictions does, about what was said last.
    """
    seen, question = len(model.arrivals), f"What do we hold about part {number}?"
    run = await kernel.run(f"%%ai\n{question}", cell)
    return run.sent, await model.asked(question, seen)


async def _add(connection: Connection, number: int) -> None:
    command = {"command": "add", "kind": "work", "title": f"Meanwhile {number}", "body": ""}
    await connection.json("POST", "commonground/api/commands", command)


def _last_prompt(model: LoopbackModel) -> str:
    """The last cell's prompt. Raises RuntimeError unless it holds entries and cells."""
    prompt = next((p for p in reversed(model.prompts) if "<cell " in p), "")
    if prompt.count("<entry ") < SHOWN:
        raise RuntimeError("The prompt does not hold what it should; the figures mean nothing.")
    return prompt
