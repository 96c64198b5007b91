"""What the server asks a model by itself goes one way: under the team's budget, and on record."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import commonground
from commonground.ai.scripted import ScriptedModel
from commonground.core.prompt import Prompt
from commonground.core.role import Member
from commonground.core.turn import Usage
from commonground.errors import ModelBroken, OverBudget
from commonground.features.cost.model import DAY
from commonground.features.cost.runner import CostKeeper
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.own_calls import OwnCalls
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from .conftest import ALICE, OLGA

pytestmark = pytest.mark.anyio

PROMPT = Prompt("You judge.", "", "", "Which?")
NOON = 1_700_006_400_000 // DAY * DAY + DAY // 2
PACKAGE = Path(commonground.__file__).parent


class Word(BaseModel):
    """What is asked for."""

    word: str


@pytest.fixture
async def service() -> AsyncIterator[ContextService]:
    numbers = iter(range(1, 1_000))
    made = context_service(
        MemoryStore(),
        clock=lambda: NOON,
        new_id=lambda prefix: f"{prefix}_{next(numbers)}",
        invited=lambda: (ALICE, OLGA),
    )
    async with made:
        yield made


def calls(service: ContextService, model: ScriptedModel, dollars: float = 0.5) -> OwnCalls:
    return OwnCalls(service, lambda: model, lambda usage: dollars, CostKeeper(service))


async def lines(service: ContextService, member: Member) -> list[tuple[str, str | None, int]]:
    found = await CostKeeper(service).answer(member, 1)
    return [(line.who, line.purpose, line.turns) for line in found.lines]


async def test_what_was_asked_for_stands_in_the_costs_and_whom_it_was_for(
    service: ContextService,
) -> None:
    model = ScriptedModel(default='{"word": "yes"}')
    filled = await calls(service, model).fill("judge", PROMPT, Word)
    assert filled.form == Word(word="yes")
    assert await calls(service, model).text("handoff", PROMPT, ALICE) == '{"word": "yes"}'
    assert await lines(service, OLGA) == [("alice", "handoff", 1), ("", "judge", 1)]
    (judged, told) = await service.store.spent(NOON)
    assert (judged.cost, judged.usage.tokens_out) == (
        0.5,
        Usage(0, judged.usage.tokens_out).tokens_out,
    )
    assert told.asker == "alice"


async def test_the_budget_of_the_team_holds_for_what_the_server_asks_by_itself(
    service: ContextService,
) -> None:
    value = {"team": 1.0, "each": None}
    await service.run(OLGA, Set(name="budget", value=value), source="sidebar")
    model = ScriptedModel(default='{"word": "yes"}')
    own = calls(service, model, 0.6)
    for _ in range(2):
        await own.fill("judge", PROMPT, Word)
    with pytest.raises(OverBudget, match="team's budget"):
        await own.fill("judge", PROMPT, Word)
    with pytest.raises(OverBudget):
        await own.text("handoff", PROMPT)
    assert len(model.prompts) == 2, "nothing was asked beyond the budget"


async def test_a_members_own_budget_holds_for_what_they_have_done(service: ContextService) -> None:
    value = {"team": None, "each": 0.5}
    await service.run(OLGA, Set(name="budget", value=value), source="sidebar")
    own = calls(service, ScriptedModel())
    await own.text("handoff", PROMPT, ALICE)
    with pytest.raises(OverBudget, match="Your budget"):
        await own.text("handoff", PROMPT, ALICE)
    await own.text("handoff", PROMPT)


async def test_an_answer_that_breaks_off_has_its_cost(service: ContextService) -> None:
    own = calls(service, ScriptedModel(default="one two three four", words=1, fail_after=2))
    with pytest.raises(ModelBroken):
        await own.text("handoff", PROMPT)
    (spent,) = await service.store.spent(0)
    assert spent.usage.tokens_in > 0


def _asking(tree: ast.AST) -> Iterator[str]:
    """Whatever in this code could ask a model: how one is chosen, and what a model is asked by."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("choose_model", "fill"):
            yield node.attr
        if isinstance(node, ast.AsyncWith):
            for item in node.items:
                made = item.context_expr
                called = made.func if isinstance(made, ast.Call) else None
                if isinstance(called, ast.Attribute) and called.attr == "stream":
                    yield "stream"
        if isinstance(node, ast.ImportFrom) and "ai.base" in (node.module or ""):
            yield from (name.name for name in node.names if name.name == "Model")


ALLOWED = {
    "service/guarded_model.py",  # what the model is wrapped in
    "service/own_calls.py",
    "service/host.py",  # what the server hands to turns
    "server/app.py",  # which makes the model
    "features/turns/runner.py",
    "features/turns/models.py",  # which of those that a question may name
    "features/turns/answer_stream.py",
    "cli/client_source.py",  # which fills lines with words
}
"""Members' questions, and the one way for all others."""
OWN = {
    "contradictions/judge.py",
    "suggestions/asked.py",
    "suggestions/settling.py",
    "summaries/text.py",
}
"""Where ``fill`` is that of ``OwnCalls``: the type says so, and nobody there has a model."""


def test_nothing_else_can_ask_a_model() -> None:
    """Who writes a new caller goes through ``OwnCalls``, or changes this list and says why."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if place.startswith(("ai/", "client/", "kernel/")) or place in ALLOWED:
            continue
        asks = set(_asking(ast.parse(path.read_text(encoding="utf-8"))))
        if any(place.endswith(f"features/{own}") for own in OWN):
            asks.discard("fill")
        if asks:
            found[place] = asks
    assert found == {}
