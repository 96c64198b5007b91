"""What became of every file on the main line (the first-parent chain of HEAD), in one pass of git.

Asks git and returns values; what they mean for a document is for the features to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_hex

from .git import git

LOG_SECONDS = 300.0
"""How long the log of a large repository may take."""
_LOG = (
    "-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--reverse",
    "--name-status", "-M", "-z",
)  # fmt: skip
_LAST_DAY = 253_402_300_799
"""The last second of the year 9999: an author date may be anything."""
UNCOMMITTED = "0" * 40
"""What git calls the commit of a line that is in none."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the main line. ``at`` is when it was written, in seconds since 1970."""

    id: str
    at: int
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class PathChange:
    """What a commit did to a file: ``A`` added, ``M`` changed, ``D`` deleted, ``R`` renamed.

    ``old`` is where a renamed file was before.
    """

    status: str
    path: str
    old: str | None = None


@dataclass(frozen=True)
class MainLine:
    """The commits, oldest first, and what each of them changed."""

    commits: Sequence[Commit] = ()
    changes: Sequence[Sequence[PathChange]] = ()
    shallow: bool = False
    """Whether older commits were not fetched: then nothing is known of what was before."""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The number of each commit, 0 for the oldest."""
        return {commit.id: number for number, commit in enumerate(self.commits)}


@dataclass(frozen=True, slots=True)
class LineOrigin:
    """Which commit of the main line a line of a file is from, and the file's path there."""

    commit: str
    path: str


async def main_line(root: Path, *, seconds: float = LOG_SECONDS) -> MainLine:
    """The main line of the work tree at ``root`` (its top). Raises OSError, TimeoutError."""
    try:
        start, mark = token_hex(16), token_hex(16)  # a subject may hold any sign, but not these
        shown = f"--format={start}{mark.join(('%H', '%at', '%an', '%s', ''))}"
        text = await git(root, *_LOG, shown, seconds=seconds)
    except OSError:
        head = ("rev-parse", "--verify", "--quiet", "HEAD")
        if await git(root, *head, seconds=seconds, fine=(0, 1)):
            raise
        return MainLine()  # no commit yet
    shallow = (await git(root, "rev-parse", "--is-shallow-repository", seconds=seconds)).strip()
    commits, changes = [], []
    for commit, changed in _read(text, start, mark):
        commits.append(commit)
        changes.append(tuple(changed))
    return MainLine(tuple(commits), tuple(changes), shallow == "true")


def _read(text: str, start: str, mark: str) -> Iterator[tuple[Commit, Iterator[PathChange]]]:
    for each in text.split(start)[1:]:
        id, at, author, subject, rest = each.split(mark, 4)
        when = min(max(int(at or 0), 0), _LAST_DAY)
        yield Commit(id, when, author, subject), _changes(rest.lstrip("\0\n"))


def _changes(text: str) -> Iterator[PathChange]:
    fields = iter(text.strip("\n").split("\0"))
    for status in fields:
        if not status.strip():
            continue
        path = next(fields, "")
        if status[0] in "RC":
            new = next(fields, "")
            yield PathChange("R", new, path) if status[0] == "R" else PathChange("A", new)
        else:
            yield PathChange(status[0], path)


async def origins(root: Path, path: str, *, seconds: float = LOG_SECONDS) -> list[LineOrigin]:
    """Where each line of a file in the work tree is from. Raises OSError for one that git knows
    nothing of."""
    text = await git(
        root, "blame", "--first-parent", "-w", "--porcelain", "--", path, seconds=seconds
    )
    found, names, commit = [], dict[str, str](), ""
    for line in text.split("\n"):
        if line.startswith("\t"):
            found.append(LineOrigin(commit, names.get(commit, path)))
        elif line.startswith("filename "):
            names[commit] = line.removeprefix("filename ")
        elif len(line.split(" ", 1)[0]) in (40, 64) and not line.startswith(
            ("previous ", "summary ")
        ):
            commit = line.split(" ", 1)[0]
    return found


async def files_now(root: Path, *, seconds: float = LOG_SECONDS) -> list[str]:
    """The files of the work tree: those in git that are there, and those about to be."""
    listed = await git(
        root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", seconds=seconds
    )
    gone = await git(root, "ls-files", "-z", "--deleted", seconds=seconds)
    return sorted({*listed.split("\0")} - {*gone.split("\0")} - {""})


async def submodules_now(root: Path, *, seconds: float = LOG_SECONDS) -> list[str]:
    """The folders that hold other repositories, fetched or not."""
    listed = await git(root, "ls-files", "-z", "--stage", seconds=seconds)
    return [row.partition("\t")[2] for row in listed.split("\0") if row.startswith("160000 ")]
