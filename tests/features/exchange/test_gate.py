"""Whatever field of a record a secret or customer data stands in: it gets past the gate in none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from commonground.core.turn import TurnId
from commonground.features.exchange.records import Thing
from commonground.service.host import Host

from .making import ANN, BOB, Json, exported, imported, server

pytestmark = pytest.mark.anyio
KEY = "AKIA" + "Z7Q2M4N8P6R3S5T9"
MAIL = "jane.doe@customer.example"
LAST = 2**53 - 1
PERSON = {"by", "author", "writers", "asker", "created_by", "path"}
"""Whose values are usernames and paths: names may hold an e-mail address."""

VERSION: Json = {
    "id": "r_x", "parents": ["r_w"], "author": "zoe", "at": 5, "title": "Ports", "body": "From.",
    "status": "accepted", "area": "api", "source": "cell", "subject": "port", "attribute": "start",
    "value": "9000", "scope": "all", "reason": "So.", "links": ["r_w"], "writers": ["yan"],
}  # fmt: skip
RECORDS: dict[str, Json] = {
    "entry": {
        "record": "entry", "room": "team", "id": "e_x", "kind": "knowledge", "created_by": "zoe",
        "created_at": 5, "revisions": [VERSION],
    },
    "resolution": {
        "record": "resolution", "room": "team", "id": "s_x", "sides": ["r_x", "r_y"],
        "outcome": "resolved", "reason": "So.", "by": "zoe", "at": 5, "decision": "e_x",
    },
    "fact": {
        "record": "fact", "room": "team", "id": "f_x", "about": "m_x", "name": "message:sent",
        "value": {"kind": "announce", "to": ["@all"], "title": "We moved", "body": "Yes.",
                  "turn": "t_w", "sides": ["r_w"]},
        "by": "zoe", "at": 5, "seen": ["f_w"],
    },
    "setting": {
        "record": "setting", "id": "c_x", "name": "area:api",
        "value": {"globs": ["/api/"], "members": []}, "by": "zoe", "at": 5,
    },
    "turn": {
        "record": "turn", "id": "t_x", "asker": "zoe", "visibility": "shared", "question": "Why?",
        "text": "So.", "model": "m", "model_label": "M", "at": 5, "status": "partial",
        "path": "a.ipynb", "cell": "c1", "ended": 6, "shown": ["r_x"], "problem": "It broke off.",
        "source": "cell", "about": "th_x", "skill": "write",
    },
}  # fmt: skip
AREA = {**RECORDS["setting"], "id": "c_area"}


def holds_text(hint: Any) -> bool:
    """Whether text that the file's author may choose can stand in a field of that type."""
    origin = get_origin(hint)
    if origin is Literal:
        return False
    if origin is Annotated or origin in (Union, UnionType, tuple, list, dict):
        return any(map(holds_text, get_args(hint)))
    return hint is str or (hasattr(hint, "__value__"))


def text_fields(kind: type[BaseModel], inside: str = "") -> Iterator[str]:
    """The fields of a record's schema that hold text, with those of what is in it."""
    for name, field in kind.model_fields.items():
        hint = field.rebuild_annotation()
        inner = [a for a in (hint, *get_args(hint)) if isinstance(a, type)]
        models = [a for a in inner if issubclass(a, BaseModel)]
        for model in models:
            yield from text_fields(model, f"{name}.")
        if not models and (holds_text(hint) or name == "value"):
            yield f"{inside}{name}"


def places() -> list[tuple[str, str]]:
    found = []
    for kind in get_args(Thing):
        name = kind.model_fields["record"].default
        if name in RECORDS:
            found += [(name, field) for field in text_fields(kind)]
    return found


def with_text(kind: str, field: str, text: str) -> list[Json]:
    """The record with that text in that field; in each of its texts, where it is a value."""
    made = json.loads(json.dumps(RECORDS[kind]))
    inside, _, name = field.rpartition(".")
    target = made[inside][0] if inside else made
    old = target[name]
    if isinstance(old, list):
        target[name] = [text]
    elif isinstance(old, dict):
        texts = [key for key, value in old.items() if isinstance(value, str | list)]
        return [
            {**made, name: {**old, key: [text] if isinstance(old[key], list) else text}}
            for key in texts
        ] + [{**made, name: {**old, text: "x"}}]
    elif name == "room":
        target[name] = f"area:{text}"
    elif name == "name":
        target[name] = f"{old.partition(':')[0]}:{text}"
    else:
        target[name] = text
    return [made]


async def shown(host: Host) -> str:
    """All that others can read: every shared room, every turn, and what leaves in a file."""
    turn = await host.service.store.get_turn(TurnId("t_x"))
    turns = [] if turn is None else [turn.to_wire()]
    events = [repr(row.event) for row in await host.service.store.events(0, 100)]
    return json.dumps(await exported(host, BOB, turns=True)) + repr(
        (host.service.shared(), turns, events)
    )


