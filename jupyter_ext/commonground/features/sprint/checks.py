"""What is wrong with a plan, in words: each finding names the tasks and people, and what to do.

Pure: told who is in the team, which areas it has and what it decided. Advice, never a refusal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from ...core.area import Area, area_of
from ...core.count import several
from ...core.dispute import statement
from ...core.snapshot import Snapshot
from ...core.statement import Statement
from ..contradictions.candidates import Candidates
from .model import Sprint, Task
from .plan import Names, critical_path, cycles, dependencies, length, loads, open_dependencies
from .unit import unit_of

Rule = Literal["cycle", "name", "overload", "orphan", "files", "decision", "late", "apart"]

HEADINGS: Mapping[Rule, str] = {
    "cycle": "Tasks that wait for each other",
    "name": "Names that nobody knows",
    "overload": "More than somebody can do",
    "orphan": "Work without a home",
    "files": "Several people in the same files",
    "decision": "Against what the team decided",
    "late": "Longer than the sprint",
    "apart": "Changed by several people at once",
}
"""The rules in the order in which their findings are told."""
LISTED = 6
"""Names that one message lists at most."""


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """One thing to look at: the rule, what was found, and what would put it right."""

    rule: Rule
    message: str
    remedy: str
    tasks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """What the checks know beside the sprint: people by username, areas by name, what holds."""

    people: Mapping[str, str]
    areas: Mapping[str, Area]
    decided: tuple[Statement, ...] = ()

    def knows(self, name: str) -> bool:
        """Whether somebody is called so, as a username or as they are displayed."""
        return name.casefold() in {
            known.casefold() for pair in self.people.items() for known in pair
        }


def decided_in(snapshots: Iterable[Snapshot]) -> tuple[Statement, ...]:
    """The decisions and conventions that hold today, as the rules of contradiction read them."""
    return tuple(
        statement(entry, revision)
        for snapshot in snapshots
        for entry in snapshot.live()
        if entry.kind in ("decision", "convention")
        for revision in entry.in_force
    )


def check(sprint: Sprint, team: Team) -> tuple[PlanFinding, ...]:
    """Everything there is to say about the plan, in the order of ``HEADINGS``."""
    found = [
        *_cycles(sprint),
        *_names(sprint, team),
        *_overload(sprint),
        *_orphans(sprint, team.areas),
        *_files(sprint, team.areas),
        *_decisions(sprint, team.decided),
        *_late(sprint),
        *_apart(sprint),
    ]
    return tuple(found)


def _cycles(sprint: Sprint) -> Iterator[PlanFinding]:
    keys = {task.id: task.key for task in sprint.planned}
    for cycle in cycles(open_dependencies(sprint, dependencies(sprint))):
        if len(cycle) == 1:
            said = f"{keys[cycle[0]]} waits for itself."
        else:
            after = (*cycle[1:], cycle[0])
            links = [f"{keys[a]} waits for {keys[b]}" for a, b in zip(cycle, after, strict=True)]
            said = ", ".join(links[:LISTED]) + (" …" if len(links) > LISTED else "") + "."
        yield PlanFinding("cycle", said, "Take one of these dependencies out.", cycle)


def _names(sprint: Sprint, team: Team) -> Iterator[PlanFinding]:
    names = Names(sprint.planned)
    strangers: dict[str, list[Task]] = defaultdict(list)
    places: dict[str, list[Task]] = defaultdict(list)
    known = {name.casefold() for name in team.areas}
    for task in sprint.work:
        for name in task.after:
            if names.find(name) is None:
                several = names.ambiguous(name)
                yield PlanFinding(
                    "name",
                    f"{task.key} waits for {name!r}, "
                    + ("which several tasks are called." if several else "which is no task here."),
                    "Name the task's key." if several else "Correct the name, or add the task.",
                    (task.id,),
                )
        if task.assignee and not team.knows(task.assignee) and not _has(sprint, task.assignee):
            strangers[task.assignee].append(task)
        if task.area and task.area.casefold() not in known:
            places[task.area].append(task)
    for name, tasks in strangers.items():
        yield PlanFinding(
            "name",
            f"Nobody here is called {name!r} ({_keys(tasks)}).",
            "Correct the name, or say how much they can do: %cg sprint capacity NAME AMOUNT",
            tuple(task.id for task in tasks),
        )
    for name, tasks in places.items():
        yield PlanFinding(
            "name",
            f"The team has no area {name!r} ({_keys(tasks)}).",
            "Correct it, or set the area up in the People tab.",
            tuple(task.id for task in tasks),
        )
    yield from _twice(sprint)


def _has(sprint: Sprint, name: str) -> bool:
    return name.casefold() in {who.casefold() for who in sprint.capacity}


def _twice(sprint: Sprint) -> Iterator[PlanFinding]:
    called: dict[str, list[Task]] = defaultdict(list)
    for task in sprint.planned:
        called[task.key.casefold()].append(task)
    for tasks in called.values():
        if len(tasks) > 1:
            titles = " and ".join(f"“{task.title}”" for task in tasks[:LISTED])
            yield PlanFinding(
                "name",
                f"{len(tasks)} tasks are called {tasks[0].key}: {titles}.",
                "Refer to them by their titles.",
                tuple(task.id for task in tasks),
            )


def _overload(sprint: Sprint) -> Iterator[PlanFinding]:
    for load in loads(sprint):
        if load.over and load.assignee is not None and load.capacity is not None:
            tasks = [task for task in sprint.work if task.assignee == load.assignee]
            yield PlanFinding(
                "overload",
                f"{load.assignee} has {load.planned:g} and can do {load.capacity:g}: "
                f"{load.planned - load.capacity:g} too much ({_keys(tasks)}).",
                "Give something to somebody else, or take it out of the sprint.",
                tuple(task.id for task in tasks),
                (load.assignee,),
            )


def _orphans(sprint: Sprint, areas: Mapping[str, Area]) -> Iterator[PlanFinding]:
    left = [task for task in sprint.planned if task.open]
    alone = [task for task in left if task.assignee is None]
    if alone:
        yield PlanFinding(
            "orphan",
            f"Nobody has taken {_keys(alone)}.",
            "Name somebody, or take it out of the sprint.",
            tuple(task.id for task in alone),
        )
    unsized = [task for task in left if task.estimate is None]
    if unsized:
        yield PlanFinding(
            "orphan",
            f"Without an estimate: {_keys(unsized)}. Each counts as 1 here.",
            "Estimate them together.",
            tuple(task.id for task in unsized),
        )
    for name, area in areas.items():
        tasks = [t for t in left if t.area and t.area.casefold() == name.casefold()]
        if tasks and not area.members:
            yield PlanFinding(
                "orphan",
                f"The area {name} has no members, and there is work in it: {_keys(tasks)}.",
                "Name its members in the People tab.",
                tuple(task.id for task in tasks),
            )


_PATH = re.compile(r"(?<![\w/:.])(?:[\w.-]+/)+[\w.*-]+(?<!\.)")


def paths_in(task: Task) -> tuple[str, ...]:
    """The files that a task names, in its own field or in its text."""
    named = _PATH.findall(f"{task.title}\n{task.notes}") if "/" in task.title + task.notes else []
    return tuple(dict.fromkeys([*task.files, *named]))


def _files(sprint: Sprint, areas: Mapping[str, Area]) -> Iterator[PlanFinding]:
    by_name = {name.casefold(): name for name in areas}
    busy: dict[str, dict[str, list[Task]]] = defaultdict(lambda: defaultdict(list))
    for task in sprint.planned:
        if not task.open or task.assignee is None:
            continue
        named = (area_of(path, areas.values()) for path in paths_in(task))
        found = dict.fromkeys(area.name for area in named if area is not None)
        if task.area and task.area.casefold() in by_name:
            found[by_name[task.area.casefold()]] = None
        for name in found:
            busy[name][task.assignee].append(task)
    for name, people in sorted(busy.items()):
        if len(people) < 2:
            continue
        who = [f"{person} ({_keys(tasks)})" for person, tasks in sorted(people.items())]
        globs = ", ".join(areas[name].globs[:3])
        yield PlanFinding(
            "files",
            f"{_and(who)} work in {name}" + (f" ({globs})" if globs else "") + " at once.",
            "Agree on who changes which files, or do one after the other.",
            tuple(task.id for tasks in people.values() for task in tasks),
            tuple(sorted(people)),
        )


def _decisions(sprint: Sprint, decided: Collection[Statement]) -> Iterator[PlanFinding]:
    if not decided:
        return
    titles = {each.id: each for each in decided}
    candidates = Candidates(decided)
    for task in sprint.planned:
        if not task.open:
            continue
        said = Statement(f"task:{task.id}", task.title, task.notes[:2_000], "work")
        told = set()
        for found in candidates.against(said):
            against = titles[found.b if found.a == said.id else found.a]
            if against.id not in told:
                told.add(against.id)
                yield PlanFinding(
                    "decision",
                    f"{task.key} “{task.title}” is against the {against.kind} "
                    f"“{against.title}”. {found.why}",
                    "Change the task, or have the decision revised first.",
                    (task.id,),
                )


def _late(sprint: Sprint) -> Iterator[PlanFinding]:
    """Of days alone it can be said: points tell how much it is, not how long it takes."""
    path, days, unit = critical_path(sprint), working_days(sprint), unit_of(sprint)
    if days is None or len(path) < 2 or unit == "points":
        return
    keys = {task.id: task.key for task in sprint.planned}
    more = " …" if len(path) > LISTED else ""
    chain = " → ".join(keys[task] for task in path[:LISTED]) + more
    needs = length(sprint, path)
    if unit is None:
        yield PlanFinding(
            "late",
            f"Whether the longest chain of tasks ({chain}) fits into "
            f"{several(days, 'working day')} can't be told: "
            f"nobody said whether its {needs:g} are days or points.",
            "Say it: %cg sprint unit days, or %cg sprint unit points.",
            path,
        )
    elif needs > days:
        yield PlanFinding(
            "late",
            f"The longest chain of tasks takes {several(needs, 'day')}, and the sprint has "
            f"{several(days, 'working day')}: {chain}.",
            "Split a task of this chain, or begin with it.",
            path,
        )


def working_days(sprint: Sprint) -> int | None:
    """Monday to Friday from start to end, both included; None where either is not set."""
    if not sprint.start or not sprint.end:
        return None
    try:
        first, last = date.fromisoformat(sprint.start), date.fromisoformat(sprint.end)
    except ValueError:
        return None
    span = min(max((last - first).days + 1, 0), 3660)
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(span))


def _apart(sprint: Sprint) -> Iterator[PlanFinding]:
    for task in sprint.tasks:
        for each in task.apart:
            said = [f"{by}: {_word(value)}" for by, value in each.said]
            yield PlanFinding(
                "apart",
                f"The {each.field} of {task.key} was changed at the same time ({'; '.join(said)}). "
                "The last one counts.",
                "Set it once more: that ends it.",
                (task.id,),
                tuple(dict.fromkeys(by for by, _ in each.said)),
            )


def _word(value: Any) -> str:
    match value:
        case None | "" | []:
            return "nothing"
        case float() | int():
            return f"{value:g}"
        case str():
            return value[:60]
        case _:
            return ", ".join(map(str, value))[:60]


def _keys(tasks: Collection[Task]) -> str:
    keys = [task.key for task in tasks]
    more = f" and {len(keys) - LISTED} more" if len(keys) > LISTED else ""
    return ", ".join(keys[:LISTED]) + more


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
