"""The owner's review queue: what waits for a person, and what each would change for the AI.

Pure: derived from snapshots and disputes. Who may act on it is the commands' to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from ...core.dispute import Dispute
from ...core.entry import Entry
from ...core.ids import EntryId, room_owner
from ...core.prompt import render_entry
from ...core.snapshot import Snapshot

ItemType = Literal["proposal", "versions", "dispute", "replacement", "broken"]
"""``replacement``: the first entry shall replace the second one. ``broken``: what holds speaks of
code that is gone."""
REPLACES = "replaces:"
"""How the rule of such a hint begins."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``before`` and ``after`` are what the AI is shown of it now, and what
    it would be shown if the owner accepted (a dispute has no ``after``: that takes a decision).
    ``cause`` says why it is broken.
    """

    type: ItemType
    entries: tuple[Entry, ...]
    before: str
    after: str
    at: int
    dispute: Dispute | None = None
    cause: str = ""


def queue(
    snapshots: Iterable[Snapshot],
    disputes: Iterable[Dispute],
    hints: Iterable[Dispute] = (),
    broken: Mapping[EntryId, str] = MappingProxyType({}),
) -> tuple[Item, ...]:
    """Disputes first, then what waits, each oldest first. Of the hints, what replaces something.

    ``broken`` says of entries why their code is gone: those that hold and are in no dispute wait.
    """
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
    items += [_replacement(h, entries) for h in hints if _replaces(h, entries)]
    held = (e for e in entries.values() if e.in_force and not e.disputed)
    items += [_broken(e, broken[e.id]) for e in held if e.id in broken and not _waits(e)]
    waits = ("proposal", "replacement", "broken")
    return tuple(sorted(items, key=lambda i: (i.type in waits, i.at, i.entries[0].id)))


def _waits(entry: Entry) -> bool:
    return not entry.disputed and entry.standing[0].status == "proposed"


def _versions(entry: Entry) -> Item:
    return Item("versions", (entry,), render_entry(entry), "", entry.standing[-1].at)


def _between(dispute: Dispute, entries: dict[EntryId, Entry]) -> Item:
    both = tuple(entries[e] for e in dispute.entries)
    before = "<dispute>" + "".join(render_entry(e) for e in both) + "</dispute>"
    return Item("dispute", both, before, "", max(e.standing[-1].at for e in both), dispute)


def _replaces(hint: Dispute, entries: dict[EntryId, Entry]) -> bool:
    """Whether it waits for the owner: a replacement counts once it is accepted itself."""
    new, old = (entries.get(entry) for entry in hint.entries)
    return hint.rule.startswith(REPLACES) and old is not None and bool(new and new.in_force)


def _replacement(hint: Dispute, entries: dict[EntryId, Entry]) -> Item:
    new, old = (entries[entry] for entry in hint.entries)
    before = render_entry(old) + render_entry(new)
    at = new.standing[-1].at
    return Item("replacement", (new, old), before, render_entry(new), at, hint)


def _broken(entry: Entry, cause: str) -> Item:
    """Nothing of it is shown now."""
    return Item("broken", (entry,), "", render_entry(entry), entry.standing[-1].at, cause=cause)


def _proposal(entry: Entry) -> Item:
    (head,) = entry.standing
    accepted = replace(entry, revisions={head.id: replace(head, status="accepted", parents=())})
    return Item("proposal", (entry,), render_entry(entry), render_entry(accepted), head.at)
