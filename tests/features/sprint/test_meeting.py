"""What a team says at its board: comments, the unit, limits, planning poker. Nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from commonground.core.ids import TEAM
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.sprint.board_commands import SprintComment, SprintLimit, SprintUnit
from commonground.features.sprint.commands import SprintEnd, SprintNew, SprintNote, SprintReveal
from commonground.features.sprint.model import Sprint, Task
from commonground.features.sprint.poker import Poker, fold, round_in, rounds_in
from commonground.features.sprint.poker_commands import (
    PokerClose,
    PokerEstimate,
    PokerOpen,
    PokerReveal,
)
from commonground.features.sprint.task_commands import SprintEdit
from tests.effort import examples

from .sprinting import ADA, BOB, Replica, begun

EVE = Member("eve", "Eve")
PEOPLE = [ADA, BOB, EVE]
FILE = "key,title,estimate\nK0,Write it,2\nK1,Test it,\n"


def card(sprint: Sprint, key: str) -> Task:
    found = sprint.task(key)
    assert found is not None
    return found


class Meetings(RuleBasedStateMachine):
    """People comment, choose units and set limits on three replicas that meet now and then."""

    @initialize(skews=st.tuples(*[st.integers(0, 50)] * 3))
    def begin(self, skews: tuple[int, ...]) -> None:
        first = begun(FILE)
        self.sprint = first.sprint
        self.replicas = []
        for skew in skews:
            replica = Replica(first.clock + skew)
            replica.meet(first)
            self.replicas.append(replica)
        self.comments: set[tuple[str, str, str]] = set()

    @rule(
        where=st.integers(0, 2), who=st.sampled_from(PEOPLE), key=st.sampled_from(["K0", "K1"]),
        text=st.text("abc", min_size=1, max_size=3),
    )  # fmt: skip
    def comment(self, where: int, who: Member, key: str, text: str) -> None:
        command = SprintComment(sprint=self.sprint, task=key, text=text)
        self.replicas[where].run(command, who)
        self.comments.add((key, who.username, text))

    @rule(
        where=st.integers(0, 2), who=st.sampled_from(PEOPLE),
        unit=st.sampled_from(["points", "days"]),
    )  # fmt: skip
    def choose(self, where: int, who: Member, unit: Any) -> None:
        self.replicas[where].run(SprintUnit(sprint=self.sprint, unit=unit), who)
        assert self.now(where).unit == unit
        assert "unit" not in {each.field for each in self.now(where).apart}

    @rule(
        where=st.integers(0, 2), who=st.sampled_from(PEOPLE),
        column=st.sampled_from(["doing", "review"]), most=st.none() | st.integers(1, 4),
    )  # fmt: skip
    def limit(self, where: int, who: Member, column: str, most: int | None) -> None:
        command = SprintLimit(sprint=self.sprint, column=column, most=most)
        self.replicas[where].run(command, who)
        assert self.now(where).limits.get(column) == most

    @rule(one=st.integers(0, 2), two=st.integers(0, 2))
    def meet(self, one: int, two: int) -> None:
        self.replicas[one].meet(self.replicas[two])

    @invariant()
    def what_is_apart_was_said_by_several(self) -> None:
        for where in range(3):
            for each in self.now(where).apart:
                assert len(each.said) == len(self.now(where).heads[each.field]) > 1

    def now(self, where: int) -> Sprint:
        return self.replicas[where].now()

    def teardown(self) -> None:
        first, *others = self.replicas
        for _ in range(2):
            for other in others:
                first.meet(other)
        boards = [replica.now() for replica in self.replicas]
        assert boards[0] == boards[1] == boards[2]
        said = {(t.key, c.by, c.text) for t in boards[0].tasks for c in t.comments}
        assert said == self.comments


TestMeetings = Meetings.TestCase
TestMeetings.settings = settings(max_examples=examples(40), stateful_step_count=30)


class Rounds(RuleBasedStateMachine):
    """A round of poker on three replicas: nobody's last word is lost, and no secret is shown."""

    @initialize()
    def begin(self) -> None:
        first = begun(FILE)
        sprint = first.sprint
        first.run(PokerOpen(sprint=sprint, task="K1"), ADA)
        self.round = first.sprint
        self.replicas = [Replica(first.clock + skew) for skew in (0, 7, 30)]
        for replica in self.replicas:
            replica.meet(first)
        self.secret: dict[str, float | None] = {}
        self.revealed = False

    @rule(who=st.sampled_from([0, 1, 2]), estimate=st.none() | st.integers(0, 8))
    def estimate(self, who: int, estimate: int | None) -> None:
        """Each member is on a server of their own."""
        late = self.now(who).revealed
        amount = None if estimate is None else float(estimate)
        self.replicas[who].run(PokerEstimate(round=self.round, estimate=amount), PEOPLE[who])
        if not late:
            self.secret[PEOPLE[who].username] = amount

    @rule(one=st.integers(0, 2), two=st.integers(0, 2))
    def meet(self, one: int, two: int) -> None:
        self.replicas[one].meet(self.replicas[two])

    @rule()
    def reveal(self) -> None:
        self.replicas[0].run(PokerReveal(round=self.round), ADA)
        self.revealed = True

    @invariant()
    def nothing_is_shown_before_the_reveal(self) -> None:
        if not self.revealed:
            assert all(not self.now(n).estimates for n in range(3))

    def now(self, where: int) -> Poker:
        found = round_in([self.replicas[where].room()], self.round)
        assert found is not None
        return found

    def teardown(self) -> None:
        first, *others = self.replicas
        for _ in range(2):
            for other in others:
                first.meet(other)
        first.run(PokerReveal(round=self.round), ADA)
        for other in others:
            first.meet(other)
        rounds = [self.now(n) for n in range(3)]
        assert rounds[0] == rounds[1] == rounds[2]
        shown = {each.by: each for each in rounds[0].estimates}
        for who, amount in self.secret.items():
            assert shown[who].late or shown[who].estimate == amount
        assert set(rounds[0].estimated) == set(self.secret)


TestRounds = Rounds.TestCase
TestRounds.settings = settings(max_examples=examples(40), stateful_step_count=30)


def test_units_chosen_at_once_are_both_told_until_somebody_chooses_again() -> None:
    here = begun(FILE)
    there = Replica(here.clock)
    there.meet(here)
    here.run(SprintUnit(sprint=here.sprint, unit="points"), ADA)
    there.run(SprintUnit(sprint=here.sprint, unit="days"), BOB)
    here.meet(there)
    [apart] = here.now().apart
    assert (apart.field, set(apart.said)) == ("unit", {("ada", "points"), ("bob", "days")})
    here.run(SprintUnit(sprint=here.sprint, unit="days"), ADA)
    assert (here.now().unit, here.now().apart) == ("days", ())


def test_the_next_sprint_counts_in_the_same_unit() -> None:
    replica = begun(FILE)
    replica.run(SprintUnit(sprint=replica.sprint, unit="days"))
    replica.run(SprintEnd(sprint=replica.sprint))
    replica.run(SprintNew(goal="The next"))
    assert replica.now().unit == "days"
    replica.run(SprintEnd(sprint=replica.sprint))
    replica.run(SprintNew(goal="Another", unit="points"))
    assert replica.now().unit == "points"


def test_a_limit_is_set_and_taken_away_on_columns_that_there_are() -> None:
    replica = begun(FILE)
    replica.run(SprintLimit(sprint=replica.sprint, column="doing", most=2))
    assert replica.now().limits == {"doing": 2}
    replica.run(SprintLimit(sprint=replica.sprint, column="doing", most=None))
    assert replica.now().limits == {}
    with pytest.raises(InvalidCommand, match="no column"):
        replica.run(SprintLimit(sprint=replica.sprint, column="nowhere", most=2))


def test_a_comment_stands_on_its_card_also_when_the_sprint_is_over() -> None:
    replica = begun(FILE)
    replica.run(SprintComment(sprint=replica.sprint, task="K1", text="Which tests?"), BOB)
    replica.run(SprintEnd(sprint=replica.sprint))
    replica.run(SprintComment(sprint=replica.sprint, task="K1", text="All of them"), ADA)
    said = [(c.by, c.text) for c in card(replica.now(), "K1").comments]
    assert said == [("bob", "Which tests?"), ("ada", "All of them")]
    assert card(replica.now(), "K0").comments == ()
    with pytest.raises(UnknownId):
        replica.run(SprintComment(sprint=replica.sprint, task="K9", text="No such card"))


def opened(key: str = "K1") -> tuple[Replica, str, str]:
    """A sprint of Ada's with a round that Bob opened: the replica, the sprint and the round."""
    replica = begun(FILE)
    sprint = replica.sprint
    replica.run(PokerOpen(sprint=sprint, task=key), BOB)
    about = replica.sprint
    replica.sprint = sprint
    return replica, sprint, about


