"""``commonground bench files``: a round trip over the instruction files of a folder.

Each file is read and parted into passages; these become a context, which is written into a copy of
the file and read again. It counts what was lost, invented or changed on the way. Nothing is written
to the folder.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from ...core.entry import Entry
from ...core.ids import TEAM, EntryId, RevisionId
from ...core.revision import Revision
from ...core.visible import visible
from ...errors import InvalidCommand
from .block import BEGIN, lines_of, read, written
from .changes import changes_in
from .folder import InstructionFolder
from .item import items_in
from .known import KnownTexts, whole
from .passages import Passage, content_lines, headings_in, passages_in
from .rules import BlockSize, TeamContext, fill, holding

_ALL = BlockSize(10**9, 10**9)


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """What became of one file. All but the first three are counts of what went wrong."""

    path: str
    lines: int
    passages: int
    lost: int
    """Lines that say something and stand in no passage."""
    invented: int
    """Lines of passages that stand nowhere in the file."""
    outside_changed: int
    """Copies of which a byte changed outside of the block."""
    second_differs: int
    """Copies that a second export changes."""
    items_changed: int
    """Entries that read otherwise when they come back from the block."""
    proposed_again: int
    """Passages and items that an import of the untouched copy would propose."""

    @property
    def fine(self) -> bool:
        """Whether nothing went wrong."""
        counts = (self.lost, self.invented, self.outside_changed, self.second_differs)
        return not any((*counts, self.items_changed, self.proposed_again))


@click.command("files")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def files_command(folder: Path, as_json: bool) -> None:
    """Write entries into copies of the instruction files below DIR, and read them again."""
    place = InstructionFolder(folder)
    found, refused = [], []
    for path in place.found():
        try:
            found.append(round_trip(path, place.read(path)))
        except InvalidCommand as error:
            refused.append((path, str(error)))
    if as_json:
        click.echo(json.dumps(_wire(found, refused), indent=1))
        return
    for one in found:
        if not one.fine:
            click.echo(f"{one.path}: {asdict(one)}")
    for path, problem in refused:
        click.echo(f"{path}: refused. {problem}")
    for name, value in _totals(found).items():
        click.echo(f"{name.replace('_', ' '):18} {value:,}")


def round_trip(path: str, raw: bytes) -> RoundTrip:
    """One file through all of it. Raises InvalidCommand for one that is not read."""
    text = read(raw).outside
    passages = passages_in(path, text)
    lost, invented = compared(text, passages)
    entries = [_entry(n, passage) for n, passage in enumerate(passages)]
    foreign = [_entry(n, passage, "Of the team: ") for n, passage in enumerate(passages)]
    first, second = _exports(raw, foreign)
    again = read(first)
    known = KnownTexts([*entries, *foreign])
    return RoundTrip(
        path,
        len(lines_of(text)),
        len(passages),
        lost,
        invented,
        int(not _same_outside(raw, first)),
        int(first != second),
        _changed_items(again.block.lines if again.block else (), foreign),
        len(_proposed(path, first, [*entries, *foreign], known)),
    )


def _exports(raw: bytes, entries: Sequence[Entry]) -> tuple[bytes, bytes]:
    filling = fill(holding(TeamContext(tuple(entries)), {None}), _ALL)
    first = written(raw, filling.lines, filling.made)
    return first, written(first, filling.lines, filling.made)


def _same_outside(raw: bytes, first: bytes) -> bool:
    """Whether the copy begins with the file, has a block behind it and nothing else."""
    rest = first[len(raw) :].lstrip(b"\r\n")
    return (
        first.startswith(raw) and rest.startswith(BEGIN.encode()) and not read(first).after.strip()
    )


def _changed_items(lines: Sequence[str], entries: Iterable[Entry]) -> int:
    items, loose = items_in(lines)
    read_again = Counter(whole(item.title, item.body) for item in items)
    said = Counter(whole(r.title, r.body) for e in entries for r in e.revisions.values())
    return len(loose) + (read_again - said).total() + (said - read_again).total()


def _proposed(path: str, raw: bytes, entries: Sequence[Entry], known: KnownTexts) -> list[Any]:
    file = read(raw)
    new: list[Any] = [p for p in passages_in(path, file.outside) if (p.title, p.body) not in known]
    if file.block is not None:
        changes = changes_in(file.block, entries, known)
        new += [*changes.edited, *changes.added, *changes.deleted]
    return new


def compared(text: str, passages: Iterable[Passage]) -> tuple[int, int]:
    """Lines of the text that no passage has, and lines of passages that the text has not.

    A heading is in the titles of what stands below it.
    """
    passages = list(passages)
    titles = "\n".join(_bare(passage.title) for passage in passages)
    said = Counter(filter(None, map(_bare, content_lines(text))))
    body = (line for passage in passages for line in passage.body.split("\n"))
    taken = Counter(filter(None, map(_bare, body)))
    every = Counter(filter(None, map(_bare, text.replace("\r", "\n").split("\n"))))
    untold = sum(_bare(heading) not in titles for heading in headings_in(text))
    return (said - taken).total() + untold, (taken - every).total()


def _bare(line: str) -> str:
    """A line without spaces, and without what nobody sees."""
    return "".join(visible(line).split())


def _entry(number: int, passage: Passage, before: str = "") -> Entry:
    """A passage as an entry that the team accepted."""
    key = EntryId(f"e{number}{before and 'f'}")
    revision = Revision(
        RevisionId(f"r{number}{before and 'f'}"), key, (), "somebody", number,
        before + passage.title, passage.body,
    )  # fmt: skip
    return Entry(key, passage.kind, TEAM, "somebody", number, {revision.id: revision})


def _totals(found: Sequence[RoundTrip]) -> dict[str, int]:
    names = [name for name in RoundTrip.__dataclass_fields__ if name != "path"]
    totals = {name: sum(getattr(one, name) for one in found) for name in names}
    return {"files": len(found)} | totals


def _wire(found: Sequence[RoundTrip], refused: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "totals": _totals(found),
        "files": [asdict(one) for one in found],
        "refused": [{"path": path, "problem": problem} for path, problem in refused],
    }
