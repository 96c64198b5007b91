"""Every fact that a command makes has a declared type; names stay and prose is redacted."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import commonground
from commonground.core.fact import SEALED
from commonground.features.messages.commands import Announce
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.task_commands import SprintAdd
from commonground.registry import features
from commonground.store.memory import MemoryStore

from .conftest import ALICE, make_service

pytestmark = pytest.mark.anyio
MAIL = "jo.smith@acme-mail.com"


def names_in_the_sources() -> set[str]:
    """Texts of the form ``domain:verb`` in what features plan their facts with."""
    domains = ("message:", "thread:", "compare:", "sprint:", "handoff:")
    found = set()
    for path in Path(commonground.__file__).parent.glob("features/*/*.py"):
        if path.name in ("facts.py", "verbs.py", "feature.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.removeprefix(SEALED)
                if text.startswith(domains) and text.partition(":")[2].isidentifier():
                    found.add(text)
    return found


VALUELESS = {
    "message:acknowledged",
    "thread:closed",
    "thread:deleted",
    "compare:reveal",
    "compare:scored",
    "sprint:noted",
    "sprint:reveal",
}
"""Facts that hold nothing but that they were said."""
NO_FACTS = {"compare:running"}
"""What the feed tells of, and nobody says."""


def test_every_fact_of_ours_is_declared() -> None:
    declared = {name for feature in features() for name in feature.facts}
    missing = names_in_the_sources() - declared - VALUELESS - NO_FACTS
    assert not missing


async def test_a_username_that_is_an_address_stays_and_an_address_in_words_does_not() -> None:
    async with make_service(MemoryStore()) as service:
        sent = Announce(to=[f"@{MAIL}"], title="Hello", body=f"write to {MAIL}")
        outcome = await service.run(ALICE, sent, source="cell")
        await service.run(ALICE, SprintNew(goal="Ship"), source="cell")
        sprint = next(
            f.about for s in service.shared() for f in s.facts.values() if "sprint" in f.name
        )
        await service.run(
            ALICE, SprintAdd(sprint=sprint, title="Ask", assignee=MAIL, notes=MAIL), source="cell"
        )
        facts = [f for s in service.shared() for f in s.facts.values()]
    [message] = [f.value for f in facts if f.name == "message:sent"]
    [task] = [f.value for f in facts if f.name == "sprint:task"]
    assert message["to"] == [f"@{MAIL}"]
    assert message["body"] == "write to [redacted: e-mail address]"
    assert task["assignee"] == MAIL
    assert task["notes"] == "[redacted: e-mail address]"
    assert outcome.redacted
