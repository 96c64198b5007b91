"""Comparisons that were made are not made again, as long as both sides are as they were."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from .model import ChangeSet, Outlook
from .pairs import Compare

MOST = 4_000
"""Pairs that are remembered; the oldest go first."""


class RememberedComparisons:
    """A ``compare`` that remembers. Change sets are told apart by what they are, not what they say:
    hashing one with hundreds of files takes longer than most comparisons."""

    def __init__(self, compare: Compare) -> None:
        self._compare = compare
        self._known: OrderedDict[tuple[int, int], tuple[ChangeSet, ChangeSet, Outlook]] = (
            OrderedDict()
        )

    def __call__(self, ours: ChangeSet, theirs: ChangeSet) -> Outlook:
        """Where they meet."""
        key = (id(ours), id(theirs))
        known = self._known.get(key)
        if known is None:  # what is kept here keeps its id
            known = (ours, theirs, self._compare(ours, theirs))
            self._known[key] = known
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return known[2]

    def keep(self, changes: Iterable[ChangeSet]) -> None:
        """Forget the comparisons of all others: their claims are gone."""
        kept = set(map(id, changes))
        gone = [key for key in self._known if not kept.issuperset(key)]
        for key in gone:
            del self._known[key]
