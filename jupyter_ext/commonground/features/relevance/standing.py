"""What holds whatever is asked, kept up to date as it changes, and cut into epochs. Pure.

Accepted conventions and pinned entries that nobody contests. Who may read them is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ...core.entry import Entry
from ...core.epoch import AlwaysHeld, Epoch, accepted_at, epoch_of, held_since
from ...core.ids import EntryId, room_area
from .rules import ALWAYS_SHARE

TEAM_SHARE, AREA_SHARE = 2, 4
"""Of what always holds the team's epoch takes half at most, and each area's a quarter."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry as far as epochs go; ``standing`` is None where nothing holds of it today."""

    area: str | None
    standing: AlwaysHeld | None
    accepted: tuple[int, ...]


class StandingEntries:
    """May be called from any thread, one call at a time."""

    def __init__(self) -> None:
        self._conventions: defaultdict[str | None, dict[EntryId, _Known]] = defaultdict(dict)
        self._others: dict[EntryId, _Known] = {}
        self._area_of: dict[EntryId, str | None] = {}

    def put(self, entry: Entry, tokens: int) -> None:
        """Take in an entry, or how it is now; ``tokens`` is what showing it costs."""
        self.drop(entry.id)
        area, since = room_area(entry.room), held_since(entry)
        standing = None if since is None else AlwaysHeld(entry.id, since, tokens)
        known = _Known(area, standing, accepted_at(entry))
        if entry.kind == "convention":
            self._conventions[area][entry.id] = known
            self._area_of[entry.id] = area
        elif standing is not None:
            self._others[entry.id] = known

    def drop(self, id: EntryId) -> None:
        """Forget an entry."""
        self._others.pop(id, None)
        if id in self._area_of:
            del self._conventions[self._area_of.pop(id)][id]

    def epochs(
        self,
        areas: Iterable[str],
        *,
        pinned: Mapping[EntryId, int],
        contested: Collection[EntryId],
        now: int,
        budget: int,
    ) -> tuple[Epoch, ...]:
        """The team's epoch and those of the areas, by name; an empty one is left out.

        ``pinned`` are entries with the time (ms since 1970) of their pin, ``contested`` those in a
        dispute with another one. Together they take what always holds may take of ``budget``
        (tokens); an area's that is too much for it is left out as a whole.
        """
        whole = left = budget // ALWAYS_SHARE
        found: list[Epoch] = []
        for area in (None, *sorted(areas)):
            most = whole // (TEAM_SHARE if area is None else AREA_SHARE)
            known = self._candidates(area, pinned)
            standing = [
                each.standing
                for id, each in known.items()
                if each.standing is not None and id not in contested
            ]
            accepted = [at for each in known.values() for at in each.accepted]
            epoch = epoch_of(area, standing, accepted, now, most)
            tokens = sum(one.tokens for one in standing if one.id in epoch.entries)
            if epoch.entries and tokens <= left:
                found.append(epoch)
                left -= tokens
        return tuple(found)

    def _candidates(
        self, area: str | None, pinned: Mapping[EntryId, int]
    ) -> Mapping[EntryId, _Known]:
        """The area's conventions, and what is pinned of it since its pin."""
        found = dict(self._conventions.get(area, {}))
        for id, at in pinned.items():
            known = self._others.get(id)
            if known is not None and known.standing is not None and known.area == area:
                since = max(known.standing.since, at)
                standing = replace(known.standing, since=since)
                found[id] = replace(known, standing=standing, accepted=(since,))
        return found
