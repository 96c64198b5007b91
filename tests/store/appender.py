"""A process for the crash test: appends, compacts now and then, and prints each acknowledgement.

``python appender.py DATABASE ROUND``. A line is ``SEQ PAYLOAD``; an event of that id goes with it,
and the chain is anchored beside the database. A snapshot is what it replaces,
joined, so that whoever reopens the file can count every payload.
"""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.store.base import Update
from commonground.store.chain_head import FileAnchor
from commonground.store.sqlite import SQLiteStore


async def append_for_ever(store: SQLiteStore, origin: str) -> None:
    for n in count(1):
        payload = f"{origin}/{n}\n"
        wrote = Event(payload.strip(), n, "ada", "owner", "add", "cli", text=payload)
        seq = await store.append(Update(TEAM, origin, n, payload.encode()), wrote)
        print(seq, payload, end="", flush=True)


async def compact_for_ever(store: SQLiteStore) -> None:
    while True:
        log = await store.load(TEAM)
        await store.compact(TEAM, (log.snapshot or b"") + b"".join(log.updates), log.seq)


async def main(path: str, name: str) -> None:
    store = SQLiteStore(path, anchor=FileAnchor(Path(f"{path}.anchor")))
    await store.open()
    async with asyncio.TaskGroup() as tasks:
        for origin in range(8):
            tasks.create_task(append_for_ever(store, f"round{name}-{origin}"))
        tasks.create_task(compact_for_ever(store))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
