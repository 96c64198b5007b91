"""What of the ranked entries is shown: pins, what always holds, the best within a budget.

Pure. Whoever is shown nothing that fits is better off than with what does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...core.epoch import Epoch
from ...core.ids import EntryId
from ...core.selection import Choice, LeftOut, Omission, Reason, Selection
from .model import Rankable, Ranked

BUDGET = 7_000
"""Tokens for entries."""
SMALL = 1_000
"""Tokens up to which all entries are shown: leaving some out would save nothing."""
ALWAYS_SHARE = 3
"""Accepted conventions take a third of the budget at most, whatever is asked."""
COVERED, ALIKE = 0.06, 0.1
"""What speaks for an entry: a share of the question's words by rarity, or likeness of meaning."""
FLOOR = 0.3
"""An entry far below the best is off the subject: this share of its score at least."""
OMITTED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people said of entries, whatever is asked, and how much may be shown."""

    pinned: frozenset[EntryId] = frozenset()
    muted: frozenset[EntryId] = frozenset()
    groups: Mapping[EntryId, frozenset[EntryId]] = field(default_factory=dict)
    """For an entry in dispute all that it is in dispute with, itself too."""
    budget: int = BUDGET
    epochs: tuple[Epoch, ...] = ()
    """What is shown before all questions: within the budget, the same for everyone."""
    named: frozenset[EntryId] = frozenset()
    """What the asker named in the question: before everything else, muted or not."""

    @property
    def held(self) -> frozenset[EntryId]:
        """The entries of the epochs."""
        return frozenset(id for epoch in self.epochs for id in epoch.entries)


def select(ranked: Sequence[Ranked], items: Mapping[str, Rankable], wishes: Wishes) -> Selection:
    """What is shown of the ranked items (best first), and the best of what is not."""
    tray = _Tray(items, wishes)
    muted_ids = wishes.muted - wishes.held - wishes.named  # what holds for everyone nobody mutes
    open_to = [one for one in ranked if EntryId(one.id) not in muted_ids]
    muted = [one for one in ranked if EntryId(one.id) in muted_ids]
    scores = {one.id: one.score for one in ranked}
    for id in sorted(wishes.held):
        why: Reason = "pinned" if id in wishes.pinned else "holds here"
        why = "named" if id in wishes.named else why
        tray.take(Ranked(id, scores.get(id, 0.0)), why, wishes.budget)
    for one in open_to:
        if one.id in wishes.named:
            tray.take(one, "named", wishes.budget)
    for one in open_to:
        if one.id in wishes.pinned:
            tray.take(one, "pinned", wishes.budget)
    small = sum(items[one.id].tokens for one in open_to) <= min(SMALL, wishes.budget)
    fitting = _fitting(open_to)
    for one in open_to:
        if items[one.id].always:
            tray.take(one, "holds here", wishes.budget // ALWAYS_SHARE)
    for one in fitting:
        tray.take(one, _why(one), wishes.budget)
    if small:
        for one in open_to:
            tray.take(one, "all", wishes.budget)
    fits = {one.id for one in fitting}
    left: list[tuple[Ranked, LeftOut]] = [
        (one, "no room" if one.id in fits else "off the subject") for one in open_to
    ]
    return tray.selection([*left, *((one, "muted") for one in muted)])


class _Tray:
    """What was taken so far, within a budget."""

    def __init__(self, items: Mapping[str, Rankable], wishes: Wishes) -> None:
        self._items = items
        self._wishes = wishes
        self._taken: dict[EntryId, Choice] = {}
        self._tokens = 0

    def take(self, one: Ranked, reason: Reason, budget: int) -> None:
        """Take it, with all that it is in dispute with, if that fits."""
        key = EntryId(one.id)
        group = sorted(self._wishes.groups.get(key, frozenset((key,))), key=lambda id: id != key)
        fresh = [id for id in group if id in self._items and id not in self._taken]
        cost = sum(self._items[id].tokens for id in fresh)
        if key in self._taken or self._tokens + cost > budget:
            return
        self._tokens += cost
        for id in fresh:
            why = reason if id == key else "dispute"
            self._taken[id] = Choice(id, why, one.score)

    def selection(self, left: Iterable[tuple[Ranked, LeftOut]]) -> Selection:
        """What was taken, best first, and what was left, best first."""
        chosen = sorted(self._taken.values(), key=lambda c: -c.score)
        omitted = [
            Omission(EntryId(one.id), why, one.score)
            for one, why in left
            if EntryId(one.id) not in self._taken
        ]
        omitted.sort(key=lambda one: -one.score)
        shown = tuple(omitted[:OMITTED_SHOWN])
        return Selection(tuple(chosen), shown, self._tokens, self._wishes.epochs)


def _fitting(ranked: Sequence[Ranked]) -> list[Ranked]:
    spoken_for = [one for one in ranked if one.covered >= COVERED or one.nearness >= ALIKE]
    least = FLOOR * max((one.score for one in spoken_for), default=0.0)
    return [one for one in spoken_for if one.score >= least]


def _why(one: Ranked) -> Reason:
    if one.named and one.words:
        return "author"
    return "words" if one.words else "meaning"
