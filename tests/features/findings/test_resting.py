"""What rests on a finding: whatever names it where the asking member may read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.ai.scripted import ScriptedModel
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId, Room, member_room
from commonground.core.revision import Revision, Status
from commonground.core.snapshot import Snapshot
from commonground.features.entries.commands import Add, Retire
from commonground.features.findings.gathered import in_pieces
from commonground.features.findings.resting import Resting, resting_on
from commonground.features.findings.routes import findings, page
from commonground.features.findings.runner import FindingKeeper
from commonground.features.findings.verbs import VERBS
from commonground.features.messages.commands import Handoff
from commonground.features.messages.model import Message
from commonground.service.route import Asked
from commonground.service.verb import Call, Verbs
from tests.effort import examples
from tests.features.hosting import hosted

from ...service.conftest import ALICE, BOB, save
from .sharing import gathered, service_of

CLAIM = "Churn doubled in May"
FINDINGS = ("e_f0", "e_f1", "e_f2")
_WAYS = {
    "id": lambda key: f"As {key} has it.",
    "sign": lambda key: f"See @entry:{key}, too.",
    "claim": lambda key: f'By @entry:"claim of {key[2:].upper()}".',
    "code": lambda key: f'`@entry:"Claim of {key[2:]}"` is only written.',
    "part": lambda key: f"{key}9 and x{key} are others.",
    "none": lambda key: "Nothing of it.",
}
NAMES = ("id", "sign", "claim")


def _entry(
    key: str, title: str, body: str = "", room: Room = TEAM, status: Status = "accepted",
    links: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    made = Revision(
        RevisionId(f"r_{key}"), EntryId(key), (), "alice", 1, title, body, status, links=links
    )
    return Entry(EntryId(key), "knowledge", room, "alice", 1, {made.id: made})


def _rooms(entries: list[Entry]) -> list[Snapshot]:
    held: dict[Room, dict[EntryId, Entry]] = {}
    for one in entries:
        held.setdefault(one.room, {})[one.id] = one
    return [Snapshot(room, those) for room, those in held.items()]


_ONE = st.tuples(
    st.sampled_from(FINDINGS),
    st.sampled_from(sorted(_WAYS)),
    st.sampled_from((TEAM, Room("area:shop"), member_room("bob"))),
    st.sampled_from(("accepted", "proposed", "retired", "rejected")),
    st.sampled_from(("", *FINDINGS)),
)


@settings(max_examples=examples(200))
@given(st.lists(_ONE, max_size=8), st.lists(_ONE, max_size=4))
def test_it_is_whatever_speaks_and_names_it_in_a_shared_room(
    entries: list[Any], messages: list[Any]
) -> None:
    """Each once, whatever else names it; never what is private, over, or the finding itself."""
    findings = {
        EntryId(key): _entry(key, f"Claim of {key[2:]}", f"{key} is me.") for key in FINDINGS
    }
    written = [
        _entry(
            f"e_x{place}", "One", _WAYS[way](key), room, status,
            (f"r_{linked}",) if linked else (),
        )
        for place, (key, way, room, status, linked) in enumerate(entries)
    ]  # fmt: skip
    sent = [
        Message(
            f"m_{place}", "handoff", "bob", 2, ("@all",), "Yours", _WAYS[way](key),
            sides=(f"r_{linked}",) if linked else (), withdrawn=2 if status == "retired" else None,
        )
        for place, (key, way, _, status, linked) in enumerate(messages)
    ]  # fmt: skip
    found = resting_on(findings, _rooms([*findings.values(), *written]), sent)
    assert set(found) == set(findings)
    for wanted, resting in found.items():
        expected = {
            f"e_x{place}"
            for place, (key, way, room, status, linked) in enumerate(entries)
            if ((key == wanted and way in NAMES) or linked == wanted)
            and room != member_room("bob") and status in ("accepted", "proposed")
        } | {
            f"m_{place}"
            for place, (key, way, _, status, linked) in enumerate(messages)
            if ((key == wanted and way in NAMES) or linked == wanted) and status != "retired"
        }  # fmt: skip
        assert sorted(one.id for one in resting) == sorted(expected)
        assert [one.at for one in resting] == sorted((o.at for o in resting), reverse=True)


def _call(line: str, made: dict[str, Any] | None = None) -> Call:
    def question(text: str) -> Any:
        raise NotImplementedError

    return Call(ALICE, line, "", "cell", question, vars=in_pieces(made) if made else {})


@pytest.mark.anyio
async def test_each_is_told_what_they_may_read(tmp_path: Path) -> None:
    """A colleague's note that names it is nobody's business; what is taken back rests no more."""
    canary = "canary-note-5d1c"
    async with service_of(tmp_path) as service, hosted(service, ScriptedModel(), tmp_path) as host:
        await Verbs(VERBS).perform(host, "finding", _call(CLAIM, gathered()))
        await Verbs(VERBS).perform(host, "finding", _call("Churn was 0.2 in June", gathered()))
        keeper = host.find(FindingKeeper)
        key = next(one.id for one in keeper.findings(ALICE) if one.claim == CLAIM)
        named = f'It follows from @entry:"{CLAIM}".'
        await save(service, BOB, Add(kind="note", title=canary, body=f"{key} is wrong."))
        decided = await save(service, BOB, Add(kind="decision", title="Call them", body=named))
        handoff = Handoff(to=["@all"], title="Churn is yours", body=f"See {key}.", left="All")
        await service.run(BOB, handoff, source="sidebar")
        for member in (ALICE, BOB):
            answer = await findings.handle(Asked(host, member, "sidebar"))
            assert canary not in str(answer)
            (one,) = (found for found in answer.findings if found.id == key)
            told = [(it.kind, it.title, it.state) for it in one.resting]
            assert told == [
                ("handoff", "Churn is yours", "open"), ("decision", "Call them", "proposed"),
            ]  # fmt: skip
            saved = await page.handle(Asked(host, member, "sidebar", {"finding": key}))
            assert "What rests on it" in saved.text
            assert "Call them" in saved.text
            assert canary not in saved.text
        known = keeper.resting(ALICE)
        assert keeper.resting(BOB) is known, "read once for all, until something changes"
        gone = Retire(entry=decided.entry.id, heads=[decided.revision], reason="no")
        await service.run(BOB, gone, source="sidebar")
        left = [one.kind for one in keeper.resting(ALICE)[EntryId(key)]]
        assert keeper.resting(ALICE) is not known
        assert left == ["handoff"]


def test_without_findings_nothing_is_looked_through() -> None:
    def unread() -> Iterator[Snapshot]:
        raise AssertionError("a room was looked through")
        yield

    assert resting_on({}, unread(), ()) == {}


def test_another_finding_is_told_as_one() -> None:
    findings = {EntryId(key): _entry(key, key, body) for key, body in (("e_a", ""), ("e_b", "e_a"))}
    found = resting_on(findings, _rooms(list(findings.values())), ())
    assert found == {
        EntryId("e_a"): (Resting("e_b", "finding", "e_b", "alice", 1, "accepted"),),
        EntryId("e_b"): (),
    }
