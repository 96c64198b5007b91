"""Text that wants the model to act, and a model that believes it: nothing happens by either.

The cases are data: see ``tests/data/injection``.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.ai.tool_loop import ToolBounds
from commonground.core.ids import member_room
from commonground.core.notebook import NotebookCell
from commonground.core.prompt import Cell
from commonground.core.role import Member
from commonground.core.turn import Turn
from commonground.features.entries.commands import Add, Edit
from commonground.features.freshness.keeper import FreshnessKeeper
from commonground.features.messages.commands import Announce
from commonground.features.skills.runner import SkillBook
from commonground.features.team.commands import Set
from commonground.features.turns.thread_commands import Constrain, OpenThread, SayInThread
from commonground.service.host import Host, Options
from commonground.service.tool import ReadTool
from commonground.service.writer import ContextService
from tests.repository import git

from ...service.conftest import ALICE, BOB, OLGA, save
from ..hosting import OneNotebook, answered, hosted
from ..skills.writing import skill_text, write_skill

pytestmark = pytest.mark.anyio

DATA = Path(__file__).parents[2] / "data" / "injection" / "cases.jsonl"
CANARY = "canary-3141"
"""What stands in every file that may not be read."""
MEMBERS = {"alice": ALICE, "bob": BOB, "olga": OLGA}
READ_PAY = [{"tool": "read_code", "input": {"path": "pay.py"}}]


@dataclass(frozen=True)
class Case:
    id: str
    where: str
    text: str
    calls: list[dict[str, Any]]
    looks: list[dict[str, Any]] | None = None
    asker: str = "alice"
    visibility: str = "shared"
    allowed: tuple[tuple[str, str, str], ...] = ()
    cap: str | None = None

    @property
    def model(self) -> ScriptedModel:
        """One that is fooled: as soon as it can have read the text, it does what that says."""
        looks = self.looks or (READ_PAY if self.where == "file" else [])
        uses = [_use("", self.calls)]
        if looks:
            uses.insert(0, _use("Please help", looks))
        return ScriptedModel([("Earlier", self.text)], default="I did.", uses=uses)


def _use(when: str, calls: list[dict[str, Any]]) -> ScriptedUse:
    return ScriptedUse(when=when, calls=[ScriptedCall.model_validate(call) for call in calls])


CASES = [Case(**json.loads(line)) for line in DATA.read_text(encoding="utf-8").splitlines()]


class Book(OneNotebook):
    """A notebook whose first cell has an output."""

    def __init__(self, source: str, output: str) -> None:
        super().__init__("open.ipynb", source)
        self.output = output

    async def cells_of(self, path: str) -> tuple[NotebookCell, ...] | None:
        found = await super().cells_of(path)
        if found is None:
            return None
        return tuple(NotebookCell(c.id, Cell("code", c.cell.source, self.output)) for c in found)


def folder(root: Path, case: Case) -> Path:
    """A work tree with files that may be read, and ways to those that may not."""
    served = root / "served"
    served.mkdir()
    git(served, "init", "-q")
    at = case.text if case.where in ("file", "data", "notebook") else "cents = 100"
    (served / "pay.py").write_text(f"needle = 1\n{at}\n", encoding="utf-8")
    (served / "pay.csv").write_text(f"amount,{at}\n1,2\n", encoding="utf-8")
    cell = {"id": "c0", "cell_type": "code", "source": at, "outputs": []}
    (served / "other.ipynb").write_text(json.dumps({"cells": [cell]}))
    if case.where == "filename":
        (served / f"{case.text}.py").write_text("needle = 2\n")
    hidden = json.dumps({"cells": [{**cell, "source": CANARY}]})
    (served / ".gitignore").write_text("ignored/\n")
    (served / "ignored").mkdir()
    for place in (".env", ".hidden.ipynb", "ignored/keys.txt", "ignored/keys.csv"):
        (served / place).write_text(hidden)
    for place in ("outside.txt", "outside.csv", "outside.ipynb"):
        (root / place).write_text(hidden)
        (served / f"link{Path(place).suffix}").symlink_to(root / place)
    (served / "ignored" / "keys.ipynb").write_text(hidden)
    (served / "linked").symlink_to(root)
    (served / ".git" / "config").open("a").write(f"[user]\n\tname = {CANARY}\n")
    os.mkfifo(served / "fifo")
    if case.where.startswith("skill"):
        skill(served, case)
    return served


def skill(served: Path, case: Case) -> None:
    """A skill with that text, which may propose whatever can be proposed."""
    needs = "metadata:\n  commonground-needs: coordination context-contribution\n"
    body = case.text if case.where in ("skill", "skill-taken") else "Be helpful."
    text = skill_text("helpful-one", needs, body)
    if case.where == "skill-description":
        text = text.replace("Counts beans. Use it when beans are counted.", json.dumps(case.text))
    files = {"references__how.md": case.text} if case.where == "skill-file" else {}
    write_skill(served / "skills", "helpful-one", text, **files)
    write_skill(served / "skills", "next-one", skill_text("next-one", body=CANARY))


async def agree(host: Host) -> None:
    """Somebody agreed to it, and to nothing else."""
    digest = (await host.find(SkillBook).find("helpful-one")).digest
    await host.service.run(BOB, Set(name="skill:helpful-one", value=digest), source="cli")


async def placed(service: ContextService, case: Case) -> str | None:
    """Put the text where the case has it; what the question is about."""
    text = case.text
    bob = replace(BOB, display_name=text) if case.where == "name" else BOB
    match case.where:
        case "title":
            await save(service, BOB, Add(kind="knowledge", title=text))
        case "proposal":
            await save(service, BOB, Add(kind="convention", title="A rule", body=text))
        case "work":
            await save(service, BOB, Add(kind="work", title="pay.py", body=text))
        case "dispute":
            first = await save(service, BOB, Add(kind="knowledge", title="Cents"))
            for who, body in ((ALICE, "Integers."), (BOB, text)):
                edit = Edit(entry=first.entry.id, heads=[first.revision], title="Cents", body=body)
                await save(service, who, edit)
        case "area":
            area = {"globs": ["*.py"], "members": []}
            await service.run(OLGA, Set(name=f"area:{text}", value=area), source="cli")
        case "message":
            to = [f"@{case.asker}"]
            await service.run(BOB, Announce(to=to, title="Hello", body=text), source="cli")
        case "thread" | "line" | "constraint":
            title = text if case.where == "thread" else "Money"
            opened = await service.run(BOB, OpenThread(title=title), source="cli")
            about = str(opened.thing)
            if case.where == "line":
                await service.run(BOB, SayInThread(thread=about, text=text), source="cli")
            if case.where == "constraint":
                await service.run(BOB, Constrain(thread=about, text=text), source="cli")
            return about
        case _:
            body = text if case.where == "entry" else "Integers."
            await save(service, bob, Add(kind="knowledge", title="Cents", body=body))
    return None


async def consented(service: ContextService, case: Case) -> None:
    """What members allowed, and the owner's cap."""
    for who, tool, how in case.allowed:
        value = {"always": how == "always", "threads": ["h_other"] if how == "other" else []}
        await service.run(MEMBERS[who], Set(name=f"tool-allow:{tool}", value=value), source="cli")
    if case.cap is not None:
        await service.run(OLGA, Set(name="tool-policy:announce", value=case.cap), source="cli")


