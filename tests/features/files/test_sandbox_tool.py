"""Code that a model proposes runs once a person allowed it: apart, within limits, until stopped."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import anyio
import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.core.question import Question
from commonground.core.turn import Turn
from commonground.errors import InvalidCommand, NotAllowed
from commonground.features.files.sandbox import MAX_OUTPUT, report
from commonground.features.team.commands import Set
from commonground.features.turns.decision import Decisions
from commonground.features.turns.requests import DecideCall
from commonground.sandbox.job import Result
from commonground.service.events import FeedEvent
from commonground.service.host import Host
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA, Ear
from ..hosting import answered, hosted, running

pytestmark = pytest.mark.anyio

FOREVER = "import time\nprint('begun', flush=True)\nwhile True: time.sleep(1)"


def playing(code: str, **more: Any) -> ScriptedModel:
    call = ScriptedCall(tool="run_in_sandbox", input={"code": code, **more})
    return ScriptedModel(default="Said.", uses=[ScriptedUse(when="Please", calls=[call])])


async def decide(host: Host, who: Any, turn: Turn, verdict: str, **more: Any) -> Turn:
    wanted = DecideCall.model_validate({"verdict": verdict, **more})
    return await host.find(Decisions).decide(who, turn.id, turn.calls[0].id, wanted)


class CallEar(Ear):
    """Hears of calls, and can be waited with."""

    def __init__(self) -> None:
        super().__init__(BOB)
        self.news = asyncio.Event()

    def on_event(self, event: FeedEvent) -> None:
        super().on_event(event)
        self.news.set()

    @property
    def told(self) -> list[str]:
        return [event["call"]["status"] for event in self.of("call")]

    async def until(self, *ends: str) -> None:
        with anyio.fail_after(40):
            while not self.told or self.told[-1] not in ends:
                self.news.clear()
                await self.news.wait()


@pytest.fixture
def ear(service: ContextService) -> CallEar:
    found = CallEar()
    service.listen(found)
    return found


async def ended(host: Host, turn: Turn, ear: CallEar) -> Any:
    """The call once it no longer runs."""
    await ear.until("done", "failed", "stopped", "declined")
    found, _ = await running(host).turn(ALICE, turn.id)
    return found.calls[0]


async def test_it_runs_at_a_click_in_whose_name_it_is_with_the_files_it_named(
    service: ContextService, tmp_path: Path, ear: CallEar
) -> None:
    (tmp_path / "beans.csv").write_text("beans\n3\n4\n")
    code = "print(sum(int(n) for n in open('beans.csv').read().split()[1:]), 'beans')"
    async with hosted(service, playing(code, files=["beans.csv"]), tmp_path) as host:
        turn = await answered(host, ALICE, "Please count")
        assert turn.calls[0].status == "proposed"
        assert "nothing has happened" in turn.calls[0].result
        after = await decide(host, BOB, turn, "allow")
        assert (after.calls[0].status, after.calls[0].by) == ("running", "bob")
        call = await ended(host, turn, ear)
    assert (call.status, call.by, call.allowed) == ("done", "bob", "click")
    assert "7 beans" in call.result
    assert "ran to its end" in call.result
    assert ear.told == ["running", "proposed", "running", "done"]


async def test_declined_it_never_runs_and_nobody_else_may_decline(
    service: ContextService, tmp_path: Path, ear: CallEar
) -> None:
    async with hosted(service, playing("print(1)"), tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
        with pytest.raises(NotAllowed):
            await decide(host, BOB, turn, "decline")
        await decide(host, ALICE, turn, "decline")
        with pytest.raises(InvalidCommand, match="decided"):
            await decide(host, ALICE, turn, "allow")
        assert (await ended(host, turn, ear)).status == "declined"


async def test_stop_kills_what_a_click_began(service: ContextService, tmp_path: Path) -> None:
    async with hosted(service, playing(FOREVER), tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
        with pytest.raises(InvalidCommand, match="does not run"):
            await decide(host, ALICE, turn, "stop")
        await decide(host, BOB, turn, "allow")
        await asyncio.sleep(0)
        carol = type(ALICE)("carol", "Carol")
        with pytest.raises(NotAllowed):
            await decide(host, carol, turn, "stop")
        before = time.monotonic()
        after = await decide(host, OLGA, turn, "stop")
        assert after.calls[0].status == "stopped"
        assert time.monotonic() - before < 8
        assert not host.find(Decisions)._running


async def test_where_a_member_lets_it_run_the_model_is_given_what_it_printed_and_stop_ends_it(
    service: ContextService, tmp_path: Path, ear: CallEar
) -> None:
    allow = Set(name="tool-allow:run_in_sandbox", value={"always": True, "threads": []})
    await service.run(ALICE, allow, source="cli")
    model = playing("print(6 * 7)")
    async with hosted(service, model, tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
    assert (turn.calls[0].status, turn.calls[0].allowed) == ("done", "always")
    assert "42" in model.prompts[-1].rounds[0].results[0].text

    async with hosted(service, playing(FOREVER), tmp_path) as host:
        asked = await host.turns.ask(ALICE, Question("Please", "shared", "sidebar"))
        await ear.until("running")
        stopped = await host.turns.stop(ALICE, asked.id)
        assert stopped.calls[0].status == "stopped"


async def test_the_owner_switches_it_off(service: ContextService, tmp_path: Path) -> None:
    await service.run(OLGA, Set(name="tool-policy:run_in_sandbox", value="off"), source="cli")
    async with hosted(service, playing("print(1)"), tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
    assert turn.calls[0].status == "failed"
    assert "switched this tool off" in turn.calls[0].result


@pytest.mark.parametrize(
    "given",
    [
        {"code": "", "files": []},
        {"code": "print(1)", "files": ["../outside"]},
        {"code": "print(1)", "files": [".env"]},
        {"code": "print(1)", "network": True},
    ],
)
async def test_what_it_may_not_have_is_not_given(
    service: ContextService, tmp_path: Path, ear: CallEar, given: dict[str, Any]
) -> None:
    (tmp_path / ".env").write_text("what nobody may read")
    call = ScriptedCall(tool="run_in_sandbox", input=given)
    model = ScriptedModel(default="Said.", uses=[ScriptedUse(when="Please", calls=[call])])
    async with hosted(service, model, tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
        if turn.calls[0].status == "proposed":
            await decide(host, ALICE, turn, "allow")
        assert (await ended(host, turn, ear)).status == "failed"


async def test_what_it_prints_is_cleaned_and_bounded(
    service: ContextService, tmp_path: Path, ear: CallEar
) -> None:
    code = "print('AKIA' + 'Q3ZJ7XKPM2WB5RTD')\nprint('x ' * 50_000)\nraise ValueError('no beans')"
    async with hosted(service, playing(code), tmp_path) as host:
        turn = await answered(host, ALICE, "Please")
        await decide(host, ALICE, turn, "allow")
        call = await ended(host, turn, ear)
    assert "AKIA" + "Q3ZJ7XKPM2WB5RTD" not in call.result
    assert "no beans" in call.result
    assert "raised an error" in call.result
    assert len(call.result) < MAX_OUTPUT + 2_000


def test_each_way_to_end_is_said_in_words() -> None:
    for end in ("time", "memory", "output", "processes", "space", "crashed", "refused"):
        told = report(Result.from_wire({"ended": end, "note": f"Because of {end}."}))
        assert f"Because of {end}." in told
        assert told.startswith("It was") or "crashed" in told
