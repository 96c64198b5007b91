"""Git's own word on whether two pieces of work conflict, where both sides' contents are at hand.

What a clone shows are hunks: with the base, which the served folder's repository may have, they are
the files. What members write in the served folder stands there. Both are merged in a repository
that is thrown away (``code/shadow.py``), notebooks cell by cell. What can't be put together
exactly, as with a hunk that is too long to be shown, is left as it was estimated.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...code.git import top_of
from ...code.repository import Repository
from ...code.shadow import shadow_merge
from ...core.notebook import saved_cells
from ...errors import InvalidCommand
from .contents import Cells, settled, torn_cells
from .model import ChangedFile, ChangeSet, Outlook
from .pairs import Compare
from .requests import ReportedFile, ReportedHunk

WITHIN = 10.0
"""Seconds for one merge."""
MOST = 500
"""Merges that are remembered."""
MOST_FILES = 20
"""Files of a pair that are merged, the gravest first."""
NOTEBOOK = ".ipynb"
Contents = dict[bytes, bytes | None]


class NotShownError(Exception):
    """A file can't be put together of what is shown of it."""


@dataclass(frozen=True, slots=True)
class ShownWork:
    """One piece of work: ``files`` as its author shows them, by their place in the base, or
    ``here``, which reads a file of the served folder's work tree."""

    changes: ChangeSet
    files: Mapping[str, ReportedFile] = field(default_factory=dict)
    here: Callable[[str], bytes | None] | None = None

    def content(self, changed: ChangedFile, before: bytes | None) -> bytes | None:
        """What it makes of a file; None: it is deleted. Raises NotShownError."""
        if changed.status == "D":
            return None
        if self.here is not None:
            found = self.here(changed.path)
            if found is None:
                raise NotShownError
            return found
        shown = self.files.get(changed.base_path)
        if shown is None or changed.binary or changed.truncated:
            raise NotShownError
        return put_together(before or b"", shown.hunks, fresh=changed.status == "A")

    def cells(self, changed: ChangedFile, before: Cells, after: bytes | None) -> Cells:
        """A notebook's cells; in the served folder only those that this member wrote."""
        found = cells_of(after)
        if self.here is None or changed.status != "M":
            return found
        kept = {key: source for key, source in before.items() if key not in changed.cells}
        return kept | {key: found[key] for key in changed.cells if key in found}


def put_together(before: bytes, hunks: list[ReportedHunk], *, fresh: bool = False) -> bytes:
    """The text after these hunks. Raises NotShownError where they are not whole, or of another."""
    lines = [] if fresh else before.split(b"\n")
    for hunk in sorted(hunks, key=lambda one: (one.start, one.count), reverse=True):
        gone, come = _halves(hunk)
        first = hunk.start - 1 if hunk.count else hunk.start
        if lines[first : first + hunk.count] != gone:
            raise NotShownError
        lines[first : first + hunk.count] = come
    return b"\n".join([*lines, b""] if fresh else lines)


def _halves(hunk: ReportedHunk) -> tuple[list[bytes], list[bytes]]:
    """The lines that a hunk takes out and those that it puts in."""
    said = hunk.text.encode("utf-8", "surrogatepass").split(b"\n") if hunk.text else []
    gone, come = said[: hunk.count], said[hunk.count :]
    whole = len(gone) == hunk.count and len(come) == hunk.new_count
    marked = all(one[:1] == b"-" for one in gone) and all(one[:1] == b"+" for one in come)
    if not (whole and marked) or "\ufffd" in hunk.text:
        raise NotShownError
    return [one[1:] for one in gone], [one[1:] for one in come]


def cells_of(notebook: bytes | None) -> Cells:
    """The sources of a notebook's cells. Raises NotShownError where it is none."""
    if notebook is None:
        return {}
    try:
        held = saved_cells(notebook.decode("utf-8", "replace"))
    except InvalidCommand:
        raise NotShownError from None
    return {one.id: one.cell.source for one in held}


class ShadowMerges:
    """Tries the merges of work whose contents are shown. It blocks: not for an event loop."""

    def __init__(self, root: Path, compare: Compare) -> None:
        self._root = root
        self._compare = compare
        self._known: OrderedDict[tuple[int, int], tuple[ShownWork, ShownWork, Outlook]] = (
            OrderedDict()
        )

    def settling(self, sides: Mapping[int, ShownWork]) -> Compare:
        """A ``compare`` that tries what it can; ``sides`` are by the identity of their changes."""
        for key in [key for key in self._known if not sides.keys() >= set(key)]:
            del self._known[key]

        def compared(ours: ChangeSet, theirs: ChangeSet) -> Outlook:
            outlook = self._compare(ours, theirs)
            one, other = sides.get(id(ours)), sides.get(id(theirs))
            if one is None or other is None or not outlook.overlaps:
                return outlook
            return self._remembered(one, other, outlook)

        return compared

    def _remembered(self, one: ShownWork, other: ShownWork, outlook: Outlook) -> Outlook:
        key = id(one.changes), id(other.changes)
        if key not in self._known:
            try:
                found = asyncio.run(tried(self._root, one, other, outlook))
            except (OSError, TimeoutError):
                found = outlook  # no such commit here, or too old a git
            self._known[key] = one, other, found
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return self._known[key][2]


