"""Files that a verb reads or writes: those of Jupyter's file browser, and no others.

What a cell names is beside its notebook.
"""

from __future__ import annotations

import asyncio
import base64
import posixpath
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError

from ..core.encoding import decoded
from ..errors import InvalidCommand
from ..service.saving import save_files
from ..service.text_files import TextFile

MAX_FILE = 16_000_000
"""Bytes of a file that is read."""


class Files:
    """Text files: read through the server's contents manager, written below its root directory."""

    def __init__(self, contents: Any, root: Path) -> None:
        self._contents = contents
        self._root = root

    async def read(self, name: str, beside: str | None, encoding: str = "") -> TextFile:
        """A file's text and its encoding, guessed where none is named.

        Raises InvalidCommand, saying why it can't be had.
        """
        path = _path(name, beside)
        try:
            about = await ensure_async(self._contents.get(path, content=False))
            _readable(name, about)
            found = await ensure_async(
                self._contents.get(path, content=True, type="file", format="base64")
            )
        except HTTPError as error:  # its own message has the server's path
            why = "no such file" if error.status_code == 404 else "it is no file that may be read"
            raise InvalidCommand(
                f"{name!r} can't be read: {why}.",
                "Name a text file of the file browser, from the notebook's folder on.",
            ) from None
        raw = base64.b64decode(found["content"])
        try:
            return TextFile(*await asyncio.to_thread(decoded, raw, encoding))
        except InvalidCommand as error:
            raise InvalidCommand(f"{name!r} can't be read. {error.message}", error.remedy) from None

    async def write(
        self,
        name: str,
        beside: str | None,
        text: str,
        *,
        overwrite: bool = False,
        encoding: str = "utf-8",
    ) -> str:
        """Write a file; its path. One that holds something else is replaced only if ``overwrite``.

        What the encoding lacks makes it UTF-8. Raises InvalidCommand, StoreError.
        """
        path = _path(name, beside)
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            raw = ("\ufeff" + text.removeprefix("\ufeff")).encode()
        files = {path: raw}
        await asyncio.to_thread(
            save_files, self._root, files, overwrite=overwrite, new_folders=False
        )
        return path


def _readable(name: str, about: Any) -> None:
    """Raises InvalidCommand where it is no file, or too large a one."""
    if about["type"] == "directory":
        raise InvalidCommand(f"{name!r} can't be read: it is a folder.", "Name a file in it.")
    size = about.get("size") or 0
    if size > MAX_FILE:
        raise InvalidCommand(
            f"{name!r} has {size:,} bytes; at most {MAX_FILE:,} are taken.",
            "Export fewer tasks or columns, or split it.",
        )


def _path(name: str, beside: str | None) -> str:
    """The path below the root; one that starts with a slash is meant from there."""
    folder = "" if beside is None or name.startswith("/") else posixpath.dirname(beside)
    path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
    if not name.strip() or path in (".", "..") or path.startswith("../"):
        raise InvalidCommand(f"{name!r} is no file below the file browser's folder.")
    return path
