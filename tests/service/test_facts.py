"""Facts about things that are no entries: gate, audit, sealing, redaction, the feed's word."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import pytest

from commonground.core.changes import Change, Plan, Planner
from commonground.core.commands import FactCommand, Redact
from commonground.core.entries import TEAM, member_room
from commonground.core.facts import SEALED, facts_about, things
from commonground.core.roles import NEEDS
from commonground.errors import Quarantined
from commonground.redaction import MARK, redact
from commonground.service import ContextService
from commonground.store.base import Update
from commonground.store.memory import MemoryStore

from .conftest import ALICE, BOB, NOBODY, OLGA, Ear, make_service

pytestmark = pytest.mark.anyio
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"


class Guess(FactCommand):
    """A number that stays its author's alone until it is revealed; a text that does not."""

    command: Literal["guess"] = "guess"
    about: str
    number: int = 0
    text: str = ""
    to: str = ""

    def plan(self, planner: Planner) -> Plan:
        said = {"text": self.text, "to": self.to}
        open_ = planner.fact(self.about, "guess:said", said)
        hidden = planner.fact(self.about, f"{SEALED}guess:number", {"number": self.number})
        writes = ((TEAM, Change(facts=(open_,))), (planner.own_room, Change(facts=(hidden,))))
        return Plan(writes, thing=self.about)


class Reveal(FactCommand):
    """Makes every number known, with who said it and when."""

    command: Literal["reveal"] = "reveal"
    about: str
    reveals: ClassVar[bool] = True

    @property
    def thing(self) -> str:
        return self.about

    def plan(self, planner: Planner) -> Plan:
        done = planner.fact(self.about, "guess:revealed", {})
        return Plan(((TEAM, Change(facts=(*planner.revealed(), done))),), thing=self.about)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of roles knows them, as it knows the product's own."""
    for name in ("guess", "reveal"):
        monkeypatch.setitem(NEEDS, name, "contributor")  # type: ignore[misc]


def numbers(service: ContextService) -> list[tuple[str, Any]]:
    facts = facts_about(service.shared(), "g_1")
    return [(f.by, f.value["number"]) for f in facts if f.name == "guess:number"]


async def test_sealed_facts_reach_nobody_else_until_they_are_revealed_with_their_authors(
    service: ContextService,
) -> None:
    ear = Ear(BOB)
    service.listen(ear)
    await service.run(ALICE, Guess(about="g_1", number=5), source="cell")
    await service.run(BOB, Guess(about="g_1", number=8), source="cell")
    await service.run(ALICE, Guess(about="g_2", number=3), source="cell")
    assert numbers(service) == []
    assert {room for room, _ in ear.updates} == {TEAM, member_room("bob")}
    await service.run(OLGA, Reveal(about="g_1"), source="cell")
    assert numbers(service) == [("alice", 5), ("bob", 8)]
    again = await service.run(OLGA, Reveal(about="g_1"), source="cell")
    assert again.thing == "g_1"
    assert numbers(service) == [("alice", 5), ("bob", 8)]


async def test_those_who_follow_the_room_are_told_of_what_something_was_said(
    service: ContextService,
) -> None:
    alice, nobody = Ear(ALICE), Ear(NOBODY)
    service.listen(alice)
    service.listen(nobody)
    await service.run(ALICE, Guess(about="g_1"), source="cell")
    said = {"type": "facts", "about": ["g_1"]}
    assert nobody.of("facts") == [said | {"names": ["guess:said"]}]
    assert alice.of("facts") == [
        said | {"names": ["guess:said"]},
        said | {"names": ["sealed:guess:number"]},
    ]


async def test_another_servers_facts_are_told_and_kept(service: ContextService) -> None:
    class Mail(Ear):
        def on_update(self, room: Any, update: bytes) -> None:
            if room == TEAM:
                self.updates.append((room, update))

    mail, ear = Mail(ALICE), Ear(BOB)
    service.listen(mail)
    async with make_service(MemoryStore()) as other:
        other.listen(ear)
        await service.run(ALICE, Guess(about="g_1", text="Said there"), source="cell")
        for number, (room, data) in enumerate(mail.updates, start=1):
            await other.receive(Update(room, "elsewhere", number, data))
        [fact] = facts_about(other.shared(), "g_1")
        assert (fact.by, fact.value["text"]) == ("alice", "Said there")
        assert ear.of("facts") == [{"type": "facts", "about": ["g_1"], "names": ["guess:said"]}]


async def test_texts_pass_the_gate_and_names_stay_names(service: ContextService) -> None:
    with pytest.raises(Quarantined):
        await service.run(ALICE, Guess(about="g_1", text=f"It is {KEY}"), source="cell")
    with pytest.raises(Quarantined):
        await service.run(ALICE, Guess(about="g_1", to=KEY), source="cell")
    assert things(service.shared(), "g_") == {}
    mail = "ann.smith@customer-mail.com"
    await service.run(ALICE, Guess(about="g_1", text=f"Ask {mail}", to=mail), source="cell")
    [fact] = facts_about(service.shared(), "g_1")
    assert mail not in fact.value["text"]
    assert fact.value["to"] == mail


async def test_the_record_names_the_thing_and_commits_to_the_words(
    service: ContextService, store: MemoryStore
) -> None:
    await service.run(ALICE, Guess(about="g_1", text="Many words"), source="cell")
    [row] = await store.events(0, 10)
    assert (row.event.command, row.event.entry) == ("guess", "g_1")
    assert row.event.text == "Many words"


async def test_a_redaction_takes_a_text_out_of_facts(service: ContextService) -> None:
    leak = "the blue whale project"
    await service.run(ALICE, Guess(about="g_1", text=f"For {leak}"), source="cell")
    done = await redact(service, OLGA, Redact(text=leak, reason="A customer's name"), source="cli")
    assert done.versions == 1
    [fact] = facts_about(service.shared(), "g_1")
    assert fact.value["text"] == f"For {MARK}"
    assert (fact.by, fact.name) == ("alice", "guess:said")
