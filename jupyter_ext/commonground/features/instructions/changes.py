"""What somebody edited inside a block since it was written, against what the team says by now.

Pure. Each item is followed by the mark of the version that it was made from: an edit builds on that
version, so that what the team changed meanwhile stays beside it as a further head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...core.entry import Entry
from ...core.revision import Revision
from .block import Block, Made, digest
from .item import ItemText, item_of, items_in
from .known import KnownTexts, normal, same
from .rules import mark_of

ALIKE = 0.5
"""The share of two texts that agrees from which one counts as an edit of the other."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A version whose text was changed in the file. ``conflict``: the team changed it, too."""

    entry: Entry
    base: Revision
    text: ItemText
    conflict: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    """A version that holds, and stands in the file no more."""

    entry: Entry
    base: Revision


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs. ``lost`` counts items whose version the server does not hold any more."""

    edited: tuple[Edited, ...] = ()
    added: tuple[ItemText, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    lost: int = 0

    def __bool__(self) -> bool:
        return bool(self.edited or self.added or self.deleted or self.lost)


def changes_in(block: Block, entries: Sequence[Entry], known: KnownTexts) -> Changes:
    """What is new in the block: neither as it was written, nor said to the team already."""
    if block.untouched:
        return Changes()
    items, loose = items_in(block.lines)
    made, items = _without_same(block.made, items)
    versions = {mark_of(r): (e, r) for e in entries for r in e.revisions.values()}
    bases = [versions[one.revision] for one in made if one.revision in versions]
    lost = sum(one.revision not in versions for one in made)
    edited, deleted = [], []
    for entry, base in bases:
        found = _nearest(base, items)
        if found is not None:
            items.remove(found)
            edited.append(Edited(entry, base, found, base not in entry.in_force))
        elif base in entry.in_force:
            deleted.append(Deleted(entry, base))
    return Changes(
        tuple(e for e in edited if _is_new(e)),
        tuple(text for text in [*items, *loose] if (text.title, text.body) not in known),
        tuple(deleted),
        lost,
    )


def _without_same(
    made: Iterable[Made], items: Sequence[ItemText]
) -> tuple[list[Made], list[ItemText]]:
    """What is left of both where each item is as it was written."""
    left = list(items)
    changed = []
    for one in made:
        same = next((item for item in left if digest(item.text) == one.text), None)
        if same is None:
            changed.append(one)
        else:
            left.remove(same)
    return changed, left


def _nearest(base: Revision, items: Sequence[ItemText]) -> ItemText | None:
    """The item that is this version edited: by its title, else by most of its text."""
    was = item_of(base.title, base.body, "knowledge")
    named = next((item for item in items if normal(item.title) == normal(was.title)), None)
    if named is not None:
        return named
    scored = [(SequenceMatcher(None, was.text, i.text).ratio(), n) for n, i in enumerate(items)]
    best = max(scored, key=lambda s: (s[0], -s[1]), default=(0.0, 0))
    return items[best[1]] if best[0] >= ALIKE else None


def _is_new(edited: Edited) -> bool:
    """Whether no version of the entry says it: the edit may be sent already."""
    text = edited.text.title, edited.text.body
    said = (item_of(r.title, r.body, "knowledge") for r in edited.entry.revisions.values())
    return not any(same(text, (one.title, one.body)) for one in said)
