"""What is answered of comparisons."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from ...core.turn import TurnStatus
from ...core.views import View
from ...gate.gate import Outcome
from .model import Better, Phase, Scoring, Side


class CriterionView(View):
    """What options are judged by, how much it counts, and which of its scores are good."""

    name: str
    weight: float
    better: Better


class PhaseView(View):
    """The phase, who began it when, and when its time ends (ms since 1970)."""

    name: Phase
    by: str
    at: int
    ends: int | None


class ScoreView(View):
    """What one person gives an option for one criterion."""

    option: str
    criterion: str
    by: str
    score: int
    at: int
    why: str
    sealed: bool
    late: bool


class JudgementView(View):
    """What a model gives an option for one criterion."""

    option: str
    criterion: str
    model: str
    score: int
    at: int
    why: str
    turn: str | None


class ArgumentView(View):
    """What somebody says for or against an option, or of the whole question."""

    id: str
    text: str
    by: str
    at: int
    side: Side
    option: str | None
    criterion: str | None


class DecisionView(View):
    """How it ended; ``option`` null: none of them."""

    id: str
    option: str | None
    entry: str
    reason: str
    by: str
    at: int


class VersionView(View):
    """A version of an option's prototype; without ``turn`` a person wrote it."""

    id: str
    turn: str | None
    by: str
    at: int
    instruction: str
    status: TurnStatus
    problem: str | None


class FileSize(View):
    """A file of a version."""

    path: str
    lines: int
    characters: int


class FileText(View):
    """A file of a version, with its text."""

    path: str
    text: str


class ProblemView(View):
    """What is wrong with a file, and where."""

    path: str
    line: int | None
    message: str


class MeasuresView(View):
    """What can be read off the files of a version; null where none could be counted."""

    files: int
    lines: int
    complexity: int | None
    worst: int | None
    dependencies: tuple[str, ...] | None
    public: tuple[str, ...] | None


class RunView(View):
    """What came of running a version; ``stale``: there is a newer one."""

    version: str
    by: str
    at: int
    stale: bool
    result: dict[str, JsonValue]


class SavedView(View):
    """Where a version was written to."""

    folder: str
    version: str
    by: str
    at: int


class OptionView(View):
    """A design; ``files`` to ``run`` speak of its version ``current``."""

    id: str
    label: str
    name: str
    sketch: str
    constraints: tuple[str, ...]
    by: str
    at: int
    versions: tuple[VersionView, ...]
    current: str | None
    forked: bool
    files: tuple[FileSize, ...]
    problems: tuple[ProblemView, ...]
    measures: MeasuresView | None
    run: RunView | None
    running: bool
    trouble: str | None
    saved: tuple[SavedView, ...]


class TableColumn(View):
    """What a column holds: its group says where the figures come from.

    ``better`` is null where no figure is a better one; ``best`` are the options that have it.
    """

    group: str
    name: str
    unit: str
    better: Better | None
    best: tuple[str, ...]


class TableRow(View):
    """An option's cells, in the order of the columns."""

    option: str
    label: str
    name: str
    cells: tuple[int | float | str | None, ...]


class TableView(View):
    """Columns and rows; every row has a cell for each column."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


class ComparisonView(View):
    """A comparison: options, results, scores, arguments, decision."""

    id: str
    goal: str
    by: str
    at: int
    path: str | None
    cell: str | None
    area: str | None
    criteria: tuple[CriterionView, ...]
    check: str
    benchmark: str | None
    phase: PhaseView
    phases: tuple[Phase, ...]
    scoring: Scoring
    revealed: bool
    may_reveal: bool
    scored: tuple[str, ...]
    invited: int
    scores: tuple[ScoreView, ...]
    judged: tuple[JudgementView, ...]
    arguments: tuple[ArgumentView, ...]
    totals: dict[str, float]
    decisions: tuple[DecisionView, ...]
    decided: str | None
    options: tuple[OptionView, ...]
    table: TableView


class ComparisonAnswer(View):
    """One comparison."""

    comparison: ComparisonView


class BegunComparison(ComparisonAnswer):
    """The comparison that was begun, and why no model writes its options where none does."""

    problem: str | None


class RecordAnswer(View):
    """A decision record before it is decided: its text, and what the gate would do to it."""

    title: str
    body: str
    outcome: Outcome
    labels: tuple[str, ...]


class ListedOption(View):
    """What became of an option."""

    id: str
    label: str
    name: str
    state: Literal["open", "chosen", "rejected"]


class ListedComparison(View):
    """A comparison in a list."""

    id: str
    goal: str
    by: str
    at: int
    phase: Phase
    ends: int | None
    path: str | None
    cell: str | None
    options: tuple[ListedOption, ...]
    decided: str | None
    entry: str | None


class ComparisonsAnswer(View):
    """All comparisons, newest first."""

    comparisons: tuple[ListedComparison, ...]


class PrototypeAnswer(View):
    """A version's text and the files in it."""

    option: str
    version: str
    text: str
    files: tuple[FileText, ...]
    problems: tuple[ProblemView, ...]
    notes: tuple[str, ...]


FileStatus = Literal["same", "changed", "added", "removed"]


class FileDifference(View):
    """How one file differs: a unified diff, empty where nothing does."""

    path: str
    status: FileStatus
    diff: str


class DifferenceAnswer(View):
    """How two options or versions differ, file by file."""

    before: str = Field(alias="from")
    after: str = Field(alias="to")
    files: tuple[FileDifference, ...]
