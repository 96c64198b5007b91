"""``commonground bench coordination``: how well overlaps tell which parallel work conflicts.

Knows what is measured and how it is printed; ``records.py`` knows the file.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from .model import Grade, Outlook
from .overlap import FITTED, Weights, compare
from .records import Parallel, Side, read
from .scores import DAY, Foretold, averaged, grouped, ratios, summary
from .weights import WARN_AT, WARN_LATER_AT


def measure(
    records: Sequence[Parallel],
    weights: Weights = FITTED,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """The figures that ``docs/architecture/coordination.md`` explains, by name."""
    seen: list[tuple[Parallel, Outlook, Outlook]] = []
    begun = time.perf_counter()
    for record in records:
        whole = compare(record.left.whole, record.right.whole, weights)
        early = compare(record.left.early, record.right.early, weights)
        seen.append((record, whole, early))
        tick()
    spent = time.perf_counter() - begun
    now = [_judged(record, outlook.warns, early.warns) for record, outlook, early in seen]
    half = [_judged(record, early.warns_early, True) for record, _, early in seen]
    steps = [one for one, (record, _, _) in zip(half, seen, strict=True) if record.in_steps]
    return {
        "n": len(records),
        "conflicts": sum(record.conflict for record in records),
        "threshold": {"warn": WARN_AT, "half": WARN_LATER_AT},
        "warn": summary(now),
        "half": summary(half),
        "half_both": summary(steps),
        "grades": _grades(seen),
        "kinds": {
            kind: {**ratios(rows), "n": len(rows), "conflicts": sum(r.conflict for r in rows)}
            for kind, rows in grouped(now, lambda one: one.kind).items()
        },
        "repositories": _repositories(now, half),
        "baselines": _baselines(seen),
        "ms_per_comparison": round(spent * 500 / len(records), 3) if records else None,
    }


def _judged(record: Parallel, warned: bool, early: bool = False) -> Foretold:
    """``early`` says whether the warning came when both were half done, or only at the end."""
    lead = _lead(record)
    return Foretold(
        record.repo,
        record.kind,
        record.weight,
        warned,
        record.conflict,
        _days(record.left) + _days(record.right),
        lead if early or lead is None else 0.0,
    )


def _days(side: Side) -> float:
    """The days on which somebody worked on that side, one at least."""
    return float(len({moment // DAY for moment in side.moments}) or 1)


def _lead(record: Parallel) -> float | None:
    """Hours from the moment when both were half done to the last commit of the later side."""
    ends = [side.moments[-1] for side in (record.left, record.right) if side.moments]
    starts = [
        side.half_at or side.moments[0] for side in (record.left, record.right) if side.moments
    ]
    return max(max(ends) - max(starts), 0) / 3600 if len(ends) == len(starts) == 2 else None


def _grades(seen: Iterable[tuple[Parallel, Outlook, Outlook]]) -> dict[str, Any]:
    """For each grade how often it is the gravest, how often that ended in a conflict, and what
    share of all conflicts it has; ``at_least`` counts the graver ones in."""
    rows = [(outlook.grade, record) for record, outlook, _ in seen]
    found = {}
    for grade in reversed(Grade):
        exact = [(mine is grade, record) for mine, record in rows]
        above = [(mine is not None and mine >= grade, record) for mine, record in rows]
        if any(hit for hit, _ in exact):
            judged = [_judged(record, hit) for hit, record in exact]
            found[grade.word] = {
                **ratios(judged),
                "found": sum(hit for hit, _ in exact),
                "averaged": averaged(judged),
                "at_least": averaged([_judged(record, hit) for hit, record in above]),
            }
    return found


def _repositories(now: Iterable[Foretold], half: Iterable[Foretold]) -> dict[str, Any]:
    early = grouped(half, lambda one: one.repo)
    return {
        repo: {
            **ratios(rows),
            "half": ratios(early[repo]),
            "n": len(rows),
            "conflicts": sum(one.conflict for one in rows),
        }
        for repo, rows in grouped(now, lambda one: one.repo).items()
    }


def _baselines(seen: Iterable[tuple[Parallel, Outlook, Outlook]]) -> dict[str, Any]:
    """What two simple rules reach: any common file, and any hunks that touch."""
    rules: dict[str, Callable[[Outlook], bool]] = {
        "same_file": lambda outlook: any(one.path for one in outlook.overlaps),
        "touching_lines": lambda outlook: any(one.touching for one in outlook.overlaps),
    }
    rows = list(seen)
    return {
        name: averaged([_judged(record, rule(outlook)) for record, outlook, _ in rows])
        for name, rule in rules.items()
    }


@click.command("coordination")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def coordination_command(file: Path, as_json: bool) -> None:
    """How well overlaps tell which parallel work conflicts, on real histories.

    FILE is JSON Lines, perhaps gzipped: two sides with files and hunks, and what git says to
    merging them. Nothing but paths, line numbers, names and subjects is used. Precision and recall
    are averaged over repositories.
    """
    records = read(file)
    with click.progressbar(length=len(records), label="Records", file=sys.stderr) as bar:
        result = measure(records, tick=lambda: bar.update(1))
    click.echo(json.dumps(result) if as_json else _table(result))


def _table(result: Mapping[str, Any]) -> str:
    lines = [f"{'':<32}{'precision':>10}{'recall':>8}{'F1':>8}{'found':>8}"]
    for name, label in (
        ("warn", "warned of"),
        ("half", "… after the first half"),
        ("half_both", "… where both had several commits"),
    ):
        lines.append(_row(label, result[name], result[name]["warned"]))
    for name, scores in result["baselines"].items():
        lines.append(_row(f"baseline: {name}", scores))
    lines += [_row(f"grade {n}", s, s["found"]) for n, s in result["grades"].items()]
    lines += [_row(f"kind {n}", s, s["n"]) for n, s in result["kinds"].items()]
    lines += [_row(n, s, s["n"]) for n, s in result["repositories"].items()]
    warn = result["warn"]
    lines.append(
        f"{result['n']} records, {result['conflicts']} conflicts. Alerts per developer and day: "
        f"{_text(warn['alerts_per_developer_day'])}; lead time {_text(warn['lead_time_hours'])} "
        "hours (median)."
    )
    return "\n".join(lines)


def _row(label: str, scores: Mapping[str, Any], count: int | None = None) -> str:
    figures = [_text(scores[key]) for key in ("precision", "recall", "f1")]
    shown = "" if count is None else str(count)
    return f"{label[:32]:<32}{figures[0]:>10}{figures[1]:>8}{figures[2]:>8}{shown:>8}"


def _text(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
