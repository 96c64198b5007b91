"""What is current follows the order of the record on every replica, whatever its clock says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from commonground.core.fact import Fact, ordered
from commonground.core.ids import TEAM
from commonground.core.place import MOST_TICKS, read_tick
from commonground.core.plan import Change
from commonground.core.setting import Setting, current, history
from commonground.crdt.room import ContextRoom
from commonground.crdt.schema import ContextDoc

steps = st.lists(
    st.tuples(
        st.integers(0, 3),  # which server
        st.sampled_from(["member:ann", "policy:work", "rota"]),
        st.integers(-(10**9), 10**9),  # where that server's clock stands by then
        st.integers(0, 3),  # whom it meets before
        st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


@settings(deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_a_word_that_answers_another_one_comes_after_it_on_every_server(
    script: list[tuple[int, str, int, int, bool]], random: Any
) -> None:
    docs = [ContextDoc(TEAM) for _ in range(4)]
    answered: list[tuple[str, str]] = []
    for number, (server, name, clock, other, meets) in enumerate(script):
        doc = docs[server]
        if meets:
            doc.apply(docs[other].update_since())
        known = doc.snapshot()
        own = f"c_{random.randrange(10**6)}_{number}"
        answered += [(key, own) for key, said in known.settings.items() if said.name == name]
        answered += [(key, f"f{own}") for key in known.facts]
        said = Setting(own, name, number, "olga", 10**12 + clock)
        fact = Fact(f"f{own}", "k_1", "x:said", {"n": number}, "olga", 10**12 + clock)
        doc.put(Change(settings=(said,), facts=(fact,)))
        assert current(doc.snapshot().settings.values())[name].id == own
        assert ordered(doc.snapshot().facts.values())[-1].id == f"f{own}"
    updates = [doc.update_since() for doc in docs]
    for doc in docs:
        for update in random.sample(updates, len(updates)):
            doc.apply(update)
    found = [doc.snapshot() for doc in docs]
    orders = [
        [one.id for one in history(s.settings.values(), "")]
        + [one.id for one in ordered(s.facts.values())]
        for s in found
    ]
    assert all(order == orders[0] for order in orders)
    place = {key: n for n, key in enumerate(orders[0])}
    assert all(place[before] < place[after] for before, after in answered)


def test_the_order_stays_where_a_document_is_made_anew() -> None:
    room = ContextRoom(TEAM, 1, None)
    for number, clock in enumerate((500, 300, 100)):
        said = Setting(f"c{number}", "rota", number, "olga", clock)
        room.publish(room.stage(Change(settings=(said,))))
    fresh = room.anew(Change.of(room.published), 2)
    assert current(fresh.published.settings.values())["rota"].value == 2
    assert fresh.tick == room.tick == 3
    fresh.publish(fresh.stage(Change(settings=(Setting("c9", "rota", 9, "olga", 1),))))
    assert current(fresh.published.settings.values())["rota"].value == 9


def test_what_an_earlier_version_wrote_goes_by_time_and_before_all_that_comes() -> None:
    old = ContextDoc(TEAM)
    legacy = (Setting("c2", "rota", "late", "o", 900), Setting("c1", "rota", "early", "o", 100))
    old.put(Change(settings=legacy), placed=True)
    raw: Doc[Any] = Doc()
    raw.apply_update(old.update_since())
    assert "tick" not in raw.get("settings", type=Map)["c1"]
    doc = ContextDoc(TEAM, old.update_since())
    assert current(doc.snapshot().settings.values())["rota"].value == "late"
    doc.put(Change(settings=(Setting("c3", "rota", "new", "o", 1),)))
    assert [s.value for s in history(doc.snapshot().settings.values(), "")] == [
        "early",
        "late",
        "new",
    ]


def test_a_room_continues_after_the_ticks_that_it_is_told_of() -> None:
    room = ContextRoom(TEAM, 1, None)
    room.publish(room.stage(Change(settings=(Setting("c1", "rota", 1, "o", 1),)), after=41))
    assert room.published.settings["c1"].tick == 42


def test_what_is_no_tick_counts_as_none() -> None:
    broken: list[object] = [None, "7", -1, True, float("nan"), float("inf"), MOST_TICKS + 1, []]
    assert [read_tick(value) for value in broken] == [0] * len(broken)
    assert read_tick(7.0) == 7
