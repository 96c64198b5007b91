"""A sprint as plain values, folded from the facts that members stated about it.

Knows tasks, columns, capacities and what was stated at the same time; refuses to know files, checks
and texts. The same facts give the same sprint, in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ...core.fact import Fact, ordered, things
from ...core.snapshot import Snapshot

COLUMNS: Mapping[str, str] = {
    "todo": "To do",
    "doing": "In progress",
    "review": "In review",
    "done": "Done",
}
"""The columns that every board has, with their headings; other ones come with imported statuses."""
DONE = "done"
OUT = "out"
"""Where a card goes that was taken out of the sprint: in no total, and still on the record."""
FIELDS = ("title", "assignee", "estimate", "after", "area", "files", "notes")
"""What a task says; each may be edited on its own."""
PLACE = "place"


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a card, for good: who put it into which column, when."""

    id: str
    column: str
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {"id": self.id, "column": self.column, "by": self.by, "at": self.at}


@dataclass(frozen=True, slots=True)
class Apart:
    """What two people stated of one card at the same time: ``field``, and each one's word.

    The last one counts until somebody states it again, having seen both.
    """

    field: str
    said: tuple[tuple[str, Any], ...]

    def to_wire(self) -> dict[str, Any]:
        """JSON: pairs as objects."""
        return {"field": self.field, "said": [{"by": by, "value": v} for by, v in self.said]}


