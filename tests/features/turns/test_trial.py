"""Try before you accept: one question with and without a proposed entry, for its owner alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.core.question import TRIAL, Question, Trial
from commonground.core.role import Member
from commonground.core.turn import Turn
from commonground.errors import InvalidCommand, UnknownId
from commonground.features.cost.runner import CostKeeper
from commonground.features.entries.commands import Add, Edit
from commonground.features.review.commands import Accept
from commonground.service.host import Host
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, OLGA, save
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio

FLOATS, CENTS = "Amounts are floats", "Amounts are integers of cents"


async def tried(host: Host, entry: Any, holds: bool, member: Member = OLGA) -> Turn:
    trial = Trial(entry, holds)
    return await answered(
        host, member, "How are amounts kept?", visibility="private", source=TRIAL, trial=trial
    )


async def test_the_question_is_answered_with_and_without_it_and_nothing_is_written(
    service: ContextService, tmp_path: Path
) -> None:
    model = ScriptedModel()
    async with hosted(service, model, tmp_path) as host:
        proposed = await save(service, ALICE, Add(kind="convention", title=CENTS))
        without = await tried(host, proposed.entry.id, False)
        holding = await tried(host, proposed.entry.id, True)
        assert (without.shown, holding.shown) == ((), (proposed.revision,))
        before, after = ("\n".join((*p.shared, *p.own)) for p in model.prompts)
        assert CENTS not in before
        assert CENTS in after
        assert 'status="proposed"' not in after, "as if it held"
        (room,) = (room for room in service.shared() if room.entries)
        assert room.entries[proposed.entry.id].standing[0].status == "proposed"
        seen = await host.turns.turns(ALICE, limit=10, before=None)
        assert seen == (), "the owner's alone"
        lines = (await host.find(CostKeeper).answer(OLGA, 1)).lines
        assert [(line.who, line.turns) for line in lines] == [("olga", 2)]


async def test_of_a_change_the_question_is_shown_either_version(
    service: ContextService, tmp_path: Path
) -> None:
    model = ScriptedModel()
    async with hosted(service, model, tmp_path) as host:
        old = await save(service, OLGA, Add(kind="convention", title=FLOATS))
        edit = Edit(entry=old.entry.id, heads=[old.revision], title=CENTS)
        new = await save(service, ALICE, edit)
        await tried(host, old.entry.id, False)
        await tried(host, old.entry.id, True)
        before, after = ("\n".join((*p.shared, *p.own)) for p in model.prompts)
        assert (FLOATS in before, CENTS in before) == (True, False)
        assert (FLOATS in after, CENTS in after) == (False, True)
        await save(service, OLGA, Accept(entry=old.entry.id, heads=[new.revision]))
        with pytest.raises(InvalidCommand, match="does not wait"):
            await tried(host, old.entry.id, True)
        with pytest.raises(UnknownId):
            await tried(host, "e_none", True)


async def test_no_tool_finds_the_proposal_where_it_is_left_out(
    service: ContextService, tmp_path: Path
) -> None:
    uses = [ScriptedUse(when="amounts", calls=[ScriptedCall(tool="search_context", input={})])]
    async with hosted(service, ScriptedModel(uses=uses), tmp_path) as host:
        proposed = await save(service, ALICE, Add(kind="convention", title=CENTS))
        assert (await tried(host, proposed.entry.id, False)).calls == ()
        asked = await host.turns.ask(OLGA, Question("amounts?", "private", "sidebar"))
        *_, last = [piece async for piece in host.turns.follow(OLGA, asked.id)]
        assert isinstance(last, Turn)
        assert last.calls
