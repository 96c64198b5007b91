"""The owner's review queue: what waits for a person, and what each would change for the AI.

Pure: derived from snapshots and disputes. Who may act on it is the commands' to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from ...core.dispute import Dispute
from ...core.entry import Entry
from ...core.ids import EntryId, room_owner
from ...core.prompt import render_entry
from ...core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``before`` and ``after`` are what the AI is shown of it now, and what
    it would be shown if the owner accepted (a dispute has no ``after``: that takes a decision).
    """

    type: Literal["proposal", "versions", "dispute"]
    entries: tuple[Entry, ...]
    before: str
    after: str
    at: int
    dispute: Dispute | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON for the sidebar."""
        return {
            "type": self.type,
            "entries": [entry.to_wire() for entry in self.entries],
            "before": self.before,
            "after": self.after,
            "at": self.at,
            "dispute": None if self.dispute is None else self.dispute.to_wire(),
        }


def queue(snapshots: Iterable[Snapshot], disputes: Iterable[Dispute]) -> tuple[Item, ...]:
    """Disputes first, then what waits, each oldest first."""
    entries = {
        entry.id: entry
        for snapshot in snapshots
        if room_owner(snapshot.room) is None
        for entry in snapshot.entries.values()
        if entry.live
    }
    items = [_versions(e) for e in entries.values() if e.disputed]
    items += [_between(d, entries) for d in disputes]
    items += [_proposal(e) for e in entries.values() if _waits(e)]
    return tuple(sorted(items, key=lambda i: (i.type == "proposal", i.at, i.entries[0].id)))


def _waits(entry: Entry) -> bool:
    return not entry.disputed and entry.standing[0].status == "proposed"


def _versions(entry: Entry) -> Item:
    return Item("versions", (entry,), render_entry(entry), "", entry.standing[-1].at)


def _between(dispute: Dispute, entries: dict[EntryId, Entry]) -> Item:
    both = tuple(entries[e] for e in dispute.entries)
    before = "<dispute>" + "".join(render_entry(e) for e in both) + "</dispute>"
    return Item("dispute", both, before, "", max(e.standing[-1].at for e in both), dispute)


def _proposal(entry: Entry) -> Item:
    (head,) = entry.standing
    accepted = replace(entry, revisions={head.id: replace(head, status="accepted", parents=())})
    return Item("proposal", (entry,), render_entry(entry), render_entry(accepted), head.at)
