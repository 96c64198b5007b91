"""Precision, recall and how often somebody is told, over labelled parallel work. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

DAY = 86400


@dataclass(frozen=True, slots=True)
class Foretold:
    """One record: whether it was warned of, whether it conflicted, and what it stands for.

    ``days`` are the days that the two sides worked, together; ``lead`` the hours between the
    warning and the last commit of the later side, None where unknown.
    """

    repo: str
    kind: str
    weight: float
    warned: bool
    conflict: bool
    days: float = 0.0
    lead: float | None = None


def ratios(judged: Iterable[Foretold], *, weighted: bool = False) -> dict[str, Any]:
    """Precision, recall and F1; None where there is nothing to divide by."""
    right = wrong = missed = 0.0
    for one in judged:
        size = one.weight if weighted else 1.0
        right += size * (one.warned and one.conflict)
        wrong += size * (one.warned and not one.conflict)
        missed += size * (one.conflict and not one.warned)
    precision = right / (right + wrong) if right + wrong else None
    recall = right / (right + missed) if right + missed else None
    return _named(precision, recall)


def _named(precision: float | None, recall: float | None) -> dict[str, Any]:
    both = (precision or 0.0) + (recall or 0.0)
    f1 = None
    if precision is not None and recall is not None:
        f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": _round(precision), "recall": _round(recall), "f1": _round(f1)}


def averaged(judged: Sequence[Foretold]) -> dict[str, Any]:
    """The mean over repositories of precision and of recall, and the F1 of these two means.

    Only repositories with a conflict count; one in which nothing was warned of has precision 0.
    """
    each = [ratios(rows) for rows in grouped(judged, _repo).values() if _conflicts(rows)]
    if not each:
        return _named(None, None)
    precision = sum(one["precision"] or 0.0 for one in each) / len(each)
    return _named(precision, sum(one["recall"] for one in each) / len(each))


def summary(judged: Sequence[Foretold]) -> dict[str, Any]:
    """All that is said of one set of records."""
    return {
        **averaged(judged),
        "micro": ratios(judged),
        "weighted": ratios(judged, weighted=True),
        "warned": sum(one.warned for one in judged),
        "conflicts": _conflicts(judged),
        "n": len(judged),
        "alerts_per_developer_day": _alerts(judged),
        "lead_time_hours": _lead(judged),
    }


def grouped(
    judged: Iterable[Foretold], key: Callable[[Foretold], str]
) -> dict[str, list[Foretold]]:
    """The records by what the key says, in its order."""
    found: defaultdict[str, list[Foretold]] = defaultdict(list)
    for one in judged:
        found[key(one)].append(one)
    return dict(sorted(found.items()))


def _repo(one: Foretold) -> str:
    return one.repo


def _conflicts(judged: Iterable[Foretold]) -> int:
    return sum(one.conflict for one in judged)


def _alerts(judged: Iterable[Foretold]) -> float | None:
    """Alerts that one developer gets in a day of work, weighted; each alert reaches two."""
    rows = [one for one in judged if one.days]
    days = sum(one.weight * one.days for one in rows)
    told = sum(one.weight * one.warned * 2 for one in rows)
    return _round(told / days) if days else None


def _lead(judged: Iterable[Foretold]) -> float | None:
    """The median over conflicts that were warned of."""
    hours = sorted(
        one.lead for one in judged if one.warned and one.conflict and one.lead is not None
    )
    return _round(hours[len(hours) // 2]) if hours else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
