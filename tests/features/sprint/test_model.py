"""The board and the other facts of a sprint: nothing that anybody did is lost or doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from commonground.core.ids import TEAM
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.sprint.commands import (
    SprintAction,
    SprintCapacity,
    SprintEnd,
    SprintNew,
    SprintNote,
    SprintReveal,
)
from commonground.features.sprint.fold import SprintFold, current_sprint, fold
from commonground.features.sprint.model import OUT
from commonground.features.sprint.task_commands import (
    SprintAdd,
    SprintEdit,
    SprintImport,
    SprintMove,
)
from commonground.features.sprint.views import TaskView

from .sprinting import ADA, BOB, Replica, begun, copies

PEOPLE = [ADA, BOB, Member("eve", "Eve")]
COLUMNS = ["todo", "doing", "review", "done", "QA", OUT]
FILE = "key,title,status\n" + "".join(f"K{n},Task {n},to do\n" for n in range(5))


class Boards(RuleBasedStateMachine):
    """People move, edit and add cards on three replicas that meet now and then."""

    @initialize(skews=st.tuples(*[st.integers(0, 50)] * 3))
    def begin(self, skews: tuple[int, ...]) -> None:
        first = begun(FILE)
        self.sprint = first.sprint
        self.replicas = copies(first, skews)
        self.moves: set[str] = set()
        self.cards = {task.id for task in first.now().tasks}
        self.count = 0

    @rule(
        where=st.integers(0, 2),
        who=st.sampled_from(PEOPLE),
        card=st.integers(0, 99),
        column=st.sampled_from(COLUMNS),
        before=st.none() | st.integers(0, 99),
    )
    def move(self, where: int, who: Member, card: int, column: str, before: int | None) -> None:
        replica = self.replicas[where]
        tasks = replica.now().tasks
        moved = tasks[card % len(tasks)]
        target = None if before is None else tasks[before % len(tasks)]
        command = SprintMove(
            sprint=self.sprint,
            task=moved.id,
            column=column,
            before=None if target is None else target.id,
        )
        [(_, change)] = replica.run(command, who).writes
        self.moves.update(fact.id for fact in change.facts)
        now = replica.now()
        order = [task.id for task in now.column(column)]
        assert moved.id in order
        if target is not None and target.id != moved.id and target.column == column:
            assert order.index(moved.id) + 1 == order.index(target.id)
        elif target is None:
            assert order[-1] == moved.id

    @rule(where=st.integers(0, 2), who=st.sampled_from(PEOPLE))
    def add(self, where: int, who: Member) -> None:
        self.count += 1
        command = SprintAdd(sprint=self.sprint, title=f"Another {self.count}")
        [(_, change)] = self.replicas[where].run(command, who).writes
        self.cards.update(fact.id for fact in change.facts)

    @rule(where=st.integers(0, 2))
    def import_again(self, where: int) -> None:
        self.replicas[where].run(SprintImport(sprint=self.sprint, text=FILE))

    @rule(one=st.integers(0, 2), two=st.integers(0, 2))
    def meet(self, one: int, two: int) -> None:
        self.replicas[one].meet(self.replicas[two])

    @invariant()
    def everywhere_each_card_lies_in_one_place(self) -> None:
        for replica in self.replicas:
            ids = [task.id for task in replica.now().tasks]
            assert len(ids) == len(set(ids))

    def teardown(self) -> None:
        first, *others = self.replicas
        for other in others:
            first.meet(other)
        for other in others:
            first.meet(other)
        boards = [replica.now() for replica in self.replicas]
        assert boards[0] == boards[1] == boards[2]
        found = boards[0]
        assert {task.id for task in found.tasks} == self.cards
        assert {move.id for task in found.tasks for move in task.moves} == self.moves
        for task in found.tasks:
            columns = {move.column for move in task.moves if move.id in task.heads["place"]}
            shown = {
                value for each in task.apart if each.field == "column" for _, value in each.said
            }
            assert len(columns) < 2 or columns == shown


TestBoards = Boards.TestCase


@given(st.data())
def test_facts_in_any_order_and_twice_give_the_same_sprint(data: st.DataObject) -> None:
    replica = begun(FILE)
    for number in range(6):
        column = data.draw(st.sampled_from(COLUMNS))
        replica.run(SprintMove(sprint=replica.sprint, task=f"K{number % 5}", column=column))
    facts = list(replica.facts["team"].values())  # type: ignore[index]
    shuffled = data.draw(st.permutations(facts))
    assert fold([*shuffled, *facts[:3]]) == replica.now()


def test_moves_of_one_card_at_the_same_time_are_shown_until_somebody_moves_it_again() -> None:
    here = begun(FILE)
    there = Replica(here.clock)
    there.meet(here)
    here.run(SprintMove(sprint=here.sprint, task="K1", column="doing"), ADA)
    there.run(SprintMove(sprint=here.sprint, task="K1", column="done"), BOB)
    here.meet(there)
    task = here.now().task("K1")
    assert task is not None
    [apart] = task.apart
    assert (apart.field, set(apart.said)) == ("column", {("ada", "doing"), ("bob", "done")})
    assert [move.column for move in task.moves] == ["doing", "done"]
    here.run(SprintMove(sprint=here.sprint, task="K1", column="review"), ADA)
    there.meet(here)
    task = there.now().task("K1")
    assert task is not None
    assert (task.column, task.apart) == ("review", ())


def test_a_browser_that_saw_less_moves_at_the_same_time_on_one_server_too() -> None:
    replica = begun(FILE)
    seen = list(replica.now().tasks[0].heads["place"])
    key = replica.now().tasks[0].key
    replica.run(SprintMove(sprint=replica.sprint, task=key, column="doing", seen=seen), ADA)
    replica.run(SprintMove(sprint=replica.sprint, task=key, column="done", seen=seen), BOB)
    task = replica.now().task(key)
    assert task is not None
    assert [each.said for each in task.apart] == [(("ada", "doing"), ("bob", "done"))]


def test_different_fields_that_two_people_edit_at_once_both_count() -> None:
    here = begun(FILE)
    there = Replica(here.clock)
    there.meet(here)
    here.run(SprintEdit(sprint=here.sprint, task="K1", fields={"assignee": "ada"}), ADA)
    there.run(SprintEdit(sprint=here.sprint, task="K1", fields={"estimate": 5}), BOB)
    here.meet(there)
    task = here.now().task("K1")
    assert task is not None
    assert (task.assignee, task.estimate, task.apart) == ("ada", 5.0, ())


def test_two_who_import_one_file_at_once_make_one_card_of_each_row() -> None:
    here = begun()
    there = Replica(here.clock)
    there.meet(here)
    for replica in (here, there):
        replica.run(SprintImport(sprint=here.sprint, text=FILE))
    here.meet(there)
    assert sorted(task.key for task in here.now().tasks) == ["K0", "K1", "K2", "K3", "K4"]


def test_notes_stay_hidden_until_they_are_revealed_with_their_authors_once() -> None:
    replica = begun()
    replica.run(SprintNote(sprint=replica.sprint, what="well", text="We talked"), ADA)
    replica.run(SprintNote(sprint=replica.sprint, what="badly", text="Too late"), BOB)
    assert replica.now().notes == ()
    assert replica.now().noted == ("ada", "bob")
    with pytest.raises(NotAllowed, match="Only @ada"):
        replica.run(SprintReveal(sprint=replica.sprint), BOB)
    assert replica.now().notes == ()
    for who in (ADA, replace(BOB, role="owner")):
        replica.run(SprintReveal(sprint=replica.sprint), who)
    notes = [(note.what, note.text, note.by) for note in replica.now().notes]
    assert notes == [("well", "We talked", "ada"), ("badly", "Too late", "bob")]
    replica.run(SprintNote(sprint=replica.sprint, what="well", text="This too"), ADA)
    assert [note.late for note in replica.now().notes] == [False, False, True]


def test_the_end_writes_what_is_carried_over_and_the_next_sprint_begins_with_it() -> None:
    replica = begun(FILE)
    replica.run(SprintMove(sprint=replica.sprint, task="K0", column="done"))
    replica.run(SprintMove(sprint=replica.sprint, task="K1", column="out"))
    replica.run(SprintAction(sprint=replica.sprint, title="Review sooner", assignee="bob"))
    plan = replica.run(SprintEnd(sprint=replica.sprint, note="It was close."))
    [(_, change)] = plan.writes
    [revision] = change.revisions
    assert revision.title == "Carried over from the sprint “Ship it”"
    assert revision.body.startswith("It was close.\n\nUnfinished:\n")
    assert "- K2 Task 2 (To do)" in revision.body
    assert "K1" not in revision.body
    assert "- Review sooner (bob)" in revision.body
    assert replica.now().carry_over == revision.entry
    with pytest.raises(InvalidCommand, match="has ended"):
        replica.run(SprintAdd(sprint=replica.sprint, title="Too late"))
    replica.run(SprintNew(goal="The next"))
    tasks = {task.title: (task.key, task.assignee) for task in replica.now().tasks}
    assert tasks == {
        "Task 2": ("K2", None),
        "Task 3": ("K3", None),
        "Task 4": ("K4", None),
        "Review sooner": ("T1", "bob"),
    }


def test_the_current_sprint_is_the_one_that_has_not_ended() -> None:
    replica = begun()
    first = replica.sprint
    with pytest.raises(InvalidCommand, match="is not over"):
        replica.run(SprintNew(goal="Another"))
    replica.run(SprintEnd(sprint=first))
    assert (found := current_sprint([replica.room()])) is not None
    assert found.id == first
    replica.run(SprintNew(goal="Another"))
    assert (found := current_sprint([replica.room()])) is not None
    assert found.goal == "Another"


@pytest.mark.parametrize(
    "fields",
    [{"title": None}, {"estimate": "much"}, {"after": "K1"}, {"files": [1]}, {"estimate": -1}],
)
def test_a_field_of_another_form_is_refused(fields: dict[str, Any]) -> None:
    replica = begun(FILE)
    before = replica.now()
    with pytest.raises(InvalidCommand):
        replica.run(SprintEdit(sprint=replica.sprint, task="K1", fields=fields))  # type: ignore[arg-type]
    assert replica.now() == before


def test_a_task_that_is_not_there_is_told() -> None:
    replica = begun(FILE)
    with pytest.raises(UnknownId, match="no such task"):
        replica.run(SprintMove(sprint=replica.sprint, task="K9", column="done"))


def test_capacities_are_what_was_said_last_and_can_be_taken_back() -> None:
    replica = begun()
    for who, amount in (("ada", 8), ("bob", 5), ("ada", 6)):
        replica.run(SprintCapacity(sprint=replica.sprint, who=who, amount=amount))
    assert replica.now().capacity == {"ada": 6.0, "bob": 5.0}
    replica.run(SprintCapacity(sprint=replica.sprint, who="bob", amount=None))
    assert replica.now().capacity == {"ada": 6.0}


@given(st.data())
def test_a_fold_that_is_kept_is_the_fold_of_all_facts_in_whatever_order_they_come(
    data: st.DataObject,
) -> None:
    replica = begun("title,status\nOne,todo\nTwo,doing\n")
    tasks = [task.id for task in replica.now().tasks]
    for number in range(data.draw(st.integers(0, 8))):
        task = data.draw(st.sampled_from(tasks))
        seen: list[str] | None = data.draw(st.sampled_from([None, []]))
        column = data.draw(st.sampled_from(["todo", "doing", "done", "out"]))
        replica.run(SprintMove(sprint=replica.sprint, task=task, column=column, seen=seen))
        if number % 2:
            fields: Any = {"title": f"Title {number}"}
            replica.run(SprintEdit(sprint=replica.sprint, task=task, fields=fields, seen=seen))
    came = data.draw(st.permutations(list(replica.facts[TEAM].values())))
    kept = SprintFold()
    for number, fact in enumerate(came, 1):
        kept.add(fact)
        if data.draw(st.booleans()):
            assert kept.value() == fold(came[:number])
    assert kept.value() == replica.now()


def test_the_last_moves_of_a_card_are_sent_and_all_of_them_stay_on_the_record() -> None:
    replica = begun("title\nOne\n")
    (task,) = replica.now().tasks
    columns = ["doing", "todo"] * 4
    for column in columns:
        replica.run(SprintMove(sprint=replica.sprint, task=task.id, column=column))
    (moved,) = replica.now().tasks
    assert [move.column for move in moved.moves] == columns
    assert [move.column for move in TaskView.model_validate(moved).moves] == columns[-5:]
