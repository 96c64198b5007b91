"""How the instruction files of a folder stand to the context: level, stale, edited or refused.

It reads the folder and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ...core.area import Area
from ...core.count import several
from ...core.entry import SharedKind, read_entry
from ...errors import InvalidCommand
from .block import InstructionFile, read, written
from .changes import Changes, changes_in
from .folder import InstructionFolder
from .known import KnownTexts, whole
from .passages import passages_in
from .places import AgentPlace, Tool
from .rules import KINDS, BlockSize, Filling, TeamContext, fill, holding

State = Literal["level", "stale", "missing", "edited", "refused"]
_EMPTY = Filling((), (), ())


@dataclass(frozen=True, slots=True)
class FilesWanted:
    """What somebody wants written: for which tools, which kinds of entries, how much of them."""

    tools: tuple[Tool, ...] = ()
    kinds: tuple[SharedKind, ...] = KINDS
    budget: BlockSize = field(default_factory=BlockSize)


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: what it holds, what it would hold, and what keeps it from being written.

    ``said`` counts entries that people wrote into the file beside the block. ``edited``: somebody
    changed the block and the team has not been told.
    """

    path: str
    state: State
    filling: Filling = _EMPTY
    said: int = 0
    changes: Changes = field(default_factory=Changes)
    problem: str = ""
    before: bytes = b""
    after: bytes = b""
    wrote: bool = False
    gone: tuple[str, ...] = ()
    """Titles of what holds for this file and is kept out of it, since its code is gone."""

    def as_written(self) -> FileState:
        """The same once it is on the disk."""
        return replace(self, state="level", changes=Changes(), before=self.after, wrote=True)

    def told(self) -> str:
        """A line for people."""
        if self.state == "refused":
            return f"{self.path}: not touched. {self.problem}"
        if self.state == "edited":
            return f"{self.path}: edited by hand. Tell the team: commonground files import"
        word = "written" if self.wrote else self.state
        parts = [f"{self.path}: {word}, {several(len(self.filling.items), 'entry', 'entries')}"]
        if self.said:
            parts.append(f"{self.said} said in the file itself")
        if self.gone:
            parts.append(f"{len(self.gone)} kept out, their code is gone: {_some(self.gone)}")
        if self.filling.left_out:
            parts.append(f"{len(self.filling.left_out)} left out: {_some(self.filling.left_out)}")
        return "; ".join(parts)

    @property
    def wire(self) -> dict[str, Any]:
        """JSON."""
        return {
            "path": self.path,
            "state": self.state,
            "written": self.wrote,
            "entries": len(self.filling.items),
            "left_out": list(self.filling.left_out),
            "code_gone": list(self.gone),
            "said_in_the_file": self.said,
            "edited": len(self.changes.edited),
            "added": len(self.changes.added),
            "deleted": len(self.changes.deleted),
            "problem": self.problem,
        }


def context_of(wire: Mapping[str, Any]) -> TeamContext:
    """The context as the server gives it. Raises InvalidCommand for anything else."""
    try:
        areas = (Area(a["name"], tuple(a["globs"]), tuple(a["members"])) for a in wire["areas"])
        return TeamContext(
            tuple(read_entry(entry) for entry in wire["entries"]),
            {area.name: area for area in areas},
            frozenset(wire["pins"]),
            tuple((one, two) for one, two in wire["disputes"]),
            frozenset(wire.get("broken", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidCommand(
            "This is no context for instruction files.",
            "Make it with: commonground files context --output FILE",
        ) from None


def states(folder: InstructionFolder, context: TeamContext, wanted: FilesWanted) -> list[FileState]:
    """Every file that has a block, or is to have one."""
    known = KnownTexts(context.entries)
    found = []
    for target in _targets(folder, context, wanted):
        state = _state(folder, context, wanted, target, known)
        if state is not None:
            found.append(state)
    return found


@dataclass(frozen=True, slots=True)
class _Target:
    """A file with the areas whose entries go into it; ``home`` where it is of one area alone."""

    path: str
    areas: frozenset[str | None]
    home: str | None = None
    head: str = ""
    shown: bool = True


def _targets(
    folder: InstructionFolder, context: TeamContext, wanted: FilesWanted
) -> Iterator[_Target]:
    homes = folder.homes(context.areas)
    named = {r.area for entry in context.entries for r in entry.in_force} | {None}
    for place in folder.places(wanted.tools):
        own = area_files(place, context.areas, homes)
        head = place.head(()) if place.head is not None else ""
        yield _Target(place.path, frozenset(named - own.keys()), head=head)
        for name, path in own.items():
            globs = context.areas[name].globs
            head = place.head(globs) if place.head is not None else ""
            yield _Target(path, frozenset((name,)), name, head, shown=False)


def area_files(
    place: AgentPlace, areas: Mapping[str, Area], homes: Mapping[str, str | None]
) -> dict[str, str]:
    """The areas that have a file of their own at this place, with its path."""
    found = {name: place.of_area(area, homes[name]) for name, area in areas.items()}
    return {name: path for name, path in found.items() if path is not None}


def _state(
    folder: InstructionFolder,
    context: TeamContext,
    wanted: FilesWanted,
    target: _Target,
    known: KnownTexts,
) -> FileState | None:
    try:
        before = folder.read(target.path)
        file = read(before)
        filling, said = _filling(context, wanted, target, file)
        if file.block is None and not filling.items and not filling.left_out:
            return None
        changes = Changes()
        if file.block is not None:
            changes = changes_in(file.block, context.entries, known)
        gone = _gone(context, wanted, target)
        start = before or target.head.encode()
        after = written(start, filling.lines, filling.made)
    except InvalidCommand as refused:
        return FileState(target.path, "refused", problem=str(refused))
    state: State = "stale" if before else "missing"
    if changes:
        state = "edited"
    elif before == after:
        state = "level"
    return FileState(target.path, state, filling, said, changes, "", before, after, gone=gone)


def _gone(context: TeamContext, wanted: FilesWanted, target: _Target) -> tuple[str, ...]:
    """What would stand in the file if its code were there."""
    kept = {item.entry for group in holding(context, target.areas, wanted.kinds) for item in group}
    every = holding(replace(context, broken=frozenset()), target.areas, wanted.kinds)
    items = (item for group in every for item in group)
    return tuple(item.revision.title for item in items if item.entry not in kept)


def _filling(
    context: TeamContext, wanted: FilesWanted, target: _Target, file: InstructionFile
) -> tuple[Filling, int]:
    """What the block is to hold, without what people wrote into the file themselves."""
    outside = said_in(target.path, file.outside)
    groups = holding(context, target.areas, wanted.kinds)
    fresh = [g for g in groups if not all(whole(i.text.title, i.text.body) in outside for i in g)]
    return fill(fresh, wanted.budget, target.home), len(groups) - len(fresh)


def said_in(path: str, text: str) -> frozenset[str]:
    """Every passage of a text, in the form in which texts are compared."""
    ways: Sequence[bool] = (False, True)
    found = (p for items in ways for p in passages_in(path, text, items=items))
    return frozenset(whole(passage.title, passage.body) for passage in found)


def _some(titles: Sequence[str], most: int = 5) -> str:
    """Some titles, and how many there are beside them."""
    more = f" and {len(titles) - most} more" if len(titles) > most else ""
    shown = ("".join(c for c in title if c.isprintable()) for title in titles[:most])
    return "; ".join(shown) + more
