"""What people wrote into instruction files, as what it asks of the team: edits, proposals, ends.

It reads the folder; what is done with it is a person's to say.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...core.area import Area
from ...core.entry import SharedKind
from ...core.fields import MAX_TITLE
from ...core.revision import KEYED
from ...errors import InvalidCommand
from .block import read
from .changes import Changes, Deleted, Edited, changes_in
from .folder import InstructionFolder
from .item import ItemText
from .known import KnownTexts
from .passages import Passage, globs_in, kind_of, passages_in
from .places import PLACES
from .rules import TeamContext
from .sources import source_passages
from .state import area_files


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry to be, and where it was found."""

    kind: SharedKind
    title: str
    body: str
    area: str | None
    found: str

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the command."""
        return {
            "kind": self.kind,
            "title": self.title,
            "body": self.body,
            "area": self.area,
            "found": self.found,
        }


@dataclass(frozen=True, slots=True)
class Intake:
    """All that the files hold and the team does not know; ``problems`` are files and why not."""

    edited: tuple[tuple[str, Edited], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    deleted: tuple[tuple[str, Deleted], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    known: int = 0
    """Passages that the team has already."""

    @property
    def wire(self) -> dict[str, Any]:
        """JSON."""
        return {
            "edited": [
                {
                    "path": path,
                    "entry": one.entry.id,
                    "title": one.text.title,
                    "body": one.text.body,
                    "conflict": one.conflict,
                }
                for path, one in self.edited
            ],
            "proposals": [proposal.fields for proposal in self.proposals],
            "deleted": [
                {"path": path, "entry": one.entry.id, "title": one.base.title}
                for path, one in self.deleted
            ],
            "lost": [{"path": path, "items": count} for path, count in self.lost],
            "problems": [{"path": path, "problem": said} for path, said in self.problems],
            "known": self.known,
        }


@dataclass(slots=True)
class _Gathering:
    known: KnownTexts
    edited: dict[tuple[str, str, str, str], tuple[str, Edited]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    deleted: dict[str, tuple[str, Deleted]] = field(default_factory=dict)
    lost: list[tuple[str, int]] = field(default_factory=list)
    seen: int = 0

    def propose(self, proposal: Proposal) -> None:
        """What nobody said yet, here or in another file."""
        if (proposal.title, proposal.body) in self.known:
            self.seen += 1
            return
        self.known.add(proposal.title, proposal.body)
        self.proposals.append(proposal)

    def take(self, path: str, changes: Changes) -> None:
        """What was changed in a block, each change once whatever file says it, too."""
        for one in changes.edited:
            key = (one.entry.id, one.base.id, one.text.title, one.text.body)
            self.edited.setdefault(key, (path, one))
        for gone in changes.deleted:
            self.deleted.setdefault(gone.base.id, (path, gone))
        if changes.lost:
            self.lost.append((path, changes.lost))


def intake(
    folder: InstructionFolder,
    context: TeamContext,
    paths: Iterable[str],
    *,
    outside: bool = True,
    items: bool = False,
) -> Intake:
    """What these files hold. ``outside``: also beside the blocks; ``items``: lists item by item."""
    gathering = _Gathering(KnownTexts(context.entries))
    homes = folder.homes(context.areas)
    problems = []
    for path in paths:
        try:
            home = _home(path, context.areas, homes)
            _gather(gathering, folder, context, path, home, outside=outside, items=items)
        except InvalidCommand as refused:
            problems.append((path, str(refused)))
    return Intake(
        tuple(gathering.edited.values()),
        tuple(gathering.proposals),
        tuple(gathering.deleted.values()),
        tuple(gathering.lost),
        tuple(problems),
        gathering.seen,
    )


def _gather(
    gathering: _Gathering,
    folder: InstructionFolder,
    context: TeamContext,
    path: str,
    home: str | None,
    *,
    outside: bool,
    items: bool,
) -> None:
    file = read(folder.read(path))
    if file.block is not None:
        changes = changes_in(file.block, context.entries, gathering.known)
        gathering.take(path, changes)
        for text in changes.added:
            proposal = _of_item(path, text, home, context.areas)
            if proposal is not None:
                gathering.propose(proposal)
    if outside:
        area = home or _area_of_globs(globs_in(file.before), context.areas)
        for passage in passages_in(path, file.outside, items=items):
            gathering.propose(_of_passage(passage, area))


def first_context(folder: InstructionFolder, context: TeamContext) -> Intake:
    """What a repository says of itself in every file that is a source, as proposals."""
    gathering = _Gathering(KnownTexts(context.entries))
    homes = folder.homes(context.areas)
    problems = []
    for path in folder.sources():
        try:
            file = read(folder.read(path))
        except InvalidCommand as refused:
            problems.append((path, str(refused)))
            continue
        area = _home(path, context.areas, homes)
        for passage in source_passages(path, file.outside):
            gathering.propose(_of_passage(passage, area))
    proposals = tuple(gathering.proposals)
    return Intake(proposals=proposals, problems=tuple(problems), known=gathering.seen)


def _of_passage(passage: Passage, area: str | None) -> Proposal:
    return Proposal(passage.kind, passage.title, passage.body, area, passage.found)


def _of_item(
    path: str, text: ItemText, home: str | None, areas: Mapping[str, Area]
) -> Proposal | None:
    """An item that somebody added to a block; None where it says nothing."""
    title, body = text.title, text.body
    if not 0 < len(title) <= MAX_TITLE:
        body = f"{title}\n\n{body}".strip()
        found = passages_in(path, body)
        if not found:
            return None
        title = found[0].title
    kind = text.kind or kind_of([text.heading], f"{title}\n{body}")
    return Proposal(kind, title, body, text.area if text.area in areas else home, path)


def _home(path: str, areas: Mapping[str, Area], homes: Mapping[str, str | None]) -> str | None:
    """The area that a file is of: its own file, or one in the area's folder, the deepest first."""
    for place in PLACES:
        for name, own in area_files(place, areas, homes).items():
            if own == path:
                return name
    folder = f"{posixpath.dirname(path)}/"
    inside = [(len(h), n) for n, h in homes.items() if h and folder.startswith(f"{h}/")]
    return max(inside)[1] if inside else None


def _area_of_globs(globs: Iterable[str], areas: Mapping[str, Area]) -> str | None:
    wanted = {glob.strip("/") for glob in globs}
    found = (a.name for a in areas.values() if wanted & {glob.strip("/") for glob in a.globs})
    return next(found, None) if wanted else None


def edit_fields(edited: Edited) -> dict[str, Any]:
    """The fields of the command that says an edit, built on the version that was edited."""
    said = {name: value for name in KEYED if (value := getattr(edited.base, name)) is not None}
    return {
        "entry": edited.entry.id,
        "heads": [edited.base.id],
        "title": edited.text.title,
        "body": edited.text.body,
        **said,
    }
