"""The team's own secret values: from the environment, ``.env`` files and files that a hub mounts.

Reads them, hands their HMACs to the gate (``gate.own``) and keeps nothing else.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from .dotenv import assigned, in_json
from .own import own_fingerprints

log = logging.getLogger(__name__)

LOOK_AGAIN = 30.0
"""Seconds after which files that are new are looked for; known ones are looked at each time."""
MAX_BYTES = 1024 * 1024
MAX_FILES, MAX_FOLDERS, MAX_DEPTH = 200, 500, 3
_EXAMPLES = (".example", ".sample", ".template", ".dist", ".defaults")
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "env"})

State = tuple[int, int, int] | None
"""Of a file: inode, size and time of its last change; None if it can't be read."""


class OwnValues:
    """HMACs of the team's secret values, as of now. Call it: it may be called in any thread.

    ``environ`` is read once. ``root`` is searched for ``.env`` files; ``files`` are read beside
    them: in the format of ``.env``, JSON, or folders with a file for each value (as Kubernetes
    mounts secrets). What can't be read any more keeps counting until it is gone or can be read.
    """

    def __init__(
        self,
        key: bytes,
        environ: Mapping[str, str],
        root: Path | None = None,
        files: Iterable[Path] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = key
        self._fixed = own_fingerprints(environ, key)
        self._root = root
        self._files = tuple(files)
        self._clock = clock
        self._lock = threading.Lock()
        self._looked: float | None = None
        self._known: dict[Path, tuple[State, frozenset[bytes]]] = {}
        self._now = self._fixed

    def __call__(self) -> frozenset[bytes]:
        """All of them; the same object for as long as nothing has changed."""
        with self._lock:
            paths = self._paths()
            changed = [path for path in self._known if path not in paths]
            for path in changed:
                del self._known[path]
            for path in paths:
                state = _state(path)
                if path not in self._known or self._known[path][0] != state:
                    changed.append(path)
                    self._known[path] = (state, self._read(path))
            if changed:
                self._now = self._fixed.union(*(marks for _, marks in self._known.values()))
            return self._now

    def _paths(self) -> list[Path]:
        """Files that are known and still there, and now and then those that are new."""
        now = self._clock()
        if self._looked is not None and now - self._looked < LOOK_AGAIN:
            top = () if self._root is None else (self._root / ".env",)
            return [p for p in dict.fromkeys((*self._known, *top)) if _is_there(p)]
        self._looked = now
        found = () if self._root is None else _env_files(self._root)
        mounted = (path for one in self._files for path in _expanded(one))
        return [p for p in dict.fromkeys((*found, *mounted)) if _is_there(p)]

    def _read(self, path: Path) -> frozenset[bytes]:
        try:
            with open(path, encoding="utf-8", errors="replace") as source:
                text = source.read(MAX_BYTES)
        except OSError as error:
            log.warning("%s can't be read for the gate: %s", path, error.strerror)
            return self._known.get(path, (None, frozenset[bytes]()))[1]
        pairs = [*assigned(text), *in_json(text)]
        if any(one.is_dir() and path.is_relative_to(one) for one in self._files):
            pairs.append((f"secret {path.name}", text.strip()))
        return frozenset(
            mark for pair in pairs for mark in own_fingerprints(dict([pair]), self._key)
        )


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_there(path: Path) -> bool:
    """Whether it is a plain file: a pipe would be waited for."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def _expanded(path: Path) -> Iterator[Path]:
    try:
        yield from sorted(path.iterdir())[:MAX_FILES] if path.is_dir() else (path,)
    except OSError as error:
        log.warning("%s can't be read for the gate: %s", path, error.strerror)


def _env_files(root: Path) -> Iterator[Path]:
    """``.env``, ``.env.local``, ``prod.env`` and the like, a few levels deep."""
    files = 0
    for folders, (where, below, names) in enumerate(os.walk(root), 1):
        depth = len(Path(where).relative_to(root).parts)
        below[:] = sorted(
            name
            for name in below
            if depth < MAX_DEPTH and not name.startswith(".") and name not in _PASSED_OVER
        )
        for name in sorted(names):
            if _is_env_file(name) and files < MAX_FILES:
                files += 1
                yield Path(where, name)
        if folders >= MAX_FOLDERS:
            return


def _is_env_file(name: str) -> bool:
    plain = name.lower()
    return (
        plain == ".env" or plain.startswith(".env.") or plain.endswith(".env")
    ) and not plain.endswith(_EXAMPLES)
