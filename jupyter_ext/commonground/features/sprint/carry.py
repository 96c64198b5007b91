"""What one sprint leaves to the next: unfinished tasks and actions, as text and as tasks."""

from __future__ import annotations

import re
from dataclasses import replace

from ...core.fact import Fact
from ...core.planner import Planner
from .export import now_of
from .model import FIELDS, Sprint, Task, heading
from .order import between


def carry_over(sprint: Sprint, note: str) -> str:
    """What is left of a sprint, as Markdown: somebody's words, unfinished tasks, actions."""
    left = [task for task in sprint.planned if task.open]
    parts = [note.strip() or ("" if left else "Everything was done.")]
    if left:
        parts.append("Unfinished:\n" + "\n".join(_left_line(task) for task in left))
    if sprint.actions:
        lines = (
            f"- {a.title}" + (f" ({a.assignee})" if a.assignee else "") for a in sprint.actions
        )
        parts.append("Actions:\n" + "\n".join(lines))
    return "\n\n".join(filter(None, parts))


def _left_line(task: Task) -> str:
    who = f", {task.assignee}" if task.assignee else ""
    return f"- {task.key} {task.title} ({heading(task.column)}{who})"


def next_number(sprint: Sprint) -> int:
    """The number of the next task that brings no key: ``T12`` after ``T11``."""
    taken = (re.fullmatch(r"T(\d{1,6})", task.key) for task in sprint.tasks)
    return max((int(match[1]) for match in taken if match), default=0) + 1


class ColumnEnds:
    """The ends of the columns, while cards are put there one after the other."""

    def __init__(self, sprint: Sprint | None) -> None:
        tasks = () if sprint is None else sprint.tasks
        self._last = {task.column: task.position for task in tasks}

    def last(self, column: str, maker: str) -> str:
        """A place at the end of the column."""
        place = between(self._last.get(column), None, maker)
        self._last[column] = place
        return place


def tasks_carried_over(planner: Planner, about: str, last: Sprint) -> list[Fact]:
    """The unfinished tasks and the actions of the last sprint, as tasks of this one."""
    places, facts = ColumnEnds(None), []
    number = next_number(last)
    for task in last.tasks:
        if not task.open:
            continue
        fact = planner.fact(about, "sprint:task", {})
        value = {
            **{name: value for name, value in now_of(task).items() if name in FIELDS},
            "key": task.key,
            "task": task.id,
            "column": task.column,
            "position": places.last(task.column, fact.id),
            "from": last.id,
        }
        facts.append(replace(fact, value=value))
    for action in last.actions:
        fact = planner.fact(about, "sprint:task", {})
        value = {
            "title": action.title,
            "assignee": action.assignee,
            "key": f"T{number}",
            "column": "todo",
            "position": places.last("todo", fact.id),
            "from": action.id,
        }
        facts.append(replace(fact, value=value))
        number += 1
    return facts
