"""Trying a proposed entry before it is accepted: what a question is shown with and without it.

Pure. Nothing is written: the entry stands as it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...core.entry import Entry
from ...core.ids import EntryId
from ...core.question import Trial
from ...core.revision import Revision
from ...core.snapshot import Snapshot
from ...core.summary import sources_of
from ...errors import InvalidCommand, UnknownId


def waiting(entry: Entry) -> Revision:
    """The version that waits for the owner. Raises InvalidCommand where it is not one alone."""
    heads = [head for head in entry.standing if head.status == "proposed"]
    if len(heads) != 1 or entry.disputed:
        raise InvalidCommand(
            "This entry does not wait for the owner.", "Only what is proposed can be tried."
        )
    return heads[0]


def tried(
    trial: Trial | None, shown: Mapping[EntryId, Entry], view: Iterable[Snapshot]
) -> dict[EntryId, Entry]:
    """The entries of a prompt as the trial wants them; as they are where there is none.

    Raises UnknownId, InvalidCommand.
    """
    found = dict(shown)
    if trial is None:
        return found
    rooms = tuple(view)
    entry = next((e for room in rooms for e in room.entries.values() if e.id == trial.entry), None)
    if entry is None:
        raise UnknownId("There is no such entry.")
    head = waiting(entry)
    found.pop(entry.id, None)
    if trial.holds:
        accepted = replace(head, status="accepted", parents=())
        found[entry.id] = replace(entry, revisions={head.id: accepted})
        for gone in sources_of(rooms, entry):
            found.pop(gone.id, None)
        return found
    before = {key: one for key, one in entry.revisions.items() if key != head.id}
    if before:
        found[entry.id] = replace(entry, revisions=before)
    return found