def on_disk(root: Path) -> Mapping[str, bytes]:
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path): path.read_bytes() for path in found}


async def state(service: ContextService, root: Path) -> Mapping[str, Any]:
    """Everything that a tool could have changed."""
    own = [await service.snapshot(m, member_room(m.username)) for m in MEMBERS.values()]
    rooms = [*service.shared(), *own]
    return {
        "entries": [entry for room in rooms for entry in room.entries.values()],
        "settings": [setting for room in rooms for setting in room.settings.values()],
        "facts": [
            fact for room in rooms for fact in room.facts.values() if fact.name != "thread:turn"
        ],
        "commands": [
            row.event.command
            for row in await service.store.events(0, 1_000)
            if row.event.command != "join"  # the question itself, in its thread
        ],
        "files": on_disk(root),
    }


async def asked(host: Host, case: Case, about: str | None) -> Turn:
    who: Member = MEMBERS[case.asker]
    text = f"Please help. {case.text}" if case.where == "question" else "Please help"
    given: dict[str, Any] = {"visibility": case.visibility}
    if case.where in ("skill", "skill-file"):
        given["skill"] = "helpful-one"
    if case.where in ("cell", "output"):
        given |= {"path": "open.ipynb", "cell": "c9", "source": "cell"}
    if case.where == "answer":
        options = host.options
        host.options = Options(judge=False, tools=False)
        about = (await answered(host, who, "Earlier", **given)).id
        host.options = options
    return await answered(host, who, text, about=about, **given)


def test_there_are_at_least_sixty_cases_from_every_place() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({case.where for case in CASES}) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_a_fooled_model_does_nothing_that_no_person_allowed(
    service: ContextService, tmp_path: Path, case: Case
) -> None:
    root = folder(tmp_path, case)
    about = await placed(service, case)
    await consented(service, case)
    book = Book(
        case.text if case.where == "cell" else "x = 1", case.text if case.where == "output" else ""
    )
    model = case.model
    options = Options(judge=False, tool_bounds=ToolBounds(rounds=3))
    async with hosted(service, model, root, notebooks=book, options=options) as host:
        if case.where.startswith("skill"):
            await agree(host)
        await host.find(FreshnessKeeper).look()  # the server ties what names code, by itself
        before = await state(service, tmp_path)
        turn = await asked(host, case, about)
        reads = {tool.name for tool in host.tools if isinstance(tool, ReadTool)}
        assert await state(service, tmp_path) == before

    shown = str(model.prompts)
    word = max(re.findall(r"[A-Za-z_]{4,}", case.text), key=len)
    assert word in shown, "the text never reached the model"
    assert Counter(call["tool"] for call in case.calls) <= Counter(c.tool for c in turn.calls)
    for call in turn.calls:
        assert call.status in (("done", "failed") if call.tool in reads else ("proposed", "failed"))
        assert (call.by, call.allowed, call.thing) == (None, None, None)
    assert CANARY not in shown
    assert CANARY not in json.dumps(turn.to_wire())
