"""What no honest kernel says of a finding: refused, or broken by itself while the others stand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId
from commonground.errors import InvalidCommand
from commonground.features.findings.commands import ShareFinding
from commonground.features.findings.gathered import from_pieces, in_pieces
from commonground.features.findings.model import SharedFinding
from commonground.features.findings.runner import FindingKeeper
from commonground.features.findings.views import finding_view
from commonground.features.freshness.keeper import FreshnessKeeper
from commonground.service.writer import ContextService

from ...service.conftest import ALICE
from ..hosting import hosted
from .sharing import gathered, service_of

pytestmark = pytest.mark.anyio
FILE = {"path": "a.csv", "size": 1, "digest": "0" * 64}


@pytest.mark.parametrize(
    "held", ["https://example.org/seen.png", "data:image/svg+xml,<svg/>", "javascript:1", 7, None]
)
def test_only_a_picture_is_answered_as_one(held: Any) -> None:
    """A browser asks for what stands there."""
    entry = Entry(EntryId("e_1"), "knowledge", TEAM, "alice", 1)
    assert SharedFinding(entry, {"output": {"picture": held}}, "alice", 1).picture == ""


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[ContextService]:
    async with service_of(tmp_path) as made:
        yield made


def _figure(value: Any) -> dict[str, Any]:
    return {"figures": [{"name": "churn", "value": value, "checked": ""}]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"packages": {"": "1"}},
        {"packages": {"../x": "1"}},
        {"packages": {"a\0b": "1"}},
        _figure(None),
        _figure(float("nan")),
        _figure(float("inf")),
        _figure(10**400),
        {"files": [FILE | {"path": "a\0.csv"}]},
        {"files": [FILE | {"path": ""}]},
    ],
    ids=lambda wrong: json.dumps(wrong, default=str)[:40],
)
def test_what_no_kernel_says_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidCommand, match="can't be read"):
        from_pieces(in_pieces(gathered() | wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"here": True, "packages": {"": "1"}},
        {"files": [FILE | {"place": "a\0.csv"}]},
        {"figures": [{"name": "churn", "value": None, "checked": ""}]},
        {"figures": [{"name": "churn", "value": float("nan"), "checked": ""}]},
        {"files": 7},
        {"output": None},
    ],
    ids=lambda wrong: json.dumps(wrong, default=str)[:40],
)
async def test_one_that_came_in_some_other_way_is_broken_and_the_rest_stand(
    service: ContextService, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    """A record of a file holds what it likes; no question and no list ends of it."""
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        keeper = host.find(FindingKeeper)
        made = await keeper.made(from_pieces(in_pieces(gathered())), None)
        for claim, held in (("Bad", made | wrong), ("Good", made)):
            await service.run(ALICE, ShareFinding(title=claim, made=held), source="cell")
        await keeper.look()
        assert await host.find(FreshnessKeeper).code_states() is not None
        states = keeper.anchors()
        shown = {
            one.claim: finding_view(one, states.get(one.entry.id, ()), (), ())
            for one in keeper.findings(ALICE)
        }
        assert shown["Bad"].state == "broken"
        assert shown["Bad"].cause
        assert shown["Good"].state == "fresh"
