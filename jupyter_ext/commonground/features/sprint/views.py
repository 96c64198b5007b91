"""What is answered of sprints: the board with its plan, the checks, the review."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, JsonValue, model_validator

from ...core.kept import Kept
from ...core.views import View
from .checks import Rule
from .model import COMMENTS_SENT, MOVES_SENT, Divergence, Sprint, Task, Unit, heading
from .review import Review


class MoveView(View):
    """One move of a card."""

    id: str
    column: str
    by: str
    at: int


class StatedView(View):
    """What one of several people stated of a field."""

    by: str
    value: JsonValue


class ApartView(View):
    """What several people stated of one card at the same time."""

    field: str
    said: tuple[StatedView, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_apart(cls, value: Any) -> Any:
        if not isinstance(value, Divergence):
            return value
        return {"field": value.field, "said": [{"by": by, "value": v} for by, v in value.said]}


class CommentView(View):
    """What somebody said on a card."""

    id: str
    text: str
    by: str
    at: int


def _last(most: int) -> BeforeValidator:
    return BeforeValidator(lambda every: every[-most:] if isinstance(every, tuple) else every)


class TaskView(View):
    """A card with its last moves and comments; ``heads``: the facts to name as seen when a field
    changes.
    """

    id: str
    key: str
    title: str
    assignee: str | None
    written: str | None
    estimate: float | None
    after: tuple[str, ...]
    area: str | None
    files: tuple[str, ...]
    notes: str
    column: str
    position: str
    by: str
    at: int
    moves: Annotated[tuple[MoveView, ...], _last(MOVES_SENT)]
    heads: dict[str, tuple[str, ...]]
    apart: tuple[ApartView, ...]
    source: str | None
    comments: Annotated[tuple[CommentView, ...], _last(COMMENTS_SENT)]


CARDS: Kept[Task, TaskView] = Kept(TaskView.model_validate)
"""A move makes one card anew: the others' views are those of before."""


class ColumnView(View):
    """A column of the board, with its heading."""

    name: str
    title: str


class NoteView(View):
    """What went well or badly, in somebody's words."""

    what: str
    text: str
    by: str
    at: int
    late: bool


class ActionView(View):
    """What the team will do about it."""

    id: str
    title: str
    assignee: str | None
    by: str
    at: int


class SprintView(View):
    """A sprint as of now; ``start`` and ``end`` are days (ISO 8601)."""

    id: str
    goal: str
    start: str | None
    end: str | None
    by: str
    at: int
    columns: tuple[ColumnView, ...]
    tasks: tuple[TaskView, ...]
    capacity: dict[str, float]
    notes: tuple[NoteView, ...]
    noted: tuple[str, ...]
    revealed: bool
    actions: tuple[ActionView, ...]
    ended_at: int | None
    ended_by: str | None
    carry_over: str | None
    unit: Unit | None
    limits: dict[str, int]
    heads: dict[str, tuple[str, ...]]
    apart: tuple[ApartView, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_sprint(cls, value: Any) -> Any:
        if not isinstance(value, Sprint):
            return value
        columns = [{"name": name, "title": heading(name)} for name in value.columns]
        made = {"columns": columns, "tasks": tuple(map(CARDS, value.tasks))}
        same = cls.model_fields.keys() - made.keys()
        return {name: getattr(value, name) for name in same} | made


class TimelineSpan(View):
    """When a task can be worked on, in units of the estimates since the start."""

    task: str
    begin: float
    end: float
    critical: bool


class LoadView(View):
    """What one member has in the sprint, and whether it is too much; nobody: not taken yet."""

    assignee: str | None
    planned: float
    done: float
    tasks: int
    capacity: float | None
    doing: float
    dropped: float
    over: bool


class PokerEstimateView(View):
    """What somebody estimates (null: they can't tell); ``late``: once the others were known."""

    by: str
    estimate: float | None
    at: int
    late: bool


class PokerView(View):
    """A round of planning poker that is open.

    ``estimates`` are everybody's once it is revealed, until then the reader's own alone;
    ``estimated`` says who has estimated, of ``invited`` people.
    """

    id: str
    task: str
    by: str
    at: int
    estimated: tuple[str, ...]
    estimates: tuple[PokerEstimateView, ...]
    revealed: bool
    invited: int
    may_reveal: bool


class BoardAnswer(View):
    """The board, the plan and who is who; without a sprint only people and areas.

    ``invited``: how many may note how it went. ``may_reveal``: whether the reader shows the notes.
    """

    sprint: SprintView | None
    waits: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    critical: tuple[str, ...] = ()
    length: float = 0
    timeline: tuple[TimelineSpan, ...] = ()
    loads: tuple[LoadView, ...] = ()
    people: dict[str, str]
    areas: tuple[str, ...]
    invited: int = 0
    may_reveal: bool = False
    poker: tuple[PokerView, ...] = ()


class BurndownDayView(View):
    """The end of a day (ISO 8601, UTC): what was left of how much, and what an even pace leaves."""

    day: str
    left: float | None
    scope: float | None
    ideal: float | None


class BurndownAnswer(View):
    """The sprint's days, in the unit of its estimates."""

    unit: Unit | None
    days: tuple[BurndownDayView, ...]


class CheckView(View):
    """One thing to look at in a plan, and what would put it right."""

    rule: Rule
    message: str
    remedy: str
    tasks: tuple[str, ...]
    members: tuple[str, ...]


class ChecksAnswer(View):
    """What is wrong with the plan."""

    findings: tuple[CheckView, ...]


class AskedView(View):
    """What one member asked the AI; ``cost`` null where no rate is known."""

    who: str
    questions: int
    tokens: int
    cost: float | None


class SpokenOf(View):
    """An entry that the review speaks of, and what there is to say."""

    entry: str
    title: str
    said: str


class SprintReview(View):
    """A sprint seen from its end; tasks are named by their keys."""

    goal: str
    planned: tuple[str, ...]
    added: tuple[str, ...]
    done: tuple[str, ...]
    left: tuple[str, ...]
    dropped: tuple[str, ...]
    decisions: tuple[SpokenOf, ...]
    asked: tuple[AskedView, ...]
    retire: tuple[SpokenOf, ...]
    disputes: tuple[SpokenOf, ...]
    uncited: tuple[SpokenOf, ...]
    notes: tuple[NoteView, ...]
    revealed: bool
    actions: tuple[ActionView, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_review(cls, value: Any) -> Any:
        if not isinstance(value, Review):
            return value
        same = {name: getattr(value, name) for name in _SAME}
        keys = {name: [task.key for task in getattr(value, name)] for name in _KEYS}
        of_sprint = {name: getattr(value.sprint, name) for name in ("notes", "revealed", "actions")}
        return same | keys | of_sprint


_SAME = ("goal", "decisions", "asked", "retire", "disputes", "uncited")
_KEYS = ("planned", "added", "done", "left", "dropped")


class SprintReviewAnswer(View):
    """The review."""

    review: SprintReview


class ExportAnswer(View):
    """All tasks as CSV, in the form in which they came."""

    csv: str


class WholeSprint(BoardAnswer):
    """The board, the plan, the checks, the review and the tasks as CSV at once."""

    findings: tuple[CheckView, ...]
    review: SprintReview
    csv: str
