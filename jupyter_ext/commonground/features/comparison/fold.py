"""A comparison from the facts about it, so replicas that meet in any order tell the same of it.

A fact that can't be read (another version wrote it) takes nothing from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...core.fact import SEALED, Fact, ordered
from ...core.fold import Folds, Refold
from ...core.place import place_of
from ...core.snapshot import Snapshot
from .model import (
    LEAST,
    MOST,
    PHASES,
    PREFIX,
    SCORE,
    SIDES,
    START,
    Argument,
    Better,
    Comparison,
    Criterion,
    Decision,
    Judgement,
    Option,
    OptionRun,
    OptionScore,
    PhaseTurn,
    Saved,
    Version,
)


@dataclass(slots=True)
class _FoldParts:
    """What the facts read so far say, before each is put in its place."""

    options: list[tuple[tuple[int, int], int, Option]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    runs: list[OptionRun] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)
    scores: list[OptionScore] = field(default_factory=list)
    scored: list[str] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def comparisons_in(snapshots: Iterable[Snapshot]) -> tuple[Comparison, ...]:
    """All comparisons, in the order in which they began."""
    return _COMPARISONS.things(snapshots)


def comparison_in(snapshots: Iterable[Snapshot], about: str) -> Comparison | None:
    """The comparison of that id; None where there is none."""
    return _COMPARISONS.thing(snapshots, about)


def fold(facts: Iterable[Fact]) -> Comparison | None:
    """The comparison that these facts speak of; None as long as its start is not among them.

    The order of the facts does not matter.
    """
    known = ordered(facts)
    start = next((f for f in known if f.name == START), None)
    if start is None:
        return None
    comparison, parts = _started(start), _FoldParts()
    for fact in known:
        if fact.about == start.about:
            comparison = _with(comparison, parts, fact)
    options = tuple(
        _placed(replace(option, label=label_of(place)), parts)
        for place, (_, _, option) in enumerate(sorted(parts.options, key=_place))
    )
    return replace(
        comparison,
        options=options,
        scores=_newest(parts.scores),
        in_secret=_newest(score for score in parts.scores if not score.late),
        scored=tuple(dict.fromkeys(parts.scored)),
        judged=tuple(parts.judged),
        arguments=tuple(parts.arguments),
        decisions=tuple(parts.decisions),
    )


def with_own_scores(comparison: Comparison, sealed: Iterable[Fact]) -> Comparison:
    """The same with scores that the reader sealed and nobody revealed yet."""
    own = (_score(comparison, fact) for fact in ordered(sealed) if fact.name == SEALED + SCORE)
    given = [score for score in own if score is not None]
    told, known = set(map(_when, given)), set(map(_when, comparison.scores))
    # A score that never was sealed was given after the reveal: it holds.
    after = {(s.option, s.criterion, s.by) for s in comparison.scores if _when(s) not in told}
    more = [
        replace(s, sealed=True)
        for s in _newest(given)
        if _when(s) not in known and (s.option, s.criterion, s.by) not in after
    ]
    return replace(comparison, scores=_newest([*comparison.scores, *more]))


def _when(score: OptionScore) -> tuple[str, str, str, int]:
    return (score.option, score.criterion, score.by, score.at)


_COMPARISONS: Folds[Comparison] = Folds(PREFIX, lambda: Refold(fold))


def _started(start: Fact) -> Comparison:
    value = start.value
    criteria = {c.name: c for c in map(_criterion, _maps(value.get("criteria")))}
    return Comparison(
        id=start.about,
        goal=_text(value.get("goal")),
        by=start.by,
        at=start.at,
        place=place_of(start),
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


def _criterion(value: Mapping[str, Any]) -> Criterion:
    better: Better = "lower" if value.get("better") == "lower" else "higher"
    return Criterion(_text(value.get("name")), _number(value.get("weight"), 1.0), better)


def _with(comparison: Comparison, parts: _FoldParts, fact: Fact) -> Comparison:
    value = fact.value
    match fact.name:
        case "compare:option":
            parts.options.append(
                ((fact.tick, fact.at), int(_number(value.get("place"))), _option(fact))
            )
        case "compare:version":
            parts.versions.append(_version(fact))
        case "compare:run":
            parts.runs += _run(fact)
        case "compare:save":
            option, version, folder = (_text(value.get(k)) for k in ("option", "version", "folder"))
            parts.saved.append(Saved(option, version, folder, fact.by, fact.at))
        case "compare:score":
            parts.scores += filter(None, [_score(comparison, fact)])
        case "compare:scored":
            parts.scored.append(fact.by)
        case "compare:judge":
            parts.judged += filter(None, [_judgement(comparison, fact)])
        case "compare:argue":
            parts.arguments.append(_argument(fact))
        case "compare:decide":
            parts.decisions.append(_decision(fact))
            return replace(comparison, phase_ends=None)  # what the time was for is done
        case "compare:phase" if value.get("phase") in PHASES:
            return _in_phase(comparison, fact)
        case "compare:reveal":
            return replace(comparison, revealed=True)
    return comparison


def _in_phase(comparison: Comparison, fact: Fact) -> Comparison:
    given = fact.value.get("ends")
    ends = None if given is None else int(_number(given))
    turn = PhaseTurn(fact.value["phase"], fact.by, fact.at, ends)
    return replace(
        comparison,
        phase=turn.name,
        phase_by=turn.by,
        phase_at=turn.at,
        phase_ends=turn.ends,
        course=(*comparison.course, turn),
    )


def _run(fact: Fact) -> list[OptionRun]:
    result = fact.value.get("result")
    if not isinstance(result, Mapping):
        return []
    key, version = _text(fact.value.get("option")), _text(fact.value.get("version"))
    return [OptionRun(key, version, fact.by, fact.at, result)]


def _place(placed: tuple[tuple[int, int], int, Option]) -> tuple[tuple[int, int], int, str]:
    said, place, option = placed
    return (said, place, option.id)


def _placed(option: Option, parts: _FoldParts) -> Option:
    return replace(
        option,
        versions=tuple(v for v in parts.versions if v.option == option.id),
        runs=tuple(r for r in parts.runs if r.option == option.id),
        saved=tuple(s for s in parts.saved if s.option == option.id),
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


def _score(comparison: Comparison, fact: Fact) -> OptionScore | None:
    value, score = fact.value, _whole_score(fact.value.get("score"))
    option, criterion = _text(value.get("option")), _text(value.get("criterion"))
    if score is None or comparison.criterion(criterion) is None:
        return None
    # Nobody gives one in the open before the secret ones are revealed.
    late = comparison.scoring == "secret" and not (fact.sealed or fact.was_sealed)
    why = _text(value.get("why"))
    return OptionScore(option, criterion, fact.by, score, fact.at, why, late=late)


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


def _newest(scores: Iterable[OptionScore]) -> tuple[OptionScore, ...]:
    """One score for each person, option and criterion: the last of them in the record."""
    last = {(score.by, score.option, score.criterion): score for score in scores}
    return tuple(sorted(last.values(), key=lambda s: (s.at, s.option, s.criterion, s.by)))


def label_of(place: int) -> str:
    """A, B, ... Z, AA, AB, ... by an option's place."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object, otherwise: float = 0.0) -> float:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return float(value) if fine and abs(value) < 1e15 else otherwise  # type: ignore[arg-type]


def _maps(value: object) -> list[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []
