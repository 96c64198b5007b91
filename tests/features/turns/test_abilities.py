"""After the first answer it is found out, under the team's budget, what the model can do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commonground.features.cost.model import DAY
from commonground.service.host import Host, Options
from commonground.service.own_calls import OwnCalls
from commonground.service.writer import ContextService

from ...ai.provider import Provider
from ...ai.test_learning import CALLS, FILLS, learning, refusal
from ...service.conftest import ALICE
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as running:
        yield running


async def purposes(host: Host) -> list[str | None]:
    since = host.service.clock() - DAY
    return [spent.purpose for spent in await host.service.store.spent(since)]


async def test_it_is_found_out_once_and_is_on_record(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    model = learning(provider)
    async with hosted(service, model, tmp_path, options=Options(judge=False)) as host:
        calls = host.find(OwnCalls)
        assert calls.capable() is not None
        provider.replies = [provider.reply, CALLS, refusal("no image input"), FILLS]
        assert (await answered(host, ALICE, "Tabs?")).status == "complete"
        await calls.learn()
        assert model.info.lacks == ("pictures",)
        asked = len(provider.requests)
        await answered(host, ALICE, "And spaces?")
        assert len(provider.requests) == asked + 1
        assert (await purposes(host)).count("probe") == 1


async def test_one_that_fills_in_no_forms_judges_nothing(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    model = learning(provider)
    provider.replies = [CALLS, CALLS, refusal("output_config: unknown field")]
    async with hosted(service, model, tmp_path, options=Options(judge=False)) as host:
        calls = host.find(OwnCalls)
        await calls.learn()
        assert calls.capable() is None
        assert host.turns.info_of().lacks == ("pictures", "forms")


async def test_who_wants_no_such_requests_has_none(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    model = learning(provider)
    options = Options(judge=False, learn=False)
    async with hosted(service, model, tmp_path, options=options) as host:
        await answered(host, ALICE, "Tabs?")
        await answered(host, ALICE, "And spaces?")
    assert len(provider.requests) == 2
