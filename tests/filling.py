"""A context with many entries, written before a server starts."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from commonground.core.entry import SHARED_KINDS
from commonground.core.role import Member
from commonground.features.entries.commands import Add
from commonground.registry import context_service
from commonground.store.sqlite import SQLiteStore
from tests.live import Person

THINGS = [
    "invoices",
    "orders",
    "refunds",
    "parcels",
    "carts",
    "prices",
    "taxes",
    "coupons",
    "vouchers",
    "suppliers",
    "warehouses",
    "shelves",
    "trucks",
    "drivers",
    "routes",
    "ferries",
    "customs",
    "stamps",
    "labels",
    "scanners",
    "returns",
    "repairs",
    "warranties",
    "manuals",
    "photos",
    "thumbnails",
    "videos",
    "captions",
    "subtitles",
    "fonts",
    "colours",
    "icons",
    "menus",
    "banners",
    "forms",
    "surveys",
    "ratings",
    "comments",
    "mentions",
    "threads",
    "reminders",
    "calendars",
    "shifts",
    "payslips",
    "contracts",
    "signatures",
    "audits",
    "ledgers",
    "currencies",
    "loans",
    "deposits",
    "transfers",
    "statements",
    "forecasts",
    "experiments",
    "cohorts",
    "funnels",
    "segments",
    "embeddings",
    "tokens",
    "gradients",
    "checkpoints",
    "rollbacks",
    "migrations",
    "replicas",
    "shards",
    "queues",
    "workers",
    "sensors",
    "meters",
    "valves",
    "pumps",
    "turbines",
]
"""What the entries speak of: as in a team's context, most share no topic with most others."""


def title_of(number: int) -> str:
    """The title of that entry, which no other has."""
    return f"How {THINGS[number % 61]} do with {THINGS[number % 67]}: n{number:05d}"


async def fill(path: Path, person: Person, entries: int) -> None:
    """A context as a team has after a year: titles of a line, bodies of a short paragraph."""
    numbers = iter(range(10**9))
    service = context_service(
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
                        title=title_of(number),
                        body=f"{THINGS[number % 59].capitalize()} are with {THINGS[number % 53]}, "
                        f"as {THINGS[number % 47]} are with {THINGS[number % 43]}. It was all "
                        f"about {THINGS[number % 41]} and {THINGS[number % 37]}.",
                    ),
                    source="sidebar",
                )
                for number in range(entries)
            )
        )
