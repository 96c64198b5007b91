"""What a member's question is shown, of a service's entries: rights, areas, pins, disputes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from commonground.ai.embedding import HashedWords, Nearness
from commonground.core.role import Member
from commonground.features.entries.commands import Add, Edit
from commonground.features.relevance.rules import SMALL
from commonground.features.relevance.runner import RelevanceIndex
from commonground.features.team.commands import Set
from commonground.service.host import Wanted
from commonground.service.writer import ContextService
from tests.service.conftest import ALICE, BOB, OLGA, Saved, save

pytestmark = pytest.mark.anyio

LONG = "Nothing of this is about the question that anybody asks here. " * (SMALL // 10)
"""Enough text that not all entries are shown because they are few."""


@pytest.fixture
async def index(service: ContextService) -> AsyncIterator[RelevanceIndex]:
    async with RelevanceIndex(service, Nearness(HashedWords)) as made:
        yield made


async def add(
    service: ContextService, title: str, body: str = "", by: Member = OLGA, **more: Any
) -> Saved:
    fields = {"kind": "knowledge", "title": title, "body": body, **more}
    return await save(service, by, Add.model_validate(fields))


async def asked(
    index: RelevanceIndex, text: str, by: Member = ALICE, *paths: str
) -> dict[str, str]:
    found = await index.choose(by, Wanted(text, paths))
    return {choice.entry: choice.reason for choice in found.chosen}


async def area(service: ContextService, name: str, *members: str) -> None:
    value = {"globs": [f"/{name}/"], "members": list(members)}
    await service.run(OLGA, Set(name=f"area:{name}", value=value), source="sidebar")


async def test_a_question_is_shown_what_it_is_about(
    service: ContextService, index: RelevanceIndex
) -> None:
    port = await add(service, "Gateway port", "It listens on 8443.")
    tea = await add(service, "Kitchen", LONG)
    assert await asked(index, "Which port has the gateway?") == {port.entry.id: "words"}
    found = await index.choose(ALICE, Wanted("Which port has the gateway?"))
    assert [(o.entry, o.reason) for o in found.omitted] == [(tea.entry.id, "off the subject")]


async def test_what_changed_is_found_by_its_new_text_and_by_its_former_title(
    service: ContextService, index: RelevanceIndex
) -> None:
    port = await add(service, "Gateway port", "It listens on 8443.")
    await add(service, "Kitchen", LONG)
    assert port.entry.id in await asked(index, "gateway")
    edit = Edit(entry=port.entry.id, heads=[port.revision], title="Edge proxy", body="On 9443.")
    await save(service, OLGA, edit)
    assert port.entry.id in await asked(index, "edge proxy")
    found = await index.choose(ALICE, Wanted("gateway"))
    scores = {one.entry: one.score for one in found.chosen}
    scores |= {one.entry: one.score for one in found.omitted}
    assert scores[port.entry.id] == max(scores.values())


async def test_nobody_is_shown_what_does_not_reach_them(
    service: ContextService, index: RelevanceIndex
) -> None:
    await area(service, "ops", "bob")
    port = await add(service, "Gateway port", "It listens on 8443.", area="ops")
    note = await save(
        service,
        BOB,
        Add.model_validate({"kind": "note", "title": "Gateway secret plan", "body": "8443"}),
    )
    assert await asked(index, "Which port has the gateway?") == {}
    shown = await asked(index, "Which port has the gateway?", BOB)
    assert port.entry.id in shown
    assert note.entry.id not in shown


async def test_an_owner_is_shown_the_areas_in_play(
    service: ContextService, index: RelevanceIndex
) -> None:
    await area(service, "ops", "olga")
    await area(service, "web", "bob")
    ops = await add(service, "Cache", "The cache lives ten minutes.", area="ops")
    web = await add(service, "Cache", "The cache lives two minutes.", area="web")
    assert set(await asked(index, "cache minutes", OLGA)) == {ops.entry.id}
    both = {ops.entry.id, web.entry.id}
    assert set(await asked(index, "cache minutes", OLGA, "web/app.ipynb")) == both
    assert set(await asked(index, "cache minutes in #web", OLGA)) == both


async def test_a_pin_is_for_all_and_a_mute_for_oneself(
    service: ContextService, index: RelevanceIndex
) -> None:
    port = await add(service, "Gateway port", "It listens on 8443.")
    tea = await add(service, "Kitchen", LONG)
    question = "Which port has the gateway?"
    await service.run(OLGA, Set(name=f"pin:{tea.entry.id}", value=True), source="sidebar")
    assert await asked(index, question) == {tea.entry.id: "pinned", port.entry.id: "words"}
    await service.run(ALICE, Set(name=f"mute:{port.entry.id}", value=True), source="sidebar")
    assert await asked(index, question) == {tea.entry.id: "pinned"}
    assert port.entry.id in await asked(index, question, BOB)
    await service.run(ALICE, Set(name=f"mute:{port.entry.id}", value=None), source="sidebar")
    assert port.entry.id in await asked(index, question)


async def test_the_budget_is_the_teams(service: ContextService, index: RelevanceIndex) -> None:
    for number in range(12):
        await add(service, f"Cache rule {number}", "cache " * 120)
    whole = await index.choose(ALICE, Wanted("cache"))
    await service.run(OLGA, Set(name="context-budget", value=700), source="sidebar")
    less = await index.choose(ALICE, Wanted("cache"))
    assert less.tokens <= 700 < whole.tokens
    assert {one.reason for one in less.omitted} == {"no room"}


async def test_sides_of_a_dispute_come_together(
    service: ContextService, index: RelevanceIndex
) -> None:
    tabs = await add(service, "Use tabs", kind="convention")
    spaces = await add(service, "Use spaces", kind="convention")
    await add(service, "Kitchen", LONG)
    await service.compare()
    assert len(service.disputes) == 1
    shown = await asked(index, "Do we use tabs?")
    assert {tabs.entry.id, spaces.entry.id} <= set(shown)
