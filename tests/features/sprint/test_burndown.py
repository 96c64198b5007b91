"""A burndown tells what the record says: when cards came, moved and were estimated anew."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from commonground.features.sprint.burndown import BurndownDay, burndown
from commonground.features.sprint.commands import SprintEnd, SprintNew
from commonground.features.sprint.task_commands import SprintAdd, SprintEdit, SprintMove

from .sprinting import Replica

HOUR = 3_600_000


def at(day: int, hour: int = 12) -> int:
    """A time of December 2026, whose first day is a Tuesday."""
    return int(datetime(2026, 12, day, hour, tzinfo=UTC).timestamp() * 1000)


def sprint(start: str | None = "2026-12-01", end: str | None = "2026-12-04") -> Replica:
    replica = Replica(at(1, 9))
    replica.run(SprintNew(goal="Ship it", start=start, end=end))
    for title, estimate in (("A", 2.0), ("B", 3.0), ("C", None)):
        replica.run(SprintAdd(sprint=replica.sprint, title=title, estimate=estimate))
    return replica


def move(replica: Replica, day: int, key: str, column: str) -> None:
    replica.clock = at(day)
    replica.run(SprintMove(sprint=replica.sprint, task=key, column=column))


def left(days: tuple[BurndownDay, ...]) -> list[tuple[float | None, float | None]]:
    return [(day.left, day.scope) for day in days]


def test_each_day_has_what_was_left_at_its_end_and_days_to_come_have_nothing() -> None:
    replica = sprint()
    move(replica, 2, "A", "done")
    move(replica, 3, "B", "done")
    days = burndown(replica.now(), at(3))
    assert [day.day[-2:] for day in days] == ["01", "02", "03", "04"]
    assert left(days) == [(6.0, 6.0), (4.0, 6.0), (1.0, 6.0), (None, None)]
    assert [day.ideal for day in days] == [4.5, 3.0, 1.5, 0.0]


def test_work_that_is_added_dropped_taken_out_reopened_or_estimated_anew_shows_from_that_day() -> (
    None
):
    replica = sprint()
    move(replica, 1, "A", "done")
    move(replica, 2, "A", "doing")
    move(replica, 2, "C", "dropped")
    replica.clock = at(3)
    replica.run(SprintAdd(sprint=replica.sprint, title="D", estimate=5))
    replica.run(SprintEdit(sprint=replica.sprint, task="B", fields={"estimate": 8}))
    move(replica, 4, "B", "out")
    days = burndown(replica.now(), at(4))
    assert left(days) == [(4.0, 6.0), (5.0, 5.0), (15.0, 15.0), (7.0, 7.0)]


def test_weekends_ask_for_no_work_and_without_an_end_there_is_no_pace() -> None:
    days = burndown(sprint(end="2026-12-07").now(), at(1))
    assert [day.ideal for day in days] == [4.8, 3.6, 2.4, 1.2, 1.2, 1.2, 0.0]
    days = burndown(sprint(start=None, end=None).now(), at(2))
    assert left(days) == [(6.0, 6.0), (6.0, 6.0)]
    assert [day.ideal for day in days] == [None, None]


def test_nothing_is_told_of_days_before_the_sprint_was_begun_nor_after_it_ended() -> None:
    replica = sprint(start="2026-11-30")
    assert left(burndown(replica.now(), at(1)))[0] == (None, None)
    replica.clock = at(2)
    replica.run(SprintEnd(sprint=replica.sprint))
    assert left(burndown(replica.now(), at(9))) == [
        (None, None),
        (6.0, 6.0),
        (6.0, 6.0),
        (None, None),
        (None, None),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 90),
            st.sampled_from(["T1", "T2", "T3"]),
            st.sampled_from(["todo", "doing", "done", "dropped", "out"]),
        ),
        max_size=12,
    )
)
def test_the_last_day_is_the_board_of_today(moves: list[tuple[int, str, str]]) -> None:
    replica = sprint(end=None)
    for hours, key, column in sorted(moves):
        replica.clock = at(1) + hours * HOUR
        replica.run(SprintMove(sprint=replica.sprint, task=key, column=column))
    now = replica.now()
    day = burndown(now, replica.clock)[-1]
    assert day.left == sum(task.size for task in now.work if not task.done)
    assert day.scope == sum(task.size for task in now.work)
