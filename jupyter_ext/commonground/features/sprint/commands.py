"""The commands of a sprint: begin it, fill it, move its cards, look back and end it.

Each makes facts and changes none. What the author saw is named, so that two people who change the
same at once both stay on the record. They refuse to know who may send them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from ...core.command import Command
from ...core.fact import SEALED, Fact, facts_about
from ...core.fields import MAX_BODY, Identifier, Text, Title
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .files import Row, now_of, read_tasks
from .model import FIELDS, OUT, PLACE, Sprint, Task, fold, heading, sprints_in
from .order import between


def _a_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("a day is written YYYY-MM-DD") from None


Day = Annotated[str, StringConstraints(min_length=10, max_length=10), AfterValidator(_a_day)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Goal = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Amount = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False, strict=False)]
Card = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Notes = Annotated[str, StringConstraints(max_length=MAX_BODY)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Several = Annotated[list[Annotated[str, StringConstraints(max_length=500)]], Field(max_length=50)]
FieldName = Literal["title", "assignee", "estimate", "after", "area", "files", "notes"]
MAX_FILE = 450_000
"""Characters of a file with tasks."""


class SprintCommand(Command):
    """A command about a sprint that has begun."""

    sprint: Identifier

    @property
    def thing(self) -> str | None:
        """The sprint."""
        return self.sprint

    def found(self, planner: Planner) -> Sprint:
        """The sprint as it is. Raises UnknownId."""
        found = fold(facts_about(planner.shared(), self.sprint))
        if found is None:
            raise UnknownId("There is no such sprint.", "Begin one: %cg sprint new GOAL")
        return found

    def running(self, planner: Planner) -> Sprint:
        """The sprint, if its plan may still change. Raises UnknownId or InvalidCommand."""
        found = self.found(planner)
        if found.ended_at is not None:
            raise InvalidCommand("This sprint has ended.", "Begin the next: %cg sprint new GOAL")
        return found

    def one(self, planner: Planner, name: str, value: Mapping[str, Any]) -> Plan:
        """A plan of one fact, in the team's room."""
        return planner.said(self.sprint, planner.fact(self.sprint, name, value))


class SprintNew(Command):
    """Begin a sprint, with the actions and the unfinished tasks of the last one.

    ``fresh``: with nothing of the last one, and instead of one with this goal that still runs.
    """

    command: Literal["sprint_new"] = "sprint_new"
    goal: Goal
    start: Day | None = None
    end: Day | None = None
    fresh: bool = False

    def plan(self, planner: Planner) -> Plan:
        """One fact for the sprint, and one for each task that comes along."""
        _in_order(self.start, self.end)
        sprints = sprints_in(planner.shared())
        running = [sprint for sprint in sprints if sprint.ended_at is None]
        instead = [s for s in running if self.fresh and s.goal == self.goal]
        if len(running) > len(instead):
            raise InvalidCommand(
                f"The sprint “{running[-1].goal}” is not over.",
                "End it first (%cg sprint end), so that what is left is carried over.",
            )
        about = planner.new_id("s")
        value = {"goal": self.goal, "start": self.start, "end": self.end}
        facts = [planner.fact(sprint.id, "sprint:end", {}) for sprint in instead]
        facts.append(planner.fact(about, "sprint:new", value))
        if sprints and not self.fresh:
            facts += _carried(planner, about, sprints[-1])
        return planner.said(about, *facts)


