"""A comparison: competing designs side by side, what was said of them, and how it ended.

It is a fold over facts, so replicas that meet in any order tell the same of it and lose nobody's
word. Refuses to know how a prototype is written, measured or run: its results are facts like the
others.

What a browser is given of one (``GET comparisons/{id}``) is ``{"comparison": ...}`` with this
inside; times are milliseconds since 1970, and ``null`` where nothing is known::

    {"id": "k_1", "goal": "Count events per user", "by": "ada", "at": 1700000000000,
     "path": "design.ipynb", "cell": "c1", "area": null,
     "criteria": [{"name": "clarity", "weight": 2.0}],
     "check": "def check(module): ...", "benchmark": null,
     "phase": {"name": "prototype", "by": "ada", "at": 1700000000000, "ends": 1700000600000},
     "phases": ["propose", "prototype", "discuss", "decide"],
     "scoring": "secret", "revealed": false,
     "options": [
       {"id": "o_1", "label": "A", "name": "Dictionary", "sketch": "one dict in memory",
        "constraints": ["standard library only"], "by": "ada", "at": 1700000000000,
        "versions": [
          {"id": "f_2", "turn": "t_1", "by": "ada", "at": 1700000000001, "instruction": "",
           "status": "streaming", "problem": null}],
        "current": "f_2",
        "forked": false,
        "files": [{"path": "main.py", "lines": 12, "characters": 301}],
        "problems": [{"path": "main.py", "line": 3, "message": "invalid syntax"}],
        "measures": {"files": 1, "lines": 9, "complexity": 3, "worst": 2,
                     "dependencies": ["numpy"], "public": ["count(events)"]},
        "run": {"version": "f_2", "by": "ada", "at": 1700000000002, "stale": false,
                "result": {"ok": true, "checks": [{"name": "check", "ok": true, "message": ""}],
                           "seconds": 0.01, "benchmark_seconds": null,
                           "peak_memory_bytes": 15000000, "output": "", "ended": "ok",
                           "note": "", "limits_held": [{"name": "network", "held": true,
                                                        "how": "a network namespace"}]}},
        "running": false,
        "saved": [{"folder": "prototypes/dictionary", "version": "f_2", "by": "ada", "at": 1}]}],
     "scores": [{"option": "o_1", "criterion": "clarity", "by": "bob", "score": 4, "why": "short",
                 "at": 1700000000003, "sealed": false}],
     "judged": [{"option": "o_1", "criterion": "clarity", "model": "claude", "score": 3,
                 "why": "two names for one thing", "at": 1700000000004, "turn": "t_9"}],
     "arguments": [{"id": "f_9", "option": "o_1", "criterion": null, "side": "for",
                    "text": "no server", "by": "bob", "at": 1700000000005}],
     "totals": {"o_1": 4.0},
     "table": {"columns": [{"group": "measured", "name": "lines", "unit": ""}],
               "rows": [{"option": "o_1", "label": "A", "name": "Dictionary", "cells": [9]}]},
     "decisions": [{"id": "f_10", "option": "o_1", "entry": "e_1", "reason": "simplest",
                    "by": "ada", "at": 1700000000006}],
     "decided": "o_1"}

A version with ``turn`` null was written by a person; else its text grows with that turn's deltas.
``files`` to ``run`` speak of the version ``current``. While ``scoring`` is secret and ``revealed``
false, ``scores`` holds the reader's own only, each ``sealed``. The others of these routes:

``GET comparisons[?find=WORDS]``
    ``{"comparisons": [{"id", "goal", "by", "at", "phase", "path", "options": [{"id", "label",
    "name", "state": "open|chosen|rejected"}], "decided", "entry"}]}``, newest first.
``POST comparisons`` ``{"source": YAML, "path": null, "area": null}``
    starts one; 201 with the comparison.
``GET comparisons/{id}/options/{option}[?version=f_2]``
    ``{"option", "version", "text", "files": [{"path", "text"}], "problems", "notes"}``.
``GET comparisons/{id}/diff?from=o_1&to=o_2`` (options or versions)
    ``{"files": [{"path", "status": "same|changed|added|removed", "diff": unified diff}]}``.
``GET comparisons/{id}/table?format=csv|md|html``
    the table as a text.
``POST comparisons/{id}`` ``{"act": ..., ...}``
    ``write`` (option or name, text, sketch?), ``refine`` (option, instruction), ``again`` (option),
    ``stop`` (option), ``run`` (option?), ``judge``, ``save`` (folder, option?, overwrite?),
    ``insert`` (option), ``decide`` (option, reason, title?); answers with the comparison. A run
    goes on behind the answer: ``running`` says so, and the feed tells of its end.
``POST commands``
    ``compare_score`` (comparison, option, criterion, score 1 to 5, why?), ``compare_argue``
    (comparison, option?, criterion?, side for|against|note, text), ``compare_phase`` (comparison,
    phase, minutes?), ``compare_reveal`` (comparison), ``compare_option`` (comparison, name,
    sketch?, constraints?).

The feed's ``facts`` event names the comparison in ``about`` whenever something of it is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from ...core.fact import SEALED, Fact, ordered

PREFIX = "k_"
"""How the id of a comparison begins."""
Phase = Literal["propose", "prototype", "discuss", "decide"]
PHASES: tuple[Phase, ...] = get_args(Phase)
Scoring = Literal["open", "secret"]
Side = Literal["for", "against", "note"]
SIDES: tuple[Side, ...] = get_args(Side)
LEAST, MOST = 1, 5
"""A score's bounds; more is better."""
MAX_OPTIONS = 4
"""Options that one comparison starts with; people may add more as they come to mind."""

