"""A card's view is made once while the card stays as it is, and is what the card says."""

from __future__ import annotations

import gc

from commonground.core.ids import TEAM
from commonground.core.snapshot import Snapshot
from commonground.features.sprint.board_commands import (
    SprintComment,
    SprintLimit,
    SprintUnit,
)
from commonground.features.sprint.fold import sprint_in
from commonground.features.sprint.model import Sprint
from commonground.features.sprint.task_commands import SprintMove
from commonground.features.sprint.views import CARDS, SprintView, TaskView

from .sprinting import Replica, begun

TEXT = "key,title,status\nK1,One,todo\nK2,Two,todo\nK3,Three,doing\n"


def now(team: Replica) -> Sprint:
    """The sprint by the folds that a service keeps: a card that did not change is the same."""
    room = Snapshot(TEAM, {}, facts=dict(team.facts[TEAM]))
    found = sprint_in([room], team.sprint)
    assert found is not None
    return found


def shown(team: Replica) -> dict[str, TaskView]:
    return {task.key: task for task in SprintView.model_validate(now(team)).tasks}


def test_a_move_makes_one_view_anew() -> None:
    team = begun(TEXT)
    before = shown(team)
    moved = next(task for task in now(team).tasks if task.key == "K2")
    team.run(SprintMove(sprint=team.sprint, task=moved.id, column="done"))
    after = shown(team)
    assert after["K1"] is before["K1"]
    assert after["K3"] is before["K3"]
    assert (before["K2"].column, after["K2"].column) == ("todo", "done")


def test_a_comment_makes_one_view_anew_and_a_limit_or_a_unit_none() -> None:
    team = begun(TEXT)
    before = shown(team)
    team.run(SprintComment(sprint=team.sprint, task="K2", text="Which one?"))
    team.run(SprintLimit(sprint=team.sprint, column="doing", most=2))
    team.run(SprintUnit(sprint=team.sprint, unit="days"))
    after = shown(team)
    assert [after[key] is before[key] for key in ("K1", "K2", "K3")] == [True, False, True]
    assert [comment.text for comment in after["K2"].comments] == ["Which one?"]


def test_a_kept_view_says_what_the_card_says() -> None:
    sprint = now(begun(TEXT))
    for _ in range(2):
        kept = SprintView.model_validate(sprint).tasks
        assert kept == tuple(map(TaskView.model_validate, sprint.tasks))


def answered(team: Replica) -> int:
    """How many views are kept while a sprint that nobody else keeps is answered."""
    sprint = team.now()  # folded anew
    SprintView.model_validate(sprint)
    return len(CARDS)


def test_views_go_with_their_cards() -> None:
    """In a frame of its own: the first view of a process builds its model, which keeps locals."""
    team = begun(TEXT)
    gc.collect()
    before = len(CARDS)
    assert answered(team) == before + 3
    gc.collect()
    assert len(CARDS) == before
