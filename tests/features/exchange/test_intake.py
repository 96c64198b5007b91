"""What an import may not do: overwrite, leak, speak for somebody, or half of anything."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from commonground.core.ids import member_room
from commonground.core.turn import Turn, TurnId
from commonground.errors import NotAllowed
from commonground.features.messages.inbox import inbox_of
from commonground.service.host import Host

from .making import ANN, BOB, OLGA, Json, exported, imported, said, server, things

pytestmark = pytest.mark.anyio
SECRET = "AKIA" + "Z7Q2M4N8P6R3S5T9"


async def an_entry(host: Host, title: str = "Ports from 9000", **fields: Any) -> Any:
    made = await said(host, OLGA, "add", **{"kind": "convention", "title": title, **fields})
    return made.entry


def record(key: str = "e_theirs", **version: Any) -> Json:
    """An entry of a file that somebody else wrote."""
    said_so = {
        "id": f"r_{key}", "author": "olga", "at": 1_600_000_000_000, "title": "From elsewhere",
        "status": "accepted", **version,
    }  # fmt: skip
    return {
        "record": "entry", "room": "team", "id": key, "kind": "convention", "created_by": "olga",
        "created_at": 1_600_000_000_000, "revisions": [said_so],
    }  # fmt: skip


async def test_what_says_something_else_stands_beside_it_in_dispute() -> None:
    async with server() as host:
        entry = await an_entry(host)
        out = await exported(host)
        forged = json.loads(json.dumps(out))
        (theirs,) = [r for r in forged if r["record"] == "entry"]
        theirs["revisions"][0]["title"] = "Ports from 1000"
        report = await imported(host, forged)
        assert report.counts["dispute"] == 1
        (told,) = [item for item in report.told if item["what"] == "dispute"]
        assert told["why"] == "It says something else here: both stand."
        now = host.service.shared()[0].entries[entry.id]
        assert {head.title for head in now.heads} == {"Ports from 9000", "Ports from 1000"}
        assert now.revisions[entry.heads[0].id].author == "olga"
        again = await imported(host, forged)
        assert set(again.counts) == {"known"}


async def test_nobody_is_made_to_say_what_a_file_claims() -> None:
    async with server() as host:
        await imported(host, [record()])
        (revision,) = host.service.shared()[0].entries["e_theirs"].revisions.values()  # type: ignore[index]
        assert revision.author == "imported:olga"
        events = [row.event for row in await host.service.store.events(0, 100)]
        assert [(e.actor, e.command) for e in events] == [("ann", "import")]
        assert "imported:olga" not in host.service.people.everybody()


async def test_messages_of_another_team_wait_for_nobody_here() -> None:
    async with server(salt="x") as first, server(salt="y") as second:
        await said(first, OLGA, "announce", to=["@all"], title="We moved", body="")
        await said(first, OLGA, "query", to=["@bob"], title="Where?", body="")
        report = await imported(second, await exported(first))
        assert report.counts["added"] >= 2
        for who in (ANN, BOB, OLGA):
            assert not inbox_of(second.service, who)


async def test_one_version_with_a_secret_stays_with_the_importer_and_the_rest_goes_in() -> None:
    async with server() as host:
        bad = record("e_bad", body=f"aws_access_key_id = {SECRET}")
        report = await imported(host, [record("e_one"), bad, record("e_two")])
        assert report.counts == {"added": 2, "withheld": 1}
        (told,) = report.told
        assert told["findings"]
        assert SECRET not in json.dumps(report.wire)
        shared = host.service.shared()
        assert {str(key) for room in shared for key in room.entries} == {"e_one", "e_two"}
        own = await host.service.snapshot(ANN, member_room("ann"))
        (note,) = own.entries.values()
        assert SECRET in note.heads[0].body
        again = await imported(host, [bad])
        assert again.counts == {"withheld": 1}
        assert len((await host.service.snapshot(ANN, member_room("ann"))).entries) == 1
        assert SECRET not in json.dumps(await exported(host, private=True))


async def test_private_notes_leave_only_with_their_owner_and_their_word() -> None:
    async with server(salt="x") as first, server(salt="y") as second:
        await said(first, ANN, "add", kind="note", title="Mine alone")
        await said(first, BOB, "add", kind="note", title="Of Bob")
        assert "Mine alone" not in json.dumps(await exported(first))
        out = await exported(first, private=True)
        assert "Mine alone" in json.dumps(out)
        assert "Of Bob" not in json.dumps(out)
        closed = await imported(second, out)
        assert closed.counts["left_out"] == 1
        await imported(second, out, private=True)
        own = await second.service.snapshot(ANN, member_room("ann"))
        assert [e.heads[0].title for e in own.entries.values()] == ["Mine alone"]
        assert not [e for room in second.service.shared() for e in room.entries]


async def test_a_note_in_a_shared_room_and_an_id_of_something_else_are_refused() -> None:
    async with server() as host:
        entry = await an_entry(host)
        note = {**record("e_note"), "kind": "note"}
        other = {**record(entry.id), "kind": "decision"}
        away = {**record(entry.id), "room": "area:api"}
        report = await imported(host, [note, other, away])
        assert report.counts == {"refused": 3}


async def test_roles_and_what_a_server_is_set_to_are_given_here() -> None:
    async with server() as host:

        def setting(name: str, value: Any) -> Json:
            return {"record": "setting", "id": f"c_{name[:3]}", "name": name, "value": value,
                    "by": "zoe", "at": 1}  # fmt: skip

        report = await imported(
            host,
            [
                setting("member:bob", "admin"),
                setting("exception:abc", {"reason": "x"}),
                setting("policy:work", "review"),
                setting("area:api", {"globs": ["/api/"], "members": ["zoe", "yan"]}),
                setting("policy:nothing", "open"),
            ],
            people={"zoe": "bob", "yan": "nobody-here"},
        )
        assert report.counts == {"left_out": 2, "added": 2, "refused": 1}
        assert host.service.acting(BOB).role == "contributor"
        assert host.service.areas()["api"].members == ("bob",)


async def test_a_fact_that_is_of_another_form_is_refused() -> None:
    async with server() as host:

        def fact(name: str, value: Any) -> Json:
            return {"record": "fact", "room": "team", "id": "f_1", "about": "m_1", "name": name,
                    "value": value, "by": "zoe", "at": 1}  # fmt: skip

        wrong = [
            fact("message:sent", {"to": "everybody"}),
            fact("message:sent", {"title": 3}),
            fact("message:sent", {"unheard": "of"}),
            fact("message:withdrawn", {}),
        ]
        for one in wrong:
            assert (await imported(host, [one])).counts == {"refused": 1}, one
        unknown = [fact("weather:said", {}), fact("sealed:poker:estimate", {"estimate": 1})]
        for one in unknown:
            assert (await imported(host, [one])).counts == {"left_out": 1}, one
        assert not host.service.shared()[0].facts


async def test_history_is_for_admins_and_proposals_for_contributors() -> None:
    async with server() as host:
        with pytest.raises(NotAllowed):
            await imported(host, [record()], who=OLGA)
        report = await imported(host, [record()], who=BOB, how="proposals")
        assert report.counts == {"added": 1}
        (entry,) = host.service.shared()[0].entries.values()
        (made,) = entry.revisions.values()
        assert (made.author, made.status) == ("bob", "proposed")
        assert made.reason == "Found in team.json: accepted there, by olga on 2020-09-13"
        await said(host, OLGA, "set", name="policy:convention", value="owner")
        closed = await imported(host, [record("e_more", title="More")], who=BOB, how="proposals")
        assert closed.counts == {"refused": 1}


async def test_a_changed_note_is_a_further_version_of_its_proposal() -> None:
    async with server() as host:
        await imported(host, [record()], who=BOB, how="proposals")
        later = record()
        later["revisions"][0] |= {"id": "r_later", "title": "From elsewhere, mended"}
        report = await imported(host, [later], who=BOB, how="proposals")
        assert report.counts == {"added": 1}
        (entry,) = host.service.shared()[0].entries.values()
        assert [head.title for head in entry.heads] == ["From elsewhere, mended"]


async def test_two_imports_at_once_bring_everything_once() -> None:
    async with server(salt="x") as first, server(salt="y") as second:
        for number in range(30):
            await an_entry(first, f"Convention {number}")
        out = await exported(first)
        await asyncio.gather(*(imported(second, out) for _ in range(3)))
        assert len(things(await exported(second))) == len(things(out))


async def test_a_part_of_it_by_area_and_day() -> None:
    async with server() as host:
        value = {"globs": ["/api/"], "members": []}
        await said(host, OLGA, "set", name="area:api", value=value)
        await an_entry(host, "For all")
        inside = await an_entry(host, "In api", area="api")
        out = await exported(host, area="api")
        assert [r["id"] for r in out if r["record"] == "entry"] == [inside.id]
        assert [r["name"] for r in out if r["record"] == "setting"] == ["area:api"]
        new = await exported(host, since=inside.heads[0].at)
        assert [r["id"] for r in new if r["record"] == "entry"] == [inside.id]


async def test_shared_turns_go_along_when_asked_for_and_private_ones_never() -> None:
    async with server(salt="x") as first, server(salt="y") as second:
        for key, seen in (("t_1", "shared"), ("t_2", "private")):
            await first.service.store.put_turn(
                Turn(TurnId(key), "ann", seen, "Why?", "m", "M", 1, "complete", "So.")  # type: ignore[arg-type]
            )
        assert not [r for r in await exported(first) if r["record"] == "turn"]
        out = await exported(first, turns=True)
        assert [r["id"] for r in out if r["record"] == "turn"] == ["t_1"]
        await imported(second, out)
        found = await second.service.store.get_turn(TurnId("t_1"))
        assert found is not None
        assert (found.asker, found.text) == ("imported:ann", "So.")
        assert (await imported(second, out)).counts["known"] == len(things(out)) + 3


async def test_how_two_entries_stand_to_each_other_goes_along() -> None:
    async with server(salt="x") as first, server(salt="y") as second:
        one, two = [(await an_entry(first, title)).heads[0].id for title in ("One", "Two")]
        await said(first, OLGA, "relate", first=one, second=two, how="replaces")
        report = await imported(second, await exported(first))
        assert report.counts["refused"] == 0, report.told
        (fact,) = second.service.shared()[0].facts.values()
        assert (fact.value["first"], fact.value["second"], fact.by) == (one, two, "imported:olga")
