"""A sprint from the facts that members stated about it, card by card.

The same facts give the same sprint, in whatever order they came. A fact about one card makes that
card anew and no other, so a move costs the same on an old board as on a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...core.fact import Fact, ordered
from ...core.fold import FactList, Folds
from ...core.snapshot import Snapshot
from .heads import agreed, apart, heads_among
from .model import (
    DONE,
    DROPPED,
    FIELDS,
    OUT,
    PLACE,
    Action,
    Comment,
    Divergence,
    Move,
    Note,
    Sprint,
    Task,
    TaskTable,
)


def sprints_in(snapshots: Iterable[Snapshot]) -> tuple[Sprint, ...]:
    """All sprints, in the order in which they were begun."""
    return _SPRINTS.things(snapshots)


def current_sprint(snapshots: Iterable[Snapshot]) -> Sprint | None:
    """The newest sprint that has not ended, else the newest; None where there is none."""
    sprints = sprints_in(snapshots)
    running = [sprint for sprint in sprints if sprint.ended_at is None]
    return next(reversed(running or sprints), None)


def sprint_in(snapshots: Iterable[Snapshot], about: str) -> Sprint | None:
    """The sprint of that id; None until it was begun."""
    return _SPRINTS.thing(snapshots, about)


def fold(facts: Iterable[Fact]) -> Sprint | None:
    """The sprint that these facts (all about one) tell of; None until it was begun."""
    found = SprintFold()
    for fact in ordered(facts):
        found.add(fact)
    return found.value()


class SprintFold:
    """One sprint, while its facts come in any order: a card is made anew when it is spoken of."""

    def __init__(self) -> None:
        self._by_name: defaultdict[str, FactList] = defaultdict(FactList)
        self._about_card: defaultdict[str, FactList] = defaultdict(FactList)
        self._cards: dict[str, Task] = {}
        self._changed: set[str] = set()
        self._tasks: tuple[Task, ...] = ()
        self._sprint: Sprint | None = None
        self._current = True

    def add(self, fact: Fact) -> None:
        """Take one more fact."""
        self._current = False
        card = _card_of(fact)
        if card is None:
            self._by_name[fact.name].add(fact)
        else:
            self._about_card[card].add(fact)
            self._changed.add(card)

    def value(self) -> Sprint | None:
        """The sprint as of now; None until it was begun."""
        if not self._current:
            self._sprint = self._read() if self._by_name["sprint:new"] else None
            self._current = True
        return self._sprint

    def _read(self) -> Sprint:
        by_name = self._by_name
        begun = by_name["sprint:new"][0]
        about = _last([*by_name["sprint:new"], *by_name["sprint:about"]])
        end = next(iter(by_name["sprint:end"]), None)
        units = [f for f in by_name["sprint:new"] if f.value.get("unit")]
        board = agreed([*units, *by_name["sprint:unit"]], by_name["sprint:limit"])
        return Sprint(
            id=begun.about,
            goal=_text(about.get("goal")),
            start=_text(about.get("start")) or None,
            end=_text(about.get("end")) or None,
            by=begun.by,
            at=begun.at,
            tasks=self._board(),
            capacity=_capacity(by_name["sprint:capacity"]),
            tables={f.id: _table(f) for f in by_name["sprint:table"]},
            notes=tuple(map(_note, by_name["sprint:note"])),
            noted=tuple(dict.fromkeys(fact.by for fact in by_name["sprint:noted"])),
            revealed=bool(by_name["sprint:reveal"]),
            actions=tuple(map(_action, by_name["sprint:action"])),
            ended_at=None if end is None else end.at,
            ended_by=None if end is None else end.by,
            carry_over=None if end is None else _text(end.value.get("entry")) or None,
            unit=board.unit,
            limits=board.limits,
            heads=board.heads,
            apart=board.apart,
        )

    def _board(self) -> tuple[Task, ...]:
        """The cards by column, by place, and by id where these are the same."""
        if self._changed:
            for key in self._changed:
                facts = self._about_card[key]
                if any(fact.name == "sprint:task" for fact in facts):
                    self._cards[key] = _card(key, facts)
            self._changed.clear()
            self._tasks = tuple(sorted(self._cards.values(), key=_place_on_board))
        return self._tasks


_SPRINTS: Folds[Sprint] = Folds("s_", SprintFold)


def _card_of(fact: Fact) -> str | None:
    """The id of the card that a fact speaks of; None where it speaks of the sprint."""
    if fact.name == "sprint:task":
        return _text(fact.value.get("task")) or fact.id
    if fact.name in ("sprint:edit", "sprint:move", "sprint:comment"):
        return _text(fact.value.get("task"))
    return None


def _place_on_board(card: Task) -> tuple[int, str, str, str]:
    return (*_rank(card.column), card.position, card.id)


def _last(facts: Sequence[Fact]) -> dict[str, Any]:
    """What was said last of each key."""
    found: dict[str, Any] = {}
    for fact in facts:
        found.update(fact.value)
    return found


def _capacity(facts: Iterable[Fact]) -> dict[str, float]:
    found: dict[str, float] = {}
    for fact in facts:
        amount = _number(fact.value.get("amount"))
        who = _text(fact.value.get("who"))
        found.pop(who, None)
        if amount is not None:
            found[who] = amount
    return dict(sorted(found.items()))


def _note(fact: Fact) -> Note:
    what, text = _text(fact.value.get("what")), _text(fact.value.get("text"))
    return Note(what, text, fact.by, fact.at, late=not fact.was_sealed)


def _action(fact: Fact) -> Action:
    assignee = _text(fact.value.get("assignee")) or None
    return Action(fact.id, _text(fact.value.get("title")), assignee, fact.by, fact.at)


def _table(fact: Fact) -> TaskTable:
    said = fact.value
    return TaskTable(
        fact.id,
        _text(said.get("name")),
        _texts(said.get("header")),
        _text(said.get("delimiter")) or ",",
        _text(said.get("newline")) or "\n",
        said.get("quoted") is True,
        _text(said.get("mark")),
        _text(said.get("encoding")) or "utf-8",
        _text(said.get("source")) or "csv",
        said.get("ended") is not False,
    )


def _rank(column: str) -> tuple[int, str]:
    """Where a column stands: those that every board has, the team's own before what is done."""
    known = ("todo", "doing", "review")
    if column in known:
        return known.index(column), ""
    return {DONE: 4, DROPPED: 5, OUT: 6}.get(column, 3), column


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
        comments=tuple(_comment(f) for f in facts if f.name == "sprint:comment"),
        began=_value(begun, PLACE)[0],
        sizes=tuple((f.at, _number(_value(f, "estimate"))) for f in states["estimate"]),
    )


def _comment(fact: Fact) -> Comment:
    return Comment(fact.id, _text(fact.value.get("text")), fact.by, fact.at)


def _changes(fact: Fact) -> tuple[str, ...]:
    """The fields that a fact about a card states."""
    if fact.name == "sprint:comment":
        return ()
    if fact.name == "sprint:move":
        return (PLACE,)
    named = tuple(name for name in FIELDS if name in fact.value)
    return (*FIELDS, PLACE) if fact.name == "sprint:task" else named


def _value(fact: Fact, name: str) -> Any:
    if name == PLACE:
        return _text(fact.value.get("column")) or "todo", _text(fact.value.get("position"))
    return fact.value.get(name)


def _apart(name: str, heads: Sequence[Fact]) -> Divergence | None:
    if name == PLACE:
        return apart("column", [(f.by, _value(f, name)[0]) for f in heads])
    return apart(name, [(f.by, _value(f, name)) for f in heads])


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
