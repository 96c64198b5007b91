"""A recorded day: a team, what it had written down that morning, and what its members did then.

Reads JSON Lines; knows nothing of models or caches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..core.entry import SharedKind
from ..core.fields import Area
from ..core.json_lines import rows_of
from ..errors import UserError

SHAPE = (
    'The first line is {"team": {"members": [{name, areas, role?}]}}; then {"entry": {id, title, '
    "body, kind, area?, author}} for what was there in the morning, then in order of time "
    '{"at": "HH:MM:SS", "by": NAME} with one of "ask" (TEXT, with path and cells: [[characters of '
    'source, of output]]), "share" (an entry), "edit" (an id, with body), "accept" (an id) and '
    '"retire" (an id, with reason).'
)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DayMember(_Row):
    """Somebody of the team, and the areas that are theirs."""

    name: str
    areas: tuple[Area, ...] = ()
    role: Literal["contributor", "owner"] = "contributor"


class DayTeam(_Row):
    """Who is there."""

    members: Annotated[tuple[DayMember, ...], Field(min_length=1)]


class DayEntry(_Row):
    """An entry as it was written; ``author`` None: whoever shared it in the course of the day."""

    id: str
    title: str
    body: str = ""
    kind: SharedKind
    area: Area | None = None
    author: str | None = None


class DayStep(_Row):
    """What somebody did at a time: they asked, or shared, edited, accepted or retired an entry.

    ``cells`` are those above the question: characters of source and of output.
    """

    at: time
    by: str
    ask: str | None = None
    path: str | None = None
    cells: tuple[tuple[int, int], ...] = ()
    share: DayEntry | None = None
    edit: str | None = None
    body: str = ""
    accept: str | None = None
    retire: str | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> DayStep:
        done = (self.ask, self.share, self.edit, self.accept, self.retire)
        if sum(what is not None for what in done) != 1:
            raise ValueError("not just one of ask, share, edit, accept and retire")
        return self


class Day(BaseModel):
    """All of it. ``entries`` were there before ``steps``, which are in order of time."""

    team: DayTeam
    entries: Sequence[DayEntry]
    steps: Sequence[DayStep]

    def check(self) -> None:
        """Raises UserError where a step names who, or what, is not there by then."""
        names = {member.name for member in self.team.members}
        known = {entry.id for entry in self.entries}
        if all(member.role != "owner" for member in self.team.members):
            raise UserError("Nobody of the team is its owner.", SHAPE)
        for step in self.steps:
            if step.by not in names:
                raise UserError(f"{step.by} is not of the team.", SHAPE)
            if step.share is not None:
                known.add(step.share.id)
            about = step.edit or step.accept or step.retire
            if about is not None and about not in known:
                raise UserError(f"There is no entry {about} at {step.at}.", SHAPE)


class _DayLine(_Row):
    team: DayTeam | None = None
    entry: DayEntry | None = None


def day_in(lines: Iterable[str]) -> Day:
    """The day of these lines. UserError names the first line that is not as it should be."""
    team: DayTeam | None = None
    entries: list[DayEntry] = []
    steps: list[DayStep] = []
    for number, row in rows_of(lines, SHAPE):
        try:
            if isinstance(row, dict) and "at" in row:
                steps.append(DayStep.model_validate(row))
                if len(steps) > 1 and steps[-1].at < steps[-2].at:
                    raise UserError(f"Line {number} is earlier than the one before it.", SHAPE)
                continue
            line = _DayLine.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            raise UserError(f"Line {number} is not of a day: {first['msg']}.", SHAPE) from None
        team = line.team or team
        if line.entry is not None:
            entries.append(line.entry)
    if team is None:
        raise UserError("No line says who is of the team.", SHAPE)
    day = Day(team=team, entries=entries, steps=steps)
    day.check()
    return day
