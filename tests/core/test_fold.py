"""Folds that are kept: whatever came when, they are what a fold of everything is."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.fact import Fact, ordered
from commonground.core.fold import Folds, Refold
from commonground.core.ids import TEAM, Room, area_room
from commonground.core.snapshot import Snapshot

AREA = area_room("api")


def said(number: int, about: str = "x_1", at: int = 0) -> Fact:
    return Fact(f"f_{number}", about, "x:said", {"n": number}, "ada", at)


def words(facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(fact.id for fact in facts)


class Counting:
    """How often a thing was folded."""

    def __init__(self) -> None:
        self.folded: list[str] = []

    def fold(self, facts: Sequence[Fact]) -> tuple[str, ...] | None:
        self.folded.append(facts[0].about)
        return words(facts)


def things(kept: Folds[tuple[str, ...]], *rooms: Snapshot) -> tuple[tuple[str, ...], ...]:
    return kept.things(rooms)


facts = st.lists(
    st.builds(said, st.integers(0, 40), st.sampled_from(["x_1", "x_2", "y_1"]), st.integers(0, 5)),
    max_size=30,
    unique_by=lambda fact: fact.id,
)


@given(facts, st.data())
def test_facts_in_any_order_of_arrival_fold_to_the_same(
    came: list[Fact], data: st.DataObject
) -> None:
    """Step by step, into two rooms, and now and then with a replica of another server."""
    kept = Folds("x_", lambda: Refold(words))
    rooms: dict[Room, dict[str, Fact]] = {TEAM: {}, AREA: {}}
    for fact in data.draw(st.permutations(came)):
        room = data.draw(st.sampled_from([TEAM, AREA]))
        rooms[room] = rooms[room] | {fact.id: fact}
        snapshots = [Snapshot(name, {}, facts=held) for name, held in rooms.items()]
        if data.draw(st.booleans()):
            assert things(kept, *snapshots) == whole(snapshots)
    snapshots = [Snapshot(name, {}, facts=held) for name, held in rooms.items()]
    assert things(kept, *snapshots) == whole(snapshots)


def whole(snapshots: Sequence[Snapshot]) -> tuple[tuple[str, ...], ...]:
    about: dict[str, list[Fact]] = {}
    for fact in ordered(f for s in snapshots for f in s.facts.values()):
        if fact.about.startswith("x_"):
            about.setdefault(fact.about, []).append(fact)
    return tuple(words(of) for of in about.values())


def test_only_what_something_new_was_said_of_is_folded_again() -> None:
    counting = Counting()
    kept = Folds("x_", lambda: Refold(counting.fold))
    held = {f.id: f for f in (said(1, "x_1"), said(2, "x_2", 1))}
    things(kept, Snapshot(TEAM, {}, facts=held))
    things(kept, Snapshot(TEAM, {}, facts=dict(held)))
    assert counting.folded == ["x_1", "x_2"]
    held = {**held, "f_3": said(3, "x_2", 2)}
    assert things(kept, Snapshot(TEAM, {}, facts=held)) == (("f_1",), ("f_2", "f_3"))
    assert counting.folded == ["x_1", "x_2", "x_2"]
    assert kept.thing([Snapshot(TEAM, {}, facts=held)], "x_2") == ("f_2", "f_3")
    assert kept.thing([Snapshot(TEAM, {}, facts=held)], "x_3") is None
    assert counting.folded == ["x_1", "x_2", "x_2"]


def test_what_is_gone_from_a_room_is_in_no_fold() -> None:
    """A staged fact that the store refused; a room of another server with facts of the same ids."""
    kept = Folds("x_", lambda: Refold(words))
    one, two, three = said(1), said(2), said(3)
    staged = Snapshot(TEAM, {}, facts={f.id: f for f in (one, two)})
    assert things(kept, staged) == (("f_1", "f_2"),)
    assert things(kept, Snapshot(TEAM, {}, facts={"f_1": one})) == (("f_1",),)
    other = Snapshot(TEAM, {}, facts={f.id: f for f in (one, three)})
    assert things(kept, other) == (("f_1", "f_3"),)
    elsewhere = Fact("f_1", "x_9", "x:said", {}, "bob", 0)
    assert things(kept, Snapshot(TEAM, {}, facts={"f_1": elsewhere})) == (("f_1",),)
    assert kept.thing([Snapshot(TEAM, {}, facts={"f_1": elsewhere})], "x_1") is None
