"""What speaks of no code and is not used any more: its author is asked, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.ids import TEAM, EntryId
from commonground.core.role import Member
from commonground.errors import InvalidCommand, UnknownId
from commonground.features.entries.commands import Add, Retire
from commonground.features.freshness.commands import Opened, SetAnchor, StillHolds
from commonground.features.freshness.decay import DAY
from commonground.features.freshness.unused import UnusedKeeper
from commonground.features.team.commands import Set
from commonground.registry import context_service
from commonground.service.host import Host
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore
from tests import repository
from tests.features.hosting import answered, hosted
from tests.service.conftest import ALICE, BOB, OLGA, save

pytestmark = pytest.mark.anyio


@dataclass
class Clock:
    """Each call is a millisecond later; ``days`` go by at once."""

    now: int = 1_700_000_000_000

    def __call__(self) -> int:
        self.now += 1
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += int(days * DAY)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def service(clock: Clock) -> AsyncIterator[ContextService]:
    ids = iter(range(1, 1_000))
    made = context_service(
        MemoryStore(),
        clock=clock,
        new_id=lambda prefix: f"{prefix}_{next(ids)}",
        invited=lambda: (ALICE, BOB, OLGA),
    )
    async with made:
        yield made


@pytest.fixture
async def host(service: ContextService, tmp_path: Path) -> AsyncIterator[Host]:
    repository.git(tmp_path, "init", "-b", "main")
    (tmp_path / "orders.py").write_text("RATE = 3\n")
    repository.git(tmp_path, "add", "-A")
    async with hosted(service, ScriptedModel(), tmp_path) as made:
        yield made


async def asked(host: Host, member: Member) -> list[str]:
    keeper = host.find(UnusedKeeper)
    await keeper.look()
    return [str(one.entry) for one in keeper.asked_of(member)]


async def added(host: Host, title: str, body: str = "") -> str:
    add = Add(kind="knowledge", title=title, body=body)
    return (await save(host.service, ALICE, add)).entry.id


async def run(host: Host, who: Member, command: object) -> None:
    await host.service.run(who, command, source="sidebar")  # type: ignore[arg-type]


def times_asked(host: Host) -> int:
    room = next(s for s in host.service.shared() if s.room == TEAM)
    return sum(fact.name == "use:asked" for fact in room.facts.values())


async def test_its_author_alone_is_asked_once_after_28_days_and_again_28_days_after_an_answer(
    host: Host, clock: Clock
) -> None:
    entry = await added(host, "Zebras are striped")
    clock.pass_days(27.9)
    assert await asked(host, ALICE) == []
    clock.pass_days(0.2)
    assert await asked(host, ALICE) == [entry]
    assert (await asked(host, BOB), await asked(host, OLGA)) == ([], [])
    clock.pass_days(40)
    assert await asked(host, ALICE) == [entry]
    assert times_asked(host) == 1
    await run(host, ALICE, StillHolds(entry=entry))
    assert await asked(host, ALICE) == []
    clock.pass_days(28.1)
    assert await asked(host, ALICE) == [entry]
    assert times_asked(host) == 2
    [head] = next(s for s in host.service.shared()).entries[EntryId(entry)].heads
    await run(host, ALICE, Retire(entry=entry, heads=[head.id]))
    assert await asked(host, ALICE) == []


async def test_what_a_question_was_shown_is_used_also_for_a_server_that_starts_later(
    host: Host, clock: Clock
) -> None:
    entry = await added(host, "Zebras are striped")
    other = await added(host, "The moon is far away")
    clock.pass_days(20)
    await answered(host, BOB, "Are zebras striped?")
    clock.pass_days(20)
    used = {entry, other} - set(await asked(host, ALICE))
    assert entry in used
    async with hosted(host.service, ScriptedModel(), host.root) as later:
        assert entry not in await asked(later, ALICE)


async def test_what_was_opened_by_a_link_or_is_named_by_another_entry_is_used(
    host: Host, clock: Clock
) -> None:
    opened, named = await added(host, "Opened"), await added(host, "Named")
    clock.pass_days(20)
    await run(host, BOB, Opened(entry=opened))
    await run(host, BOB, Opened(entry=opened))
    naming = await added(host, "Naming", f"As {named} says.")
    clock.pass_days(20)
    assert await asked(host, ALICE) == []
    room = next(s for s in host.service.shared() if s.room == TEAM)
    said = [fact for fact in room.facts.values() if fact.name == "use:opened"]
    assert [fact.by for fact in said] == [""], "once a week, and nobody is named"
    with pytest.raises(UnknownId):
        await run(host, BOB, Opened(entry="e_none"))
    rows = await host.service.store.events(0, 1_000)
    events = [row.to_wire() for row in rows]
    told = [one for one in events if one["command"] == "opened"]
    assert [(one["actor"], one["source"], one["entry"]) for one in told] == [("", "server", opened)]
    assert "bob" not in {one["actor"] for one in events}, "nor on record"
    clock.pass_days(20)
    assert await asked(host, ALICE) == [opened, named, naming]


async def test_what_is_tied_to_code_does_not_decay(host: Host, clock: Clock) -> None:
    entry = await added(host, "Rates")
    await run(host, BOB, SetAnchor(entry=entry, path="orders.py"))
    clock.pass_days(100)
    assert await asked(host, ALICE) == []


async def test_the_team_says_after_how_many_days_by_kind(host: Host, clock: Clock) -> None:
    await run(host, OLGA, Set(name="decay:knowledge", value="never"))
    entry = await added(host, "Zebras are striped")
    work = (await save(host.service, ALICE, Add(kind="work", title="Painting"))).entry.id
    clock.pass_days(100)
    assert await asked(host, ALICE) == [work]
    await run(host, OLGA, Set(name="decay:knowledge", value=200))
    assert await asked(host, ALICE) == [work]
    clock.pass_days(101)
    assert await asked(host, ALICE) == [entry, work]
    with pytest.raises(InvalidCommand, match="days"):
        await run(host, OLGA, Set(name="decay:work", value=-1))
    with pytest.raises(InvalidCommand, match="kind"):
        await run(host, OLGA, Set(name="decay:nothing", value=1))