def estimates(replica: Replica, about: str) -> list[tuple[str, float | None, bool]]:
    found = round_in([replica.room()], about)
    assert found is not None
    return [(each.by, each.estimate, each.late) for each in found.estimates]


def test_estimates_are_secret_until_who_facilitates_reveals_them() -> None:
    replica, sprint, about = opened()
    replica.run(PokerEstimate(round=about, estimate=3), ADA)
    replica.run(PokerEstimate(round=about, estimate=5), ADA)
    replica.run(PokerEstimate(round=about, estimate=None), EVE)
    assert estimates(replica, about) == []
    assert "estimate" not in str([f.value for f in replica.facts[TEAM].values() if f.by == "eve"])
    with pytest.raises(NotAllowed, match="Only @bob"):
        replica.run(PokerReveal(round=about), EVE)
    replica.run(PokerReveal(round=about), ADA)  # who began the sprint leads its rounds
    assert estimates(replica, about) == [("ada", 5.0, False), ("eve", None, False)]
    replica.run(PokerEstimate(round=about, estimate=8), BOB)
    assert estimates(replica, about)[1] == ("bob", 8.0, True)
    replica.run(PokerClose(round=about, estimate=5), EVE)
    replica.sprint = sprint
    assert card(replica.now(), "K1").estimate == 5.0
    assert rounds_in([replica.room()], sprint) == ()
    with pytest.raises(InvalidCommand, match="over"):
        replica.run(PokerEstimate(round=about, estimate=1), ADA)


def test_a_reveal_of_a_round_shows_no_note_and_a_reveal_of_notes_no_estimate() -> None:
    replica, sprint, about = opened()
    replica.run(SprintNote(sprint=sprint, what="well", text="We talked"), ADA)
    replica.run(PokerEstimate(round=about, estimate=3), ADA)
    replica.run(PokerReveal(round=about), replace(EVE, role="owner"))
    replica.sprint = sprint
    assert (replica.now().notes, replica.now().revealed) == ((), False)
    other, sprint, about = opened()
    other.run(PokerEstimate(round=about, estimate=3), ADA)
    other.run(SprintReveal(sprint=sprint), ADA)
    assert estimates(other, about) == []


def test_a_round_is_given_up_by_who_facilitates_and_its_estimates_stay_secret() -> None:
    replica, sprint, about = opened()
    replica.run(PokerEstimate(round=about, estimate=3), ADA)
    with pytest.raises(InvalidCommand, match="already"):
        replica.run(PokerOpen(sprint=sprint, task="K1"), EVE)
    with pytest.raises(NotAllowed):
        replica.run(PokerClose(round=about), EVE)
    with pytest.raises(InvalidCommand, match="Nobody knows"):
        replica.run(PokerClose(round=about, estimate=3), BOB)
    replica.run(PokerClose(round=about), BOB)
    assert estimates(replica, about) == []
    replica.sprint = sprint
    assert card(replica.now(), "K1").estimate is None
    replica.run(PokerOpen(sprint=sprint, task="K1"), EVE)  # and again


def test_an_estimate_that_is_taken_while_somebody_edits_it_stays_beside_theirs() -> None:
    here, sprint, about = opened("K0")
    there = Replica(here.clock)
    there.meet(here)
    here.run(PokerReveal(round=about), BOB)
    here.run(PokerClose(round=about, estimate=5), BOB)
    there.run(SprintEdit(sprint=sprint, task="K0", fields={"estimate": 8}), EVE)
    here.meet(there)
    here.sprint = sprint
    [apart] = card(here.now(), "K0").apart
    assert set(apart.said) == {("bob", 5.0), ("eve", 8)}


@given(st.data())
def test_facts_of_a_round_in_any_order_give_the_same_round(data: st.DataObject) -> None:
    replica, _, about = opened()
    for who in PEOPLE:
        amount = data.draw(st.none() | st.floats(0, 10))
        replica.run(PokerEstimate(round=about, estimate=amount), who)
    replica.run(PokerReveal(round=about), BOB)
    replica.run(PokerEstimate(round=about, estimate=1), data.draw(st.sampled_from(PEOPLE)))
    facts = [f for f in replica.facts[TEAM].values() if f.about == about]
    shuffled = data.draw(st.permutations(facts))
    assert fold([*shuffled, *facts[:2]]) == fold(facts)