START = "compare:start"
OPTION = "compare:option"
VERSION = "compare:version"
RUN = "compare:run"
SCORE = "compare:score"
JUDGE = "compare:judge"
ARGUE = "compare:argue"
PHASE = "compare:phase"
REVEAL = "compare:reveal"
SAVE = "compare:save"
DECIDE = "compare:decide"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are judged by, and how much it counts beside the others."""

    name: str
    weight: float = 1.0


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
class Run:
    """What came of running a version against the check: the sandbox's result, as JSON."""

    option: str
    version: str
    by: str
    at: int
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """What one person gives an option for one criterion; ``sealed`` while only they know it."""

    option: str
    criterion: str
    by: str
    score: int
    at: int
    why: str = ""
    sealed: bool = False


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
    runs: tuple[Run, ...] = ()
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
    def run(self) -> Run | None:
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
    revealed: bool = False
    scores: tuple[Score, ...] = ()
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

    def scores_of(self, option: str, criterion: str) -> tuple[Score, ...]:
        """What people gave that everybody may know."""
        return tuple(
            s
            for s in self.scores
            if s.option == option and s.criterion == criterion and not s.sealed
        )

    def mean(self, option: str, criterion: str) -> float | None:
        """The mean of what people gave; None where nobody did."""
        given = [s.score for s in self.scores_of(option, criterion)]
        return sum(given) / len(given) if given else None

    def total(self, option: str) -> float | None:
        """The weighted mean over the criteria that people scored; None where nobody did."""
        return _weighted((self.mean(option, c.name), c.weight) for c in self.criteria)

    def favourites(self) -> Mapping[str, tuple[str, ...]]:
        """By person, the options that their own scores put first."""
        found = {}
        for person in sorted({s.by for s in self.scores if not s.sealed}):
            own = {o.id: self._own_total(person, o.id) for o in self.options}
            given = {key: total for key, total in own.items() if total is not None}
            best = max(given.values(), default=None)
            found[person] = tuple(key for key, total in given.items() if total == best)
        return found

    def _own_total(self, person: str, option: str) -> float | None:
        own = {s.criterion: s.score for s in self.scores if s.by == person and s.option == option}
        return _weighted((own.get(c.name), c.weight) for c in self.criteria)

    def with_own(self, sealed: Iterable[Fact]) -> Comparison:
        """The same with scores that the reader sealed and nobody revealed yet."""
        known = {(s.option, s.criterion, s.by, s.at) for s in self.scores}
        own = (_score(self, fact) for fact in ordered(sealed) if fact.name == SEALED + SCORE)
        more = [
            replace(s, sealed=True)
            for s in own
            if s is not None and (s.option, s.criterion, s.by, s.at) not in known
        ]
        return replace(self, scores=_newest([*self.scores, *more]))


