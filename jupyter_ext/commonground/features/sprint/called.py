"""A sprint with each member under one name, whether a task names them by username or as displayed.

It knows nothing of where members come from. Who is no member keeps the name that was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from ...core.kept import Kept
from .model import Sprint, Task

Named = Callable[[str], str]


def as_displayed(sprint: Sprint, people: Mapping[str, str]) -> Sprint:
    """The sprint as it is shown to people; ``people`` has how each is displayed, by username.

    A name that several members have stays as it was written, since it says nothing of who is meant.
    """
    made = _SPRINTS(sprint)
    known = tuple(sorted(people.items()))
    if known not in made:
        made.clear()
        made[known] = _named(sprint, naming(people))
    return made[known]


def naming(people: Mapping[str, str]) -> Named:
    """How whoever goes by a name is displayed."""
    shared = Counter(display.casefold() for display in people.values())
    alone = {who: display for who, display in people.items() if shared[display.casefold()] == 1}
    called = {display.casefold(): display for display in alone.values()}
    called |= {who.casefold(): display for who, display in alone.items()}
    called |= {who.casefold(): who for who in people if who not in alone}
    return lambda name: called.get(name.casefold(), name)


def _named(sprint: Sprint, named: Named) -> Sprint:
    capacity = {named(who): amount for who, amount in sprint.capacity.items()}
    actions = (
        a if a.assignee is None else replace(a, assignee=named(a.assignee)) for a in sprint.actions
    )
    tasks = tuple(_task(task, named) for task in sprint.tasks)
    return replace(sprint, tasks=tasks, capacity=capacity, actions=tuple(actions))


def _task(task: Task, named: Named) -> Task:
    """The same task where its name stays, so that what is kept of it serves on."""
    if task.assignee is None or (name := named(task.assignee)) == task.assignee:
        return task
    made = _TASKS(task)
    if name not in made:
        made[name] = replace(task, assignee=name, written=task.assignee)
    return made[name]


def _of_sprint(_: Sprint) -> dict[tuple[tuple[str, str], ...], Sprint]:
    return {}


def _of_task(_: Task) -> dict[str, Task]:
    return {}


_SPRINTS = Kept(_of_sprint)
_TASKS = Kept(_of_task)
