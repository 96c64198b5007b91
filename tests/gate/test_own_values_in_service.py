"""The team's own values may become known, and exceptions approved, while the service runs."""

from __future__ import annotations

import itertools

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.prompt import Prompt
from commonground.core.question import Question
from commonground.errors import Quarantined
from commonground.features.entries.commands import Add
from commonground.features.turns.runner import TurnRunner
from commonground.gate.gate import own_fingerprints
from commonground.registry import context_service
from commonground.store.memory import MemoryStore

from ..service.conftest import ALICE

pytestmark = pytest.mark.anyio
KEY = b"k" * 32
WORD = "blauer-" + "elefant-17"


async def test_a_value_that_became_known_later_enters_no_prompt_any_more() -> None:
    """The rendered context is kept between questions; it must not outlive what the gate knew."""
    known: dict[str, str] = {}
    clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
    service = context_service(
        MemoryStore(), clock=lambda: next(clock), new_id=lambda p: f"{p}_{next(ids)}",
        gate_key=KEY, own=lambda: own_fingerprints(known, KEY),
    )  # fmt: skip
    sent: list[Prompt] = []

    class Keeping(ScriptedModel):
        def stream(self, prompt: Prompt):  # type: ignore[no-untyped-def]
            sent.append(prompt)
            return super().stream(prompt)

    async with service, TurnRunner(service, Keeping) as asking:
        add = Add(kind="knowledge", title="The crm", body=f"opens with {WORD}")
        await service.run(ALICE, add, source="cli")
        for _ in range(2):
            turn = await asking.ask(ALICE, Question("How?", "shared", "cli"))
            async for _piece in asking.follow(ALICE, turn.id):
                pass
            known["CRM_PASSWORD"] = WORD
        with pytest.raises(Quarantined):
            await service.run(ALICE, add, source="cli")
    before, after = map(repr, sent)
    assert WORD in before
    assert WORD not in after
