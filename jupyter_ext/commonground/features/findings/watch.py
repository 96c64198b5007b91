"""What became of the cells, files and packages that made findings, looked at once a second.

Answers as anchors, so that findings and other entries have one freshness. It costs a look at the
open notebooks' sources and at files' stamps; a file is read again where its stamp is another one,
and the same at two looks: while it is written, its size alone says that it changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
import os
import stat
import sys
import sysconfig
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ...code.plain_files import Stamp, opened, stamp_of
from ...core.cell_step import digest
from ...core.ids import EntryId
from ..freshness.anchors import CodeAnchor, JudgedAnchor
from .model import UNREADABLE, SharedFinding

Cells = Callable[[str], Awaitable[Mapping[str, str] | None]]
"""The sources of a notebook's cells by id; None where there is no such notebook."""
States = Mapping[EntryId, tuple[JudgedAnchor, ...]]


MOST_READ = 256 * 1024 * 1024
"""Bytes of a file that is read, about half a second; what changes a larger one is its stamp."""


def environment_here() -> str:
    """The digest of where this Python is, as kernels say theirs."""
    return hashlib.sha256(sys.prefix.encode()).hexdigest()


def place_of(root: Path, notebook: str, path: str) -> str:
    """A file's path in the served folder, as a cell of that notebook writes it; empty outside."""
    beside = root / PurePosixPath(notebook).parent
    try:
        found = Path(os.path.normpath(beside / path))
        return found.relative_to(root).as_posix()
    except ValueError:
        return ""


def served_file(root: Path, place: str) -> Path | None:
    """The plain file of the served folder that is there; None outside, below a hidden folder, or
    where it is another kind of thing. A link may lead to another place within."""
    try:
        file = (root / place).resolve()
        inside = file.relative_to(root)
        if any(part.startswith(".") for part in (*inside.parts, *PurePosixPath(place).parts)):
            return None
        return file if stat.S_ISREG(file.lstat().st_mode) else None
    except (OSError, RuntimeError, ValueError):  # ValueError: what can be no path
        return None


def digest_of(file: Path) -> str:
    """SHA-256 of a plain file of at most ``MOST_READ`` bytes. Raises OSError where it is none."""
    with opened(file) as held:
        if os.fstat(held.fileno()).st_size > MOST_READ:
            raise OSError(f"{file} is no plain file of that size.")
        return hashlib.file_digest(held, "sha256").hexdigest()


@dataclass(slots=True)
class _KnownFile:
    """A file as it was at the last look, and as it was read (empty: not yet)."""

    stamp: Stamp
    first: Stamp
    read: Stamp | None = None
    digest: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class FileNow:
    """``digest`` is empty while it is not read; ``moved``: too large, and changed since it was seen
    first."""

    size: int
    digest: str
    moved: bool


def places_of(one: SharedFinding) -> Sequence[str]:
    """The files of the served folder that it names; none where what it says of them is no list."""
    files = one.shared.get("files")
    held = files if isinstance(files, list) else []
    places = [file.get("place") for file in held if isinstance(file, Mapping)]
    return [place for place in places if isinstance(place, str) and place]


