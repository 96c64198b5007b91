"""The shared context for readers without Common Ground: Markdown for people, JSON for programs.

Pure: values in, text out. Which rooms may be shown is the caller's to decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ...core.credits import credits_of
from ...core.entry import SHARED_KINDS, Entry, in_order
from ...core.fact import ordered
from ...core.revision import Revision, read_revision
from ...core.snapshot import Snapshot

FORMAT = 1

_HEADINGS = {
    "convention": "Conventions",
    "decision": "Decisions",
    "work": "Work in progress",
    "discussion": "Discussions",
    "knowledge": "Knowledge",
}


@dataclass(frozen=True, slots=True)
class RoomExport:
    """A room as it is: its entries, how its authors are called, and revisions kept beside it."""

    snapshot: Snapshot
    members: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()


def as_json(rooms: Sequence[RoomExport], at: int) -> str:
    """Everything, as one JSON document that ends in a line break."""
    value = {
        "format": FORMAT,
        "exported_at": at,
        "rooms": [
            {
                "room": room.snapshot.room,
                "members": {name: dict(shown) for name, shown in room.members.items()},
                "entries": [e.to_wire() for e in in_order(room.snapshot.entries.values())],
                "history": [dict(revision) for revision in room.history],
                "facts": [f.to_wire() for f in ordered(room.snapshot.facts.values())],
            }
            for room in rooms
        ],
    }
    return json.dumps(value, indent=2, sort_keys=True) + "\n"


def as_markdown(rooms: Sequence[RoomExport], at: int) -> str:
    """What speaks today, by kind; then what does not any more."""
    lines = ["# Shared context", "", f"Exported {_day(at)} (UTC).", ""]
    for room in rooms:
        if len(rooms) > 1:
            lines += [f"# {_line(room.snapshot.room)}", ""]
        lines += _room(room)
    text = "\n".join(lines).rstrip() + "\n"
    return text.encode(errors="replace").decode()


def _room(room: RoomExport) -> list[str]:
    lines: list[str] = []
    entries = in_order(room.snapshot.entries.values())
    for kind in SHARED_KINDS:
        live = [e for e in entries if e.kind == kind and e.live]
        if live:
            lines += [f"## {_HEADINGS[kind]}", ""]
            lines += [line for e in live for line in _entry(e, room)]
    past = [e for e in entries if not e.live and e.kind in SHARED_KINDS]
    if past:
        lines += ["## No longer true", ""]
        lines += [line for e in past for line in _entry(e, room)]
    return lines or ["Nothing is shared yet.", ""]


def _entry(entry: Entry, room: RoomExport) -> list[str]:
    heads = [h for h in entry.heads if not entry.live or h.status in ("proposed", "accepted")]
    lines: list[str] = []
    for number, head in enumerate(heads, start=1):
        side = f" (in dispute, side {number} of {len(heads)})" if len(heads) > 1 else ""
        lines += [f"### {_line(head.title)}{side}", ""]
        if head.body.strip():
            lines += [f"> {text}".rstrip() for text in head.body.splitlines()] + [""]
        lines += [f"*{_about(_with_history(entry, room), head, room.members)}*", ""]
    return lines


def _with_history(entry: Entry, room: RoomExport) -> Entry:
    """The entry with the versions that left its document, which tell whose it is."""
    kept = (read_revision(str(one.get("id", "")), one) for one in room.history)
    earlier = {one.id: one for one in kept if one is not None and one.entry == entry.id}
    return replace(entry, revisions={**earlier, **entry.revisions})


def _about(entry: Entry, head: Revision, members: Mapping[str, Mapping[str, Any]]) -> str:
    def name(username: str) -> str:
        return _line(str(members.get(username, {}).get("display_name", username)))

    whose = credits_of(entry, head)
    ended = [f"by {name(whose.ended.by)}"] if whose.ended is not None else []
    status = " ".join([head.status, *ended])
    return ", ".join([entry.kind, status, whose.told(name), _day(head.at), entry.id])


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M")
