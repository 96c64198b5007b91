"""Replicas converge in any order of delivery, and nothing that anyone added is gone."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from commonground.core.entry import Entry
from commonground.core.fact import Fact
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.plan import Change
from commonground.core.resolution import Resolution
from commonground.core.revision import Revision
from commonground.core.setting import Setting
from commonground.core.snapshot import Snapshot
from commonground.crdt.room import ContextRoom
from commonground.crdt.schema import ContextDoc


def make(number: int, author: str) -> tuple[Entry, Revision]:
    key = EntryId(f"e{number}-{author}")
    revision = Revision(
        RevisionId(f"r{number}-{author}"), key, (), author, number, f"t{number}", "b"
    )
    return Entry(key, "knowledge", TEAM, author, number), revision


def addition(number: int) -> Change:
    entry, revision = make(number, "bob")
    return Change((revision,), (entry,))


def shape(snapshot: Snapshot) -> dict[str, Any]:
    return {key: entry.to_wire() for key, entry in snapshot.entries.items()}


steps = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "retire"]), st.integers(0, 6), st.integers(0, 50)),
    min_size=1,
    max_size=25,
)


@settings(deadline=None)
@given(steps, st.integers(2, 7), st.randoms(use_true_random=False))
def test_any_delivery_order_converges_and_nothing_added_vanishes(
    script: list[tuple[str, int, int]], replicas: int, random: Any
) -> None:
    docs = [ContextDoc(TEAM) for _ in range(replicas)]
    updates: list[tuple[int, bytes]] = []
    added: dict[str, Revision] = {}
    for number, (action, who, pick) in enumerate(script):
        doc = docs[who % replicas]
        known = sorted(doc.snapshot().entries)
        if action == "add" or not known:
            entry, revision = make(number, str(who))
            updates.append((who % replicas, doc.put(Change((revision,), (entry,)))))
        else:
            target = doc.snapshot().entries[known[pick % len(known)]]
            revision = Revision(
                RevisionId(f"r{number}"),
                target.id,
                tuple(h.id for h in target.heads),
                str(who),
                number,
                f"t{number}",
                status="retired" if action == "retire" else "accepted",
            )
            updates.append((who % replicas, doc.put(Change((revision,)))))
        added[revision.id] = revision
        if pick % 3 == 0:  # somebody meets somebody in between
            docs[pick % replicas].apply(doc.update_since())
    for place, doc in enumerate(docs):
        mail = [data for origin, data in updates if origin != place]
        mail += mail[: len(mail) // 2]  # some of it twice
        random.shuffle(mail)
        for data in mail:
            doc.apply(data)
    shapes = [shape(doc.snapshot()) for doc in docs]
    assert all(found == shapes[0] for found in shapes)
    present = {r.id: r for e in docs[0].snapshot().entries.values() for r in e.revisions.values()}
    assert present == added
    for entry in docs[0].snapshot().entries.values():
        parents = {p for r in entry.revisions.values() for p in r.parents}
        assert {h.id for h in entry.heads} == set(entry.revisions) - parents


def test_two_edits_of_the_same_heads_stand_side_by_side() -> None:
    left, right = ContextDoc(TEAM), ContextDoc(TEAM)
    entry, first = make(1, "alice")
    right.apply(left.put(Change((first,), (entry,))))
    a = Revision(RevisionId("a"), entry.id, (first.id,), "alice", 2, "two spaces")
    b = Revision(RevisionId("b"), entry.id, (first.id,), "bob", 3, "four spaces")
    from_left, from_right = left.put(Change((a,))), right.put(Change((b,)))
    left.apply(from_right)
    right.apply(from_left)
    for doc in (left, right):
        merged = doc.snapshot().entries[entry.id]
        assert merged.disputed
        assert [h.title for h in merged.heads] == ["two spaces", "four spaces"]


def change_of(kind: str, number: int) -> Change:
    key, by = f"{kind[0]}_{number}", f"m{number % 3}"
    if kind == "resolution":
        sides = (RevisionId("r_1"), RevisionId(f"r_{number}"))
        return Change(
            resolutions=(Resolution(key, sides, "resolved", f"why {number}", by, number),)
        )
    if kind == "setting":
        return Change(settings=(Setting(key, f"policy:{number % 4}", {"n": number}, by, number),))
    if kind == "fact":
        return Change(
            facts=(Fact(key, f"m_{number % 4}", "message:reply", {"n": number}, by, number),)
        )
    return addition(number)


KINDS = ("entry", "fact", "resolution", "setting")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((*KINDS, "a newer version's", "taken away")),
            st.sampled_from(("facts", "resolutions", "settings")),
            st.booleans(),
        ),
        max_size=30,
    )
)
@example([("fact", "facts", True), ("taken away", "facts", True)])
@example([("setting", "settings", True), ("taken away", "settings", True)])
@example([("resolution", "resolutions", True), ("taken away", "resolutions", True)])
def test_the_snapshot_kept_up_to_date_equals_one_read_afresh(
    script: list[tuple[str, str, bool]],
) -> None:
    """Whatever changes, seen at once or several changes later."""
    doc, follower, foreign = ContextDoc(TEAM), ContextDoc(TEAM), Doc[Any]()
    for number, (what, root, look) in enumerate(script):
        foreign.apply_update(doc.update_since(foreign.get_state()))
        known = foreign.get(root, type=Map)
        if what in KINDS:
            doc.put(change_of(what, number))
        elif what == "taken away" and len(known):
            del known[min(known.keys())]
        else:
            known[f"odd_{number}"] = Map({"name": number, "outcome": "unheard of", "tick": number})
        doc.apply(foreign.get_update(doc.state_vector()))
        follower.apply(doc.update_since(follower.state_vector()))
        if look:
            afresh = ContextDoc(TEAM, doc.update_since()).snapshot()
            assert doc.snapshot() == follower.snapshot() == afresh
    afresh = ContextDoc(TEAM, doc.update_since()).snapshot()
    assert doc.snapshot() == follower.snapshot() == afresh


@pytest.mark.parametrize("changed", KINDS)
@pytest.mark.parametrize("kept", KINDS)
def test_a_change_decodes_nothing_but_what_changed(changed: str, kept: str) -> None:
    doc = ContextDoc(TEAM)
    doc.put(change_of(kept, 1))
    before = {name: dict(values) for name, values in roots(doc.snapshot()).items()}
    doc.put(change_of(changed, 2))
    after = roots(doc.snapshot())
    assert sum(map(len, after.values())) == 2
    for name, values in before.items():
        assert all(after[name][key] is value for key, value in values.items())


def roots(snapshot: Snapshot) -> dict[str, Mapping[Any, Any]]:
    return {
        "entries": snapshot.entries,
        "facts": snapshot.facts,
        "resolutions": snapshot.resolutions,
        "settings": snapshot.settings,
    }


def test_what_a_newer_version_wrote_is_passed_over_not_lost() -> None:
    """An older server shows what it can read and forwards all of it."""
    doc = ContextDoc(TEAM)
    entry, revision = make(1, "alice")
    doc.put(Change((revision,), (entry,)))
    newer = Doc[Any]()
    newer.apply_update(doc.update_since())
    newer.get("revisions", type=Map)["odd"] = "not a map"
    doc.apply(newer.get_update())
    assert list(doc.snapshot().entries[entry.id].revisions) == [revision.id]
    again = Doc[Any]()
    again.apply_update(doc.update_since())
    assert again.get("revisions", type=Map)["odd"] == "not a map"


def test_nothing_staged_is_shown_before_it_is_published() -> None:
    room = ContextRoom(TEAM, 1, None)
    entry, revision = make(1, "alice")
    staged = room.stage(Change((revision,), (entry,)))
    assert not room.published.entries
    room.publish(staged)
    assert shape(room.published) == shape(room.staged)


def test_a_roll_back_leaves_what_is_durable_and_starts_a_new_replica() -> None:
    room = ContextRoom(TEAM, 1, None)
    entry, revision = make(1, "alice")
    room.publish(room.stage(Change((revision,), (entry,))))
    lost_entry, lost = make(2, "bob")
    staged = room.stage(Change((lost,), (lost_entry,)))
    after = room.stage(addition(3))
    assert (after.origin, after.origin_seq) == (staged.origin, staged.origin_seq + 1)
    room.roll_back(staged)
    room.roll_back(after)
    assert list(room.staged.entries) == [entry.id]
    again = room.stage(addition(4))
    assert again.origin != staged.origin
    assert again.origin_seq == 1
    room.publish(again)
    assert len(room.published.entries) == 2


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=25),
    st.integers(2, 7),
    st.randoms(use_true_random=False),
)
def test_facts_of_any_replica_are_kept_by_all(
    script: list[tuple[int, int]], replicas: int, random: Any
) -> None:
    docs = [ContextDoc(TEAM) for _ in range(replicas)]
    said = [
        Fact(
            f"f_{n}",
            f"m_{about}",
            "message:reply",
            {"text": "é" * n, "n": n},
            str(who),
            n,
            ("f_0",),
        )
        for n, (who, about) in enumerate(script)
    ]
    updates = [docs[int(f.by) % replicas].put(Change(facts=(f,))) for f in said]
    for doc in docs:
        for update in random.sample(updates, len(updates)):
            doc.apply(update)
        assert doc.snapshot().facts == {f.id: f for f in said}
