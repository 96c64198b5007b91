"""``commonground bench conflicts``: how many conflicts notices would avoid. A simulation.

Nobody was asked to follow anything: scripted editors redo what people did at the time, and follow a
notice as often as is assumed.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from .editors import Redone, replayed
from .generated import generated
from .overlap import FITTED, Weights
from .records import Parallel, read

COMPLIANCE = (0.25, 0.5, 0.7, 1.0)
SEEDS = 20
_DRAWN = {
    "conflicts_avoided": "o",
    "harmless_work_delayed": "s",
    "harmless_pairs_disturbed": "^",
}
NOTE = (
    "A simulation: scripted editors redo recorded work and follow notices as often as assumed. "
    "It says what notices could avoid, not what people do."
)


def simulate(
    records: Iterable[Parallel],
    weights: Weights = FITTED,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """The figures that ``docs/architecture/coordination.md`` explains, by name."""
    replays = []
    for record in records:
        replays.append(replayed(record, weights))
        tick()
    return {
        "simulation": NOTE,
        "n": len(replays),
        "conflicts_without_notices": sum(one.conflict for one in replays),
        "noticed": sum(one.noticed for one in replays),
        "alerts_per_developer_day": _alerts(replays),
        "seeds": SEEDS,
        "compliance": {str(share): _at(replays, share) for share in COMPLIANCE},
        "weighted": {str(share): _expected(replays, share) for share in COMPLIANCE},
        "kinds": _by(replays, lambda one: one.kind),
        "repositories": _by(replays, lambda one: one.repo),
    }


def _at(replays: Sequence[Redone], share: float) -> dict[str, Any]:
    """With so many notices followed: the mean over seeds, and the lowest and highest run."""
    runs = [_run(replays, share, seed) for seed in range(SEEDS)]
    avoided = [one for one, _, _ in runs if one is not None]
    return {
        "conflicts_avoided": _mean(avoided),
        "conflicts_avoided_least": min(avoided, default=None),
        "conflicts_avoided_most": max(avoided, default=None),
        "conflicts_avoided_per_repository": _per_repository(replays, share),
        "harmless_work_delayed": _mean([one for _, one, _ in runs]),
        "harmless_pairs_disturbed": _mean([one for _, _, one in runs]),
    }


def _run(replays: Sequence[Redone], share: float, seed: int) -> tuple[float | None, float, float]:
    """One run: shares of conflicts avoided, harmless work delayed and harmless pairs disturbed."""
    draw = random.Random(f"{seed} {share}")
    conflicts = avoided = delayed = disturbed = 0
    for one in replays:
        follows = draw.random() < share
        conflicts += one.conflict
        avoided += follows and one.avoided
        delayed += follows * one.delayed
        disturbed += follows and one.noticed and not one.conflict
    harmless = sum(one.harmless for one in replays)
    return (
        round(avoided / conflicts, 4) if conflicts else None,
        round(delayed / harmless, 4) if harmless else 0.0,
        round(disturbed / max(len(replays) - conflicts, 1), 4),
    )


def _per_repository(replays: Iterable[Redone], share: float) -> float | None:
    """The expected share of conflicts avoided, averaged over repositories that have any."""
    shares = [
        sum(one.avoided for one in rows) / conflicts
        for rows in _groups(replays, lambda one: one.repo).values()
        if (conflicts := sum(one.conflict for one in rows))
    ]
    return round(share * sum(shares) / len(shares), 4) if shares else None


def _expected(replays: Iterable[Redone], share: float) -> dict[str, float | None]:
    """What is expected at the natural rates."""
    rows = list(replays)
    conflicts = sum(one.weight * one.conflict for one in rows)
    avoided = sum(one.weight * one.avoided for one in rows)
    harmless = sum(one.weight * one.harmless for one in rows)
    delayed = sum(one.weight * one.delayed for one in rows)
    return {
        "conflicts_avoided": round(share * avoided / conflicts, 4) if conflicts else None,
        "harmless_work_delayed": round(share * delayed / harmless, 4) if harmless else None,
    }


def _by(replays: Iterable[Redone], key: Callable[[Redone], str]) -> dict[str, Any]:
    """How many conflicts could be avoided at most, by what the key says."""
    return {
        name: {
            "conflicts": sum(one.conflict for one in rows),
            "avoidable": sum(one.avoided for one in rows),
            "harmless_work_delayed": round(
                sum(one.delayed for one in rows) / max(sum(one.harmless for one in rows), 1), 4
            ),
        }
        for name, rows in _groups(replays, key).items()
    }


def _groups(replays: Iterable[Redone], key: Callable[[Redone], str]) -> dict[str, list[Redone]]:
    found: defaultdict[str, list[Redone]] = defaultdict(list)
    for one in replays:
        found[key(one)].append(one)
    return dict(sorted(found.items()))


def _alerts(replays: Iterable[Redone]) -> float | None:
    rows = list(replays)
    days = sum(one.weight * one.days for one in rows)
    told = sum(one.weight * one.noticed * 2 for one in rows)
    return round(told / days, 4) if days else None


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


@click.command("conflicts")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw it into this SVG file."
)
def conflicts_command(file: Path | None, as_json: bool, plot: Path | None) -> None:
    """A simulation: how many merge conflicts notices would avoid, and what they would delay.

    Scripted editors redo the parallel work in FILE (as for `bench coordination`; without it, a
    small generated set) and follow a quarter to all of the notices.
    """
    records = read(file) if file else generated()
    with click.progressbar(length=len(records), label="Records", file=sys.stderr) as bar:
        result = simulate(records, tick=lambda: bar.update(1))
    if plot:
        draw(result, plot)
    click.echo(json.dumps(result) if as_json else _table(result))


def draw(result: Mapping[str, Any], place: Path) -> None:
    """The figures as a chart in SVG."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import PercentFormatter

    shares = sorted(float(share) for share in result["compliance"])
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "conflicts"}):
        figure = Figure(figsize=(7, 4.2), layout="constrained")
        axes = figure.subplots()
        for key, marker in _DRAWN.items():
            heights = [result["compliance"][str(share)][key] or 0.0 for share in shares]
            axes.plot(shares, heights, marker=marker, label=key.replace("_", " "))
        axes.set(
            title=f"Simulation: {result['n']:,} pairs of parallel work, scripted editors",
            xlabel="share of notices that are followed (assumed)",
            ylim=(0, 1),
        )
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.grid(alpha=0.3)
        axes.legend()
        figure.savefig(place, format="svg", metadata={"Date": None})


def _table(result: Mapping[str, Any]) -> str:
    lines = [
        f"{'followed':>10}{'avoided':>10}{'least':>8}{'most':>8}{'delayed':>10}{'disturbed':>11}"
    ]
    for share, figures in result["compliance"].items():
        keys = (
            "conflicts_avoided",
            "conflicts_avoided_least",
            "conflicts_avoided_most",
            "harmless_work_delayed",
            "harmless_pairs_disturbed",
        )
        shown = ["-" if figures[key] is None else f"{figures[key]:.1%}" for key in keys]
        widths = (10, 8, 8, 10, 11)
        cells = "".join(f"{one:>{width}}" for one, width in zip(shown, widths, strict=True))
        lines.append(f"{float(share):>10.0%}{cells}")
    lines.append(
        f"{result['n']} records, {result['conflicts_without_notices']} conflicts without notices; "
        f"{result['seeds']} seeds."
    )
    lines.append(result["simulation"])
    return "\n".join(lines)
