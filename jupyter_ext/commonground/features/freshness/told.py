"""What a check found, as people read it: one sentence for each finding, and a summary. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ...code.mainline import Commit
from ...core.count import several
from .findings import CheckReport, DocumentFinding, HistoryKnown

_HISTORY: dict[HistoryKnown, str] = {
    "full": "",
    "shallow": "Only the newest commits were fetched, so what went before is not known: fetch all "
    "of the history (fetch-depth: 0).",
    "none": "There is no git history here: only links were judged, by whether their files exist.",
}


def sentence(finding: DocumentFinding) -> str:
    """What became of a reference, and why."""
    name = f"`{finding.reference.name}`"
    if finding.state == "touched":
        times = several(finding.changes, "commit")
        return f"{name} was changed by {times} since this was written{_last(finding)}."
    if finding.state == "broken":
        return _broken(finding, name)
    if len(finding.candidates) > 1:
        places = ", ".join(finding.candidates[:4])
        return f"{name} fits {len(finding.candidates)} places, and is not judged: {places}."
    return f"{name} is there." if finding.state == "fresh" else f"{name} names nothing here."


def _broken(finding: DocumentFinding, name: str) -> str:
    what = f" ({finding.target})" if finding.target not in (None, finding.reference.name) else ""
    if finding.reference.kind == "symbol":
        was = f"{name} was defined in {(finding.target or '').rpartition(':')[0]}"
        return f"{was}, and no code names it any more{_since(finding)}."
    if finding.written is None:
        return f"{name} leads to no file."
    return f"{name}{what} is gone{_since(finding)}.{_now(finding)}"


def _since(finding: DocumentFinding) -> str:
    return "" if finding.cause is None else f" since {commit_said(finding.cause.commit)}"


def _now(finding: DocumentFinding) -> str:
    if finding.cause is None or finding.cause.new_place is None:
        return ""
    return f" It is {'now' if finding.cause.sure else 'probably now'} {finding.cause.new_place}."


def _last(finding: DocumentFinding) -> str:
    return "" if finding.changed is None else f", last by {commit_said(finding.changed)}"


def commit_said(commit: Commit) -> str:
    """A commit with its author, day and subject."""
    day = datetime.fromtimestamp(commit.at, UTC).date().isoformat()
    return f"{commit.id[:10]} ({commit.author}, {day}: {commit.subject[:70]})"


def lines(report: CheckReport, *, touched: bool, ambiguous: bool) -> Iterator[str]:
    """Each finding with its place, then the summary."""
    for finding in report.findings:
        several_places = ambiguous and len(finding.candidates) > 1 and finding.target is None
        if finding.state == "broken" or (touched and finding.state == "touched") or several_places:
            place = f"{finding.document}:{finding.line}:{finding.reference.column + 1}"
            yield f"{place}: {sentence(finding)}"
    yield from report.problems
    if _HISTORY[report.history]:
        yield _HISTORY[report.history]
    yield summary(report)


def summary(report: CheckReport) -> str:
    """How many references there are in each state."""
    counts = report.counts
    documents = several(report.documents, "document")
    exempt = f"; {several(report.exempt, 'record')} of changes left out" if report.exempt else ""
    return (
        f"{counts['broken']} broken, {counts['touched']} touched, {counts['fresh']} fresh and "
        f"{counts['unanchored']} unanchored in {documents}{exempt}."
    )
