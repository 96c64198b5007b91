"""``commonground lab`` as a person starts it in a terminal, and what it prints."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

DEADLINE = 120.0
"""Seconds that a real server may take to start, or to stop, on a busy machine."""
ADDRESS = r"^  (http://127\.0\.0\.1:\d+/)(\S*)\?token=(cg_\S+)$"
"""A personal address: the server's, the page's, and the token."""


class Lab:
    """A running ``commonground lab``. Use as a context manager.

    ``until`` reads what it prints, under the deadline; ``lines`` is what was read so far.
    """

    def __init__(self, root: Path, environ: Mapping[str, str], *words: str) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "commonground.cli", "lab", *words, "--no-browser"],
            cwd=root,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            assert self.process.stdout is not None
            self.process.stdout.close()

    def until(self, pattern: str) -> re.Match[str]:
        """The first line that matches. Fails with all that was printed if there is none."""
        watchdog = threading.Timer(DEADLINE, self.process.terminate)  # a read ends with the process
        watchdog.start()
        try:
            for line in self._printed():
                self.lines.append(line.rstrip("\n"))
                found = re.search(pattern, line)
                if found:
                    return found
        finally:
            watchdog.cancel()
        raise AssertionError("\n".join([f"It never printed {pattern}:", *self.lines]))

    def rest(self) -> str:
        """All that it printed, once it has ended."""
        return "\n".join([*self.lines, *self._printed()])

    def _printed(self) -> Iterator[str]:
        assert self.process.stdout is not None
        return iter(self.process.stdout)
