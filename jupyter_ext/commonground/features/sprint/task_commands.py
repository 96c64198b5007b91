"""The commands of a board: import tasks, add, edit and move them.

What the author saw is named, so that two people who change the same at once both stay on the
record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ...core.fact import Fact
from ...core.fields import Identifier, Title
from ...core.plan import Plan
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .carry import ColumnEnds, next_number
from .export import now_of
from .fields import MAX_FILE, Amount, Card, FieldName, Name, Notes, Several, SprintCommand
from .files import read_tasks
from .model import FIELDS, PLACE, Sprint, Task
from .order import between
from .row import TaskRow
from .status_memory import remembered_in


class SprintImport(SprintCommand):
    """Take the tasks of a file: CSV of any tracker, or its issues as JSON.

    Tasks that are there already, by key or else by title, get what is new; nothing is taken twice.
    """

    command: Literal["sprint_import"] = "sprint_import"
    bulk = True
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    text: Annotated[str, StringConstraints(max_length=MAX_FILE)]
    encoding: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,20}$")] = "utf-8"

    def plan(self, planner: Planner) -> Plan:
        """One fact for the file's form, and those for the rows that say something new."""
        sprint = self.running(planner)
        file = read_tasks(self.text, remembered_in(planner.shared()))
        table_read = file.table
        form = planner.fact(
            self.sprint,
            "sprint:table",
            {
                "name": self.name,
                "header": list(file.header),
                "delimiter": table_read.delimiter,
                "newline": table_read.newline,
                "quoted": table_read.quoted,
                "mark": table_read.mark,
                "encoding": self.encoding,
                "ended": table_read.ended,
                "source": file.source,
            },
        )
        known = _known(sprint)
        table = _same_table(sprint, file.header) or form.id
        fresh, facts = ColumnEnds(sprint), []
        free = next_number(sprint)
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
            "key": f"T{next_number(sprint)}",
            "column": self.column,
            "position": ColumnEnds(sprint).last(self.column, fact.id),
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
        task = card_in(self.running(planner), self.task)
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
        seen = heads_of(task, self.fields) if self.seen is None else self.seen
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
        task = card_in(sprint, self.task)
        seen = heads_of(task, (PLACE,)) if self.seen is None else self.seen
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


def card_in(sprint: Sprint, name: str) -> Task:
    """The card of that id, key or title. Raises UnknownId."""
    found = sprint.task(name)
    if found is None:
        raise UnknownId("There is no such task in this sprint.", "Name its key, as on the board.")
    return found


def heads_of(task: Task, fields: Iterable[str]) -> list[str]:
    """The facts that stated these fields last."""
    return list(dict.fromkeys(head for name in fields for head in task.heads.get(name, ())))


def _said(command: SprintAdd) -> dict[str, Any]:
    """A task's fields as a fact holds them."""
    return {name: getattr(command, name) for name in FIELDS}


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
    planner: Planner, about: str, row: TaskRow, key: str, table: str, places: ColumnEnds
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


def _row(row: TaskRow, table: str) -> dict[str, Any]:
    return {
        "table": table,
        "row": row.number,
        "cells": dict(row.cells),
        "who": list(row.who),
    }


def _updates(
    planner: Planner, about: str, task: Task, row: TaskRow, table: str, places: ColumnEnds
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
        facts.append(planner.fact(about, "sprint:edit", value, seen=heads_of(task, fields)))
    if "column" in news:
        fact = planner.fact(about, "sprint:move", {}, seen=heads_of(task, (PLACE,)))
        place = places.last(row.column, fact.id)
        value = {"task": task.id, "column": row.column, "position": place}
        facts.append(replace(fact, value=value))
    return facts


def _same(one: Any, two: Any) -> bool:
    """Whether two values say the same; nothing is written in several ways."""
    return bool((one or None) == (two or None))
