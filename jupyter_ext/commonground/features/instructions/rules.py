"""What of the context goes into a file, in which order, and what finds no place there.

Pure. Accepted entries that hold today; pins first, then by kind, then the newest. A file that is
too long makes agents worse, so there is a budget, and what it leaves out is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...core.area import Area
from ...core.entry import Entry, SharedKind
from ...core.ids import EntryId
from ...core.revision import Revision
from .block import Made, digest
from .item import ABOUT, ASK, TITLE, ItemText, item_of, more, section_title

KINDS: tuple[SharedKind, ...] = ("convention", "decision", "knowledge")
"""What goes in; work in progress by choice behind them, discussions never."""
LINES, TOKENS = 150, 2_000
"""How long a block is at most, unless somebody says otherwise."""
CHARS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class TeamContext:
    """What the server gives: all shared entries, the areas, pins, and pairs that contradict."""

    entries: tuple[Entry, ...]
    areas: Mapping[str, Area] = field(default_factory=dict)
    pins: frozenset[str] = frozenset()
    disputes: tuple[tuple[str, str], ...] = ()
    broken: frozenset[str] = frozenset()
    """Entries whose code is gone: as in prompts, they are left out but for sides of a dispute."""


@dataclass(frozen=True, slots=True)
class BlockSize:
    """How long a block may be, in lines and in tokens (four characters)."""

    lines: int = LINES
    tokens: int = TOKENS


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A version that holds, as it is written. ``disputed``: not the only one, or contradicted."""

    entry: EntryId
    revision: Revision
    text: ItemText
    disputed: bool

    @property
    def made(self) -> Made:
        """Its marks in the block."""
        return Made(mark_of(self.revision), digest(self.text.text))


@dataclass(frozen=True, slots=True)
class Filling:
    """A block's lines with the marks of its items, and the titles of what found no place."""

    lines: tuple[str, ...]
    items: tuple[HeldItem, ...]
    left_out: tuple[str, ...]

    @property
    def made(self) -> tuple[Made, ...]:
        """The marks, in the order of the items."""
        return tuple(item.made for item in self.items)


def mark_of(revision: Revision) -> str:
    """A short mark of a version's id."""
    return digest(revision.id)


def holding(
    context: TeamContext, areas: Collection[str | None], kinds: Sequence[SharedKind] = KINDS
) -> list[list[HeldItem]]:
    """What holds for these areas (None: everybody), highest first; what disputes, together."""
    contested = {entry for pair in context.disputes for entry in pair}
    found: dict[EntryId, list[HeldItem]] = {}
    for entry in context.entries:
        kind = entry.kind
        if kind == "note" or kind not in kinds:
            continue
        held = [r for r in entry.in_force if r.area in areas]
        disputed = entry.disputed or entry.id in contested
        if entry.id in context.broken and not disputed:
            continue
        items = [
            HeldItem(entry.id, r, item_of(r.title, r.body, kind, r.area), disputed) for r in held
        ]
        if items:
            found[entry.id] = items
    groups = _together(found, context.disputes)

    def rank(group: Sequence[HeldItem]) -> tuple[bool, int, int, str]:
        best = min(group, key=lambda i: kinds.index(_kind(i)))
        pinned = any(item.entry in context.pins for item in group)
        newest = max(item.revision.at for item in group)
        return not pinned, kinds.index(_kind(best)), -newest, best.entry

    return sorted(groups, key=rank)


def fill(
    groups: Iterable[Sequence[HeldItem]], budget: BlockSize, home: str | None = None
) -> Filling:
    """The block: as many of the groups as fit, the first ones first, by section.

    ``home`` is the area that the whole file is of: it needs no naming.
    """
    taken: list[HeldItem] = []
    left: list[str] = []
    for group in groups:
        lines = _block([*taken, *group], 1, home)
        size = sum(len(line) + 1 for line in lines)
        if len(lines) <= budget.lines and size <= budget.tokens * CHARS_PER_TOKEN:
            taken += group
        else:
            left += [item.text.title for item in group]
    ordered = [item for _, items in _sections(taken, home) for item in items]
    return Filling(tuple(_block(taken, len(left), home)), tuple(ordered), tuple(left))


def _block(items: Sequence[HeldItem], left: int, home: str | None) -> list[str]:
    lines = [TITLE, "", ABOUT, ""]
    for title, inside in _sections(items, home):
        lines += [title, ""]
        if inside[0].disputed:
            lines += [ASK, ""]
        for item in inside:
            lines += item.text.lines
        lines.append("")
    if left:
        lines += [more(left), ""]
    return lines


def _sections(items: Iterable[HeldItem], home: str | None) -> list[tuple[str, list[HeldItem]]]:
    """By heading: kinds for everybody, then area by area, what is in dispute last of each."""
    found: dict[tuple[str, int], tuple[str, list[HeldItem]]] = {}
    for item in items:
        area = None if item.text.area == home else item.text.area
        kind = None if item.disputed else item.text.kind
        place = len(_ORDER) if kind is None else _ORDER.index(kind)
        found.setdefault((area or "", place), (section_title(kind, area), []))[1].append(item)
    return [found[key] for key in sorted(found)]


_ORDER: tuple[SharedKind, ...] = ("convention", "decision", "knowledge", "work", "discussion")


def _kind(item: HeldItem) -> SharedKind:
    return item.text.kind or "discussion"


def _together(
    found: Mapping[EntryId, list[HeldItem]], disputes: Iterable[tuple[str, str]]
) -> list[list[HeldItem]]:
    """Entries that contradict each other in one group."""
    group = {entry: [entry] for entry in found}
    for one, two in disputes:
        left, right = group.get(EntryId(one)), group.get(EntryId(two))
        if left is not None and right is not None and left is not right:
            left += right
            for entry in right:
                group[entry] = left
    seen: set[int] = set()
    groups = []
    for members in group.values():
        if id(members) not in seen:
            seen.add(id(members))
            groups.append([item for entry in members for item in found[entry]])
    return groups