class FindingWatch:
    """``states`` judges all findings; what did not change since is not read again."""

    def __init__(self, root: Path, cells: Cells) -> None:
        self._root = root.resolve()
        self._cells = cells
        self._files: dict[str, _KnownFile] = {}
        self._packages: dict[str, str | None] = {}
        self._installed: int = 0

    async def states(self, findings: Sequence[SharedFinding]) -> States:
        """What became of what made each of them. Raises nothing of its own."""
        notebooks = {one.path for one in findings if one.path}
        cells = {path: await self._cells(path) for path in notebooks}
        places = {place for one in findings for place in places_of(one)}
        digests = await asyncio.to_thread(lambda: {place: self._seen(place) for place in places})
        self._look_at_packages()
        return {
            one.entry.id: self._judged_or_broken(one, cells.get(one.path), digests)
            for one in findings
        }

    def _judged_or_broken(
        self,
        one: SharedFinding,
        cells: Mapping[str, str] | None,
        digests: Mapping[str, FileNow | None],
    ) -> tuple[JudgedAnchor, ...]:
        """What a record of a file says may be anything: what it breaks is its own finding."""
        try:
            return tuple(self._judged(one, cells, digests))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return (JudgedAnchor(CodeAnchor(one.path), "broken", UNREADABLE),)

    def _judged(
        self,
        one: SharedFinding,
        cells: Mapping[str, str] | None,
        digests: Mapping[str, FileNow | None],
    ) -> Sequence[JudgedAnchor]:
        made = one.shared
        found = _cells_judged(one.path, made["cells"], cells) if one.path else []
        for file in made["files"]:
            if file["place"]:
                found.append(_file_judged(file, digests[file["place"]]))
        if made["here"]:
            found += [self._package(name, version) for name, version in made["packages"].items()]
        return found

    def _look_at(self, place: str) -> FileNow | None:
        """A file of the served folder as it is now; None where no plain file is there."""
        file = served_file(self._root, place)
        if file is None:
            self._files.pop(place, None)
            return None
        stamp = stamp_of(file)
        if stamp is None:
            return None
        known = self._files.get(place)
        if known is None:
            known = self._files[place] = _KnownFile(stamp, first=stamp)
        elif known.stamp != stamp:
            known.stamp = stamp  # it is read when this is its stamp at two looks
        elif stamp.size > MOST_READ:
            known.moved, known.digest = stamp != known.first, ""
        elif known.read != stamp:
            known.digest, known.moved = digest_of(file), False
            known.read = stamp
        return FileNow(stamp.size, known.digest, known.moved)

    def _seen(self, place: str) -> FileNow | None:
        try:
            return self._look_at(place)
        except (OSError, ValueError):  # it went just now
            return None

    def _look_at_packages(self) -> None:
        """Forget versions where something was installed or taken away since."""
        stamps = []
        for name in ("purelib", "platlib"):
            try:
                stamps.append(os.stat(sysconfig.get_path(name)).st_mtime_ns)
            except OSError:
                continue
        if max(stamps, default=0) != self._installed:
            self._installed = max(stamps, default=0)
            self._packages.clear()

    def _package(self, name: str, version: str) -> JudgedAnchor:
        if name not in self._packages:
            try:
                self._packages[name] = importlib.metadata.version(name)
            except (importlib.metadata.PackageNotFoundError, ValueError):
                self._packages[name] = None
        now = self._packages[name]
        anchor = CodeAnchor(name, "version")
        if now is None:
            return JudgedAnchor(anchor, "broken", f"The package {name} is no longer installed.")
        if now != version:
            return JudgedAnchor(anchor, "touched", f"{name} is {now} now, it was {version}.")
        return JudgedAnchor(anchor, "fresh")


def _cells_judged(
    path: str, made: Sequence[Mapping[str, Any]], cells: Mapping[str, str] | None
) -> list[JudgedAnchor]:
    if cells is None:
        return [JudgedAnchor(CodeAnchor(path), "broken", f"The notebook {path} is gone.")]
    last = {one["cell"]: one for one in made if one["cell"]}
    found = []
    for key, one in last.items():
        anchor, number = CodeAnchor(path, f"cell:{key}"), int(one["count"])
        source = cells.get(key)
        if source is None:
            said = f"Cell {number} of {path} is gone."
            found.append(JudgedAnchor(anchor, "broken", said, open=path))
        elif digest(source) != one["digest"]:
            said = f"Cell {number} of {path} was changed since it ran."
            found.append(JudgedAnchor(anchor, "touched", said, open=path))
        else:
            found.append(JudgedAnchor(anchor, "fresh", open=path))
    return found


def _file_judged(file: Mapping[str, Any], now: FileNow | None) -> JudgedAnchor:
    place = str(file["place"])
    anchor = CodeAnchor(place, digest=str(file["digest"]))
    if now is None:
        return JudgedAnchor(anchor, "broken", f"The file {place} is gone.")
    known = now.digest and now.digest != file["digest"]
    if known or now.moved or now.size != file["size"]:
        return JudgedAnchor(anchor, "touched", f"The file {place} was changed.", open=place)
    return JudgedAnchor(anchor, "fresh", open=place)
