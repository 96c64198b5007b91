"""What the dependencies of a sprint's tasks mean: cycles, the critical path, load and a timeline.

Pure functions over a sprint. Time is counted in the unit of the estimates, from the sprint's start;
no dates, and nothing of how it is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

from ...core.kept import Kept
from .model import Sprint, Task


@dataclass(frozen=True, slots=True)
class Span:
    """When a task can be worked on, in units of the estimates since the start."""

    task: str
    begin: float
    end: float
    critical: bool


@dataclass(frozen=True, slots=True)
class Load:
    """What one member has in the sprint. ``assignee`` None: what nobody has taken.

    ``planned`` is ``done``, ``doing`` and what is to do together; ``dropped`` is in none of them.
    """

    assignee: str | None
    planned: float
    done: float
    tasks: int
    capacity: float | None
    doing: float = 0.0
    dropped: float = 0.0

    @property
    def over(self) -> bool:
        """Whether it is more than they said they can do."""
        return self.capacity is not None and self.planned > self.capacity


@dataclass(frozen=True, slots=True)
class Schedule:
    """What follows from a sprint's tasks and what they wait for: all of it, read once.

    ``waits`` are the tasks that each waits for, ``path`` is the critical path and ``length`` how
    much work that is, in the unit of the estimates.
    """

    waits: Mapping[str, tuple[str, ...]]
    path: tuple[str, ...]
    length: float
    timeline: tuple[Span, ...]
    loads: tuple[Load, ...]


class Names:
    """Finds tasks by what people call them: id, key (with or without ``#``) or title."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._known: dict[str, set[str]] = defaultdict(set)
        for task in tasks:
            for name in {task.id, task.key, task.title}:
                self._known[_plain(name)].add(task.id)

    def find(self, name: str) -> str | None:
        """The id of the one task that is called so; None where there is none, or several."""
        found = self._known.get(_plain(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def ambiguous(self, name: str) -> bool:
        """Whether several tasks are called so."""
        return len(self._known.get(_plain(name), ())) > 1


@lru_cache(maxsize=8_192)
def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("#")


def dependencies(sprint: Sprint) -> dict[str, tuple[str, ...]]:
    """For each planned task the planned tasks it waits for, by id; unknown names are left out."""
    tasks = sprint.planned
    names = Names(tasks)
    found = {}
    for task in tasks:
        waits = (names.find(name) for name in task.after)
        found[task.id] = tuple(dict.fromkeys(each for each in waits if each is not None))
    return found


def open_dependencies(
    sprint: Sprint, waits: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The same without what was dropped: nobody waits for it, and it waits for nobody."""
    work = {task.id for task in sprint.work}
    return {
        task: tuple(other for other in named if other in work)
        for task, named in waits.items()
        if task in work
    }


def dependents(waits: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The same the other way around: for each task those that wait for it."""
    found: dict[str, list[str]] = {task: [] for task in waits}
    for task, named in waits.items():
        for other in named:
            found[other].append(task)
    return {task: tuple(others) for task, others in found.items()}


def cycles(waits: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """One cycle for each knot of tasks that wait for each other: a shortest one, from the first.

    The first task waits for the second, and the last for the first; all in the order of ``waits``.
    """
    place = {task: number for number, task in enumerate(waits)}
    firsts = {
        min(knot, key=place.__getitem__): set(knot)
        for knot in _knots(waits)
        if len(knot) > 1 or knot[0] in waits[knot[0]]
    }
    ordered = sorted(firsts, key=place.__getitem__)
    return tuple(_shortest(first, firsts[first], waits) for first in ordered)


def _knots(waits: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """The strongly connected components (Tarjan 1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    found: list[list[str]] = []
    for root in waits:
        if root in index:
            continue
        work = [(root, iter(waits[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        held.add(root)
        while work:
            task, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    held.add(other)
                    work.append((other, iter(waits[other])))
                    break
                if other in held:
                    low[task] = min(low[task], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[task])
                if low[task] == index[task]:
                    knot: list[str] = []
                    while not knot or knot[-1] != task:
                        knot.append(stack.pop())
                        held.discard(knot[-1])
                    found.append(knot)
    return found


def _shortest(start: str, knot: set[str], waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from a task back to itself (breadth first)."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for path in paths:
        for other in waits[path[-1]]:
            if other == start:
                return path
            if other in knot and other not in seen:
                seen.add(other)
                paths.append((*path, other))
    return (start,)


def in_order(waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every task after those it waits for; within a cycle, in the order that is given.

    Kahn's algorithm, each time the first of the given order that is free.
    """
    tasks = tuple(waits)
    place = {task: number for number, task in enumerate(tasks)}
    left = {task: len(set(named) - {task}) for task, named in waits.items()}
    blocks = dependents({task: tuple(set(named) - {task}) for task, named in waits.items()})
    free = [place[task] for task in tasks if not left[task]]  # sorted, so a heap already
    found: dict[str, None] = {}
    while len(found) < len(tasks):
        if not free:  # a cycle: the first of what is left goes as if it waited for nothing
            free = [next(place[task] for task in tasks if task not in found)]
        task = tasks[heappop(free)]
        found[task] = None
        for other in blocks[task]:
            left[other] -= 1
            if left[other] == 0 and other not in found:
                heappush(free, place[other])
    return tuple(found)


def critical_path(sprint: Sprint) -> tuple[str, ...]:
    """The longest chain of tasks that wait for each other, first to last; done ones count nothing.

    Tasks in a cycle are taken as if the last link were not there.
    """
    return _critical_path(sprint, open_dependencies(sprint, dependencies(sprint)))


def _critical_path(sprint: Sprint, waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    sizes = {task.id: 0.0 if task.done else task.size for task in sprint.planned}
    ends: dict[str, float] = {}
    before: dict[str, str | None] = {}
    for task in in_order(waits):
        known = [other for other in waits[task] if other in ends]
        last = max(known, key=ends.__getitem__, default=None)
        before[task] = last
        ends[task] = sizes[task] + (ends[last] if last is not None else 0.0)
    path: list[str] = []
    at = max(ends, key=ends.__getitem__, default=None)
    while at is not None and ends[at] > 0:
        path.append(at)
        at = before[at]
    return tuple(reversed(path))


def length(sprint: Sprint, path: Iterable[str]) -> float:
    """How much work a chain of tasks is."""
    sizes = {task.id: 0.0 if task.done else task.size for task in sprint.planned}
    return round(sum(sizes[task] for task in path), 4)


def timeline(sprint: Sprint) -> tuple[Span, ...]:
    """When each task that is left can be done: after what it waits for, one at a time for each
    member. What is done takes no time; nobody's tasks wait for nobody.
    """
    waits = open_dependencies(sprint, dependencies(sprint))
    return _timeline(sprint, waits, _critical_path(sprint, waits))


def _timeline(
    sprint: Sprint, waits: Mapping[str, tuple[str, ...]], path: Iterable[str]
) -> tuple[Span, ...]:
    tasks = {task.id: task for task in sprint.planned}
    critical = set(path)
    free: dict[str, float] = defaultdict(float)
    ends: dict[str, float] = {}
    spans = []
    for key in in_order(waits):
        task = tasks[key]
        if task.done:
            ends[key] = 0.0
            continue
        begin = max((ends.get(other, 0.0) for other in waits[key]), default=0.0)
        if task.assignee is not None:
            begin = max(begin, free[task.assignee])
        ends[key] = round(begin + task.size, 4)
        if task.assignee is not None:
            free[task.assignee] = ends[key]
        spans.append(Span(key, begin, ends[key], key in critical))
    return tuple(spans)


def loads(sprint: Sprint) -> tuple[Load, ...]:
    """What each member has, by name; then what nobody has taken, if there is any."""
    held: dict[str | None, list[Task]] = defaultdict(list)
    for task in sprint.planned:
        held[task.assignee].append(task)
    people = {*sprint.capacity, *(who for who in held if who is not None)}
    names: list[str | None] = [*sorted(people), *([None] if None in held else [])]
    return tuple(
        Load(
            who,
            _sized(task for task in held[who] if not task.dropped),
            _sized(task for task in held[who] if task.done),
            sum(not task.dropped for task in held[who]),
            sprint.capacity.get(who) if who is not None else None,
            _sized(task for task in held[who] if task.under_way),
            _sized(task for task in held[who] if task.dropped),
        )
        for who in names
    )


def _sized(tasks: Iterable[Task]) -> float:
    return round(sum(task.size for task in tasks), 4)


def schedule_of(sprint: Sprint) -> Schedule:
    """The sprint's schedule, made once for a sprint that stays as it is."""
    return _SCHEDULES(sprint)


def _schedule(sprint: Sprint) -> Schedule:
    waits = dependencies(sprint)
    still = open_dependencies(sprint, waits)
    path = _critical_path(sprint, still)
    spans = _timeline(sprint, still, path)
    return Schedule(waits, path, length(sprint, path), spans, loads(sprint))


_SCHEDULES = Kept(_schedule)
