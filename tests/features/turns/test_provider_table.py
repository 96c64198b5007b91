"""Each row of the table of faults, played over the SDK to a whole turn; and who else is harmed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from commonground.ai.anthropic import AnthropicModel
from commonground.ai.secret import Secret
from commonground.core.turn import Turn
from commonground.service.host import Host, Options
from commonground.service.writer import ContextService

from ...ai.conftest import INFO, KEY
from ...ai.faults import BEGUN, FAULTS, Fault, begun, for_ever
from ...ai.provider import Provider, Reply, answer, stopped
from ...live import REPOSITORY
from ...service.conftest import ALICE, BOB
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio

PAGE = REPOSITORY / "docs" / "operations" / "faults.md"
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
TABLE = {row[0]: row[1:] for row in ROWS if row[0] != "fault"}
KEPT = {
    "nothing had come": "failed",
    "what had come": "partial",
    "what had come, and no tool was used": "partial",
    "what had come, with what the tools gave": "partial",
    "all of it": "complete",
    "all of it, and the model was told": "complete",
}
"""The words of the table's last column, and how such a turn ends."""


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as running:
        yield running


def asking(provider: Provider, **options: object) -> AnthropicModel:
    given = {"max_tokens": 100, "loopback": True, "key": Secret(KEY), **options}
    return AnthropicModel(replace(INFO, tools=True), base_url=provider.url, **given)  # type: ignore[arg-type]


@asynccontextmanager
async def played(
    fault: Fault, provider: Provider, service: ContextService, root: Path
) -> AsyncIterator[Host]:
    """A host whose model is asked at that provider."""
    provider.replies = fault.replies()
    then = fault.then()
    if then is None:
        await provider.__aexit__()
    else:
        provider.reply = then
    model = asking(provider, **fault.model)
    async with hosted(service, model, root, options=fault.options) as host:
        yield host


def test_the_page_has_a_row_for_each_fault_that_is_played() -> None:
    assert list(TABLE) == list(FAULTS)
    assert {kept for _, kept in TABLE.values()} <= set(KEPT)


@pytest.mark.parametrize("name", FAULTS)
async def test_what_the_table_says_is_seen_and_kept(
    name: str, provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    fault, (seen, kept) = FAULTS[name], TABLE[name]
    async with played(fault, provider, service, tmp_path) as host, asyncio.timeout(60):
        turn = await answered(host, ALICE, "Tabs?")
    said = None if seen.startswith("the answer") else seen
    assert (turn.status, turn.problem) == (KEPT[kept], said)
    assert turn.text == fault.had_come
    assert tuple(call.status for call in turn.calls) == fault.calls
    assert await service.store.get_turn(turn.id) == turn, "as it is on the disk"
    if turn.text:
        assert turn.usage.tokens_in > 0, "what the provider had counted is paid, and told"
    if fault.requests is not None:
        paths = [request.path for request in provider.requests]
        assert paths == ["/v1/messages"] * fault.requests


async def test_a_malformed_input_is_told_to_the_model(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    fault = FAULTS["A tool's input is no JSON"]
    async with played(fault, provider, service, tmp_path) as host:
        await answered(host, ALICE, "Tabs?")
    [result] = provider.requests[1].body["messages"][-1]["content"]
    assert (result["type"], result["is_error"]) == ("tool_result", True)


def stuck() -> list[Reply]:
    """One that says nothing, one that falls silent, one that never ends; each for its question."""
    silent = begun(*stopped(), hold=4, to="two")()
    return [
        Reply(events=answer("x"), hold=0, to="one"),
        silent,
        Reply(events=for_ever("x"), to="three"),
    ]


async def test_who_asks_meanwhile_gets_their_answer(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    """Of the same person, too, and while more asks hang than the bounds of one member allow."""
    provider.replies = stuck()
    options = Options(judge=False, answer_bytes=50_000_000)
    async with hosted(service, asking(provider), tmp_path, options=options) as host:
        hanging = [
            asyncio.create_task(answered(host, ALICE, question))
            for question in ("one", "two", "three")
        ]
        await provider.held.wait()
        async with asyncio.timeout(30):
            for who in (BOB, ALICE, BOB):
                turn = await answered(host, who, "Tabs?")
                assert (turn.status, turn.text) == ("complete", "Tabs are agreed.")
        growing = host.turns.active(BOB)
        assert [turn.question for turn in growing] == ["one", "two", "three"]
        for turn in growing:
            await host.turns.stop(ALICE, turn.id)
        ended: list[Turn] = await asyncio.gather(*hanging)
    assert [turn.status for turn in ended] == ["partial"] * 3
    assert ended[1].text == BEGUN
    assert all(turn.problem == "Stopped by Alice Adams." for turn in ended)
