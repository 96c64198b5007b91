"""``commonground bench contradictions``: what rules and nearest ones find in labelled pairs.

Knows the file's shape and what to print.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from ...ai.embedding import Nearness
from ...core.json_lines import lines_of, rows_of
from ...core.statement import Statement
from ...errors import UserError
from .nearest import Neighbourhood
from .rules import RULES, contradict
from .runner import NEAREST

LABELS = ("contradiction", "compatible")
_FIELDS = ("title", "body", "kind", "area", "subject", "attribute", "value", "scope")
_SHAPE = 'Each line is {"a": TEXT, "b": TEXT, "label": "contradiction" or "compatible"}.'


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and whether a person says that they contradict each other."""

    a: Statement
    b: Statement
    contradicts: bool


def pairs(lines: Iterable[str]) -> Iterable[Pair]:
    """The labelled pairs of a JSON Lines file; UserError names the first line that isn't one."""
    for number, row in rows_of(lines, _SHAPE):
        if not isinstance(row, dict) or row.get("label") not in LABELS:
            raise UserError(f"Line {number} has no label {' or '.join(LABELS)}.", _SHAPE)
        a, b = (_statement(row.get(side), side, number) for side in "ab")
        yield Pair(a, b, row["label"] == "contradiction")


def _statement(value: Any, side: str, number: int) -> Statement:
    if isinstance(value, str):
        return Statement(side, value)
    if isinstance(value, dict):
        fields = {k: v for k, v in value.items() if k in _FIELDS and v is not None}
        if all(isinstance(v, str) for v in fields.values()) and (
            fields.get("title") or fields.get("body")
        ):
            return Statement(side, fields.pop("title", ""), **fields)
    raise UserError(f"Line {number}: “{side}” is neither a text nor an entry with a title.", _SHAPE)


def measure(labelled: Iterable[Pair], nearness: Nearness | None = None) -> dict[str, Any]:
    """Precision and recall of what is a dispute, overall and per rule, and the time for a pair.

    A rule's precision is over what it found first; its recall is the share of all contradictions
    that it found. ``hints`` are those of what it is less sure of. ``candidates_at_3`` and ``_at_4``
    are the shares of contradictions in which one side has the other among its three or four
    nearest, with all statements in one store. A figure without anything to divide by is None.
    """
    labelled = tuple(labelled)
    hits: Counter[tuple[str, bool]] = Counter()
    hints: Counter[tuple[str, bool]] = Counter()
    actual: Counter[bool] = Counter()
    spent = 0.0
    for pair in labelled:
        actual[pair.contradicts] += 1
        begun = time.perf_counter()
        found = contradict(pair.a, pair.b)
        spent += time.perf_counter() - begun
        if found:
            (hits if found.sure else hints)[found.rule, pair.contradicts] += 1
    n = actual.total()
    return {
        **_scores(hits, RULES, actual[True]),
        "n": n,
        "contradictions": actual[True],
        "compatible": actual[False],
        "hints": _scores(hints, RULES, actual[True]),
        **candidates(labelled, nearness or Nearness()),
        "ms_per_pair": round(spent * 1000 / n, 3) if n else None,
        "rules": {
            rule: _scores(hits, (rule,), actual[True])
            for rule in RULES
            if hits[rule, True] or hits[rule, False]
        },
    }


def candidates(labelled: Iterable[Pair], nearness: Nearness) -> dict[str, float | None]:
    """Whether the partner is among the nearest: see ``measure``. A text that is twice is one."""
    places: dict[Statement, int] = {}
    contradicting = []
    for pair in labelled:
        sides = (replace(side, id="") for side in (pair.a, pair.b))
        one, other = (places.setdefault(side, len(places)) for side in sides)
        if pair.contradicts:
            contradicting.append((one, other))
    around = Neighbourhood(nearness.vectors(list(places)))
    found: dict[str, float | None] = {}
    for most in (3, NEAREST):
        held = sum(_near(around, pair, most) for pair in contradicting)
        share = round(held / len(contradicting), 4) if contradicting else None
        found[f"candidates_at_{most}"] = share
    return found


def _near(around: Neighbourhood, pair: tuple[int, int], most: int) -> bool:
    return any(
        other in (place for place, _ in around.beside(one, most))
        for one, other in (pair, pair[::-1])
    )


def _scores(
    hits: Mapping[tuple[str, bool], int], rules: Iterable[str], positives: int
) -> dict[str, float | int | None]:
    names = tuple(rules)
    right = sum(hits.get((r, True), 0) for r in names)
    wrong = sum(hits.get((r, False), 0) for r in names)
    return {
        "precision": round(right / (right + wrong), 4) if right + wrong else None,
        "recall": round(right / positives, 4) if positives else None,
        "found": right + wrong,
    }


@click.command("contradictions")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def contradictions_command(file: Path, as_json: bool) -> None:
    """Precision and recall of the rules that find contradictions, on labelled pairs.

    FILE is JSON Lines with `a`, `b` and `label` (contradiction or compatible). `a` and `b` are
    texts, or entries with title, body, area, subject, attribute, value and scope. No model is
    asked; the nearest ones are found by the sentence encoder, or by words where there is none.
    """
    result = measure(pairs(lines_of(file.read_bytes(), str(file), _SHAPE)))
    click.echo(json.dumps(result) if as_json else _table(result))


def _table(result: Mapping[str, Any]) -> str:
    lines = [f"{'rule':<12}{'precision':>10}{'recall':>10}{'found':>8}"]
    rows = (*result["rules"].items(), ("overall", result), ("hints", result["hints"]))
    for name, scores in rows:
        figures = "".join(
            f"{'-' if scores[k] is None else format(scores[k], '.3f'):>10}"
            for k in ("precision", "recall")
        )
        lines.append(f"{name:<12}{figures}{scores['found']:>8}")
    lines.append(
        f"{result['n']} pairs: {result['contradictions']} contradictions, "
        f"{result['compatible']} compatible."
    )
    shares = (result[f"candidates_at_{most}"] for most in (3, NEAREST))
    told = ", ".join("-" if share is None else f"{share:.3f}" for share in shares)
    lines.append(f"The other side is among the nearest 3 and {NEAREST}: {told}.")
    return "\n".join(lines)
