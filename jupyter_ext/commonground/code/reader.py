"""A process that reads files for the index, as the server sees it: asked, waited for, ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from .symbols import Definition, FileOutline

LINE: Final = 64_000_000
"""Bytes of an answer, at most."""
SECONDS: Final = 120.0
"""After which a reader that still parses is stopped."""


class Reader:
    """One process, started when it is first asked, and again after it was stopped."""

    def __init__(self, root: Path, cache: Path, *, nice: int = 0) -> None:
        self._arguments = (str(root), str(cache), str(nice))
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def read(self, paths: Sequence[str]) -> list[str]:
        """Read these files; those that had changed. Raises OSError where the process fails."""
        found: list[str] = await self._asked("read", list(paths))
        return found

    async def load(self, paths: Iterable[str]) -> None:
        """Get ready to read such files. Raises as ``read``."""
        await self._asked("load", list({f"x.{path.rpartition('.')[2]}": None for path in paths}))

    async def stale(self, paths: Sequence[str]) -> tuple[list[str], list[str]]:
        """Of all files those that have to be read, and those of the index that are not among them.

        Raises OSError where the process fails.
        """
        fresh, gone = await self._asked("stale", list(paths))
        return fresh, gone

    async def outline(self, path: str) -> FileOutline | None:
        """What a file defines as it is now; None where it is not parsed. Raises as ``read``."""
        found = await self._asked("outline", path)
        if found is None:
            return None
        digest, definitions = found
        return FileOutline(digest, tuple(Definition(*one) for one in definitions))

    async def _asked(self, what: str, about: object) -> Any:
        asked = json.dumps((what, about)).encode() + b"\n"
        async with self._turn:
            try:
                async with asyncio.timeout(SECONDS):
                    return await self._answer(asked)
            except BaseException as error:
                await self._end()
                if isinstance(error, (TimeoutError, ValueError, ConnectionError)):
                    raise OSError("the process that reads the code has failed") from error
                raise

    async def _answer(self, asked: bytes) -> Any:
        process = self._process or await self._begin()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(asked)
        await process.stdin.drain()
        return json.loads(await process.stdout.readline())

    async def _begin(self) -> asyncio.subprocess.Process:
        """`-P`: no module of the served folder is imported by it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "commonground.code.worker", *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LINE,
            cwd=os.path.dirname(self._arguments[1]),
            start_new_session=True,
        )  # fmt: skip
        return self._process

    async def close(self) -> None:
        """End the process, once it has answered."""
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