def _weighted(parts: Iterable[tuple[float | None, float]]) -> float | None:
    given = [(value, weight) for value, weight in parts if value is not None]
    whole = sum(weight for _, weight in given)
    return sum(value * weight for value, weight in given) / whole if whole else None


# The fold


@dataclass(slots=True)
class _Found:
    """What was read of the facts so far, before each is put in its place."""

    options: list[tuple[int, int, Option]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)


def fold(facts: Iterable[Fact]) -> Comparison | None:
    """The comparison that these facts speak of; None as long as its start is not among them.

    The order of the facts does not matter, and one that can't be read (another version wrote it)
    takes nothing from the others.
    """
    known = ordered(facts)
    start = next((f for f in known if f.name == START), None)
    if start is None:
        return None
    comparison, found = _started(start), _Found()
    for fact in known:
        if fact.about == start.about:
            comparison = _with(comparison, found, fact)
    options = tuple(
        _placed(replace(option, label=label_of(place)), found)
        for place, (_, _, option) in enumerate(sorted(found.options, key=_place))
    )
    return replace(comparison, options=options, scores=_newest(comparison.scores))


def _started(start: Fact) -> Comparison:
    value = start.value
    criteria = {
        _text(c.get("name")): Criterion(_text(c.get("name")), _number(c.get("weight"), 1.0))
        for c in _maps(value.get("criteria"))
    }
    return Comparison(
        id=start.about,
        goal=_text(value.get("goal")),
        by=start.by,
        at=start.at,
        criteria=tuple(criteria.values()),
        check=_text(value.get("check")),
        benchmark=_text_or_none(value.get("benchmark")),
        scoring="secret" if value.get("scoring") == "secret" else "open",
        path=_text_or_none(value.get("path")),
        cell=_text_or_none(value.get("cell")),
        area=_text_or_none(value.get("area")),
        phase_by=start.by,
        phase_at=start.at,
    )


def _with(comparison: Comparison, found: _Found, fact: Fact) -> Comparison:
    value = fact.value
    match fact.name:
        case "compare:option":
            found.options.append((fact.at, int(_number(value.get("place"))), _option(fact)))
        case "compare:version":
            found.versions.append(_version(fact))
        case "compare:run":
            if isinstance(value.get("result"), Mapping):
                key, version = _text(value.get("option")), _text(value.get("version"))
                found.runs.append(Run(key, version, fact.by, fact.at, value["result"]))
        case "compare:save":
            option, version, folder = (_text(value.get(k)) for k in ("option", "version", "folder"))
            found.saved.append(Saved(option, version, folder, fact.by, fact.at))
        case "compare:score":
            score = _score(comparison, fact)
            return comparison if score is None else _more(comparison, "scores", score)
        case "compare:judge":
            judgement = _judgement(comparison, fact)
            return comparison if judgement is None else _more(comparison, "judged", judgement)
        case "compare:argue":
            return _more(comparison, "arguments", _argument(fact))
        case "compare:phase" if value.get("phase") in PHASES:
            ends = value.get("ends")
            return replace(
                comparison,
                phase=value["phase"],
                phase_by=fact.by,
                phase_at=fact.at,
                phase_ends=None if ends is None else int(_number(ends)),
            )
        case "compare:reveal":
            return replace(comparison, revealed=True)
        case "compare:decide":
            return _more(comparison, "decisions", _decision(fact))
    return comparison


