"""The answer that a question has already: the team's, one's own, and nobody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.cell_step import digest
from commonground.core.precedent import Precedent
from commonground.core.role import Member
from commonground.features.audit.redaction import redact
from commonground.features.audit.requests import Redact
from commonground.features.entries.commands import Add, Edit
from commonground.features.findings.claim import read_claim
from commonground.features.findings.commands import RecordCheck
from commonground.features.findings.gathered import Gathered
from commonground.features.findings.runner import FindingKeeper
from commonground.features.precedents.runner import Precedents
from commonground.features.turns.rating import RateTurn
from commonground.service.host import Host
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, save
from ..findings.sharing import gathered
from ..hosting import OneNotebook, answered, hosted

pytestmark = pytest.mark.anyio

ASKED = "How is the monthly churn rate of customers computed?"
AGAIN = "How do we compute the monthly churn rate of customers?"
SAYS = "Customers who left in the month, divided by those at its beginning."
NOTEBOOK = "churn.ipynb"
CELL = "churn = 0.2"


@pytest.fixture
async def host(service: ContextService, tmp_path: Path) -> AsyncIterator[Host]:
    model = ScriptedModel(default=SAYS)
    async with hosted(service, model, tmp_path, notebooks=OneNotebook(NOTEBOOK, CELL)) as made:
        yield made


async def before(
    host: Host, text: str = AGAIN, who: Member = BOB, visibility: Any = "shared", **place: Any
) -> Precedent | None:
    where = (place.get("path"), place.get("cell"))
    return await host.find(Precedents).precedent_for(who, text, visibility, where)


async def finding(host: Host, claim: str, by: Member = ALICE, *figures: str) -> str:
    """Shared from the notebook, whose one cell made it."""
    cell = {"cell": "c0", "count": 1, "digest": digest(CELL)}
    held = gathered() | {"target": cell, "cells": [cell]}
    keeper = host.find(FindingKeeper)
    made = await keeper.made(Gathered.model_validate(held), NOTEBOOK)
    stated = read_claim(claim, "\n".join(figures))
    return str((await keeper.share(by, stated, made, None)).entry.id)  # type: ignore[union-attr]


async def test_a_question_of_a_colleague_is_known_with_its_answer(host: Host) -> None:
    turn = await answered(host, ALICE, ASKED)
    found = await before(host)
    assert found is not None
    assert (found.kind, found.id, found.name, found.state) == (
        "turn",
        turn.id,
        "Alice Adams",
        "fresh",
    )
    assert found.answer == SAYS
    assert await before(host, "How is the monthly revenue of customers computed?") is None


async def test_nobody_is_told_of_another_members_private_question(host: Host) -> None:
    turn = await answered(host, ALICE, ASKED, visibility="private")
    for who in (BOB, OLGA, NOBODY):
        for visibility in ("shared", "private"):
            assert await before(host, ASKED, who, visibility) is None
    own = await before(host, ASKED, ALICE, "private")
    assert own is not None
    assert own.id == turn.id
    assert await before(host, ASKED, ALICE, "shared") is None


async def test_what_was_shown_then_and_changed_since_is_said(host: Host) -> None:
    add = Add(kind="knowledge", title="Customer churn", body="We count customers by month.")
    entry = await save(host.service, OLGA, add)
    await answered(host, ALICE, ASKED)
    edit = Edit(entry=entry.entry.id, heads=[entry.revision], title="Customer churn", body="By day")
    await save(host.service, OLGA, edit)
    found = await before(host)
    assert found is not None
    assert (found.state, found.why) == ("touched", "“Customer churn” was changed since.")


async def test_what_was_added_about_it_since_is_said(host: Host) -> None:
    await answered(host, ALICE, ASKED)
    add = Add(kind="knowledge", title="Monthly churn rate", body="Trials are no customers.")
    await save(host.service, OLGA, add)
    found = await before(host)
    assert found is not None
    assert (found.state, found.why) == ("touched", "“Monthly churn rate” was added since.")


async def test_an_answer_that_people_thought_little_of_is_not_offered(host: Host) -> None:
    turn = await answered(host, ALICE, ASKED)
    rate = RateTurn(turn=turn.id, value="down", private=False)
    await host.service.run(OLGA, rate, source="sidebar")
    assert await before(host) is None


@pytest.mark.parametrize(
    "more", [{"about": "t_0"}, {"skill": None, "beside": "t_0"}, {"source": "trial"}]
)
async def test_what_goes_on_from_something_else_is_an_answer_there_only(
    host: Host, more: dict[str, Any]
) -> None:
    await answered(host, ALICE, ASKED, **more)
    assert await before(host) is None


async def test_the_cell_that_asks_again_wants_another_answer(host: Host) -> None:
    await answered(host, ALICE, ASKED, path="a.ipynb", cell="c1", source="cell")
    assert await before(host, ASKED, ALICE, path="a.ipynb", cell="c1") is None
    assert await before(host, ASKED, ALICE, path="a.ipynb", cell="c2") is not None


async def test_a_finding_answers_before_a_turn_and_says_when_its_cell_changed(
    service: ContextService, tmp_path: Path
) -> None:
    book = OneNotebook(NOTEBOOK, CELL)
    async with hosted(service, ScriptedModel(default=SAYS), tmp_path, notebooks=book) as host:
        question = "Did the churn of customers double in May?"
        await answered(host, ALICE, question)
        key = await finding(host, "The churn of customers doubled in May")
        found = await before(host, question)
        assert found is not None
        assert (found.kind, found.id, found.state) == ("finding", key, "fresh")
        assert "doubled in May" in found.answer
        book.sources[0] = "churn = 0.3"
        await host.find(FindingKeeper).look()
        found = await before(host, question)
        assert found is not None
        assert (found.state, found.why) == (
            "touched",
            f"Cell 1 of {NOTEBOOK} was changed since it ran.",
        )
        assert await before(host, "Did the churn of customers double in June?") is None


async def test_a_finding_that_differs_is_no_answer(host: Host) -> None:
    key = await finding(host, "The churn of customers doubled in May")
    question = "Did the churn of customers double in May?"
    assert await before(host, question) is not None
    await host.service.run(ALICE, RecordCheck(finding=key, state="differs"), source="sidebar")
    assert await before(host, question) is None


async def test_a_redacted_turn_is_known_no_more(host: Host) -> None:
    await answered(host, ALICE, ASKED)
    assert await before(host) is not None
    await redact(host.service, OLGA, Redact(text="monthly churn", reason="r"), source="sidebar")
    assert await before(host) is None
