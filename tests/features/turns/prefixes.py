"""What the asks of a team's members begin with, after a record of what they did.

Run as a program it answers a line of JSON (a list of steps) with a line of JSON: so the same record
is read in processes that differ in all that a process may differ in.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from commonground.ai.scripted import ScriptedModel
from commonground.core.notebook import NoNotebooks
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.errors import CommonGroundError
from commonground.features.entries.commands import Add, Edit, Retire
from commonground.features.relevance.runner import RelevanceIndex
from commonground.features.review.commands import Accept, Reject
from commonground.features.team.commands import Set
from commonground.features.turns.prompt_builder import PromptBuilder
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore
from tests.filling import THINGS

ANN, BEN, CLEO = (Member(name, name.title()) for name in ("ann", "ben", "cleo"))
OLGA = Member("olga", "Olga", role="owner")
TEAM = (ANN, BEN, CLEO, OLGA)
AREAS = {"ops": ("ann", "ben", "olga"), "web": ("cleo", "olga")}
MONDAY = 1_700_006_400_000
Step = Sequence[Any]
"""``[what, which entry, for which area]``; see ``_done``."""


def _word(number: int) -> str:
    """A word for each number, so that no two of them contradict."""
    return "".join(THINGS[int(digit)] for digit in str(number))


class Office:
    """A team, whose clock goes on by a minute with each look, and by what steps say."""

    def __init__(self) -> None:
        self.now = MONDAY
        ids = itertools.count(1)
        self.service: ContextService = context_service(
            MemoryStore(),
            clock=self._clock,
            new_id=lambda prefix: f"{prefix}_{next(ids):05}",
            invited=lambda: TEAM,
        )
        self.entries: list[str] = []

    def _clock(self) -> int:
        self.now += 1
        return self.now

    async def begin(self) -> None:
        for name, members in AREAS.items():
            value = {"globs": [f"/{name}/"], "members": list(members)}
            await self.service.run(OLGA, Set(name=f"area:{name}", value=value), source="sidebar")

    async def do(self, steps: Sequence[Step]) -> None:
        for number, (what, which, area) in enumerate(steps):
            with suppress(CommonGroundError):
                await self._do(number, what, which, area)
        await self.service.compare()

    async def _do(self, number: int, what: str, which: int, area: str | None) -> None:
        if what == "wait":
            self.now += which * 3_600_000
            return
        if what in ("convention", "knowledge", "clash"):
            title = (
                f"Count {_word(number)} with care" if what != "clash" else f"rule {number} of all"
            )
            kind = "convention" if what == "clash" else what
            add = Add.model_validate(
                {"kind": kind, "title": title, "body": "x" * which, "area": area}
            )
            made = await self.service.run(OLGA if which % 2 else ANN, add, source="sidebar")
            assert made.entry is not None
            self.entries.append(made.entry.id)
            return
        if not self.entries:
            return
        id = self.entries[which % len(self.entries)]
        entry = next(s.entries[id] for s in self.service.shared() if id in s.entries)  # type: ignore[index]
        heads = [str(head.id) for head in entry.heads]
        title = f"Count {_word(number)}, they are counted by hand"
        commands: dict[str, Any] = {
            "edit": lambda: Edit(entry=id, heads=heads, title=title),
            "old edit": lambda: Edit(entry=id, heads=[min(entry.revisions)], title=title),
            "propose": lambda: Edit(entry=id, heads=heads, title=title),
            "accept": lambda: Accept(entry=id, heads=heads),
            "reject": lambda: Reject(entry=id, heads=heads, reason="no"),
            "retire": lambda: Retire(entry=id, heads=heads, reason="over"),
            "pin": lambda: Set(name=f"pin:{id}", value=True),
            "unpin": lambda: Set(name=f"pin:{id}", value=None),
        }
        by = ANN if what == "propose" else OLGA
        await self.service.run(by, commands[what](), source="sidebar")

    async def prefixes(self) -> dict[str, list[str]]:
        """The shared parts of each member's ask, by username."""
        async with RelevanceIndex(self.service) as index:
            builder = PromptBuilder(
                self.service,
                NoNotebooks(),
                lambda member, snapshots, now: f"{member.username} at {now}",
                (),
                lambda member, id: (_ for _ in ()).throw(LookupError(id)),
                index.choose,
            )
            found = {}
            for number, member in enumerate(TEAM):
                question = Question(f"question {number} about rules", "shared", "sidebar")
                prompt, _ = await builder.prompt(member, question, ScriptedModel().info)
                found[member.username] = list(prompt.shared)
            return found


async def prefixes_after(steps: Sequence[Step]) -> dict[str, list[str]]:
    """What each member's ask begins with after these steps."""
    office = Office()
    async with office.service:
        await office.begin()
        await office.do(steps)
        return await office.prefixes()


async def spoken_after(steps: Sequence[Step]) -> tuple[dict[str, list[str]], set[str], set[str]]:
    """The same, with the titles that hold then, uncontested, and all that were ever written."""
    office = Office()
    async with office.service:
        await office.begin()
        await office.do(steps)
        entries = [e for s in office.service.shared() for e in s.entries.values()]
        every = {r.title for e in entries for r in e.revisions.values()}
        held = {r.title for e in entries if not e.disputed for r in e.in_force}
        return await office.prefixes(), held, every


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(asyncio.run(prefixes_after(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
