"""The instruction files of a repository's folder: found, read, and written where they really are.

It follows links within the folder, so that a link stays one, and none that leads out of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ...core.area import Area
from ...errors import InvalidCommand
from ...service.saving import save_files
from .places import (
    PLACES,
    AgentPlace,
    Tool,
    folder_of,
    imports_of,
    is_instructions,
    without_importers,
)
from .sources import is_source

MAX_FILE = 1_000_000
"""Bytes of a file that is read."""
MOST_FILES = 2_000
ENDINGS = frozenset({".md", ".mdc"})
_PASSED_OVER = frozenset(
    {".git", ".tox", ".venv", "__pycache__", "build", "dist", "node_modules", "site-packages",
     "third_party", "vendor", "venv"}
)  # fmt: skip


class InstructionFolder:
    """A folder of somebody's repository."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def is_folder(self, path: str) -> bool:
        """Whether a folder of the repository is there, and no link."""
        place = self.root / path
        return place.is_dir() and place.resolve() == place

    def real(self, path: str) -> str | None:
        """The path of what is there behind all links; None where nothing is.

        Raises InvalidCommand for a link that leads out of the folder.
        """
        place = self.root / path
        if not os.path.lexists(place):
            return None
        try:
            found = place.resolve()
        except (OSError, RuntimeError):
            found = self.root.parent
        if not found.is_relative_to(self.root) or found.suffix not in ENDINGS:
            raise InvalidCommand(
                "The file is a link that leads out of this folder, or to what is no Markdown.",
                "Make it a file of its own, or a link to a Markdown file in the folder.",
            )
        return found.relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        """What a file holds; nothing where there is none. Raises InvalidCommand."""
        found = self.real(path)
        if found is None:
            return b""
        place = self.root / found
        try:
            if not place.exists():
                return b""  # a link to what is not there yet
            if not place.is_file() or place.stat().st_size > MAX_FILE:
                raise InvalidCommand(f"It is no file of at most {MAX_FILE:,} bytes.")
            return place.read_bytes()
        except OSError as problem:
            raise InvalidCommand(f"It can't be read ({problem.strerror}).") from None

    def write(self, path: str, before: bytes, after: bytes) -> None:
        """Replace what was read. Raises InvalidCommand where it is something else by now."""
        if self.read(path) != before:
            raise InvalidCommand("Somebody changed the file just now.", "Try again.")
        save_files(self.root, {path: after}, overwrite=True, dotted={path})

    def found(self) -> list[str]:
        """Every instruction file, each once whatever links lead to it, by its real path."""
        return self._once(is_instructions)

    def sources(self) -> list[str]:
        """Every file that a first context is made of, likewise."""
        return self._once(is_source)

    def _once(self, wanted: Callable[[str], bool]) -> list[str]:
        seen: dict[str, None] = {}
        for path in self._walk(wanted):
            try:
                real = self.real(path)
            except InvalidCommand:
                real = path  # reading it says why not
            seen.setdefault(real or path)
        return sorted(seen)

    def _walk(self, wanted: Callable[[str], bool]) -> Iterator[str]:
        count = 0
        for folder, names, files in os.walk(self.root):
            inner = Path(folder).relative_to(self.root)
            names[:] = sorted(name for name in names if name not in _PASSED_OVER)
            for name in sorted(files):
                path = (inner / name).as_posix()
                if wanted(path):
                    yield path
                    count += 1
            if count > MOST_FILES:
                return

    def places(self, tools: Iterable[Tool]) -> list[AgentPlace]:
        """Where blocks go: for these tools, and into what is there; AGENTS.md if nothing is.

        One of two files is enough where one takes in the other or is a link to it.
        """
        wanted = set(tools)
        there = [p for p in PLACES if p.tool in wanted or os.path.lexists(self.root / p.path)]
        once: dict[str, AgentPlace] = {}
        for place in sorted(there or PLACES[:1], key=lambda p: (self.root / p.path).is_symlink()):
            once.setdefault(self._real_or_own(place.path), place)
        imports = {path: self._imports(path) for path in once}
        kept = {once[path].path for path in without_importers(imports)}
        return [place for place in PLACES if place.path in kept]

    def _real_or_own(self, path: str) -> str:
        try:
            return self.real(path) or path
        except InvalidCommand:
            return path

    def _imports(self, path: str) -> tuple[str, ...]:
        try:
            return imports_of(path, self.read(path).decode("utf-8", "replace"))
        except InvalidCommand:
            return ()

    def homes(self, areas: Mapping[str, Area]) -> dict[str, str | None]:
        """The folder of each area; None where it has not one alone."""
        return {name: folder_of(area, self.is_folder) for name, area in areas.items()}
