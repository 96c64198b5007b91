"""What a model finds of all that there is of one kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.features.entries.commands import Add
from commonground.features.messages.commands import AnswerQuery, Query
from commonground.features.messages.model import messages_in
from commonground.features.sprint.commands import SprintNew
from commonground.features.sprint.fold import sprints_in
from commonground.features.sprint.task_commands import SprintAdd
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA
from ..hosting import answered, hosted, results

pytestmark = pytest.mark.anyio


def listing(*inputs: dict[str, Any]) -> ScriptedModel:
    """A model that asks for these lists, then answers."""
    calls = [ScriptedCall(tool="list_context", input=given) for given in inputs]
    return ScriptedModel(default="So it is.", uses=[ScriptedUse(when="Please", calls=calls)])


async def test_what_there_is_of_a_kind_is_listed_with_how_it_stands(
    service: ContextService, tmp_path: Path
) -> None:
    """What holds first; work with the sprint's open tasks, open questions without those answered.
    Nobody's notes."""
    for who, kind, title in (
        (BOB, "convention", "Tabs"),
        (OLGA, "convention", "Cents"),
        (BOB, "work", "Refactoring"),
        (ALICE, "note", "Mine to see"),
    ):
        add = Add.model_validate({"kind": kind, "title": title, "body": "a\n\nb"})
        await service.run(who, add, source="cli")
    await service.run(BOB, SprintNew(goal="Ship"), source="cli")
    sprint = sprints_in(service.shared())[0].id
    for title, column in (("Send invoices", "todo"), ("Fix it", "done")):
        task = SprintAdd(sprint=sprint, title=title, column=column)
        await service.run(BOB, task, source="cli")
    for number in range(2):
        await service.run(BOB, Query(to=["@alice"], title=f"Which rate {number}?"), source="cli")
    messages = sorted(messages_in(service.shared()), key=lambda message: message.title)
    answer = AnswerQuery(message=messages[0].id, text="19")
    await service.run(ALICE, answer, source="cli")
    model = listing(
        {"what": "convention"},
        {"what": "work"},
        {"what": "question"},
        {"what": "decision"},
        {"what": "convention", "area": "billing"},
        {"what": "note"},
    )
    async with hosted(service, model, tmp_path) as host:
        turn = await answered(host, ALICE, "Please look", visibility="private")
    conventions, work, questions, *none, refused = results(turn)
    assert re.sub(r"e_\w+|\d{4}-\d\d-\d\d", "…", conventions) == (
        "… (convention)\nCents [accepted, Olga Owner, …]\n  a\n  \n  b\n\n"
        "… (convention)\nTabs [proposed, Bob Brown, …]\n  a\n  \n  b"
    )
    assert "Refactoring [accepted, Bob Brown" in work
    assert "Send invoices [open, Bob Brown" in work
    assert "Fix it" not in work
    assert "Mine to see" not in work
    assert re.findall(r"Which rate \d\? \[open, .*?,", questions) == [
        "Which rate 1? [open, Bob Brown,"
    ]
    assert none == ["There is none."] * 2
    assert "Input should be 'convention'" in refused


async def test_a_long_list_ends_behind_a_whole_entry_and_says_how_many_are_left(
    service: ContextService, tmp_path: Path
) -> None:
    for number in range(12):
        add = Add(kind="knowledge", title=f"Fact {number}", body="x" * 900)
        await service.run(BOB, add, source="cli")
    model = listing({"what": "knowledge"})
    async with hosted(service, model, tmp_path) as host:
        turn = await answered(host, ALICE, "Please look")
    [found] = results(turn)
    assert found.count("x" * 900) == 7
    assert found.endswith("\n\n(5 more)")
