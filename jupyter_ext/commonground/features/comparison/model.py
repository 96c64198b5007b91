"""A comparison as plain values: competing designs side by side, and what was said of them.

``fold.py`` makes them of facts, ``view.py`` what a browser is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from ...core.place import Place

PREFIX = "k_"
"""How the id of a comparison begins."""
Phase = Literal["propose", "prototype", "discuss", "decide"]
PHASES: tuple[Phase, ...] = get_args(Phase)
Scoring = Literal["open", "secret"]
Side = Literal["for", "against", "note"]
SIDES: tuple[Side, ...] = get_args(Side)
LEAST, MOST = 1, 5
"""A score's bounds; more is better, but for a criterion that says that less is."""
Better = Literal["higher", "lower"]
"""Which figures of a criterion, or of what is measured, are the good ones."""
MAX_OPTIONS = 4
"""Options that one comparison starts with; people may add more as they come to mind."""
START = "compare:start"
OPTION = "compare:option"
VERSION = "compare:version"
RUN = "compare:run"
SCORE = "compare:score"
SCORED = "compare:scored"
"""That somebody sealed a score, for everybody to know; not which."""
JUDGE = "compare:judge"
ARGUE = "compare:argue"
PHASE = "compare:phase"
REVEAL = "compare:reveal"
SAVE = "compare:save"
DECIDE = "compare:decide"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are judged by, how much it counts beside the others, and which end is good."""

    name: str
    weight: float = 1.0
    better: Better = "higher"

    def worth(self, score: float | None) -> float | None:
        """A score as a figure of which more is better."""
        return LEAST + MOST - score if score is not None and self.better == "lower" else score

    def told(self, name: Callable[[str], str] = str) -> str:
        """It in words: its name, its weight, and that less is better where it is."""
        less = ", less is better" if self.better == "lower" else ""
        return f"{name(self.name)} (weight {self.weight:g}{less})"


@dataclass(frozen=True, slots=True)
class Version:
    """One prototype of an option: a turn's answer, or the ``text`` that a person wrote.

    ``instruction`` is what it was asked to change; ``seen`` are the versions its author knew.
    """

    id: str
    option: str
    by: str
    at: int
    turn: str | None = None
    text: str | None = None
    instruction: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionRun:
    """What came of running a version against the check: the sandbox's result, as JSON."""

    option: str
    version: str
    by: str
    at: int
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OptionScore:
    """What one person gives an option for one criterion; ``sealed`` while only they know it.

    ``late``: it was given in the open, after the secret ones had been revealed.
    """

    option: str
    criterion: str
    by: str
    score: int
    at: int
    why: str = ""
    sealed: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a model gives an option for one criterion: kept apart from what people do."""

    option: str
    criterion: str
    model: str
    score: int
    at: int
    why: str = ""
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """What somebody says for or against an option, or of the whole question."""

    id: str
    text: str
    by: str
    at: int
    side: Side = "note"
    option: str | None = None
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a version was written to, below the server's root."""

    option: str
    version: str
    folder: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Decision:
    """How it ended: the option chosen (None: none of them) and the entry that says so."""

    id: str
    option: str | None
    entry: str
    reason: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class PhaseTurn:
    """That somebody went on to a phase, and until when it was to take."""

    name: Phase
    by: str
    at: int
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A design, with all versions of its prototype and what came of them, oldest first."""

    id: str
    label: str
    name: str
    by: str
    at: int
    sketch: str = ""
    constraints: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    runs: tuple[OptionRun, ...] = ()
    saved: tuple[Saved, ...] = ()

    @property
    def current(self) -> Version | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def heads(self) -> tuple[Version, ...]:
        """The versions that no later one's author had seen: several, where people met."""
        seen = {key for version in self.versions for key in version.seen}
        return tuple(v for v in self.versions if v.id not in seen)

    @property
    def run(self) -> OptionRun | None:
        """The last run of the newest version, else the last one of any."""
        current = self.current
        of_current = [r for r in self.runs if current is not None and r.version == current.id]
        known = of_current or list(self.runs)
        return known[-1] if known else None

    def version(self, key: str) -> Version | None:
        """The version of that id."""
        return next((v for v in self.versions if v.id == key), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was said of one comparison, as of now."""

    id: str
    goal: str
    by: str
    at: int
    criteria: tuple[Criterion, ...] = ()
    check: str = ""
    benchmark: str | None = None
    scoring: Scoring = "open"
    path: str | None = None
    cell: str | None = None
    area: str | None = None
    options: tuple[Option, ...] = ()
    phase: Phase = "propose"
    phase_by: str = ""
    phase_at: int = 0
    phase_ends: int | None = None
    course: tuple[PhaseTurn, ...] = ()
    """Every turn to a phase, oldest first."""
    revealed: bool = False
    place: Place = field(default=(0, 0, ""), compare=False)
    scores: tuple[OptionScore, ...] = ()
    in_secret: tuple[OptionScore, ...] = ()
    """The scores as they were revealed, whatever was given since."""
    scored: tuple[str, ...] = ()
    """Who sealed a score; of whoever scores in the open, their scores say it."""
    judged: tuple[Judgement, ...] = ()
    arguments: tuple[Argument, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """The last decision; an earlier one is superseded by it."""
        return self.decisions[-1] if self.decisions else None

    @property
    def hidden(self) -> bool:
        """Whether a new score is its author's alone for now."""
        return self.scoring == "secret" and not self.revealed

    @property
    def as_shared(self) -> Comparison:
        """As everybody sees it: without scores that are still their author's alone."""
        return replace(self, scores=tuple(score for score in self.scores if not score.sealed))

    def option(self, key: str) -> Option | None:
        """The option of that id, label or name, whatever its case."""
        wanted = key.strip().casefold()
        for place in range(3):
            found = [o for o in self.options if (o.id, o.label, o.name)[place].casefold() == wanted]
            if len(found) == 1:
                return found[0]
        return None

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of that name, whatever its case."""
        wanted = name.strip().casefold()
        return next((c for c in self.criteria if c.name.strip().casefold() == wanted), None)

    def scores_of(self, option: str, criterion: str) -> tuple[OptionScore, ...]:
        """What people gave that everybody may know."""
        return tuple(
            s
            for s in self.scores
            if s.option == option and s.criterion == criterion and not s.sealed
        )

    def mean(self, option: str, criterion: str) -> float | None:
        """The mean of what people gave, as it is shown everywhere; None where nobody did."""
        return shown_score(self._mean(option, criterion))

    def total(self, option: str) -> float | None:
        """The weighted mean over the criteria that people scored, as it is shown everywhere."""
        means = ((c.worth(self._mean(option, c.name)), c.weight) for c in self.criteria)
        return shown_score(_weighted(means))

    def late(self, option: str) -> int:
        """How many scores of it were given after the secret ones had been revealed."""
        return sum(1 for s in self.scores if s.option == option and s.late)

    @property
    def as_revealed(self) -> Comparison:
        """The same with the scores that were secret, as they were revealed."""
        return replace(self, scores=self.in_secret)

    def favourites(self) -> Mapping[str, tuple[str, ...]]:
        """By person, the options that their own scores put first."""
        found = {}
        for person in sorted({s.by for s in self.scores if not s.sealed}):
            own = {o.id: self._own_total(person, o.id) for o in self.options}
            given = {key: total for key, total in own.items() if total is not None}
            best = max(given.values(), default=None)
            found[person] = tuple(key for key, total in given.items() if total == best)
        return found

    def _mean(self, option: str, criterion: str) -> float | None:
        given = [s.score for s in self.scores_of(option, criterion)]
        return sum(given) / len(given) if given else None

    def _own_total(self, person: str, option: str) -> float | None:
        own = {s.criterion: s.score for s in self.scores if s.by == person and s.option == option}
        return _weighted((c.worth(own.get(c.name)), c.weight) for c in self.criteria)


def shown_score(value: float | None) -> float | None:
    """A mean as everybody is shown it, in every table, heading and record: to two places."""
    return None if value is None else round(value, 2)


def _weighted(parts: Iterable[tuple[float | None, float]]) -> float | None:
    given = [(value, weight) for value, weight in parts if value is not None]
    whole = sum(weight for _, weight in given)
    return sum(value * weight for value, weight in given) / whole if whole else None


def current_of(comparisons: Sequence[Comparison], path: str | None = None) -> Comparison | None:
    """The one that is meant where none is named: the newest of this notebook, else of all.

    One that is still undecided comes first.
    """
    here = [c for c in comparisons if path is not None and c.path == path] or list(comparisons)
    undecided = [c for c in here if c.decision is None]
    return max(undecided or here, key=lambda c: c.place, default=None)
