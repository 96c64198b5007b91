"""A context with many entries, written before a server starts."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from commonground.core.commands import Add
from commonground.core.entries import SHARED_KINDS
from commonground.core.roles import Member
from commonground.service import ContextService
from commonground.store.sqlite import SQLiteStore
from tests.live import Person


async def fill(path: Path, person: Person, entries: int) -> None:
    """A context as a team has after a year: titles of a line, bodies of a short paragraph."""
    numbers = iter(range(10**9))
    service = ContextService(
        SQLiteStore(path),
        clock=lambda: 1_750_000_000_000 + next(numbers),
        new_id=lambda prefix: f"{prefix}_{uuid.uuid4().hex[:25]}",
    )
    member = Member(person.username, person.display_name, person.role)
    async with service:
        await asyncio.gather(
            *(
                service.run(
                    member,
                    Add(
                        command="add",
                        kind=SHARED_KINDS[number % len(SHARED_KINDS)],
                        title=f"Entry {number}: what the team holds about part {number % 37}",
                        body=f"Part {number % 37} keeps its times in UTC and its sizes in bytes. "
                        * 3,
                    ),
                    source="sidebar",
                )
                for number in range(entries)
            )
        )
