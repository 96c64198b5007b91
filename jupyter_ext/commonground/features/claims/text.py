"""Work in progress in words, for cells, terminals and models. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from ...core.count import several
from .model import Claim, LineRange
from .pairs import Meeting
from .ranges import lines
from .stated import Focus, Lease

MOST_FILES = 8
GRADES = {
    "will_conflict": "the same lines or adjacent ones: git will not merge them by itself",
    "same_symbol": "the same function or class",
    "signature_against_caller": "one changes how a function is called, the other one calls it",
    "rename_or_delete_against_edit": "one moves or removes the file, the other one edits it",
    "same_cell": "the same cell",
    "same_file": "the same file, apart from each other",
    "same_decision": "the same open decision",
    "leased": "it is leased",
}
"""Why the work of two people meets, by grade."""
Named = Callable[[str], str]


def spans(several: Sequence[LineRange]) -> str:
    """Line ranges as they are read: ``12-14, 20``; empty where none is known."""
    return ", ".join(map(_span, several[:8])) + ("…" if len(several) > 8 else "")


def _span(line: LineRange) -> str:
    if line.last < line.first:
        return f"after {line.last}"
    return str(line.first) if line.first == line.last else f"{line.first}-{line.last}"


def work_text(
    claims: Sequence[Claim],
    focus: dict[str, Focus],
    leases: Sequence[Lease],
    met: Sequence[Meeting],
    named: Named,
) -> str:
    """Who works on what, person by person, then where it meets."""
    people = sorted({*(c.member for c in claims), *focus, *(one.member for one in leases)})
    said = [line for name in people for line in _person(name, claims, focus, leases, named)]
    if not said:
        return ""
    if met:
        said += ["", "Where it meets:"]
        said += [f"- {meeting_text(one, named)}" for one in met[:20]]
    return "\n".join(said)


def _person(
    name: str,
    claims: Sequence[Claim],
    focus: dict[str, Focus],
    leases: Sequence[Lease],
    named: Named,
) -> list[str]:
    at = f": {named(focus[name].text)}" if name in focus else ""
    told = [f"- {named(name)}{at}"]
    told += [f"  - {_claim(claim, named)}" for claim in claims if claim.member == name]
    for lease in leases:
        if lease.member == name:
            paths = ", ".join(map(named, lease.paths))
            told.append(f"  - leased until {clock_time(lease.until)}: {paths}")
    return told


def _claim(claim: Claim, named: Named) -> str:
    files = claim.changes.files
    shown = ", ".join(
        named(one.path) + (f" ({spans_of(claim, one.path)})" if one.hunks else "")
        for one in files[:MOST_FILES]
    )
    more = (
        f", and {several(len(files) - MOST_FILES, 'more file')}" if len(files) > MOST_FILES else ""
    )
    branch = f" on {named(claim.changes.branch)}" if claim.changes.branch else ""
    place = "server's folder" if claim.source == "tree" else claim.source
    return f"{place}{branch}: {shown}{more}"


def spans_of(claim: Claim, path: str) -> str:
    """The lines of the base that the claim changes in that file."""
    changed = next(one for one in claim.changes.files if one.path == path)
    return spans(tuple(map(lines, changed.hunks)))


def meeting_text(one: Meeting, named: Named) -> str:
    """One file in which two people's work meets, in a line."""
    sides = [
        named(name) + (f" ({spans(side)})" if side else "")
        for name, side in zip(one.pair, one.lines, strict=True)
    ]
    return f"{named(one.path)}: {' and '.join(sides)}, {GRADES.get(one.grade, one.grade)}"


def clock_time(at: int) -> str:
    """A time (ms since 1970) as it is written: UTC, to the minute."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
