"""A search through 10,000 entries: until it is answered, mistyped too, and until all were read.

The service and its search in one process, as a server runs them, with the feature's own threads.
"""

from __future__ import annotations

import itertools
import random
import time

from commonground.core.entry import SHARED_KINDS, Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.plan import Change
from commonground.core.revision import Revision
from commonground.core.role import Member
from commonground.features.entries.commands import Add
from commonground.features.search.query import read_query
from commonground.features.search.runner import Search
from commonground.registry import context_service, features
from commonground.store.memory import MemoryStore
from tests.filling import THINGS

from .figures import Figure, Report, spread

OLGA = Member("olga", "Olga Owner", role="owner")
AUTHORS = [f"person-{number}" for number in range(7)]
ASKED = {
    "a rare word": "agreement4711",
    "two words, one mistyped": "warehuoses suppliers",
    "a long word with two errors": "agremeent47x1 subtitels",
    "six words": "what we keep of vouchers and customs",
    "the beginning of a word": "wa",
    "a word that all hold": "agreed",
}
"""What is looked for, by what it is."""


async def measure(*, entries: int, samples: int) -> Report:
    """Run it: through so many entries, each question so many times."""
    numbers, ids = itertools.count(1_750_000_000_000), itertools.count()
    service = context_service(
        MemoryStore(),
        clock=lambda: next(numbers),
        new_id=lambda prefix: f"{prefix}_{next(ids):024d}",
    )
    async with service, Search(service, features().searched) as search:
        team = await service.room(TEAM)
        service.rooms.put(team.anew(_filled(entries), team.generation))
        began = time.perf_counter()
        await search.find(OLGA, read_query("first", {}), limit=20)
        first = 1000 * (time.perf_counter() - began)
        figures = [
            Figure(what, spread([await _asked(search, text) for _ in range(samples)]))
            for what, text in ASKED.items()
        ]
        news = []
        for number in range(min(samples, 20)):
            add = Add(kind="work", title=f"Heron {number}", body="A bird.")
            await service.run(OLGA, add, source="cli")
            news.append(await _asked(search, "heron"))
    return Report(
        f"A search through {entries:,} entries (ms)",
        (
            Figure("the first search, which reads all", spread([first])),
            *figures,
            Figure("after an entry that is new", spread(news)),
        ),
        ("Well under 50 is the aim for each search but the first one.",),
    )


async def _asked(search: Search, text: str) -> float:
    began = time.perf_counter()
    found = await search.find(OLGA, read_query(text, {}), limit=20)
    assert found.hits
    return 1000 * (time.perf_counter() - began)


def _filled(count: int) -> Change:
    """Entries as people write them: a title, some sentences, a number of their own."""
    chosen = random.Random(7)
    made, revisions = [], []
    for number in range(count):
        one, two, three = chosen.sample(THINGS, 3)
        entry, revision = EntryId(f"e_{number}"), RevisionId(f"r_{number}")
        made.append(Entry(entry, chosen.choice(SHARED_KINDS), TEAM, "olga", number))
        text = " ".join(
            f"We keep {a} with the {b} as it was agreed." for a, b in itertools.pairwise(
                chosen.sample(THINGS, 6)
            )
        )  # fmt: skip
        title = f"How {one} and {two} go with {three}"
        body = f"{text} See agreement{number} and `{one}_{two}_{number % 997}`."
        revisions.append(Revision(revision, entry, (), chosen.choice(AUTHORS), number, title, body))
    return Change(entries=tuple(made), revisions=tuple(revisions))
