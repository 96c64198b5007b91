"""A model that reads pictures gets those of the cells above; one that does not, says so."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.anthropic import AnthropicModel
from commonground.ai.secret import Secret
from commonground.core.notebook import NoNotebooks
from commonground.core.picture import SEE, CellPicture
from commonground.core.prompt import Cell
from commonground.core.turn import Turn
from commonground.features.team.commands import Set
from commonground.service.writer import ContextService

from ...ai.conftest import INFO, KEY
from ...ai.provider import Provider, Reply, answer
from ...service.conftest import ALICE, OLGA
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio

PLOT = CellPicture("image/png", base64.b64encode(b"\x89PNG\r\n\x1a\nbars").decode())
REFUSED = {
    "type": "error",
    "error": {
        "type": "invalid_request_error",
        "message": "image input is not supported - you may need to provide the mmproj",
    },
}


class Plotted(NoNotebooks):
    """A notebook with a figure above the question."""

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        return (Cell("code", "bars.plot()", "<Figure>", pictures=(PLOT,)),)


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as running:
        yield running


async def asked(
    provider: Provider, service: ContextService, root: Path, *, sees: bool = True
) -> Turn:
    info = replace(INFO, sees=sees, window=100_000)
    model = AnthropicModel(
        info, base_url=provider.url, max_tokens=100, loopback=True, key=Secret(KEY)
    )
    where = {"source": "cell", "path": "a.ipynb", "cell": "c9"}
    async with hosted(service, model, root, notebooks=Plotted()) as host:
        return await answered(host, ALICE, "What do the bars say?", **where)


def content(provider: Provider, request: int = -1) -> list[dict[str, Any]]:
    return list(provider.requests[request].body["messages"][0]["content"])


async def test_it_comes_just_before_the_question(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    turn = await asked(provider, service, tmp_path)
    assert (turn.status, turn.problem) == ("complete", None)
    *_, cells, name, image, question = content(provider)
    assert '<picture n="1"/>' in cells["text"]
    assert name["text"] == "Picture 1:"
    source = {"type": "base64", "media_type": "image/png", "data": PLOT.data}
    assert image == {"type": "image", "source": source}
    assert "<question>" in question["text"]


async def test_one_that_reads_none_is_asked_without_and_the_answer_says_so(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    turn = await asked(provider, service, tmp_path, sees=False)
    assert turn.status == "complete"
    assert "is not known to read pictures, so the picture of the cells above went unseen" in str(
        turn.problem
    )
    assert not [block for block in content(provider) if block["type"] == "image"]


async def test_a_server_that_refuses_it_is_asked_again_without(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    provider.replies = [Reply(400, REFUSED), Reply(events=answer("Tabs are agreed."))]
    turn = await asked(provider, service, tmp_path)
    assert (turn.status, turn.text) == ("complete", "Tabs are agreed.")
    assert "went unseen" in str(turn.problem)
    assert [b["type"] for b in content(provider, 0)].count("image") == 1
    assert [b["type"] for b in content(provider, 1)].count("image") == 0
    assert "<picture/>" in "".join(b["text"] for b in content(provider, 1))


async def test_the_team_may_have_none_shown(
    provider: Provider, service: ContextService, tmp_path: Path
) -> None:
    await service.run(OLGA, Set(name=f"tool-policy:{SEE}", value="off"), source="test")
    turn = await asked(provider, service, tmp_path)
    assert turn.problem is None
    assert "<picture" not in "".join(b.get("text", "") for b in content(provider))
    assert not [block for block in content(provider) if block["type"] == "image"]
