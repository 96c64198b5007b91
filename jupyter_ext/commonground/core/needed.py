"""Which of an entry's versions a document has to hold. Pure."""

from __future__ import annotations

from dataclasses import replace

from .credits import ENDED, credits_of, same_text
from .entry import Entry
from .ids import RevisionId


def needed(entry: Entry) -> frozenset[RevisionId]:
    """Versions without which it could not be told what its heads are, what stands and what holds,
    and who accepted or ended what its heads say.

    The others are history: nothing that is said today hangs on them.
    """
    kept: set[RevisionId] = set()
    pending = [head.id for head in entry.heads]
    while pending:
        revision = entry.revisions.get(pending.pop())
        if revision is not None and revision.id not in kept:
            kept.add(revision.id)
            if revision.status in ("rejected", "proposed"):
                pending += revision.parents
    for head in entry.heads:
        found = credits_of(entry, head)
        if head.status != "rejected" and (found.accepted or found.ended):
            run = same_text(entry, head)
            kept |= {one.id for one in run}
            # Whether an ending has a text of its own is told by what it ends.
            endings = (one for one in run if one.status in ENDED)
            kept |= {parent for one in endings for parent in one.parents}
    short = replace(
        entry, revisions={key: entry.revisions[key] for key in entry.revisions if key in kept}
    )
    same = (short.heads, short.standing, short.in_force) == (
        entry.heads,
        entry.standing,
        entry.in_force,
    )
    # Versions side by side may hang together through older ones: then all of them stay.
    return frozenset(kept) if same else frozenset(entry.revisions)
