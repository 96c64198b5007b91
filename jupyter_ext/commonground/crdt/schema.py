"""One audience's context as a Yjs document.

An entry is a Map under a fresh id and so is every revision; neither is written twice, so replicas
that meet in any order keep every side, and which revisions are heads follows from ``parents``.
Knows the document's roots and nothing of who may write to it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Generic, TypeVar, get_args

from pycrdt import Doc, Map, MapEvent, TransactionEvent

from ..core.entry import Entry, Kind
from ..core.fact import Fact
from ..core.ids import EntryId, RevisionId, Room
from ..core.place import MOST_TICKS, read_tick
from ..core.plan import Change
from ..core.resolution import Resolution
from ..core.revision import Revision, read_revision, texts_of
from ..core.setting import Setting
from ..core.snapshot import Snapshot
from ..errors import DamagedStore

T = TypeVar("T")

NOTHING = b"\x00\x00"
"""The update that changes nothing."""
_KINDS = frozenset(get_args(Kind))


class ContextDoc:
    """A replica of one room's document.

    Roots: ``entries``, ``revisions``, ``members``, ``resolutions``, ``settings`` and ``facts``;
    another one needs no migration: a root exists once it is named.

    It belongs to the thread that made it: two transactions at a time are one too many for a
    document, and the one that comes second may be the loop's own. What was read since the last
    change is given to any thread.
    """

    def __init__(self, room: Room, state: bytes | None = None) -> None:
        self.room = room
        self.twin: ContextDoc | None = None
        """Another replica of the room here: what both of them hold is kept in memory once."""
        self._thread = threading.get_ident()
        self._held: Doc[Any] = Doc()
        self._entries: Map[Any] = self._held.get("entries", type=Map)
        self._revisions: Map[Any] = self._held.get("revisions", type=Map)
        self._members: Map[Any] = self._held.get("members", type=Map)
        self._resolutions = _Root(self._held.get("resolutions", type=Map), _resolution)
        self._settings = _Root(self._held.get("settings", type=Map), _setting)
        self._facts = _Root(self._held.get("facts", type=Map), _fact)
        self._changed_entries: set[str] = set()
        self._changed_revisions: set[str] = set()
        self._emitted: list[bytes] = []
        self._known: dict[EntryId, Entry] = {}
        self._by_entry: dict[EntryId, dict[RevisionId, Revision]] = {}
        self._snapshot: Snapshot | None = None
        self._shown_members: dict[str, dict[str, Any]] | None = None
        self._subscriptions = [
            self._held.observe(self._on_transaction),
            self._entries.observe(self._on_entries),
            self._revisions.observe(self._on_revisions),
            self._members.observe(self._on_members),
        ]
        if state is not None:
            self.apply(state)

    @property
    def _doc(self) -> Doc[Any]:
        """The document, for whoever is in its thread. Raises RuntimeError."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("Another thread's document: read what is needed of it before.")
        return self._held

    @property
    def client_id(self) -> int:
        """This replica's id in the Yjs protocol."""
        return int(self._held.client_id)

    def _on_transaction(self, event: TransactionEvent) -> None:
        self._emitted.append(event.update)

    def _on_entries(self, event: MapEvent) -> None:
        self._changed_entries.update(_keys(event))

    def _on_revisions(self, event: MapEvent) -> None:
        self._changed_revisions.update(_keys(event))

    def _on_members(self, event: MapEvent) -> None:
        self._shown_members = None

    def apply(self, update: bytes) -> None:
        """Merge an update; one that is known already changes nothing.

        Raises DamagedStore for bytes that are none.
        """
        document = self._doc
        try:
            document.apply_update(update)
        except (ValueError, RuntimeError) as problem:  # what pycrdt raises on broken bytes
            raise DamagedStore(f"The document {self.room} can't be read.") from problem
        self._emitted.clear()

    def state_vector(self) -> bytes:
        """What this replica has seen."""
        return bytes(self._doc.get_state())

    def update_since(self, state_vector: bytes | None = None) -> bytes:
        """Everything that a replica with that state vector lacks (all of it without one)."""
        return bytes(self._doc.get_update(state_vector))

    @property
    def tick(self) -> int:
        """The greatest tick in the record: it never goes back."""
        self.snapshot()
        return max(self._settings.tick, self._facts.tick)

    def put(self, change: Change, *, after: int = 0, placed: bool = False) -> bytes:
        """Add all of it in one transaction; returns the update.

        Settings and facts get the places after all that is here, and after the tick ``after``;
        with ``placed`` they keep the ones that they have.
        """
        if not placed:
            change = _placed(change, max(self.tick, after))
        with self._doc.transaction():
            for entry in change.entries:
                self._entries[entry.id] = Map(
                    {
                        "kind": entry.kind,
                        "created_by": entry.created_by,
                        "created_at": entry.created_at,
                    }
                )
            for revision in change.revisions:
                self._revisions[revision.id] = _as_map(revision.to_wire())
            for resolution in change.resolutions:
                self._resolutions.put(resolution.id, resolution.to_wire())
            for setting in change.settings:
                fields = {"name": setting.name, "by": setting.by, "at": setting.at}
                fields |= {"tick": setting.tick} if setting.tick else {}
                self._settings.put(setting.id, fields | {"value": json.dumps(setting.value)})
            for fact in change.facts:
                wire = fact.to_wire()
                self._facts.put(fact.id, wire | {"value": json.dumps(wire["value"])})
        return self._take_update()

    def put_member(self, username: str, shown: dict[str, Any]) -> bytes | None:
        """Record how a member is displayed; returns the update, or None if nothing changed."""
        document = self._doc
        if self._members.get(username) == shown:
            return None
        with document.transaction():
            self._members[username] = shown
        return self._take_update()

    def members(self) -> dict[str, dict[str, Any]]:
        """How each member who ever wrote here is displayed, by username."""
        found = self._shown_members
        if found is None:
            with self._doc.transaction():  # one for all that is read
                found = {k: dict(v) for k, v in self._members.items()}
            self._shown_members = found
        return dict(found)

    def _take_update(self) -> bytes:
        update = self._emitted[-1] if self._emitted else NOTHING
        self._emitted.clear()
        return update

    def snapshot(self) -> Snapshot:
        """The room as values. Cheap when nothing changed: only what changed is decoded."""
        roots = (self._resolutions, self._settings, self._facts)
        changed = (
            self._changed_entries or self._changed_revisions or any(root.changed for root in roots)
        )
        if changed or self._snapshot is None:
            with (
                self._doc.transaction()
            ):  # one for all that is read, rather than one for each field
                self._refresh_entries()
                self._snapshot = Snapshot(
                    self.room,
                    dict(self._known),
                    self._resolutions.values(),
                    self._settings.values(),
                    self._facts.values(),
                )
        return self._snapshot

    def _refresh_entries(self) -> None:
        stale: set[EntryId] = {EntryId(e) for e in self._changed_entries}
        for key in self._changed_revisions:
            revision = read_revision(key, _fields(self._revisions.get(key)))
            if revision is not None:
                revision = self._as_in_twin(revision)
                self._by_entry.setdefault(revision.entry, {})[revision.id] = revision
                stale.add(revision.entry)
        for entry_id in stale:
            entry = _entry(entry_id, self.room, self._entries.get(entry_id), self._by_entry)
            if entry is not None:
                self._known[entry_id] = entry
        self._changed_entries.clear()
        self._changed_revisions.clear()

    def _as_in_twin(self, revision: Revision) -> Revision:
        """The twin's own value of it, where that is the same: a text is most of the memory."""
        if self.twin is None:
            return revision
        known = self.twin._by_entry.get(revision.entry, {}).get(revision.id)
        return revision if known is None or known != revision else known


