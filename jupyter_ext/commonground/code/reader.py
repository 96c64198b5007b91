"""A process that reads files for the index, as the server sees it: asked, waited for, ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

LINE: Final = 16_000_000
"""Bytes of an answer, at most."""
SECONDS: Final = 120.0
"""After which a reader that still parses is stopped."""


class Reader:
    """One process, started when it is first asked, and again after it was stopped."""

    def __init__(self, root: Path, cache: Path, *, nice: int = 0) -> None:
        self._arguments = (str(root), str(cache), str(nice))
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def read(self, paths: Sequence[str], number: int) -> list[str]:
        """Read these files; those that had changed. Raises OSError where the process fails."""
        asked = json.dumps({"paths": list(paths), "pass": number}).encode() + b"\n"
        async with self._turn:
            try:
                async with asyncio.timeout(SECONDS):
                    return await self._answer(asked)
            except BaseException as error:
                await self._end()
                if isinstance(error, (TimeoutError, ValueError, ConnectionError)):
                    raise OSError("the process that reads the code has failed") from error
                raise

    async def _answer(self, asked: bytes) -> list[str]:
        process = self._process or await self._begin()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(asked)
        await process.stdin.drain()
        found: list[str] = json.loads(await process.stdout.readline())
        return found

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
