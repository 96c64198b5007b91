"""``commonground bench cache``: what a recorded day costs with the prompts that we send.

The day is replayed through the service and the turns, as if it passed; only the provider is not
there: a simulator of its published rules counts what it would have read and written.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import Any

import click

from ..ai.cache import kept_until
from ..ai.cache_rules import CachePart, CacheSimulator
from ..ai.catalog import DEFAULT_MODEL, MODELS, cost, least_cached, rates_of
from ..ai.embedding import Nearness
from ..ai.scripted import ScriptedModel, count
from ..core.json_lines import lines_of
from ..core.notebook import NoNotebooks
from ..core.prompt import Cell, Prompt
from ..core.question import Question
from ..core.role import Member
from ..core.turn import Usage
from ..features.entries.commands import Add, Edit, Retire
from ..features.relevance.runner import RelevanceIndex
from ..features.review.commands import Accept
from ..features.team.commands import Set
from ..features.turns.prompt_builder import PromptBuilder
from ..features.turns.runner import TurnRunner
from ..registry import context_service, features
from ..store.memory import MemoryStore
from .cache_day import SHAPE, Day, DayEntry, DayStep, day_in

MIDNIGHT = 1_764_547_200_000
"""When the replayed day begins: some midnight, UTC."""
BEFORE = 7 * 86_400_000
"""Milliseconds before it in which the team had written what was there."""
WORDS = "order total = rate * parcels[depot] + surcharge\n"
"""What a cell's characters are made of."""


class _Pages(NoNotebooks):
    """Notebooks whose cells are as long as the recorded ones."""

    cells: Sequence[tuple[int, int]] = ()

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        """Those above the question."""
        return tuple(Cell("code", _filled(source), _filled(out)) for source, out in self.cells)