class SprintAbout(SprintCommand):
    """Change the goal or the days of a sprint."""

    command: Literal["sprint_about"] = "sprint_about"
    goal: Goal | None = None
    start: Day | None = None
    end: Day | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact with what is said anew."""
        sprint = self.running(planner)
        said = {"goal": self.goal, "start": self.start, "end": self.end}
        value = {name: text for name, text in said.items() if text is not None}
        if not value:
            raise InvalidCommand("There is nothing to change.", "Name a goal, a start or an end.")
        _in_order(self.start or sprint.start, self.end or sprint.end)
        return self.one(planner, "sprint:about", value)


class SprintImport(SprintCommand):
    """Take the tasks of a file (CSV, Jira's CSV, GitHub or GitLab issues as JSON).

    Tasks that are there already, by key or else by title, get what is new; nothing is taken twice.
    """

    command: Literal["sprint_import"] = "sprint_import"
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    text: Annotated[str, StringConstraints(max_length=MAX_FILE)]

    def plan(self, planner: Planner) -> Plan:
        """One fact for the file's form, and those for the rows that say something new."""
        sprint = self.running(planner)
        file = read_tasks(self.text)
        form = planner.fact(
            self.sprint,
            "sprint:table",
            {
                "name": self.name,
                "header": list(file.header),
                "delimiter": file.delimiter,
                "newline": file.newline,
                "quoted": file.quoted,
                "source": file.source,
            },
        )
        known = _known(sprint)
        table = _same_table(sprint, file.header) or form.id
        fresh, facts = _Places(sprint), []
        free = _next_number(sprint)
        for row in file.rows:
            title = row.values["title"].casefold()
            task = known.get(("key", row.key.casefold()) if row.key else ("title", title))
            if task is None:
                key = row.key or f"T{free}"
                free += not row.key
                facts.append(_new_card(planner, self.sprint, row, key, table, fresh))
            else:
                facts += _updates(planner, self.sprint, task, row, table, fresh)
        is_new = bool(facts) and table == form.id
        return planner.said(self.sprint, *([form] if is_new else []), *facts)


class SprintAdd(SprintCommand):
    """Add a task by hand."""

    command: Literal["sprint_add"] = "sprint_add"
    title: Title
    assignee: Name | None = None
    estimate: Amount | None = None
    after: Several = Field(default_factory=list)
    area: Name | None = None
    files: Several = Field(default_factory=list)
    notes: Notes = ""
    column: Name = "todo"

    def plan(self, planner: Planner) -> Plan:
        """One fact: the card at the end of its column."""
        sprint = self.running(planner)
        fact = planner.fact(self.sprint, "sprint:task", {})
        value = {
            **_said(self),
            "key": f"T{_next_number(sprint)}",
            "column": self.column,
            "position": _Places(sprint).last(self.column, fact.id),
        }
        return planner.said(self.sprint, replace(fact, value=value))


class SprintEdit(SprintCommand):
    """Change fields of a task; those that are named, and null empties one.

    ``seen`` are the facts that its author saw (a task's ``heads``); left out: those of now.
    """

    command: Literal["sprint_edit"] = "sprint_edit"
    task: Card
    fields: Annotated[dict[FieldName, Any], Field(min_length=1)]
    seen: Annotated[list[Identifier], Field(max_length=64)] | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact with the fields."""
        task = _card(self.running(planner), self.task)
        whole: dict[str, Any] = {
            "command": "sprint_add",
            "sprint": self.sprint,
            "title": task.title,
        }
        said = {str(name): value for name, value in self.fields.items() if value is not None}
        try:
            fine = SprintAdd.model_validate(whole | said)
        except ValueError:
            raise InvalidCommand(
                "A field has another form: title, assignee, area and notes are texts, estimate is "
                "a number, after and files are lists of texts.",
                "Correct it and send it again.",
            ) from None
        if "title" in self.fields and self.fields["title"] is None:
            raise InvalidCommand("A task has a title.", "Take it out of the sprint instead.")
        value: dict[str, Any] = {name: _said(fine)[name] for name in self.fields}
        seen = _heads(task, self.fields) if self.seen is None else self.seen
        fact = planner.fact(self.sprint, "sprint:edit", {"task": task.id, **value}, seen=seen)
        return planner.said(self.sprint, fact)


class SprintMove(SprintCommand):
    """Put a card into a column, before another card or (without ``before``) at its end.

    ``seen`` are the facts that placed it as its mover saw (``heads``); left out: those of now. A
    column ``out`` takes it out of the sprint.
    """

    command: Literal["sprint_move"] = "sprint_move"
    task: Card
    column: Name
    before: Card | None = None
    seen: Annotated[list[Identifier], Field(max_length=64)] | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact. Nobody else's card changes its place."""
        sprint = self.running(planner)
        task = _card(sprint, self.task)
        seen = _heads(task, (PLACE,)) if self.seen is None else self.seen
        fact = planner.fact(self.sprint, "sprint:move", {}, seen=seen)
        others = [card for card in sprint.column(self.column) if card.id != task.id]
        place = next((n for n, card in enumerate(others) if card.id == self.before), len(others))
        low = others[place - 1].position if place else None
        high = others[place].position if place < len(others) else None
        value = {
            "task": task.id,
            "column": self.column,
            "position": between(low, high, fact.id),
        }
        return planner.said(self.sprint, replace(fact, value=value))


class SprintCapacity(SprintCommand):
    """Say how much a member can do in this sprint, in the unit of the estimates; null: unknown."""

    command: Literal["sprint_capacity"] = "sprint_capacity"
    who: Name
    amount: Amount | None

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        self.running(planner)
        return self.one(planner, "sprint:capacity", {"who": self.who, "amount": self.amount})


class SprintNote(SprintCommand):
    """Note what went well or badly: the author's alone until everybody's are revealed."""

    command: Literal["sprint_note"] = "sprint_note"
    what: Literal["well", "badly"]
    text: Remark

    def plan(self, planner: Planner) -> Plan:
        """One fact: sealed, in the author's own room, or open once the others are."""
        sprint = self.running(planner)
        value = {"what": self.what, "text": self.text}
        if sprint.revealed:
            return self.one(planner, "sprint:note", value)
        fact = planner.fact(self.sprint, f"{SEALED}sprint:note", value)
        return planner.sealing(self.sprint, fact)


class SprintReveal(SprintCommand):
    """Show everybody's notes to everybody, with their authors."""

    command: Literal["sprint_reveal"] = "sprint_reveal"
    reveals = True

    def plan(self, planner: Planner) -> Plan:
        """The sealed facts as open ones, and one that says that it is done."""
        self.running(planner)
        done = planner.fact(self.sprint, "sprint:reveal", {})
        return planner.said(self.sprint, *planner.revealed(), done)


class SprintAction(SprintCommand):
    """Say what the team will do about it. It becomes a task of the next sprint."""

    command: Literal["sprint_action"] = "sprint_action"
    title: Title
    assignee: Name | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        self.running(planner)
        value = {"title": self.title, "assignee": self.assignee}
        return self.one(planner, "sprint:action", value)


class SprintEnd(SprintCommand):
    """End the sprint with a note of what is carried over, as an entry of the team's context."""

    command: Literal["sprint_end"] = "sprint_end"
    note: Notes = ""

    def plan(self, planner: Planner) -> Plan:
        """The entry and the fact that ends the sprint, together."""
        sprint = self.running(planner)
        title = f"Carried over from the sprint “{sprint.goal}”"
        text = carry_over(sprint, self.note)[:MAX_BODY]
        number = len(sprints_in(planner.shared()))
        # It holds for this sprint: what the next one carries over does not contradict it.
        said = Text(title=title[:200], body=text, scope=f"sprint {number}")
        entry = planner.add_entry("work", said)
        end = planner.fact(self.sprint, "sprint:end", {"entry": entry.entry})
        return planner.said(self.sprint, end, after=entry)


COMMANDS: tuple[type[Command], ...] = (
    SprintNew,
    SprintAbout,
    SprintImport,
    SprintAdd,
    SprintEdit,
    SprintMove,
    SprintCapacity,
    SprintNote,
    SprintReveal,
    SprintAction,
    SprintEnd,
)


def carry_over(sprint: Sprint, note: str) -> str:
    """What is left of a sprint, as Markdown: somebody's words, unfinished tasks, actions."""
    left = [task for task in sprint.planned if not task.done]
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


def _in_order(start: str | None, end: str | None) -> None:
    if start and end and end < start:
        raise InvalidCommand("The sprint ends before it starts.", "Correct one of the two days.")


def _card(sprint: Sprint, name: str) -> Task:
    found = sprint.task(name)
    if found is None:
        raise UnknownId("There is no such task in this sprint.", "Name its key, as on the board.")
    return found


def _heads(task: Task, fields: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(head for name in fields for head in task.heads.get(name, ())))


def _said(command: SprintAdd) -> dict[str, Any]:
    """A task's fields as a fact holds them."""
    return {name: getattr(command, name) for name in FIELDS}


def _next_number(sprint: Sprint) -> int:
    taken = (re.fullmatch(r"T(\d{1,6})", task.key) for task in sprint.tasks)
    return max((int(match[1]) for match in taken if match), default=0) + 1


class _Places:
    """The ends of the columns, while cards are put there one after the other."""

    def __init__(self, sprint: Sprint | None) -> None:
        tasks = () if sprint is None else sprint.tasks
        self._last = {task.column: task.position for task in tasks}

    def last(self, column: str, maker: str) -> str:
        """A place at the end of the column."""
        place = between(self._last.get(column), None, maker)
        self._last[column] = place
        return place


def _known(sprint: Sprint) -> dict[tuple[str, str], Task]:
    """The tasks by key, and by title where only one is called so."""
    titles: dict[str, list[Task]] = {}
    for task in sprint.tasks:
        titles.setdefault(task.title.casefold(), []).append(task)
    found = {("key", task.key.casefold()): task for task in sprint.tasks}
    return found | {("title", name): t[0] for name, t in titles.items() if len(t) == 1}


def _same_table(sprint: Sprint, header: tuple[str, ...]) -> str | None:
    return next((table.id for table in sprint.tables.values() if table.header == header), None)


def _new_card(
    planner: Planner, about: str, row: Row, key: str, table: str, places: _Places
) -> Fact:
    fact = planner.fact(about, "sprint:task", {})
    value = {
        **row.values,
        **_row(row, table),
        "key": key,
        "column": row.column,
        "position": places.last(row.column, fact.id),
        # Two who import one file at once make one card of each row, not two.
        **({"task": row.key} if row.key else {}),
    }
    return replace(fact, value=value)


def _row(row: Row, table: str) -> dict[str, Any]:
    return {
        "table": table,
        "row": row.number,
        "cells": dict(row.cells),
        "who": list(row.who),
    }


def _updates(
    planner: Planner, about: str, task: Task, row: Row, table: str, places: _Places
) -> list[Fact]:
    """What a row says anew of a task that is there: what the file said before was perhaps changed
    on the board since, and stays so.
    """
    said: dict[str, Any] = {**row.values, "column": row.column}
    before, now = task.said or {}, now_of(task)
    news = {n for n, v in said.items() if not _same(v, before.get(n)) and not _same(v, now[n])}
    fields = {name: said[name] for name in FIELDS if name in news}
    row_of_now = (task.cells, task.who, task.table, before.get("row"))
    row_is_new = row_of_now != (dict(row.cells), row.who, table, row.number)
    facts = []
    if fields or row_is_new or any(not _same(v, before.get(n)) for n, v in said.items()):
        value = {"task": task.id, **fields, **_row(row, table), "said": said}
        facts.append(planner.fact(about, "sprint:edit", value, seen=_heads(task, fields)))
    if "column" in news:
        fact = planner.fact(about, "sprint:move", {}, seen=_heads(task, (PLACE,)))
        place = places.last(row.column, fact.id)
        value = {"task": task.id, "column": row.column, "position": place}
        facts.append(replace(fact, value=value))
    return facts


def _same(one: Any, two: Any) -> bool:
    """Whether two values say the same; nothing is written in several ways."""
    return bool((one or None) == (two or None))


def _carried(planner: Planner, about: str, last: Sprint) -> list[Fact]:
    """The unfinished tasks and the actions of the last sprint, as tasks of this one."""
    places, facts = _Places(None), []
    number = _next_number(last)
    for task in last.tasks:
        if task.column == OUT or task.done:
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
