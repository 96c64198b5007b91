"""``commonground bench freshness``: how well stale references in documents are found.

Each labelled line is read as a document would be, its reference is resolved in the repository as it
was when the line was written, and judged as of the commit at which the label was given.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from .exempt import speaks_of_change
from .history import NameHistory
from .judgement import JudgedReference, judge
from .labelled import LABELS, LabelledReference, histories_in, labelled_in
from .measures import ReferenceVerdict, figures, half_of, macro
from .references import CodeReference, normalised, references_in
from .renames import new_place
from .resolution import resolve


def verdict_on(row: LabelledReference, history: NameHistory) -> ReferenceVerdict:
    """What the detector says of one labelled reference."""
    reference = None if speaks_of_change(row.line) else reference_of(row)
    if reference is None:
        return ReferenceVerdict(row)
    then = resolve(reference, row.written_in, history.at(row.written))
    judged = judge(
        reference, then, row.document, history.at(row.checked), lambda target: _changed(row, target)
    )
    if judged.state != "broken":
        return ReferenceVerdict(row, True, touched=judged.state == "touched")
    return ReferenceVerdict(row, True, broken=True, new_place=_went(judged, row, history))


def reference_of(row: LabelledReference) -> CodeReference | None:
    """The reference that is meant, among those that the finder sees in the line."""
    wanted = _plain(row.ref)
    fitting = [
        ref
        for ref in references_in(row.line)
        if ref.kind == row.kind and _plain(ref.name) == wanted
    ]
    return min(fitting, key=lambda ref: ref.form != row.form, default=None)


def _plain(name: str) -> str:
    return normalised(name).strip("/@").removesuffix("()")


def _changed(row: LabelledReference, target: str) -> bool:
    """Whether it was changed, as far as these data know: of one target, how often."""
    return target == row.target and bool(row.changes)


def _went(judged: JudgedReference, row: LabelledReference, history: NameHistory) -> str | None:
    """The likeliest new place, from the names that began where the target ended."""
    if judged.target is None or judged.reference.kind == "symbol":
        return None
    end = history.end_of(judged.target, row.written)
    if end is None or end > row.checked:
        return None
    folder = not history.path_at(judged.target, end - 1)
    return new_place(judged.target, history.ended(end), history.begun(end), folder=folder)


def measured(folder: Path) -> dict[str, Any]:
    """All figures on the labelled references of a folder. Raises InvalidCommand."""
    rows, others = labelled_in(folder)
    by_repo: defaultdict[str, list[LabelledReference]] = defaultdict(list)
    for row in rows:
        by_repo[row.repo].append(row)
    verdicts: dict[str, list[ReferenceVerdict]] = {}
    for repo, history in histories_in(folder):
        if repo in by_repo:
            verdicts[repo] = [verdict_on(row, history) for row in by_repo[repo]]
    return _report(verdicts) | {
        "skipped": others,
        "without_history": sorted(by_repo.keys() - verdicts.keys()),
    }


def _report(verdicts: Mapping[str, Sequence[ReferenceVerdict]]) -> dict[str, Any]:
    every = [verdict for found in verdicts.values() for verdict in found]
    repositories = {repo: figures(found) for repo, found in sorted(verdicts.items())}
    return figures(every) | {
        "macro": macro(repositories.values()),
        "halves": {half: _half(verdicts, repositories, half) for half in "ab"},
        "labels": {label: _label(every, label) for label in LABELS},
        "forms": {
            f"{kind} {form}": figures(
                [v for v in every if (v.row.kind, v.row.form) == (kind, form)]
            )
            for kind, form in sorted({(v.row.kind, v.row.form) for v in every})
        },
        "repositories": repositories,
    }


def _half(
    verdicts: Mapping[str, Sequence[ReferenceVerdict]], repositories: Mapping[str, Any], half: str
) -> dict[str, Any]:
    names = [repo for repo in verdicts if half_of(repo) == half]
    found = figures([verdict for repo in names for verdict in verdicts[repo]])
    return found | {"macro": macro(repositories[repo] for repo in names), "of": sorted(names)}


def _label(every: Iterable[ReferenceVerdict], label: str) -> dict[str, int]:
    found = [v for v in every if v.row.label == label]
    return {
        "records": len(found),
        "found": sum(v.found for v in found),
        "broken": sum(v.broken for v in found),
        "touched": sum(v.touched for v in found),
    }


@click.command("freshness")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def freshness_command(folder: Path, as_json: bool) -> None:
    """Precision and recall for references of documents that went stale.

    DIR holds staleness.jsonl(.gz), labelled references, and staleness_history.jsonl(.gz), the names
    that each repository had and when. No model is asked and no repository is needed.
    """
    result = measured(folder)
    click.echo(json.dumps(result, indent=1) if as_json else table(result))


def table(result: Mapping[str, Any]) -> str:
    """The figures as people read them."""
    lines = [
        f"{'':<32}{'records':>8}{'P':>7}{'R':>7}{'F1':>7}{'renames':>9}{'touched R':>11}{'at':>6}"
    ]
    lines += [_row("all together", result), _row("half a", result["halves"]["a"])]
    lines += [_row("half b", result["halves"]["b"])]
    lines += [_row(form, found) for form, found in result["forms"].items()]
    lines += [_row(repo, found) for repo, found in result["repositories"].items()]
    lines += ["", "averaged over repositories:"]
    of = (("all", result), ("half a", result["halves"]["a"]), ("half b", result["halves"]["b"]))
    lines += [_macro_row(name, found["macro"]) for name, found in of]
    lines += [""]
    lines += [
        f"{label:<8}{one['records']:>6} records, {one['found']} found, {one['broken']} broken, "
        f"{one['touched']} touched"
        for label, one in result["labels"].items()
    ]
    return "\n".join(lines)


def _row(name: str, found: Mapping[str, Any]) -> str:
    broken, touched, renames = found["broken"], found["touched"], found["renames"]
    shares = "".join(f"{_shown(broken[k]):>7}" for k in ("precision", "recall", "f1"))
    named = f"{renames['named']}/{renames['of']}"
    return (
        f"{name[:31]:<32}{found['records']:>8}{shares}{named:>9}"
        f"{_shown(touched['recall']):>11}{_shown(touched['rechecked']):>6}"
    )


def _macro_row(name: str, found: Mapping[str, Any]) -> str:
    broken, touched = found["broken"], found["touched"]
    return (
        f"{name:<8}broken P {_shown(broken['precision'])} R {_shown(broken['recall'])}, renames "
        f"{_shown(found['renames']['named'])}, touched R {_shown(touched['recall'])} at "
        f"{_shown(touched['rechecked'])}"
    )


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
