"""What rests on a finding: entries and messages that name it, and decisions between it and others.

Pure. An entry or a message names a finding by its id, or as ``@entry:"CLAIM"``; a version names one
by a link to one of its versions. What is looked through is what the asking member may read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...core.entry import Entry
from ...core.ids import EntryId, room_owner
from ...core.reference import references_in
from ...core.revision import Revision
from ...core.snapshot import Snapshot
from ..messages.model import Message

_ENTRY_ID = re.compile(r"\be_\w+")


@dataclass(frozen=True, slots=True)
class Resting:
    """One thing that rests on a finding.

    ``kind`` is an entry's or a message's, or ``finding``; ``state`` is ``accepted``, ``proposed``
    or ``disputed`` of an entry, ``open`` or ``ended`` of a message. ``at``: ms since 1970, UTC.
    """

    id: str
    kind: str
    title: str
    by: str
    at: int
    state: str


def resting_on(
    findings: Mapping[EntryId, Entry], rooms: Iterable[Snapshot], messages: Iterable[Message]
) -> Mapping[EntryId, tuple[Resting, ...]]:
    """For each of these findings what names it today, newest first; of rooms that are shared."""
    if not findings:
        return {}
    named = _Names(findings)
    found: dict[EntryId, dict[str, Resting]] = {key: {} for key in findings}
    for key, one in _all(named, findings, list(rooms), messages):
        if key != one.id:
            found[key][one.id] = one
    return {
        key: tuple(sorted(those.values(), key=lambda one: (-one.at, one.id)))
        for key, those in found.items()
    }


class _Names:
    """By what a text or a link leads to a finding."""

    def __init__(self, findings: Mapping[EntryId, Entry]) -> None:
        self._ids = {str(key): key for key in findings}
        self._claims: dict[str, set[EntryId]] = {}
        self._versions: dict[str, EntryId] = {}
        for key, entry in findings.items():
            for version in entry.standing:
                self._claims.setdefault(version.title.casefold(), set()).add(key)
            for revision in entry.revisions:
                self._versions[str(revision)] = key

    def in_texts(self, texts: Iterable[str]) -> set[EntryId]:
        """Those that the texts name."""
        found: set[EntryId] = set()
        for text in texts:
            found |= {self._ids[name] for name in _ENTRY_ID.findall(text) if name in self._ids}
            if "@entry:" in text:
                claims = (one.name for one in references_in(text) if one.kind == "entry")
                found |= set().union(*(self._claims.get(name.casefold(), ()) for name in claims))
        return found

    def in_links(self, links: Iterable[str]) -> set[EntryId]:
        """Those whose versions are linked to."""
        return {self._versions[link] for link in links if link in self._versions}


def _all(
    named: _Names,
    findings: Mapping[EntryId, Entry],
    rooms: Sequence[Snapshot],
    messages: Iterable[Message],
) -> Iterator[tuple[EntryId, Resting]]:
    for room in rooms:
        if room_owner(room.room) is not None:
            continue
        decided = {
            one.decision: one.sides for one in room.resolutions.values() if one.decision is not None
        }
        for entry in room.entries.values():
            for key in _named_by_entry(named, entry, decided.get(entry.id, ())):
                yield key, _entry(entry, entry.id in findings)
    for message in messages:
        if message.withdrawn is None:
            for key in named.in_texts(_texts(message)) | named.in_links(message.sides):
                yield key, _message(message)


def _named_by_entry(named: _Names, entry: Entry, sides: Sequence[str]) -> set[EntryId]:
    speaking = [version for version in entry.standing if version.speaks]
    found: set[EntryId] = set()
    for version in speaking:
        found |= named.in_texts((version.title, version.body)) | named.in_links(version.links)
    return found | named.in_links(sides) if speaking else set()


def _entry(entry: Entry, is_finding: bool) -> Resting:
    last: Revision = [version for version in entry.standing if version.speaks][-1]
    state = "disputed" if entry.disputed else last.status
    kind = "finding" if is_finding else entry.kind
    return Resting(entry.id, kind, last.title, last.author, last.at, state)


def _message(message: Message) -> Resting:
    state = "ended" if message.ended else "open"
    return Resting(message.id, message.kind, message.title, message.author, message.at, state)


def _texts(message: Message) -> Iterator[str]:
    yield from (message.title, message.body)
    for part in message.parts.values():
        yield from [part] if isinstance(part, str) else part
    for line in message.lines:
        yield line.text
