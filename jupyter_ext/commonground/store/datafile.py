"""The database's place on disk: readable by its owner only, and one process's at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import CommonGroundError, SetupError, StoreError


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Hold ``path`` for this process: create it if it is missing (0600, its directory 0700).

    The lock is on a file beside it (``path`` + ``.lock``), which names the process that holds it,
    and ends with the process, however that ends. The lock comes first, because closing any
    descriptor of the database would drop the locks that SQLite holds on it in this process.
    Raises SetupError or StoreError.
    """
    try:
        _private_directory(path.parent)
        lock = _lock(path)
    except OSError as problem:
        raise _refusal(path, problem) from problem
    try:
        _private_file(path)
        yield
    finally:
        lock.release()


def _private_directory(directory: Path) -> None:
    if directory.is_dir():
        return
    directory.mkdir(parents=True, mode=0o700)
    parent = os.open(directory.parent, os.O_RDONLY)
    try:
        os.fsync(parent)  # or a power cut may forget the directory with all that was acknowledged
    finally:
        os.close(parent)


def _private_file(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        for beside in ("", "-wal", "-shm"):
            file = Path(f"{path}{beside}")
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    except OSError as problem:
        raise _refusal(path, problem) from problem


def _lock(path: Path) -> FileLock:
    """The lock, taken at once. Raises SetupError where another process has it, OSError."""
    place = Path(f"{path}.lock")
    lock = FileLock(
        place,
        mode=0o600,
        blocking=False,
        thread_local=False,  # taken in one thread, let go of in another
        fallback_to_soft=False,  # a file that outlives its process is no lock
        on_acquired=_name_holder,
    )
    try:
        lock.acquire()
    except Timeout:
        holder = place.read_text("ascii", "replace")[:20] or "unknown"
        raise SetupError(
            f"Another server (process {holder}) already uses {path}.",
            "Stop it, or give this server a data directory of its own.",
        ) from None
    return lock


def _name_holder(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _refusal(path: Path, problem: OSError) -> CommonGroundError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"The disk is full: {path} can't be opened.")
    reason = os.strerror(problem.errno) if problem.errno else type(problem).__name__
    return SetupError(
        f"{path} can't be used: {reason}.",
        "Choose a data directory on a local disk that the server's user may write to.",
    )
