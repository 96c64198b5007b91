"""A figure is defined once: who may, what holds meanwhile, and what two people said at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.bundle import METRIC_MIME
from commonground.core.role import Member
from commonground.errors import InvalidCommand
from commonground.features.entries.commands import Edit
from commonground.features.metrics.verbs import VERBS, formulas, names
from commonground.features.team.commands import Set
from commonground.service.host import Host
from commonground.service.verb import Call, Shown, Verbs
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA
from ..hosting import hosted

pytestmark = pytest.mark.anyio
REVENUE = "revenue = orders.amount.sum()"
NET = "revenue = orders.net.sum()"


async def say(host: Host, who: Member, line: str, body: str = "") -> Shown:
    def question(text: str) -> Any:
        raise NotImplementedError

    word, _, rest = line.partition(" ")
    return await Verbs(VERBS).perform(host, word, Call(who, rest, body, "cell", question))


async def test_one_definition_is_a_convention_and_is_computed_by_its_name(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        assert "No metrics yet" in (await say(host, ALICE, "metrics")).markdown
        await say(host, OLGA, f"metric {REVENUE}", "Net of VAT.")
        before = service.shared()[0].entries
        (entry,) = before.values()
        assert (entry.kind, entry.heads[0].title) == ("convention", "Metric: revenue")
        await say(host, OLGA, "metric revenue=orders.amount.sum( )", "Net of VAT.")
        assert service.shared()[0].entries == before
        shown = await say(host, BOB, "metric revenue")
        assert shown.data[METRIC_MIME]["expression"] == "orders.amount.sum()"
        assert "Net of VAT." in shown.markdown
        assert list(names(host)) == ["revenue"]
        assert list(formulas(host)) == [f"|{REVENUE}"]
        assert REVENUE in (await say(host, ALICE, "metrics")).markdown
        with pytest.raises(InvalidCommand, match="There is no metric 'churn'"):
            await say(host, BOB, "metric churn")


async def test_what_waits_for_the_owner_is_shown_and_not_handed_to_a_kernel(
    service: ContextService, tmp_path: Path
) -> None:
    await service.run(OLGA, Set(name="policy:convention", value="review"), source="cli")
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        made = await say(host, BOB, f"metric {REVENUE}")
        assert "waits for the context owner" in made.markdown
        with pytest.raises(InvalidCommand, match=r"sum\(\): waits for the context owner"):
            await say(host, ALICE, "metric revenue")
        assert list(formulas(host)) == []
        await say(host, OLGA, f"metric {REVENUE}", "By the owner.")
        changed = await say(host, BOB, f"metric {NET}")
        assert f"until then `{REVENUE}` holds" in changed.markdown
        shown = await say(host, ALICE, "metric revenue")
        assert shown.data[METRIC_MIME]["expression"] == "orders.amount.sum()"


async def test_two_definitions_at_once_are_a_dispute_and_none_of_them_is_computed(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await say(host, OLGA, f"metric {REVENUE}")
        (entry,) = service.shared()[0].entries.values()
        (head,) = entry.heads
        for line in ("gross", "net"):
            body = head.body.replace("amount", line)
            edit = Edit(entry=entry.id, heads=[head.id], title=head.title, body=body)
            await service.run(OLGA, edit, source="sidebar")
        with pytest.raises(InvalidCommand, match="in dispute"):
            await say(host, ALICE, "metric revenue")
        assert list(formulas(host)) == []
        with pytest.raises(InvalidCommand, match="side by side"):
            await say(host, OLGA, f"metric {NET}")
        assert len(service.shared()[0].entries[entry.id].heads) == 2


async def test_what_holds_goes_on_holding_while_two_proposals_wait(
    service: ContextService, tmp_path: Path
) -> None:
    await service.run(OLGA, Set(name="policy:convention", value="review"), source="cli")
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await say(host, OLGA, f"metric {REVENUE}")
        (entry,) = service.shared()[0].entries.values()
        (head,) = entry.heads
        for line in ("gross", "net"):
            body = head.body.replace("amount", line)
            edit = Edit(entry=entry.id, heads=[head.id], title=head.title, body=body)
            await service.run(BOB, edit, source="sidebar")
        shown = await say(host, ALICE, "metric revenue")
        assert shown.data[METRIC_MIME]["expression"] == "orders.amount.sum()"
        assert list(formulas(host)) == [f"|{REVENUE}"]


async def test_a_definition_is_never_changed_by_the_gate(
    service: ContextService, tmp_path: Path
) -> None:
    """The filter would then drop nobody, and everybody would compute another number."""
    line = "metric revenue = orders[orders.mail != 'bob.miller@example.com'].amount.sum()"
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        with pytest.raises(InvalidCommand, match="holds customer data"):
            await say(host, OLGA, line)
    assert not service.shared()[0].entries


async def test_code_in_a_definition_ends_no_code(service: ContextService, tmp_path: Path) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        await say(host, OLGA, "metric x = df['`` [click](http://evil) ``'].sum()", "# BIG")
        shown = (await say(host, ALICE, "metrics")).markdown
    assert shown.startswith("- ``` x = df['`` [click](http://evil) ``'].sum() ``` (defined")
    assert "“# BIG”" in shown