async def tried(root: Path, one: ShownWork, other: ShownWork, outlook: Outlook) -> Outlook:
    """The outlook once both were merged, as far as they can be. Raises OSError, TimeoutError."""
    top = await top_of(root, seconds=WITHIN)
    repository = None if top is None else await Repository.find(top)
    bases = one.changes.base, other.changes.base
    if top is None or repository is None or not all(bases):
        return outlook
    shown = _BothShown({}, {}, {}, {})
    common = _common(one.changes, other.changes)
    met = [path for path in dict.fromkeys(o.path for o in outlook.overlaps) if path in common]
    for path in met[:MOST_FILES]:
        before = [await repository.content(base, path) for base in bases]
        shown.take(path, common[path], (one, other), before)
    if not shown.names:
        return outlook
    torn = await _torn(top, bases, shown.ours, shown.theirs)
    undecided = await _torn_by_main(top, bases, shown) if bases[0] != bases[1] else frozenset()
    decided = {shown.names[path] for path in shown.names} - undecided
    return _with(outlook, decided, {shown.names.get(path, path) for path in torn}, shown.cells)


@dataclass(slots=True)
class _BothShown:
    """What both sides make of their common files, and what these are called in the base."""

    ours: Contents
    theirs: Contents
    names: dict[str, str]
    cells: dict[str, tuple[str, ...]]

    def take(
        self,
        path: str,
        changed: tuple[ChangedFile, ChangedFile],
        sides: tuple[ShownWork, ShownWork],
        before: list[bytes | None],
    ) -> None:
        """Take a file in, unless it can't be known."""
        try:
            pair = zip(sides, changed, before, strict=True)
            after = [side.content(file, base) for side, file, base in pair]
            if path.endswith(NOTEBOOK):
                if before[0] != before[1]:
                    return  # the main line changed it, too
                old = cells_of(before[0])
                ours, theirs = (
                    side.cells(file, old, text)
                    for side, file, text in zip(sides, changed, after, strict=True)
                )
                self.cells[path] = torn_cells(old, ours, theirs)
        except NotShownError:
            return
        for into, file, text in zip((self.ours, self.theirs), changed, after, strict=True):
            into[os.fsencode(path)] = None
            if text is not None:
                into[os.fsencode(file.path)] = text
            self.names[file.path] = self.names[path] = path


def _common(ours: ChangeSet, theirs: ChangeSet) -> dict[str, tuple[ChangedFile, ChangedFile]]:
    """The files that both change, by their place in the base."""
    mine = {one.base_path: one for one in ours.files}
    return {
        one.base_path: (mine[one.base_path], one) for one in theirs.files if one.base_path in mine
    }


async def _torn(
    top: Path, bases: tuple[str, str], ours: Contents, theirs: Contents
) -> frozenset[str]:
    found = await shadow_merge(top, bases[0], ours, theirs, seconds=WITHIN, their_base=bases[1])
    return frozenset(one.path for one in found)


async def _torn_by_main(top: Path, bases: tuple[str, str], shown: _BothShown) -> frozenset[str]:
    """Files that one side and the main line tear, so that nothing is known of the two sides."""
    alone = await _torn(top, bases, shown.ours, {}) | await _torn(top, bases, {}, shown.theirs)
    return frozenset(shown.names.get(path, path) for path in alone)


def _with(
    outlook: Outlook,
    decided: set[str],
    torn: set[str],
    cells: Mapping[str, tuple[str, ...]],
) -> Outlook:
    """The outlook with git's word on what it decided, and the rest as it was."""
    part = replace(outlook, overlaps=tuple(o for o in outlook.overlaps if o.path in decided))
    part = settled(part, torn & decided, cells)
    rest = tuple(o for o in outlook.overlaps if o.path not in decided)
    found = sorted((*part.overlaps, *rest), key=lambda o: (-o.grade, -o.chance, o.path))
    chance = max((o.chance for o in found), default=0.0)
    return replace(outlook, overlaps=tuple(found), chance=chance)
