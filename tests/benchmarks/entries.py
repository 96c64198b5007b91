"""Long entries: until one is acknowledged, with nobody else there, and what 400 of them weigh.

A real server and one browser's kept-alive connection; the memory is that of the service alone, in a
process of its own, with the reading for contradictions behind it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from commonground.core.role import Member
from commonground.features.entries.commands import Add
from commonground.registry import context_service
from commonground.store.sqlite import SQLiteStore
from tests.filling import THINGS
from tests.live import LiveServer

from .figures import Figure, Report, spread
from .wire import Browser, Connection

SIZES = (200, 2_000, 19_000)
LONG = 6_250
"""Characters of each of the many: 400 of them are 2.5 MB."""
WARM_UP = 3
PAUSE = 0.3
"""Seconds between two entries: what one leaves to do behind it is mostly over by then."""


def body(size: int, seed: int) -> str:
    """A text as people write it, of so many characters; another one for each seed."""
    chosen = random.Random(seed)
    text = ""
    while len(text) < size:
        one, two, three = chosen.sample(THINGS, 3)
        text += f"We keep {one} with the {two} as it was agreed, and the {three} come later. "
    return text[: size - 1] + "."


async def measure(*, samples: int, many: int) -> Report:
    """Run it: ``samples`` entries of each size, then ``many`` long ones in one process."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), name="benchmark-entries")
        person = server.invite("Person 1", "owner")
        with server:
            browser = Browser.log_in(server, person)
            figures = [await _acknowledged(browser, size, samples) for size in SIZES]
    weight = await _weight(many)
    return Report(
        "Long entries (ms)",
        (*figures, weight),
        (
            "Milliseconds from sending the command to its answer, nobody else being there; the "
            "aim is 8 for 2,000 characters and 30 for 19,000.",
            "memory: what the process of the service grew by, beside the text itself; at most "
            "10 x is the aim.",
        ),
    )


async def _acknowledged(browser: Browser, size: int, samples: int) -> Figure:
    times: list[float] = []
    async with Connection(browser) as connection:
        for number in range(WARM_UP + samples):
            title = f"How {THINGS[number % 61]} go, {size} and {number}"
            text = body(size, number)
            command = {"command": "add", "kind": "knowledge", "title": title, "body": text}
            began = time.perf_counter()
            await connection.json("POST", "commonground/api/commands", command)
            times.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(PAUSE)
    return Figure(f"an entry of {size:,} characters", spread(times[WARM_UP:]))


async def _weight(many: int) -> Figure:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(many), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("The process with many entries failed.")
    return Figure(f"{many:,} entries of {LONG:,} characters", json.loads(out))


async def _fill(many: int, folder: Path) -> dict[str, float]:
    """Megabytes of text, of growth, and the one divided by the other."""
    numbers, ids = itertools.count(1_750_000_000_000), itertools.count()
    service = context_service(
        SQLiteStore(folder / "many.db"),
        clock=lambda: next(numbers),
        new_id=lambda prefix: f"{prefix}_{next(ids):024d}",
    )
    member = Member("olga", "Olga Owner", role="owner")
    async with service:
        first = Add(kind="knowledge", title="The first", body=body(LONG, 0))
        await service.run(member, first, source="cli")  # word lists and rules are loaded
        await service.compare()
        before = _resident()
        for number in range(many):
            text = body(LONG, number + 1)
            add = Add(kind="knowledge", title=f"How {THINGS[number % 61]} go: {number}", body=text)
            await service.run(member, add, source="cli")
        await service.compare()
        grown = _resident() - before
    size = many * LONG / 1e6
    return {"MB of text": size, "MB grown": round(grown, 1), "x text": round(grown / size, 1)}


def _resident() -> float:
    """Megabytes of memory that this process has now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1000


def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(_fill(int(sys.argv[1]), Path(folder)))))


if __name__ == "__main__":
    _main()