def test_every_kind_of_record_is_tried_in_every_field_that_holds_text() -> None:
    names = {kind.model_fields["record"].default for kind in get_args(Thing)}
    assert names == {*RECORDS, "member"}, "a member record is never kept"
    assert len(places()) > 40
    for kind, field in places():
        inside, _, name = field.rpartition(".")
        assert name in (RECORDS[kind][inside][0] if inside else RECORDS[kind]), (kind, field)


@pytest.mark.parametrize("kind", RECORDS)
async def test_the_records_that_are_tried_go_in_as_they_are(kind: str) -> None:
    async with server() as host:
        report = await imported(host, [AREA, RECORDS[kind]])
        assert report.counts["added"] == (1 if kind == "setting" else 2), report.told


@pytest.mark.parametrize(("kind", "field"), places())
async def test_a_secret_in_any_field_is_kept_back(kind: str, field: str) -> None:
    for record in with_text(kind, field, KEY):
        async with server() as host:
            report = await imported(host, [record])
            dropped = any("Without members" in told["why"] for told in report.told)
            assert dropped or not report.counts["added"], record
            assert KEY not in await shown(host)


@pytest.mark.parametrize(("kind", "field"), places())
async def test_an_address_is_taken_out_of_any_field_but_a_name(kind: str, field: str) -> None:
    for record in with_text(kind, field, f"{MAIL}"):
        names = field.rpartition(".")[2] in PERSON or kind == "setting"
        said = record.get("value", {})
        people = said.get("to") == [MAIL] or MAIL in (said.get("kind"), said.get("turn"))
        people = people or said.get("sides") == [MAIL]
        async with server() as host:
            await imported(host, [record])
            assert names or people or MAIL not in await shown(host), record


async def test_what_the_importer_says_of_people_passes_the_gate_too() -> None:
    async with server() as host:
        report = await imported(host, list(RECORDS.values()), people={"zoe": KEY})
        assert report.counts["withheld"] >= 4
        assert KEY not in await shown(host)


@pytest.mark.parametrize("split", [("question", "text"), ("text", "problem")])
async def test_a_secret_that_begins_in_one_text_of_a_turn_and_ends_in_the_next(
    split: tuple[str, str],
) -> None:
    one, two = split
    async with server() as host:
        turn = {**RECORDS["turn"], one: "aws_secret_access_key =", two: "wJa7Xq2nFEMIbK7MDENG" +
                "/bPxRfiCYzQ8vN3kT5pL"}  # fmt: skip
        assert (await imported(host, [turn])).counts["withheld"] == 1


TURN_TEXTS = [field for kind, field in places() if kind == "turn"]


@pytest.mark.parametrize("field", TURN_TEXTS)
async def test_a_secret_in_any_text_of_a_turn_stays_here(field: str) -> None:
    """It came to be in the store before the gate knew it."""
    (record,) = with_text("turn", field, KEY)
    async with server() as host:
        await imported(host, [RECORDS["turn"]])
        kept = await host.service.store.get_turn(TurnId("t_x"))
        assert kept is not None
        changed = {name: record[name] for name in (field,)}
        if field == "shown":
            changed = {"shown": (KEY,)}
        elif field == "id":
            changed = {"id": TurnId(KEY)}
        await host.service.store.put_turn(replace(kept, **changed))
        records = await exported(host, BOB, turns=True)
        assert KEY not in json.dumps(records)
        assert records[-1]["withheld"] == 1


async def test_no_turn_goes_on_for_ever_or_is_of_tomorrow() -> None:
    async with server() as host:
        day = 86_400_000
        turn = {**RECORDS["turn"], "status": "streaming", "at": 1_700_000_000_000 + day,
                "ended": 1_700_000_000_000 + 2 * day}  # fmt: skip
        await imported(host, [turn])
        kept = await host.service.store.get_turn(TurnId("t_x"))
        assert kept is not None
        assert kept.status == "partial"
        assert kept.at <= (kept.ended or 0) <= host.service.clock()


@pytest.mark.parametrize("kind", RECORDS)
async def test_nothing_is_said_to_be_of_tomorrow(kind: str) -> None:
    async with server() as host:
        later = json.loads(json.dumps(RECORDS[kind]).replace(": 5", f": {1_800_000_000_000}"))
        await imported(host, [later])
        first = await shown(host)
        assert "1800000000000" not in first
        assert "added" not in (await imported(host, [later])).counts


@pytest.mark.parametrize("how", ["history", "proposals"])
@pytest.mark.parametrize("kind", RECORDS)
async def test_a_time_that_no_calendar_has_is_refused_and_the_rest_goes_in(
    kind: str, how: str
) -> None:
    wrong = json.loads(json.dumps(RECORDS[kind]).replace(": 5", f": {LAST}"))
    fine = json.loads(json.dumps(RECORDS["entry"]).replace("_x", "_fine"))
    async with server() as host:
        report = await imported(host, [wrong, fine], ANN, how)
        assert report.counts["refused"] == 1
        assert report.counts["added"] == 1
