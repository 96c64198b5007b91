"""Folding a comparison: in any order, with nobody's word lost."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.fact import SEALED, Fact
from commonground.features.comparison.fold import fold, label_of, with_own_scores
from commonground.features.comparison.model import (
    ARGUE,
    DECIDE,
    OPTION,
    PHASE,
    REVEAL,
    RUN,
    SCORE,
    START,
    VERSION,
    Comparison,
    current_of,
)

PEOPLE = ("ada", "bob", "cyd")
CRITERIA = ("clarity", "latency")
OPTIONS = ("o_a", "o_b", "o_c")


def test_a_decision_stops_the_timer_and_a_later_phase_starts_its_own() -> None:
    facts = [
        START_FACT,
        *OPTION_FACTS,
        fact(10, PHASE, {"phase": "decide", "ends": 90_000}),
        fact(11, DECIDE, {"option": "o_a", "entry": "e_1", "reason": "r"}),
    ]
    decided = fold(facts)
    assert decided is not None
    assert (decided.phase, decided.phase_ends) == ("decide", None)
    again = fold([*facts, fact(12, PHASE, {"phase": "discuss", "ends": 99_000})])
    assert again is not None
    assert again.phase_ends == 99_000


def fact(number: int, name: str, value: dict[str, Any], by: str = "ada", at: int = 0) -> Fact:
    return Fact(f"f_{number:04}", "k_1", name, value, by, at or number)


START_FACT = fact(
    0,
    START,
    {
        "goal": "Count",
        "criteria": [{"name": c, "weight": w} for c, w in zip(CRITERIA, (2, 1), strict=True)],
    },
    at=1,
)  # fmt: skip
OPTION_FACTS = [
    fact(n, OPTION, {"option": key, "place": n, "name": key[-1].upper()}, at=1)
    for n, key in enumerate(OPTIONS, start=1)
]

said = st.one_of(
    st.builds(
        lambda o, c, s: (SCORE, {"option": o, "criterion": c, "score": s}),
        st.sampled_from(OPTIONS), st.sampled_from(CRITERIA), st.integers(1, 5),
    ),
    st.builds(
        lambda o, t: (ARGUE, {"option": o, "side": "for", "text": t}),
        st.sampled_from(OPTIONS), st.text(max_size=5),
    ),
    st.builds(
        lambda o, t: (VERSION, {"option": o, "text": t}),
        st.sampled_from(OPTIONS), st.text(max_size=5),
    ),
    st.builds(
        lambda o: (RUN, {"option": o, "version": "f_x", "result": {"ended": "ok"}}),
        st.sampled_from(OPTIONS),
    ),
    st.just((PHASE, {"phase": "discuss", "ends": None})),
    st.just((REVEAL, {})),
    st.builds(
        lambda o: (DECIDE, {"option": o, "entry": "e_1", "reason": "r"}),
        st.sampled_from(OPTIONS),
    ),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Facts of several people, many of them in the same millisecond."""
    drawn = draw(st.lists(st.tuples(said, st.sampled_from(PEOPLE), st.integers(2, 6)), max_size=25))
    facts = [fact(100 + n, name, value, by, at) for n, ((name, value), by, at) in enumerate(drawn)]
    return [START_FACT, *OPTION_FACTS, *facts]


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_changes_nothing(
    facts: list[Fact], rng: random.Random
) -> None:
    shuffled = [*facts, *facts[: len(facts) // 2]]  # some arrive twice
    rng.shuffle(shuffled)
    assert fold(shuffled) == fold(facts)


@given(histories())
def test_everybodys_last_score_counts_and_all_words_stay(facts: list[Fact]) -> None:
    """Agreeing replicas could agree on a loss: so each fact is looked for in the result."""
    folded = fold(facts)
    assert folded is not None
    last: dict[tuple[str, str, str], int] = {}
    for one in sorted(facts, key=lambda f: (f.at, f.id)):
        if one.name == SCORE:
            last[one.by, one.value["option"], one.value["criterion"]] = one.value["score"]
    assert {(s.by, s.option, s.criterion): s.score for s in folded.scores} == last
    assert {a.id for a in folded.arguments} == {f.id for f in facts if f.name == ARGUE}
    versions = {v.id for o in folded.options for v in o.versions}
    assert versions == {f.id for f in facts if f.name == VERSION}
    assert sum(len(o.runs) for o in folded.options) == sum(1 for f in facts if f.name == RUN)
    assert {d.id for d in folded.decisions} == {f.id for f in facts if f.name == DECIDE}


def folded(*facts: Fact) -> Comparison:
    found = fold([START_FACT, *OPTION_FACTS, *facts])
    assert found is not None
    return found


def score(number: int, by: str, option: str, criterion: str, value: Any, at: int = 9) -> Fact:
    said = {"option": option, "criterion": criterion, "score": value}
    return fact(number, SCORE, said, by, at)


def test_two_people_who_score_in_the_same_millisecond_both_count() -> None:
    found = folded(score(10, "ada", "o_a", "clarity", 5), score(11, "bob", "o_a", "clarity", 2))
    assert found.mean("o_a", "clarity") == 3.5
    assert found.mean("o_b", "clarity") is None


def test_totals_weigh_criteria_and_leave_out_what_nobody_scored() -> None:
    found = folded(score(10, "ada", "o_a", "clarity", 5), score(11, "ada", "o_a", "latency", 2))
    assert found.total("o_a") == (5 * 2 + 2) / 3
    assert found.total("o_b") is None
    only = folded(score(10, "ada", "o_b", "latency", 2))
    assert only.total("o_b") == 2


def test_options_keep_the_order_in_which_they_were_written_and_newcomers_follow() -> None:
    late = fact(50, OPTION, {"option": "o_0", "place": 0, "name": "Late"}, "bob", 99)
    found = folded(late)
    assert [(o.label, o.id) for o in found.options] == [
        ("A", "o_a"), ("B", "o_b"), ("C", "o_c"), ("D", "o_0"),
    ]  # fmt: skip
    assert found.option("d") == found.option("late") == found.option("o_0")
    assert found.option("nothing") is None


def test_what_cannot_be_read_takes_nothing_from_the_rest() -> None:
    strange = [
        fact(20, SCORE, {"option": 3, "criterion": None, "score": "many"}),
        fact(21, OPTION, {}),
        fact(22, RUN, {"option": "o_a", "result": "fast"}),
        fact(23, "compare:later", {"x": 1}),
        fact(24, PHASE, {"phase": "dance"}),
        fact(25, VERSION, {"option": "o_zzz", "text": "lost?"}),
        score(26, "ada", "o_a", "clarity", 9),
        score(27, "ada", "o_a", "clarity", float("nan")),
        score(28, "ada", "o_a", "beauty", 3),
    ]
    found = folded(*strange, score(30, "bob", "o_a", "clarity", 4))
    assert [(s.by, s.score) for s in found.scores] == [("bob", 4)]
    assert found.phase == "propose"
    assert fold(strange) is None


def test_versions_that_nobody_has_seen_of_each_other_stay_side_by_side() -> None:
    first = fact(40, VERSION, {"option": "o_a", "text": "1"})
    mine = Fact("f_0041", "k_1", VERSION, {"option": "o_a", "text": "2"}, "ada", 41, ("f_0040",))
    yours = Fact("f_0042", "k_1", VERSION, {"option": "o_a", "text": "3"}, "bob", 41, ("f_0040",))
    option = folded(first, mine, yours).option("A")
    assert option is not None
    assert [v.id for v in option.heads] == ["f_0041", "f_0042"]
    assert option.current is not None
    assert option.current.text == "3"


def test_ones_own_sealed_scores_are_seen_until_they_are_revealed() -> None:
    sealed = Fact(
        "f_9", "k_1", SEALED + SCORE,
        {"option": "o_a", "criterion": "clarity", "score": 1}, "ada", 70,
    )  # fmt: skip
    found = with_own_scores(folded(), [sealed])
    assert [(s.score, s.sealed) for s in found.scores] == [(1, True)]
    assert found.mean("o_a", "clarity") is None
    shown = score(71, "ada", "o_a", "clarity", 1, at=70)
    assert [s.sealed for s in with_own_scores(folded(shown), [sealed]).scores] == [False]


def test_who_disagrees_is_found_by_their_own_scores() -> None:
    found = folded(
        score(10, "ada", "o_a", "clarity", 5), score(11, "ada", "o_b", "clarity", 3),
        score(12, "bob", "o_a", "clarity", 1), score(13, "bob", "o_b", "clarity", 4),
    )  # fmt: skip
    assert found.favourites() == {"ada": ("o_a",), "bob": ("o_b",)}


def test_the_comparison_that_is_meant_is_the_newest_undecided_one_here() -> None:
    def one(key: str, at: int, path: str | None, *, decided: bool = False) -> Comparison:
        facts = [Fact("f_1", key, START, {"goal": "g", "path": path}, "ada", at)]
        if decided:
            facts.append(Fact("f_2", key, DECIDE, {"option": None}, "ada", at + 1))
        found = fold(facts)
        assert found is not None
        return found

    older, here = one("k_1", 1, "a.ipynb"), one("k_2", 2, "a.ipynb", decided=True)
    elsewhere = one("k_3", 3, "b.ipynb")
    assert current_of([older, here, elsewhere], "a.ipynb") == older
    assert current_of([here, elsewhere], "a.ipynb") == here
    assert current_of([older, here, elsewhere]) == elsewhere
    assert current_of([]) is None


def test_labels_go_on_after_z() -> None:
    assert [label_of(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_the_run_that_counts_is_the_newest_versions_also_where_an_older_one_ran_later() -> None:
    def ran(number: int, version: str, ok: bool) -> Fact:
        value = {"option": "o_a", "version": version, "result": {"ok": ok}}
        return fact(number, RUN, value)

    one = fact(10, VERSION, {"option": "o_a", "text": "1"})
    two = fact(20, VERSION, {"option": "o_a", "text": "2"})
    known = [START_FACT, *OPTION_FACTS, one, two]

    def counts(*runs: Fact) -> tuple[str, bool] | None:
        comparison = fold([*known, *runs])
        assert comparison is not None
        run = comparison.options[0].run
        return None if run is None else (run.version, run.result["ok"])

    assert counts() is None
    assert counts(ran(11, one.id, True)) == (one.id, True), "none of the newest: the last of any"
    assert counts(ran(21, two.id, False), ran(30, one.id, True)) == (two.id, False)
    assert counts(ran(21, two.id, False), ran(31, two.id, True), ran(40, one.id, False)) == (
        two.id,
        True,
    )
