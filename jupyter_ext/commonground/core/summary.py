"""Summaries: one entry that says what several small ones say, and takes their place once it holds.

Pure. Nothing is lost: a source is superseded by a version that links to the summary, which links to
the versions that it was made of; so either leads to the other, and the sources can stand again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .entry import Entry
from .ids import RevisionId
from .plan import Change, Plan, together
from .planner import Planner
from .revision import Revision
from .snapshot import Snapshot

SUMMARY = "summary"
"""The source of a version that sums up others."""


def is_summary(entry: Entry) -> bool:
    """Whether it was begun as one."""
    return any(r.source == SUMMARY and not r.parents for r in entry.revisions.values())


def links_of(entry: Entry) -> tuple[RevisionId, ...]:
    """The versions that a summary was made of; none for any other entry."""
    begun = (r for r in entry.revisions.values() if r.source == SUMMARY and not r.parents)
    return tuple(RevisionId(link) for revision in begun for link in revision.links)


def sources_of(rooms: Iterable[Snapshot], entry: Entry) -> tuple[Entry, ...]:
    """The entries whose version of today a summary was made of: what was edited since is not."""
    links = frozenset(links_of(entry))
    return tuple(
        other
        for room in rooms
        for other in room.entries.values()
        if links and len(other.standing) == 1 and other.standing[0].id in links
    )


def holding(planner: Planner, entry: Entry, plan: Plan) -> Plan:
    """The plan of a new version; where that makes a summary hold, with its sources superseded.

    A source that somebody changed meanwhile stays as it is.
    """
    if not is_summary(entry):
        return plan
    made = (r for _, change in plan.writes for r in change.revisions if r.id == plan.revision)
    accepted = next((revision for revision in made if revision.status == "accepted"), None)
    if accepted is None:
        return plan
    writes = []
    for source in sources_of(planner.shared(), entry):
        (head,) = source.standing
        gone = planner.again(head, (head.id,), "superseded", None)
        writes.append((source.room, Change((replace(gone, links=(accepted.id,)),))))
    return together(plan, *writes)


def superseded_by(rooms: Iterable[Snapshot], entry: Entry) -> tuple[tuple[Entry, Revision], ...]:
    """The entries that this summary took the place of, each with its version that held before."""
    own = entry.revisions.keys()
    found = []
    for room in rooms:
        for other in room.entries.values():
            last = other.standing
            if len(last) == 1 and last[0].status == "superseded" and own & set(last[0].links):
                before = [other.revisions.get(parent) for parent in last[0].parents]
                if len(before) == 1 and before[0] is not None:
                    found.append((other, before[0]))
    return tuple(found)