class _Root(Generic[T]):
    """A root of values by id; only those that changed since the last look are decoded."""

    def __init__(
        self, root: Map[Any], decode: Callable[[str, Mapping[str, Any]], T | None]
    ) -> None:
        self._root, self._decode = root, decode
        self._known: dict[str, T] = {}
        self._shown: Mapping[str, T] = {}
        self.tick = 0
        """The greatest tick that was ever here, be its value readable or not."""
        self.changed: set[str] = set()
        self._subscription = root.observe(self._on_change)

    def _on_change(self, event: MapEvent) -> None:
        self.changed.update(_keys(event))

    def put(self, key: str, wire: Mapping[str, Any]) -> None:
        """Add a value, inside a transaction of the document."""
        self._root[key] = _as_map(wire)

    def values(self) -> Mapping[str, T]:
        """All that can be read, by id: the same mapping for as long as nothing changes."""
        if not self.changed:
            return self._shown
        for key in self.changed:
            fields = _fields(self._root.get(key))
            self.tick = max(self.tick, read_tick(fields.get("tick")))
            value = self._decode(key, fields)
            if value is None:
                self._known.pop(key, None)
            else:
                self._known[key] = value
        self.changed.clear()
        self._shown = dict(self._known)
        return self._shown


def _as_map(wire: Mapping[str, Any]) -> Map[Any]:
    return Map({name: value for name, value in wire.items() if name != "id"})


