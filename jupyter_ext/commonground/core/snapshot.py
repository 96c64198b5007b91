"""What one room holds at one moment: entries, resolutions, settings and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .entry import Entry, in_order
from .fact import Fact
from .ids import EntryId, Room
from .resolution import Resolution
from .setting import Setting


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one room holds at one moment; engines read this and never a live document."""

    room: Room
    entries: Mapping[EntryId, Entry]
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def live(self) -> tuple[Entry, ...]:
        """Entries that still speak, oldest first."""
        return in_order(e for e in self.entries.values() if e.live)
