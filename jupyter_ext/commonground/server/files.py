"""Files that a verb reads or writes: those of Jupyter's file browser, and no others.

What a cell names is beside its notebook.
"""

from __future__ import annotations

import posixpath
from typing import Any

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError

from ..errors import InvalidCommand

MAX_FILE = 400_000
"""Characters of a file that is read."""


class Files:
    """Text files, through the server's contents manager: it keeps to its root directory."""

    def __init__(self, contents: Any) -> None:
        self._contents = contents

    async def read(self, name: str, beside: str | None) -> str:
        """A file's text. Raises InvalidCommand, saying why it can't be had."""
        path = _path(name, beside)
        try:
            found = await ensure_async(
                self._contents.get(path, content=True, type="file", format="text")
            )
        except HTTPError as error:
            raise InvalidCommand(
                f"{name!r} can't be read: {error.log_message or error.reason or 'no such file'}.",
                "Name a text file of the file browser, from the notebook's folder on.",
            ) from None
        text = str(found["content"])
        if len(text) > MAX_FILE:
            raise InvalidCommand(
                f"{name!r} has {len(text):,} characters; at most {MAX_FILE:,} are taken.",
                "Split it.",
            )
        return text

    async def write(
        self, name: str, beside: str | None, text: str, *, overwrite: bool = False
    ) -> str:
        """Write a file; its path. One that holds something else is replaced only if ``overwrite``.

        Raises InvalidCommand.
        """
        path = _path(name, beside)
        if not overwrite and await ensure_async(self._contents.file_exists(path)):
            if await self.read(name, beside) == text:
                return path
            raise InvalidCommand(
                f"{name!r} is there already, and holds something else.",
                "Name another file, or say --overwrite.",
            )
        model = {"type": "file", "format": "text", "content": text}
        try:
            await ensure_async(self._contents.save(model, path))
        except HTTPError as error:
            raise InvalidCommand(
                f"{name!r} can't be written: {error.log_message or error.reason or 'refused'}.",
                "Name a file in a folder that is there, from the notebook's folder on.",
            ) from None
        return path


def _path(name: str, beside: str | None) -> str:
    """The path below the root; one that starts with a slash is meant from there."""
    folder = "" if beside is None or name.startswith("/") else posixpath.dirname(beside)
    path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
    if not name.strip() or path in (".", "..") or path.startswith("../"):
        raise InvalidCommand(f"{name!r} is no file below the file browser's folder.")
    return path
