"""Facts about things that are no entries: gate, audit, sealing, redaction, the feed's word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, ClassVar, Literal, TypedDict

import pytest

from commonground.core.command import Command
from commonground.core.fact import SEALED, facts_about, things
from commonground.core.ids import TEAM, member_room
from commonground.core.plan import Change, Plan
from commonground.core.planner import Planner
from commonground.core.texts import Name, Prose
from commonground.errors import Quarantined
from commonground.features.audit.redaction import MARK, redact
from commonground.features.audit.requests import Redact
from commonground.features.entries.commands import Add
from commonground.gate.gate import own_fingerprints
from commonground.registry import context_service
from commonground.service.feature import Feature
from commonground.service.writer import ContextService
from commonground.store.base import Update
from commonground.store.memory import MemoryStore

from .conftest import ALICE, BOB, NOBODY, OLGA, Ear, make_service

pytestmark = pytest.mark.anyio
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"


class Guess(Command):
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


class Whisper(Command):
    """Words that stay their author's alone until they are revealed; all see that there are some."""

    command: Literal["whisper"] = "whisper"
    about: str
    text: str

    def plan(self, planner: Planner) -> Plan:
        open_ = planner.fact(self.about, "whisper:there", {})
        hidden = planner.fact(self.about, f"{SEALED}whisper:text", {"text": self.text})
        writes = ((TEAM, Change(facts=(open_,))), (planner.own_room, Change(facts=(hidden,))))
        return Plan(writes, thing=self.about)


class Reveal(Command):
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


class GuessSaid(TypedDict, total=False):
    """What everybody sees of a guess."""

    text: Prose
    to: Name


GUESSES = Feature("guesses", commands=(Guess, Whisper, Reveal), facts={"guess:said": GuessSaid})


@pytest.fixture
async def service(store: MemoryStore) -> AsyncIterator[ContextService]:
    async with make_service(store, GUESSES) as made:
        yield made


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


async def test_a_secret_in_the_form_of_an_id_passes_no_gate(service: ContextService) -> None:
    key = "sk_" + "live_4ec39hqlyjwdarjtt1zdp7dc"
    guesses = (Guess(about="g_1", text=key), Guess(about="g_1", to=key), Guess(about=key))
    for guess in guesses:
        with pytest.raises(Quarantined):
            await service.run(ALICE, guess, source="cell")
    assert service.shared()[0].facts == {}


async def test_a_secret_is_kept_back_when_it_is_sealed_not_when_it_is_revealed(
    service: ContextService,
) -> None:
    with pytest.raises(Quarantined):
        await service.run(ALICE, Whisper(about="g_1", text=f"It is {KEY}"), source="cell")
    assert service.shared()[0].facts == {}
    await service.run(ALICE, Whisper(about="g_1", text="Too slow"), source="cell")
    await service.run(OLGA, Reveal(about="g_1"), source="cell")
    [fact] = [f for f in facts_about(service.shared(), "g_1") if f.name == "whisper:text"]
    assert (fact.by, fact.value["text"]) == ("alice", "Too slow")


async def test_what_became_a_secret_since_it_was_sealed_is_taken_out_and_stops_no_reveal(
    store: MemoryStore,
) -> None:
    """One member's words must not keep everybody's hidden for good."""
    service, own = make_service(store), set[bytes]()
    service = context_service(
        store,
        clock=service.clock,
        new_id=service.new_id,
        gate_key=b"k" * 32,
        own=lambda: frozenset(own),
    )
    async with service:
        word = "correct-Horse-77-battery"
        await service.run(ALICE, Whisper(about="g_1", text=f"Try {word}"), source="cell")
        await service.run(BOB, Whisper(about="g_1", text="Too slow"), source="cell")
        own |= own_fingerprints({"DB_PASSWORD": word}, b"k" * 32)
        done = await service.run(OLGA, Reveal(about="g_1"), source="cell")
        facts = facts_about(service.shared(), "g_1")
        shown = {f.by: f.value["text"] for f in facts if f.name == "whisper:text"}
        assert shown["bob"] == "Too slow"
        assert word not in shown["alice"]
        assert [found["field"] for found in done.redacted] == ["text"]


async def test_the_record_of_the_team_holds_no_sealed_words(
    service: ContextService, store: MemoryStore
) -> None:
    await service.run(ALICE, Whisper(about="g_1", text="Too slow"), source="cell")
    [row] = await store.events(0, 10)
    assert (row.event.room, row.event.entry, row.event.text) == (TEAM, "g_1", None)


async def test_the_record_names_the_thing_and_commits_to_the_words(
    service: ContextService, store: MemoryStore
) -> None:
    await service.run(ALICE, Guess(about="g_1", text="Many words"), source="cell")
    [row] = await store.events(0, 10)
    assert (row.event.command, row.event.entry) == ("guess", "g_1")
    assert row.event.text == "Many words"


async def test_a_redaction_reaches_what_others_sealed_and_no_other_word_of_theirs(
    service: ContextService,
) -> None:
    leak = "the blue whale project"
    note = await service.run(ALICE, Add(kind="note", title=f"Of {leak}"), source="sidebar")
    await service.run(ALICE, Whisper(about="g_1", text=leak), source="cell")
    done = await redact(service, OLGA, Redact(text=leak, reason="A customer's name"), source="cli")
    assert done.versions == 1
    await service.run(OLGA, Reveal(about="g_1"), source="cell")
    facts = facts_about(service.shared(), "g_1")
    told = [f.value["text"] for f in facts if f.name == "whisper:text"]
    assert told == [MARK]
    own = await service.snapshot(ALICE, member_room("alice"))
    assert note.entry is not None
    assert own.entries[note.entry.id].heads[0].title == f"Of {leak}"


async def test_a_redaction_takes_a_text_out_of_facts(service: ContextService) -> None:
    leak = "the blue whale project"
    await service.run(ALICE, Guess(about="g_1", text=f"For {leak}"), source="cell")
    done = await redact(service, OLGA, Redact(text=leak, reason="A customer's name"), source="cli")
    assert done.versions == 1
    [fact] = facts_about(service.shared(), "g_1")
    assert fact.value["text"] == f"For {MARK}"
    assert (fact.by, fact.name) == ("alice", "guess:said")