def _keys(event: MapEvent) -> list[str]:
    return list(event.keys)  # type: ignore[attr-defined]  # missing in pycrdt's stub


def _fields(value: object) -> dict[str, Any]:
    found = value.to_py() if isinstance(value, Map) else None
    return found if isinstance(found, dict) else {}


def _resolution(key: str, fields: Mapping[str, Any]) -> Resolution | None:
    outcome: Any = fields.get("outcome")
    if outcome not in ("resolved", "dismissed"):
        return None
    decision = fields.get("decision")
    return Resolution(
        id=key,
        sides=tuple(RevisionId(s) for s in texts_of(fields.get("sides"))),
        outcome=outcome,
        reason=str(fields.get("reason", "")),
        by=str(fields.get("by", "")),
        at=int(fields.get("at") or 0),
        decision=None if decision is None else EntryId(str(decision)),
    )


def _placed(change: Change, after: int) -> Change:
    """The change with its settings and facts in the next places, in their order."""
    ticks = count(after + 1)
    return replace(
        change,
        settings=tuple(replace(s, tick=min(next(ticks), MOST_TICKS)) for s in change.settings),
        facts=tuple(replace(f, tick=min(next(ticks), MOST_TICKS)) for f in change.facts),
    )


def _setting(key: str, fields: Mapping[str, Any]) -> Setting | None:
    name, text = fields.get("name"), fields.get("value")
    found = _decoded(text)
    if not isinstance(name, str) or (found is None and text != "null"):
        return None
    by, at = str(fields.get("by", "")), int(fields.get("at") or 0)
    return Setting(key, name, found, by, at, read_tick(fields.get("tick")))


def _fact(key: str, fields: Mapping[str, Any]) -> Fact | None:
    about, name, said = fields.get("about"), fields.get("name"), _decoded(fields.get("value"))
    if not isinstance(about, str) or not isinstance(name, str) or not isinstance(said, dict):
        return None
    by, at = str(fields.get("by", "")), int(fields.get("at") or 0)
    seen, tick = texts_of(fields.get("seen")), read_tick(fields.get("tick"))
    return Fact(key, about, name, said, by, at, seen, tick)


def _decoded(text: object) -> Any:
    try:
        return json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _entry(
    key: EntryId, room: Room, value: object, by_entry: dict[EntryId, dict[RevisionId, Revision]]
) -> Entry | None:
    """An entry with the revisions known so far; None until the entry itself has arrived."""
    fields = _fields(value)
    kind: Any = fields.get("kind")
    if kind not in _KINDS:
        return None
    return Entry(
        id=key,
        kind=kind,
        room=room,
        created_by=str(fields.get("created_by", "")),
        created_at=int(fields.get("created_at") or 0),
        revisions=dict(by_entry.get(key, {})),
    )
