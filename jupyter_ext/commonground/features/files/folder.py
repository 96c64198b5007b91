"""The served folder, read only: what git does not ignore, nothing hidden, and no way out of it.

A path is one of those that are listed, and each of its parts is opened without following a link.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from ...code.git import git
from ...core.encoding import decoded
from ...core.path import safe_path
from ...errors import InvalidCommand

MOST_FILES = 20_000
"""Files that are listed."""
MAX_FILE = 2_000_000
"""Bytes of a file that is read."""
DEADLINE = 15.0
"""Seconds after which a listing that still comes is given up."""
_LIST = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")


class ServedFolder:
    """A folder that may be, or lie in, a git work tree."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def paths(self, under: str = "") -> tuple[str, ...]:
        """The files below the folder (of that folder in it), in order. Raises InvalidCommand."""
        found = await self._listed()
        below = under.strip("/")
        wanted = (p for p in found if not below or p == below or p.startswith(f"{below}/"))
        return tuple(sorted(p for p in wanted if safe_path(p) == p))[:MOST_FILES]

    async def read(self, path: str, most: int = MAX_FILE) -> str:
        """The text of one of these files, of at most so many bytes. Raises InvalidCommand."""
        if path not in await self.paths(path):
            raise _refused(path)
        text = await asyncio.to_thread(self.text_of, path, most)
        if text is None:
            raise _refused(path)
        return text

    def text_of(self, path: str, most: int = MAX_FILE) -> str | None:
        """The text of a file that ``paths`` gave; None where it is none, or too large."""
        with suppress(OSError, InvalidCommand), ExitStack() as stack:
            folder = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, folder)
            *parents, name = path.split("/")
            for part in parents:
                folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                stack.callback(os.close, folder)
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            with open(os.open(name, flags, dir_fd=folder), "rb") as file:
                about = os.fstat(file.fileno())
                if stat.S_ISREG(about.st_mode) and about.st_size <= most:
                    return decoded(file.read(most + 1)[:most])[0]
        return None

    async def _listed(self) -> list[str]:
        try:
            return await self._by_git()
        except (OSError, TimeoutError):
            if await asyncio.to_thread(self._in_git):  # what it ignores is not known
                raise InvalidCommand(
                    "git can't list the files here, so none are read.",
                    "Install git where the server runs, and see that `git status` works there.",
                ) from None
        return await asyncio.to_thread(lambda: list(self._walk()))

    async def _by_git(self) -> list[str]:
        """What git lists. Raises OSError where it does not, TimeoutError where it is too slow."""
        return [
            path for path in (await git(self._root, *_LIST, seconds=DEADLINE)).split("\0") if path
        ]

    def _in_git(self) -> bool:
        whole = self._root.resolve()
        return any((folder / ".git").exists() for folder in (whole, *whole.parents))

    def _walk(self) -> Iterator[str]:
        """Where git has no say: every file, nothing hidden, no link."""
        count = 0
        for folder, names, files in os.walk(self._root):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                path = Path(folder, name)
                if not name.startswith(".") and not path.is_symlink():
                    yield path.relative_to(self._root).as_posix()
                    count += 1
            if count > MOST_FILES:
                return


def _refused(path: str) -> InvalidCommand:
    """One answer for all: who asks learns nothing of files that are not to be read."""
    return InvalidCommand(
        f"{path[:200]!r} can't be read.",
        "Name a text file below the served folder that git does not ignore; see search_code.",
    )
