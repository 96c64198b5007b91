"""Out and in again: what comes out of the second server is what came out of the first."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.ids import EntryId
from commonground.features.exchange.container import (
    ENDINGS,
    checked,
    line_of,
    read_records,
    write_records,
)
from commonground.features.exchange.people import IMPORTED
from commonground.service.host import Host
from tests.effort import examples

from .making import TEAM, Json, exported, imported, said, server, things

TITLES = st.text(alphabet="abcäé 漢字-", min_size=1, max_size=12).filter(str.strip)
BODIES = st.text(alphabet="abc \n#*`é漢🙂", max_size=40)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "edit", "fork", "reject", "accept", "retire", "announce", "query", "reply",
             "acknowledge", "thread", "say", "constrain", "sprint", "task", "move", "comment",
             "capacity", "area", "policy", "pin", "note", "relate"]
        ),
        st.sampled_from(TEAM), TITLES, BODIES, st.integers(0, 5),
    ),
    max_size=14,
)  # fmt: skip


async def build(host: Host, steps: list[Any]) -> None:
    """A context made by those steps; what a rule refuses is refused here as well."""
    kept: dict[str, list[Any]] = {
        "entry": [],
        "message": [],
        "thread": [],
        "sprint": [],
        "task": [],
    }

    def one(kind: str, number: int) -> Any:
        return kept[kind][number % len(kept[kind])] if kept[kind] else None

    for step, who, title, body, number in steps:
        entry = one("entry", number)
        fresh = None if entry is None else _entry(host, entry)
        heads = [] if fresh is None else [r.id for r in fresh.heads]
        thread, message, sprint = (
            one("thread", number),
            one("message", number),
            one("sprint", number),
        )
        task = one("task", number)
        match step:
            case "add":
                kind = ["convention", "decision", "work", "discussion", "knowledge"][number % 5]
                area = "api" if number == 5 else None
                made = await said(host, who, "add", kind=kind, title=title, body=body, area=area)
                kept["entry"] += [made.entry.id] if made else []
            case "edit" if fresh is not None:
                await said(host, who, "edit", entry=fresh.id, heads=heads, title=title, body=body)
            case "fork" if fresh is not None:
                first = [min(fresh.revisions.values(), key=lambda r: (r.at, r.id)).id]
                await said(host, who, "edit", entry=fresh.id, heads=first, title=title, body=body)
            case "reject" | "retire" if fresh is not None:
                await said(host, who, step, entry=fresh.id, heads=heads, reason=title)
            case "accept" if fresh is not None:
                await said(host, who, step, entry=fresh.id, heads=heads)
            case "announce" | "query":
                to = [["@all"], ["@bob"], ["#api"], ["@olga", "@ann"]][number % 4]
                made = await said(host, who, step, to=to, title=title, body=body)
                kept["message"] += [made.thing] if made else []
            case "reply" | "acknowledge" if message is not None:
                more = {"text": title} if step == "reply" else {}
                await said(host, who, step, message=message, **more)
            case "thread":
                made = await said(host, who, "open_thread", title=title)
                kept["thread"] += [made.thing] if made else []
            case "say" | "constrain" if thread is not None:
                await said(host, who, step, thread=thread, text=title)
            case "sprint":
                made = await said(host, who, "sprint_new", goal=title)
                kept["sprint"] += [made.thing] if made else []
            case "task" if sprint is not None:
                made = await said(
                    host, who, "sprint_add", sprint=sprint, title=title, assignee="bob"
                )
                kept["task"] += [] if made is None else [_newest(host, sprint)]
            case "move" if sprint is not None and task is not None:
                await said(host, who, "sprint_move", sprint=sprint, task=task, column="done")
            case "comment" if sprint is not None and task is not None:
                await said(host, who, "sprint_comment", sprint=sprint, task=task, text=title)
            case "capacity" if sprint is not None:
                await said(host, who, "sprint_capacity", sprint=sprint, who="olga", amount=number)
            case "area":
                value = {"globs": ["/api/"], "members": []}
                await said(host, who, "set", name="area:api", value=value)
            case "policy":
                await said(
                    host, who, "set", name="policy:work", value=["open", "review"][number % 2]
                )
            case "pin" if entry is not None:
                await said(host, who, "set", name=f"pin:{entry}", value=True)
            case "note":
                await said(host, who, "add", kind="note", title=title, body=body)
            case "relate" if len(kept["entry"]) > 1:
                one_, two = (_entry(host, key).heads[-1].id for key in kept["entry"][:2])
                await said(host, who, "relate", first=one_, second=two, how="contradicts")


def _entry(host: Host, key: str) -> Any:
    found = EntryId(key)
    return next(r.entries[found] for r in host.service.shared() if found in r.entries)


def _newest(host: Host, sprint: str) -> str:
    facts = [f for r in host.service.shared() for f in r.facts.values() if f.about == sprint]
    return max((f for f in facts if f.name == "sprint:task"), key=lambda f: f.tick).id


def as_imported(record: Any) -> Any:
    """The record as the file of another team has it: its people by the names they have there.

    That is all in which two exports differ.
    """
    people = {member.username for member in TEAM}

    def named(text: str) -> str:
        return f"{IMPORTED}{text}" if text in people else text

    def addressed(text: str) -> str:
        if text.startswith("@"):
            return f"@{named(text[1:]) if text != '@all' else f'{IMPORTED}all'}"
        return f"@{IMPORTED}{text}" if text.startswith("#") else named(text)

    made = json.loads(json.dumps(record))
    for version in made.get("revisions", ()):
        version["author"] = named(version["author"])
        if "writers" in version:
            version["writers"] = [named(who) for who in version["writers"]]
    for name in ("created_by", "by", "asker"):
        if name in made:
            made[name] = named(made[name])
    value = made.get("value")
    if made["record"] == "fact" and isinstance(value, dict):
        for name in ("to", "assignee", "who"):
            if isinstance(value.get(name), list):
                value[name] = [addressed(one) for one in value[name]]
            elif isinstance(value.get(name), str):
                value[name] = addressed(value[name])
    return made


def lines(records: list[Json]) -> list[str]:
    return [line_of(record) for record in things(records)]


@settings(max_examples=examples(60), deadline=None)
@given(steps=STEPS, ending=st.sampled_from(ENDINGS))
def test_what_comes_out_again_is_what_went_in(
    steps: list[Any], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Byte for byte, but for the people, whose names say that they are imported."""
    path = tmp_path_factory.mktemp("out") / f"team{ending}"

    async def whole() -> None:
        async with server(salt="x") as first, server(salt="y") as second:
            await build(first, steps)
            out = await exported(first)
            write_records(path, out)
            back = [record for _, record in checked(read_records(path), path.name)]
            assert [line_of(r) for r in back] == [line_of(r) for r in out]
            report = await imported(second, back)
            assert report.counts["refused"] == report.counts["left_out"] == 0, report.told
            again = await exported(second)
            expected = [line_of(as_imported(record)) for record in things(out)]
            assert lines(again) == expected

            twice = await imported(second, back)
            assert set(twice.counts) <= {"known"}, twice.told
            assert lines(await exported(second)) == expected
            home = await imported(first, back)
            assert set(home.counts) <= {"known"}, home.told
            assert lines(await exported(first)) == lines(out)

    anyio.run(whole)


@settings(max_examples=examples(40), deadline=None)
@given(early=STEPS, late=STEPS)
def test_a_later_file_brings_only_what_is_new(early: list[Any], late: list[Any]) -> None:
    async def whole() -> None:
        async with server(salt="x") as first, server(salt="y") as second:
            await build(first, early)
            await imported(second, await exported(first))
            await build(first, late)
            out = await exported(first)
            await imported(second, out)
            found = lines(await exported(second))
            expected = [line_of(as_imported(r)) for r in things(out) if r["record"] != "setting"]
            assert [one for one in found if '"record":"setting"' not in one] == expected

    anyio.run(whole)
