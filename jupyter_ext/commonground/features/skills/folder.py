"""A skill's folder, read whole or not at all: within bounds, no link, nothing outside of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ...core.path import safe_path

SKILL_FILE = "SKILL.md"
MOST_FILES = 200
MOST_BYTES = 16_000_000
"""Of all files of a skill together."""
MAX_FILE = 4_000_000
"""Bytes of one file."""
MAX_DEPTH = 6
"""Folders inside each other."""
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class Refused(Exception):
    """The folder is not taken for a skill's; the message says why."""


@dataclass(frozen=True, slots=True)
class SkillFiles:
    """All files of a skill by relative path, and what tells them from any others."""

    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """Changes with any name or byte: 64 hexadecimal digits."""
        found = hashlib.sha256()
        for path, content in sorted(self.files.items()):
            for part in (path.encode(), content):
                found.update(len(part).to_bytes(8, "big") + part)
        return found.hexdigest()

    @property
    def sizes(self) -> Mapping[str, int]:
        """Bytes of each file."""
        return {path: len(content) for path, content in sorted(self.files.items())}

    def text(self, path: str) -> str | None:
        """A file's text; None where there is no such file, or it is no text."""
        content = self.files.get(path)
        try:
            return None if content is None or b"\0" in content else content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None


def skill_folders(place: Path) -> tuple[str, ...]:
    """The names of the folders in a place that hold a ``SKILL.md``, sorted; links are there, too,
    so that it can be said why they are none. A place that can't be read has none."""
    try:
        found = sorted(entry.name for entry in os.scandir(place) if not entry.name.startswith("."))
    except OSError:
        return ()
    return tuple(name for name in found if os.path.lexists(place / name / SKILL_FILE))


def read_folder(place: Path, name: str) -> SkillFiles:
    """The files of the skill's folder in that place. Raises Refused."""
    with ExitStack() as stack:
        try:
            above = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, above)
            folder = os.open(name, _DIRECTORY, dir_fd=above)
        except OSError:
            raise Refused(f"{name} is a link, or no folder that can be read.") from None
        stack.callback(os.close, folder)
        files: dict[str, bytes] = {}
        size = 0
        for path, content in _files(folder, "", 0):
            files[path] = content
            size += len(content)
            if len(files) > MOST_FILES or size > MOST_BYTES:
                raise Refused(f"{name} holds more than {MOST_FILES} files or {MOST_BYTES:,} bytes.")
        return SkillFiles(files)


def _files(folder: int, prefix: str, depth: int) -> Iterator[tuple[str, bytes]]:
    if depth > MAX_DEPTH:
        raise Refused(f"{prefix} is more than {MAX_DEPTH} folders deep.")
    for name in sorted(os.listdir(folder)):
        path = f"{prefix}{name}"
        if name.startswith(".") or name == "__pycache__":
            continue  # nobody reads it, so it is no part of the skill
        if safe_path(path) != path or not path.isprintable():
            raise Refused(f"It holds a file with an odd name: {path!r}.")
        about = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISDIR(about.st_mode):
            yield from _inside(folder, name, path, depth)
        elif stat.S_ISREG(about.st_mode):
            yield path, _content(folder, name, path)
        else:
            raise Refused(f"{path} is a link or no plain file: a skill holds its files itself.")


def _inside(folder: int, name: str, path: str, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        inner = os.open(name, _DIRECTORY, dir_fd=folder)
    except OSError:
        raise Refused(f"{path} can't be read.") from None
    try:
        yield from _files(inner, f"{path}/", depth + 1)
    finally:
        os.close(inner)


def _content(folder: int, name: str, path: str) -> bytes:
    try:
        with open(os.open(name, _FILE, dir_fd=folder), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused(f"{path} is no plain file.")
            content = file.read(MAX_FILE + 1)
    except OSError:
        raise Refused(f"{path} can't be read.") from None
    if len(content) > MAX_FILE:
        raise Refused(f"{path} has more than {MAX_FILE:,} bytes.")
    return content
