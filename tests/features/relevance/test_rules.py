"""What of the ranked is shown: pins, what holds, the best; within a budget, and never off topic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.epoch import Epoch
from commonground.core.ids import EntryId
from commonground.core.selection import Selection, read_selection
from commonground.features.relevance.model import Rankable, Ranked
from commonground.features.relevance.rules import BUDGET, SMALL, Wishes, select


def item(id: str, tokens: int = SMALL, *, always: bool = False) -> Rankable:
    return Rankable(id, id, tokens=tokens, always=always)


def reasons(selection: Selection) -> dict[str, str]:
    return {choice.entry: choice.reason for choice in selection.chosen}


def left(selection: Selection) -> dict[str, str]:
    return {one.entry: one.reason for one in selection.omitted}


FIT = Ranked("fit", 2.0, covered=0.6, words=("cache",))
ALIKE = Ranked("alike", 1.0, nearness=0.7)
FAR = Ranked("far", 0.1, covered=0.05, nearness=0.05, words=("the",))


def test_what_does_not_fit_the_question_is_left_out_and_said_to_be() -> None:
    found = select([FIT, ALIKE, FAR], {id: item(id) for id in ("fit", "alike", "far")}, Wishes())
    assert reasons(found) == {"fit": "words", "alike": "meaning"}
    assert left(found) == {"far": "off the subject"}


def test_where_nothing_fits_nothing_is_shown() -> None:
    found = select([FAR], {"far": item("far", SMALL + 1)}, Wishes())
    assert found.chosen == ()
    assert found.tokens == 0


def test_few_entries_are_all_shown() -> None:
    found = select([FIT, FAR], {"fit": item("fit", 300), "far": item("far", 300)}, Wishes())
    assert reasons(found) == {"fit": "words", "far": "all"}


def test_accepted_conventions_hold_whatever_is_asked_within_a_third() -> None:
    ranked = [Ranked(f"c{n}", 0.05 - n / 1000) for n in range(9)]
    items = {one.id: item(one.id, 1000, always=True) for one in ranked}
    found = select(ranked, items, Wishes(budget=6_000))
    assert reasons(found) == {"c0": "holds here", "c1": "holds here"}


def test_a_pinned_one_is_shown_and_a_muted_one_is_not() -> None:
    wishes = Wishes(pinned=frozenset({EntryId("far")}), muted=frozenset({EntryId("fit")}))
    found = select([FIT, ALIKE, FAR], {id: item(id) for id in ("fit", "alike", "far")}, wishes)
    assert reasons(found) == {"alike": "meaning", "far": "pinned"}
    assert left(found) == {"fit": "muted"}


def test_all_sides_of_a_dispute_come_together_or_not_at_all() -> None:
    both = frozenset({EntryId("fit"), EntryId("far")})
    groups = dict.fromkeys(both, both)
    items = {"fit": item("fit", 700), "far": item("far", 700)}
    found = select([FIT, FAR], items, Wishes(groups=groups))
    assert reasons(found) == {"fit": "words", "far": "dispute"}
    assert select([FIT, FAR], items, Wishes(groups=groups, budget=1_000)).chosen == ()


def test_what_is_shown_before_all_questions_counts_and_nobody_mutes_it() -> None:
    """It is the same for everyone: a mute is for what would be shown to its author alone."""
    far = EntryId("far")
    wishes = Wishes(muted=frozenset({far}), epochs=(Epoch(None, (far,)),), budget=2_500)
    items = {id: item(id) for id in ("fit", "alike", "far")}
    found = select([FIT, ALIKE], items, wishes)
    assert reasons(found) == {"fit": "words", "far": "holds here"}
    assert left(found) == {"alike": "no room"}
    assert found.tokens == 2_000
    assert found.epochs == wishes.epochs


def test_whoever_was_named_is_the_reason() -> None:
    named = Ranked("fit", 2.0, covered=0.6, named=True, words=("cache",))
    assert reasons(select([named], {"fit": item("fit", SMALL + 1)}, Wishes())) == {"fit": "author"}


ids = [f"e{n}" for n in range(8)]
ranks = st.lists(
    st.builds(
        Ranked,
        st.sampled_from(ids),
        st.floats(0, 4),
        st.floats(0, 1),
        st.floats(0, 1),
        st.booleans(),
        st.just(("word",)),
    ),
    unique_by=lambda one: one.id,
)
sizes = st.fixed_dictionaries({id: st.integers(1, 4_000) for id in ids})
subsets = st.frozensets(st.sampled_from([EntryId(id) for id in ids]))


@given(ranks, sizes, subsets, subsets, st.integers(200, BUDGET))
def test_the_budget_holds_and_every_entry_is_accounted_for(
    ranked: list[Ranked],
    tokens: dict[str, int],
    pinned: frozenset[EntryId],
    muted: frozenset[EntryId],
    budget: int,
) -> None:
    ranked.sort(key=lambda one: -one.score)
    items = {one.id: item(one.id, tokens[one.id]) for one in ranked}
    found = select(ranked, items, Wishes(pinned, muted, budget=budget))
    assert found.tokens == sum(items[choice.entry].tokens for choice in found.chosen) <= budget
    assert muted.isdisjoint(choice.entry for choice in found.chosen)
    assert sorted([*reasons(found), *left(found)]) == sorted(one.id for one in ranked)
    kept = read_selection(found.to_wire())
    assert kept.to_wire() == found.to_wire()
