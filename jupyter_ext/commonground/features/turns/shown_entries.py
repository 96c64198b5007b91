"""Entries as a model is shown them, each rendered again only when it has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...core.entry import Entry
from ...core.ids import EntryId
from ...core.prompt import Clean, ShownEntry, shown_entry
from ...gate.gate import Gate
from .cleaner import Cleaner

Show = Callable[[Entry, Clean], ShownEntry | None]
_Known = dict[EntryId, tuple[Entry, ShownEntry | None]]


class ShownEntries:
    """Remembers what it rendered, until the gate is another. May be called from any thread.

    ``show`` says what of an entry is shown.
    """

    def __init__(self, cleaner: Cleaner, show: Show = shown_entry) -> None:
        self._cleaner = cleaner
        self._show = show
        self._known: tuple[Gate | None, _Known] = (None, {})

    def of(self, entries: Iterable[Entry], gate: Gate) -> Sequence[ShownEntry]:
        """Those of the entries that say something today."""
        if self._known[0] is not gate:
            self._known = (gate, {})
        known = self._known[1]
        shown = []
        for entry in entries:
            found = known.get(entry.id)
            # By identity: an entry that changed is another object.
            if found is None or found[0] is not entry:
                found = known[entry.id] = (entry, self._show(entry, self._cleaner.text))
            if found[1] is not None:
                shown.append(found[1])
        return shown
