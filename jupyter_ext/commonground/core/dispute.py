"""What contradicts what, today: derived from snapshots and findings, never stored as the truth.

Pure. A finding speaks of two revisions for good; it is a dispute while both still speak, neither
is superseded by a later version, and no person has resolved or dismissed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .entry import Entry
from .ids import EntryId, RevisionId
from .revision import Revision
from .snapshot import Snapshot
from .statement import Contradiction, Statement


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two entries that contradict: which rule found it, and what it read on either side.

    Where that is not ``sure`` it is a hint: shown, and no dispute until a person says so.
    """

    entries: tuple[EntryId, EntryId]
    sides: tuple[RevisionId, RevisionId]
    rule: str
    quotes: tuple[str, str]
    why: str
    sure: bool = True


def statement(entry: Entry, revision: Revision) -> Statement:
    """A revision as the rules read it."""
    return Statement(
        id=revision.id,
        title=revision.title,
        body=revision.body,
        kind=entry.kind,
        area=revision.area,
        subject=revision.subject,
        attribute=revision.attribute,
        value=revision.value,
        scope=revision.scope,
    )


def settled(snapshots: Iterable[Snapshot]) -> set[frozenset[RevisionId]]:
    """Pairs of revisions on which a person has spoken."""
    return {
        frozenset((a, b))
        for snapshot in snapshots
        for resolution in snapshot.resolutions.values()
        for a in resolution.sides
        for b in resolution.sides
        if a < b
    }


def open_disputes(
    findings: Iterable[Contradiction],
    heads: Mapping[RevisionId, tuple[Entry, Revision]],
    snapshots: Iterable[Snapshot],
) -> tuple[Dispute, ...]:
    """The disputes of today, ordered by their sides' ids. ``heads`` are those that speak.

    A decision that resolved something is no side against what it speaks of (its links).
    """
    over = settled(snapshots)
    found: dict[tuple[RevisionId, RevisionId], Dispute] = {}
    for finding in findings:
        a, b = RevisionId(finding.a), RevisionId(finding.b)
        if a not in heads or b not in heads or frozenset((a, b)) in over:
            continue
        (one, left), (two, right) = heads[a], heads[b]
        if one.id == two.id or b in left.links or a in right.links:
            continue
        quotes = (finding.quote_a, finding.quote_b)
        found[a, b] = Dispute(
            (one.id, two.id), (a, b), finding.rule, quotes, finding.why, finding.sure
        )
    return tuple(found[key] for key in sorted(found))


def groups(disputes: Iterable[Dispute]) -> Mapping[EntryId, frozenset[EntryId]]:
    """For each entry in a dispute between entries: all that hang together with it, itself too."""
    together: dict[EntryId, set[EntryId]] = {}
    for dispute in disputes:
        one, two = dispute.entries
        whole = together.get(one, {one}) | together.get(two, {two})
        for entry in whole:
            together[entry] = whole
    return {entry: frozenset(whole) for entry, whole in together.items()}