@dataclass(frozen=True, slots=True)
class Task:
    """A card. ``after`` names the tasks it waits for as they were written; ``key`` is its name.

    ``moves`` are all moves ever made, oldest first. ``heads`` are the facts to name as seen when a
    field is changed; ``apart`` what was changed by several at once. ``table``, ``cells`` and
    ``who`` are what an imported row held.
    """

    id: str
    key: str
    title: str
    assignee: str | None
    estimate: float | None
    after: tuple[str, ...]
    area: str | None
    files: tuple[str, ...]
    notes: str
    column: str
    position: str
    by: str
    at: int
    moves: tuple[Move, ...] = ()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: tuple[Apart, ...] = ()
    table: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    """The fields as the row said them, so that an export writes only what changed since."""
    source: str | None = None
    """What it came from, where it is an action of an earlier review or was carried over."""

    @property
    def done(self) -> bool:
        """Whether the work is finished."""
        return self.column == DONE

    @property
    def size(self) -> float:
        """Its estimate, or 1 where nobody gave one."""
        return 1.0 if self.estimate is None else self.estimate

    def to_wire(self) -> dict[str, Any]:
        """JSON for the board and for notebooks."""
        return {
            "id": self.id,
            "key": self.key,
            "title": self.title,
            "assignee": self.assignee,
            "estimate": self.estimate,
            "after": list(self.after),
            "area": self.area,
            "files": list(self.files),
            "notes": self.notes,
            "column": self.column,
            "position": self.position,
            "by": self.by,
            "at": self.at,
            "moves": [move.to_wire() for move in self.moves],
            "heads": {name: list(ids) for name, ids in self.heads.items()},
            "apart": [each.to_wire() for each in self.apart],
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """The form of an imported file: its columns in order, and how its lines were written."""

    id: str
    name: str
    header: tuple[str, ...]
    delimiter: str = ","
    newline: str = "\n"
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What went well or badly, in somebody's words, once it is revealed."""

    what: str
    text: str
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {"what": self.what, "text": self.text, "by": self.by, "at": self.at}


@dataclass(frozen=True, slots=True)
class Action:
    """What the team will do about it: it becomes a task of the next sprint."""

    id: str
    title: str
    assignee: str | None
    by: str
    at: int

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are."""
        return {
            "id": self.id,
            "title": self.title,
            "assignee": self.assignee,
            "by": self.by,
            "at": self.at,
        }


@dataclass(frozen=True, slots=True)
class Sprint:
    """A sprint as of now. ``start`` and ``end`` are days (ISO 8601), where somebody said so."""

    id: str
    goal: str
    start: str | None
    end: str | None
    by: str
    at: int
    tasks: tuple[Task, ...] = ()
    capacity: Mapping[str, float] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    revealed: bool = False
    actions: tuple[Action, ...] = ()
    ended_at: int | None = None
    ended_by: str | None = None
    carry_over: str | None = None
    """The entry that the end of the sprint wrote."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the board, from left to right; the last one is for what is done."""
        own = dict.fromkeys(t.column for t in self.planned if t.column not in COLUMNS)
        first = [name for name in COLUMNS if name != DONE]
        return (*first, *sorted(own), DONE)

    @property
    def planned(self) -> tuple[Task, ...]:
        """The tasks that are in the sprint, as they lie on the board."""
        return tuple(task for task in self.tasks if task.column != OUT)

    def column(self, name: str) -> tuple[Task, ...]:
        """The cards of a column from top to bottom."""
        return tuple(task for task in self.tasks if task.column == name)

    def task(self, name: str) -> Task | None:
        """The task with that id, key or title; None where there is none or it is not clear."""
        wanted = name.strip()
        for same in (_by_id, _by_key, _by_title):
            found = [task for task in self.tasks if same(task, wanted)]
            if len(found) == 1:
                return found[0]
        return None

    def to_wire(self) -> dict[str, Any]:
        """JSON for the board and for notebooks."""
        return {
            "id": self.id,
            "goal": self.goal,
            "start": self.start,
            "end": self.end,
            "by": self.by,
            "at": self.at,
            "columns": [{"name": name, "title": heading(name)} for name in self.columns],
            "tasks": [task.to_wire() for task in self.tasks],
            "capacity": dict(self.capacity),
            "notes": [note.to_wire() for note in self.notes],
            "revealed": self.revealed,
            "actions": [action.to_wire() for action in self.actions],
            "ended_at": self.ended_at,
            "ended_by": self.ended_by,
            "carry_over": self.carry_over,
        }


def heading(column: str) -> str:
    """How a column is headed."""
    return COLUMNS.get(column, "Taken out" if column == OUT else column)


def _by_id(task: Task, name: str) -> bool:
    return task.id == name


def _by_key(task: Task, name: str) -> bool:
    return task.key.casefold() == name.casefold()


def _by_title(task: Task, name: str) -> bool:
    return task.title.casefold() == name.casefold()


# The fold


def sprints_in(snapshots: Iterable[Snapshot]) -> tuple[Sprint, ...]:
    """All sprints, in the order in which they were begun."""
    found = (fold(facts) for facts in things(snapshots, "s_").values())
    return tuple(sprint for sprint in found if sprint is not None)


def current_sprint(snapshots: Iterable[Snapshot]) -> Sprint | None:
    """The newest sprint that has not ended, else the newest; None where there is none."""
    sprints = sprints_in(snapshots)
    running = [sprint for sprint in sprints if sprint.ended_at is None]
    return next(reversed(running or sprints), None)


def fold(facts: Iterable[Fact]) -> Sprint | None:
    """The sprint that these facts (all about one) tell of; None until it was begun."""
    by_name: dict[str, list[Fact]] = defaultdict(list)
    for fact in ordered(facts):
        by_name[fact.name].append(fact)
    if not by_name["sprint:new"]:
        return None
    begun = by_name["sprint:new"][0]
    about = _last([*by_name["sprint:new"], *by_name["sprint:about"]])
    ends = by_name["sprint:end"]
    return Sprint(
        id=begun.about,
        goal=_text(about.get("goal")),
        start=_text(about.get("start")) or None,
        end=_text(about.get("end")) or None,
        by=begun.by,
        at=begun.at,
        tasks=_tasks(by_name),
        capacity=_capacity(by_name["sprint:capacity"]),
        tables={f.id: _table(f) for f in by_name["sprint:table"]},
        notes=tuple(
            Note(_text(f.value.get("what")), _text(f.value.get("text")), f.by, f.at)
            for f in by_name["sprint:note"]
        ),
        revealed=bool(by_name["sprint:reveal"]),
        actions=tuple(_action(f) for f in by_name["sprint:action"]),
        ended_at=ends[0].at if ends else None,
        ended_by=ends[0].by if ends else None,
        carry_over=(_text(ends[0].value.get("entry")) or None) if ends else None,
    )


def _last(facts: Sequence[Fact]) -> dict[str, Any]:
    """What was said last of each key."""
    found: dict[str, Any] = {}
    for fact in facts:
        found.update(fact.value)
    return found


def _capacity(facts: Sequence[Fact]) -> dict[str, float]:
    found: dict[str, float] = {}
    for fact in facts:
        amount = _number(fact.value.get("amount"))
        who = _text(fact.value.get("who"))
        found.pop(who, None)
        if amount is not None:
            found[who] = amount
    return dict(sorted(found.items()))


def _action(fact: Fact) -> Action:
    assignee = _text(fact.value.get("assignee")) or None
    return Action(fact.id, _text(fact.value.get("title")), assignee, fact.by, fact.at)


def _table(fact: Fact) -> Table:
    said = fact.value
    return Table(
        fact.id,
        _text(said.get("name")),
        _texts(said.get("header")),
        _text(said.get("delimiter")) or ",",
        _text(said.get("newline")) or "\n",
        said.get("quoted") is True,
    )


def _tasks(by_name: Mapping[str, Sequence[Fact]]) -> tuple[Task, ...]:
    """The cards, in the order of the board: by column, by place, and by id where these are the
    same.
    """
    about: dict[str, list[Fact]] = {}
    for fact in by_name.get("sprint:task", ()):
        about.setdefault(_text(fact.value.get("task")) or fact.id, []).append(fact)
    for name in ("sprint:edit", "sprint:move"):
        for fact in by_name.get(name, ()):
            card = about.get(_text(fact.value.get("task")))
            if card is not None:  # the card itself has not come yet: then this waits for it
                card.append(fact)
    cards = [_card(key, ordered(facts)) for key, facts in about.items()]
    return tuple(sorted(cards, key=lambda card: (*_rank(card.column), card.position, card.id)))


def _rank(column: str) -> tuple[int, str]:
    """Where a column stands: those that every board has, the team's own before what is done."""
    known = ("todo", "doing", "review")
    if column in known:
        return known.index(column), ""
    return {DONE: 4, OUT: 5}.get(column, 3), column


def _card(key: str, facts: Sequence[Fact]) -> Task:
    begun = next(f for f in facts if f.name == "sprint:task")
    states: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for name in _changes(fact):
            states[name].append(fact)
    heads = {name: heads_among(found) for name, found in states.items()}
    now = {name: _value(found[-1], name) for name, found in heads.items()}
    column, position = now[PLACE]
    rows = [f for f in facts if "cells" in f.value]
    row = rows[-1] if rows else None
    return Task(
        id=key,
        key=_text(begun.value.get("key")) or key,
        title=_text(now.get("title")),
        assignee=_text(now.get("assignee")) or None,
        estimate=_number(now.get("estimate")),
        after=_texts(now.get("after")),
        area=_text(now.get("area")) or None,
        files=_texts(now.get("files")),
        notes=_text(now.get("notes")),
        column=column,
        position=position,
        by=begun.by,
        at=begun.at,
        moves=tuple(
            Move(f.id, _value(f, PLACE)[0], f.by, f.at)
            for f in states[PLACE]
            if f.name == "sprint:move"
        ),
        heads={name: tuple(f.id for f in found) for name, found in heads.items()},
        apart=tuple(each for name, found in sorted(heads.items()) if (each := _apart(name, found))),
        table=None if row is None else _text(row.value.get("table")) or None,
        cells={} if row is None else _cells(row),
        who=() if row is None else _texts(row.value.get("who")),
        said={} if row is None else _row_said(row),
        source=_text(begun.value.get("from")) or None,
    )


def heads_among(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Those that no other one has seen, in order: more than one were stated at the same time."""
    seen = {name for fact in facts for name in fact.seen}
    return tuple(fact for fact in facts if fact.id not in seen) or tuple(facts[-1:])


def _changes(fact: Fact) -> tuple[str, ...]:
    """The fields that a fact about a card states."""
    if fact.name == "sprint:move":
        return (PLACE,)
    named = tuple(name for name in FIELDS if name in fact.value)
    return (*FIELDS, PLACE) if fact.name == "sprint:task" else named


def _value(fact: Fact, name: str) -> Any:
    if name == PLACE:
        return _text(fact.value.get("column")) or "todo", _text(fact.value.get("position"))
    return fact.value.get(name)


def _apart(name: str, heads: Sequence[Fact]) -> Apart | None:
    said = tuple((f.by, _value(f, name)[0] if name == PLACE else _value(f, name)) for f in heads)
    same = all(one[1] == two[1] for one, two in pairwise(said))
    return None if len(said) < 2 or same else Apart("column" if name == PLACE else name, said)


def _cells(row: Fact) -> dict[str, str]:
    found = row.value.get("cells")
    return {str(k): _text(v) for k, v in found.items()} if isinstance(found, Mapping) else {}


def _row_said(row: Fact) -> dict[str, Any]:
    """The fields, the column and the row's number as the file stated them."""
    said = row.value.get("said")
    if isinstance(said, Mapping):
        return {**said, "row": row.value.get("row")}
    return {name: row.value.get(name) for name in (*FIELDS, "column", "row")}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list | tuple) else ()


def _number(value: Any) -> float | None:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return float(value) if fine else None