def _more(comparison: Comparison, name: str, value: object) -> Comparison:
    more: dict[str, Any] = {name: (*getattr(comparison, name), value)}
    return replace(comparison, **more)


def _place(placed: tuple[int, int, Option]) -> tuple[int, int, str]:
    at, place, option = placed
    return (at, place, option.id)


def _placed(option: Option, found: _Found) -> Option:
    return replace(
        option,
        versions=tuple(v for v in found.versions if v.option == option.id),
        runs=tuple(r for r in found.runs if r.option == option.id),
        saved=tuple(s for s in found.saved if s.option == option.id),
    )


def _option(fact: Fact) -> Option:
    value = fact.value
    constraints = value.get("constraints")
    return Option(
        id=_text(value.get("option")),
        label="",
        name=_text(value.get("name")),
        by=fact.by,
        at=fact.at,
        sketch=_text(value.get("sketch")),
        constraints=tuple(map(_text, constraints)) if isinstance(constraints, list) else (),
    )


def _version(fact: Fact) -> Version:
    value = fact.value
    return Version(
        id=fact.id,
        option=_text(value.get("option")),
        by=fact.by,
        at=fact.at,
        turn=_text_or_none(value.get("turn")),
        text=_text_or_none(value.get("text")),
        instruction=_text(value.get("instruction")),
        seen=fact.seen,
    )


def _score(comparison: Comparison, fact: Fact) -> Score | None:
    value, score = fact.value, _whole_score(fact.value.get("score"))
    option, criterion = _text(value.get("option")), _text(value.get("criterion"))
    if score is None or comparison.criterion(criterion) is None:
        return None
    return Score(option, criterion, fact.by, score, fact.at, _text(value.get("why")))


def _judgement(comparison: Comparison, fact: Fact) -> Judgement | None:
    value, score = fact.value, _whole_score(fact.value.get("score"))
    option, criterion = _text(value.get("option")), _text(value.get("criterion"))
    if score is None or comparison.criterion(criterion) is None:
        return None
    return Judgement(
        option,
        criterion,
        _text(value.get("model")),
        score,
        fact.at,
        _text(value.get("why")),
        _text_or_none(value.get("turn")),
    )


def _whole_score(value: object) -> int | None:
    score = int(_number(value))
    return score if LEAST <= score <= MOST else None


def _argument(fact: Fact) -> Argument:
    value = fact.value
    side: Any = value.get("side")
    return Argument(
        fact.id,
        _text(value.get("text")),
        fact.by,
        fact.at,
        side if side in SIDES else "note",
        _text_or_none(value.get("option")),
        _text_or_none(value.get("criterion")),
    )


def _decision(fact: Fact) -> Decision:
    value = fact.value
    option, entry = _text_or_none(value.get("option")), _text(value.get("entry"))
    return Decision(fact.id, option, entry, _text(value.get("reason")), fact.by, fact.at)


def _newest(scores: Iterable[Score]) -> tuple[Score, ...]:
    """One score for each person, option and criterion: their last word, in order of time."""
    last: dict[tuple[str, str, str], Score] = {}
    for score in scores:
        key = (score.by, score.option, score.criterion)
        if key not in last or last[key].at <= score.at:
            last[key] = score
    return tuple(sorted(last.values(), key=lambda s: (s.at, s.option, s.criterion, s.by)))


def label_of(place: int) -> str:
    """A, B, ... Z, AA, AB, ... by an option's place."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def current_of(comparisons: Sequence[Comparison], path: str | None = None) -> Comparison | None:
    """The one that is meant where none is named: the newest of this notebook, else of all.

    One that is still undecided comes first.
    """
    here = [c for c in comparisons if path is not None and c.path == path] or list(comparisons)
    undecided = [c for c in here if c.decision is None]
    return max(undecided or here, key=lambda c: (c.at, c.id), default=None)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object, otherwise: float = 0.0) -> float:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return float(value) if fine and abs(value) < 1e15 else otherwise  # type: ignore[arg-type]


def _maps(value: object) -> list[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []
