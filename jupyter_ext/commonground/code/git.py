"""Asks git about a work tree. Nothing that the repository configures is run by it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_QUIET = (
    "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never",
)  # fmt: skip
"""A repository may name programs for these; and names come as they are."""

_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone left out is not fetched
    "LC_ALL": "C.UTF-8",  # why it refuses is read, too
}


async def git(root: Path, *arguments: str, seconds: float, fine: Collection[int] = (0,)) -> str:
    """What git says to these arguments in that folder, as UTF-8 with signs for what is none.

    Raises as ``git_bytes`` does.
    """
    said = await git_bytes(root, *arguments, seconds=seconds, fine=fine)
    return said.decode("utf-8", "replace")


async def git_bytes(
    root: Path, *arguments: str, seconds: float, fine: Collection[int] = (0,)
) -> bytes:
    """What git says to these arguments in that folder.

    Raises OSError where git is missing or refuses (its status is not among those that are
    ``fine``: 1 of ``git grep`` means that nothing was found), TimeoutError after so many
    ``seconds``. Then, and when cancelled, git is stopped with what it started, which would hold
    its output open.
    """
    process = await asyncio.create_subprocess_exec(
        "git",
        *_QUIET,
        *arguments,
        cwd=root,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, **_ENVIRONMENT},
    )
    try:
        async with asyncio.timeout(seconds):
            out, told = await process.communicate()
    finally:
        await end(process)
    if process.returncode not in fine:
        why = told.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        said = f"git {_verb(arguments)} failed with status {process.returncode}"
        raise OSError(f"{said}: {why}" if why else said)
    return out


async def end(process: asyncio.subprocess.Process) -> None:
    """Kill what git left running, with whatever it started in its session; nothing if it ended."""
    if process.returncode is None:
        with suppress(ProcessLookupError):  # it ended just now: a cancellation stays one
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def top_of(folder: Path, *, seconds: float = 30.0) -> Path | None:
    """The top of the work tree that holds a folder; None where there is none, or no git.

    Raises OSError, TimeoutError where git refuses to say, as in a folder of somebody else's.
    """
    try:
        said = await git(folder, "rev-parse", "--show-toplevel", seconds=seconds)
    except FileNotFoundError:
        return None
    except OSError as error:
        if any(word in str(error) for word in ("not a git repository", "must be run in a work")):
            return None
        raise
    return Path(said.strip("\n"))


def _verb(arguments: Collection[str]) -> str:
    """The command of git, behind its options."""
    return next((one for one in arguments if one[:1] != "-" and "=" not in one), "")
