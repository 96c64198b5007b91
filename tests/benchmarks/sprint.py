"""A large sprint: its file, board, checks and pictures.

500 tasks of 12 people that wait for each other, 200 decisions that each is held against, and the
service's way for a move: gate, disk and the board as a browser gets it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from commonground.core.role import Member
from commonground.features.entries.commands import Add
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.export import export_csv
from commonground.features.sprint.fold import current_sprint
from commonground.features.sprint.lookup import checks, view
from commonground.features.sprint.model import Sprint
from commonground.features.sprint.task_commands import SprintImport, SprintMove
from commonground.features.sprint.views import BoardAnswer
from commonground.kernel.sprint import NotebookSprint
from commonground.registry import context_service
from commonground.server.feature_handler import encode
from commonground.service.writer import ContextService
from commonground.store.sqlite import SQLiteStore

from .figures import Figure, Report, spread

ANSWER = TypeAdapter(BoardAnswer)
OLGA = Member("olga", "Olga Owner", role="owner")
VERBS = ["Write", "Fix", "Move", "Test", "Draw", "Ship", "Cache", "Batch", "Index", "Log"]
THINGS = ["billing", "catalog", "payment", "search", "login", "report", "invoice", "queue"]
PARTS = ["schema", "endpoint", "timeout", "page", "job", "limit", "metrics", "client"]


async def measure(*, tasks: int, decisions: int, moves: int) -> Report:
    """So many tasks and decisions, and moves of one card after the other."""
    with tempfile.TemporaryDirectory() as folder:
        numbers, ids = itertools.count(1_750_000_000_000), itertools.count()
        service = context_service(
            SQLiteStore(Path(folder) / "sprint.db"),
            clock=lambda: next(numbers),
            new_id=lambda prefix: f"{prefix}_{next(ids):012x}",
        )
        async with service:
            figures = await _measured(service, tasks, decisions, moves)
    return Report(
        f"A sprint of {tasks} tasks",
        tuple(figures),
        (
            f"Every task is held against {decisions} decisions and conventions.",
            "A move is the command until it is durable; a view is what a browser fetches then.",
            "Pictures are drawn with their tables; the first one of a kernel imports matplotlib.",
        ),
    )


async def _measured(
    service: ContextService, tasks: int, decisions: int, moves: int
) -> list[Figure]:
    chance = random.Random(4)
    text = table(tasks, chance)
    for number in range(decisions):
        title = f"The {chance.choice(THINGS)} {chance.choice(PARTS)} is {number} seconds"
        await service.run(OLGA, Add(kind="decision", title=title), source="bench")
    sprint = (await service.run(OLGA, SprintNew(goal="Ship it"), source="bench")).thing
    assert sprint is not None
    began = time.perf_counter()
    await service.run(OLGA, SprintImport(sprint=sprint, text=text), source="bench")
    figures = [_once("import with the gate", began)]
    assert export_csv(_now(service)) == text
    began = time.perf_counter()
    found = await checks(service, _now(service))
    figures.append(_once("all checks", began))
    assert found
    figures += await _moves(service, sprint, moves, chance)
    shown = _now(service)
    wire = json.loads(encode(ANSWER, view(service, OLGA, shown)))
    figures += await asyncio.to_thread(_pictures, wire, export_csv(shown))
    return figures


async def _moves(
    service: ContextService, sprint: str, moves: int, chance: random.Random
) -> list[Figure]:
    moving, viewing = [], []
    keys = [task.id for task in _now(service).tasks]
    for _ in range(moves):
        column = chance.choice(["todo", "doing", "review", "done"])
        command = SprintMove(sprint=sprint, task=chance.choice(keys), column=column)
        began = time.perf_counter()
        await service.run(OLGA, command, source="bench")
        moving.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        encode(ANSWER, view(service, OLGA, _now(service)))
        viewing.append((time.perf_counter() - began) * 1000)
    return [Figure("a move (ms)", spread(moving)), Figure("a view (ms)", spread(viewing))]


def _pictures(wire: Mapping[str, Any], csv: str) -> list[Figure]:
    notebook = NotebookSprint({**wire, "findings": [], "review": {}, "csv": csv})
    import matplotlib.figure  # noqa: F401 its import is no drawing
    import networkx  # noqa: F401

    drawn: dict[str, Callable[[], object]] = {
        "tasks as a table": lambda: notebook.tasks().to_html(),
        "dependency graph": lambda: notebook.graph()._repr_mimebundle_(),
        "load": lambda: notebook.load()._repr_mimebundle_(),
        "timeline": lambda: notebook.timeline()._repr_mimebundle_(),
    }
    figures = []
    for name, draw in drawn.items():
        began = time.perf_counter()
        draw()
        figures.append(_once(name, began))
    return figures


def _once(name: str, began: float) -> Figure:
    """What took so many milliseconds, once."""
    return Figure(f"{name} (ms)", spread([(time.perf_counter() - began) * 1000]))


def _now(service: ContextService) -> Sprint:
    found = current_sprint(service.shared())
    assert found is not None
    return found


def table(tasks: int, chance: random.Random) -> str:
    """A file with so many tasks, each waiting for up to three of the last ones."""
    lines = ["key,title,assignee,points,after,area,status,mood"]
    for number in range(tasks):
        waits = {f"K{chance.randrange(max(0, number - 9), number)}" for _ in range(number and 2)}
        title = f"{chance.choice(VERBS)} the {chance.choice(THINGS)} {chance.choice(PARTS)}"
        names = ";".join(sorted(waits))
        who = f"dev{chance.randrange(12)}"
        lines.append(
            f"K{number},{title} in {number} seconds,{who},{number % 5 + 1},{names},api,to do,x"
        )
    return "\n".join(lines) + "\n"