def _filled(size: int) -> str:
    return (WORDS * (size // len(WORDS) + 1))[:size]


@dataclass(slots=True)
class PromptWay:
    """One way to put prompts: what its provider would have counted."""

    simulator: CacheSimulator
    usages: list[Usage] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    """Tokens of each prompt that are meant to be shared."""

    def ask(self, shared: Sequence[CachePart], own: Sequence[str], now: int) -> None:
        """One prompt."""
        rest = [CachePart(text, count(text)) for text in own]
        self.usages.append(self.simulator.ask([*shared, *rest], now))
        self.shared.append(sum(part.tokens for part in shared))

    def figures(self, model: str) -> dict[str, float]:
        """Tokens by how they are priced, and US dollars.

        ``read_share`` is of the prefix; ``prefix_cost`` and ``prompt_cost`` are what the prefix,
        and the whole prompt, cost as a share of what they would without a cache.
        """
        spent = sum(_priced(model, usage) for usage in self.usages)
        uncached = sum(_priced(model, usage.uncached) for usage in self.usages)
        prefix, read = sum(self.shared), sum(u.tokens_cached for u in self.usages)
        of_prefix = [replace(u, tokens_in=p) for u, p in zip(self.usages, self.shared, strict=True)]
        prefix_spent = sum(_priced(model, usage) for usage in of_prefix)
        prefix_uncached = sum(_priced(model, usage.uncached) for usage in of_prefix)
        return {
            "tokens": sum(usage.tokens_in for usage in self.usages),
            "prefix": prefix,
            "read": read,
            "written": sum(usage.tokens_written for usage in self.usages),
            "read_share": _share(read, prefix),
            "dollars": round(spent, 4),
            "prefix_cost": _share(prefix_spent, prefix_uncached),
            "prompt_cost": _share(spent, uncached),
        }


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _priced(model: str, usage: Usage) -> float:
    return cost(usage, rates_of(model, prompt_tokens=usage.tokens_in)) or 0.0


class Replay:
    """A day that passes again, for ``model``, a name of the catalog."""

    def __init__(self, day: Day, model: str, nearness: Nearness | None) -> None:
        self._day = day
        self._model = ScriptedModel(default="Yes.", name=model)
        self._name = model
        self.now = MIDNIGHT - BEFORE
        ids = itertools.count(1)
        self._members = {
            each.name: Member(each.name.lower().replace(" ", "."), each.name, role=each.role)
            for each in day.team.members
        }
        self._service = context_service(
            MemoryStore(),
            clock=lambda: self.now,
            new_id=lambda prefix: f"{prefix}_{next(ids):06}",
            invited=lambda: tuple(self._members.values()),
        )
        self._pages = _Pages()
        self._nearness = nearness
        self._ids: dict[str, str] = {}
        self.ways = {
            name: PromptWay(CacheSimulator(least_cached(model)))
            for name in ("ours", "everything", "unshared")
        }
        self.lives: Counter[str] = Counter()
        self.prefixes: set[tuple[str, ...]] = set()

    async def run(self, tick: Callable[[], object]) -> None:
        """From the morning to the end; ``tick`` is called after each step."""
        async with self._service, RelevanceIndex(self._service, self._nearness) as index:
            await self._morning()
            async with TurnRunner(
                self._service,
                lambda: self._model,
                notebooks=self._pages,
                costing=lambda usage: cost(usage, rates_of(self._name)),
                briefing=features().brief,
                choose=index.choose,
            ) as turns:
                for step in self._day.steps:
                    self.now = MIDNIGHT + _milliseconds(step.at)
                    await self._do(step, turns)
                    tick()

    async def _morning(self) -> None:
        owner = self._owner()
        areas = sorted({area for each in self._day.team.members for area in each.areas})
        for area in areas:
            names = [
                self._members[m.name].username for m in self._day.team.members if area in m.areas
            ]
            value = {"globs": [f"/{area}/"], "members": names}
            await self._service.run(owner, Set(name=f"area:{area}", value=value), source="sidebar")
        for entry in self._day.entries:
            self.now += BEFORE // (len(self._day.entries) + 1)
            await self._add(entry, owner)
        await self._service.compare()

    def _owner(self) -> Member:
        return next(m for m in self._members.values() if m.role == "owner")

    async def _add(self, entry: DayEntry, by: Member) -> None:
        fields = entry.model_dump(include={"title", "body", "kind", "area"})
        made = await self._service.run(by, Add.model_validate(fields), source="sidebar")
        if made.entry is not None:
            self._ids[entry.id] = made.entry.id

    async def _do(self, step: DayStep, turns: TurnRunner) -> None:
        member = self._members[step.by]
        if step.ask is not None:
            return await self._ask(member, step, turns)
        if step.share is not None:
            await self._add(step.share, member)
        else:
            await self._change(member, step)
        await self._service.compare()

    async def _change(self, member: Member, step: DayStep) -> None:
        id = self._ids[step.edit or step.accept or step.retire or ""]
        rooms = (room.entries for room in self._service.shared())
        entry = next(e for entries in rooms for e in entries.values() if e.id == id)
        heads = [str(head.id) for head in entry.heads]
        if step.edit is not None:
            title = entry.standing[-1].title
            command: Any = Edit(entry=id, heads=heads, title=title, body=step.body)
        elif step.accept is not None:
            command = Accept(entry=id, heads=heads)
        else:
            command = Retire(entry=id, heads=heads, reason=step.reason)
        await self._service.run(member, command, source="sidebar")

    async def _ask(self, member: Member, step: DayStep, turns: TurnRunner) -> None:
        self._pages.cells = step.cells
        question = Question(step.ask or "", "shared", "sidebar", step.path, "cell")
        turn = await turns.ask(member, question)
        async for _ in turns.follow(member, turn.id):
            pass
        prompt = self._model.prompts[-1]
        self.lives[prompt.life] += 1
        self.prefixes.add(prompt.shared)
        marks = kept_until(prompt.shared, least_cached(self._name))
        parts = [
            CachePart(text, count(text), prompt.life if place in marks else None)
            for place, text in enumerate(prompt.shared)
        ]
        self.ways["ours"].ask(parts, prompt.own, self.now)
        alone = [CachePart(part.text, part.tokens) for part in parts]
        self.ways["unshared"].ask(alone, prompt.own, self.now)
        await self._everything(member, question, turns)

    async def _everything(self, member: Member, question: Question, turns: TurnRunner) -> None:
        """All that reaches the member in every prompt, kept up to its end for five minutes."""
        builder = PromptBuilder(self._service, self._pages, features().brief, (), turns.turn)
        prompt, _ = await builder.prompt(member, question, self._model.info)
        shared = (prompt.system, prompt.context)
        parts = [CachePart(text, count(text)) for text in shared]
        parts[-1] = CachePart(prompt.context, parts[-1].tokens, "5m")
        own = Prompt("", "", prompt.situation, prompt.question).own
        self.ways["everything"].ask(parts, own, self.now)


def _milliseconds(at: time) -> int:
    return 1000 * (at.hour * 3600 + at.minute * 60 + at.second)


def replayed(
    day: Day,
    model: str = DEFAULT_MODEL,
    *,
    nearness: Nearness | None = None,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """What the day's prompts come to: figures of each way, and how ours compare with the others."""
    replay = Replay(day, model, nearness)
    asyncio.run(replay.run(tick))
    ways = {name: way.figures(model) for name, way in replay.ways.items()}
    dollars = {name: figures["dollars"] for name, figures in ways.items()}
    return {
        "model": model,
        "asks": len(replay.ways["ours"].usages),
        "ways": ways,
        "of_everything": _share(dollars["ours"], dollars["everything"]),
        "lives": dict(sorted(replay.lives.items())),
        "prefixes": len(replay.prefixes),
    }


@click.command("cache")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", type=click.Choice(sorted(MODELS)), default=DEFAULT_MODEL)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def cache_command(file: Path, model: str, as_json: bool) -> None:
    """What the prompts of a recorded day cost, with the provider's cache and without it.

    FILE is JSON Lines: a team, its entries, and what members shared and asked, with times. No model
    is asked: a simulator of the provider's published rules counts. `ours` are the prompts that are
    sent, `everything` is all entries in each prompt, `unshared` are ours without a cache. Tokens
    are estimated (4 characters); an answer's are not counted.
    """
    day = day_in(lines_of(file.read_bytes(), str(file), SHAPE))
    with click.progressbar(length=len(day.steps), label="Steps", file=sys.stderr) as bar:
        found = replayed(day, model, nearness=Nearness(), tick=lambda: bar.update(1))
    click.echo(json.dumps(found) if as_json else _table(found))


def _table(found: Mapping[str, Any]) -> str:
    names = list(found["ways"]["ours"])
    lines = [f"{'':<12}" + "".join(f"{name:>13}" for name in names)]
    for way, figures in found["ways"].items():
        cells = "".join(f"{figures[name]:>13,.6g}" for name in names)
        lines.append(f"{way:<12}{cells}")
    lives = ", ".join(f"{number} for {life}" for life, number in found["lives"].items())
    lines += [
        f"{found['asks']} asks of {found['model']}; kept {lives}; {found['prefixes']} beginnings.",
        f"Ours cost {found['of_everything']:.1%} of everything in each prompt.",
    ]
    return "\n".join(lines)
