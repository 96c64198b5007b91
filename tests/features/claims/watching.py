"""``commonground work --watch`` as a developer runs it, and a network to cut, for tests."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Self

WITHIN = 60.0
"""Seconds after which a line that should come is taken for missing."""


class Watching:
    """A watcher of one clone, as a process; its lines are read as they come."""

    def __init__(self, clone: Path, environ: Mapping[str, str], *more: str) -> None:
        self.lines: list[str] = []
        self._came = threading.Condition()
        command = [sys.executable, "-m", "commonground.cli", "work", "--watch", *more]
        self._process = subprocess.Popen(
            command,
            cwd=clone,
            env={**environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        self.wait_for("Watching ")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._came:
                self.lines.append(line.rstrip("\n"))
                self._came.notify_all()
        with self._came:
            self._came.notify_all()

    def wait_for(self, part: str, *, within: float = WITHIN) -> str:
        """The first line that holds it."""
        deadline = time.monotonic() + within
        with self._came:
            while True:
                found = next((line for line in self.lines if part in line), None)
                if found is not None:
                    return found
                left = deadline - time.monotonic()
                if left <= 0 or self._process.poll() is not None:
                    told = "\n".join(self.lines)
                    raise AssertionError(f"No line holds {part!r}:\n{told}")
                self._came.wait(min(left, 1.0))

    def stop(self) -> int:
        """Ctrl+C; its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        status = self._process.wait(WITHIN)
        self._reader.join(5)
        return status


class Network:
    """A way to a server on this machine. Cut, it breaks connections, new ones too; stalled, it
    takes what is sent there and passes none of it on."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._whole = True
        self._flows = threading.Event()
        self._flows.set()
        self.held = threading.Event()
        """Whether a report is stuck."""
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def cut(self) -> None:
        """From now on nothing gets through."""
        self._whole = False
        for one in tuple(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def stall(self) -> None:
        """From now on whatever is sent to the server is stuck on the way."""
        self._flows.clear()

    def mend(self) -> None:
        """From now on everything gets through, and what was stuck."""
        self._whole = True
        self._flows.set()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if not self._whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._open |= {near, far}
            for pour in (partial(self._send, near, far), partial(_pour, far, near)):
                threading.Thread(target=pour, daemon=True).start()

    def _send(self, near: socket.socket, far: socket.socket) -> None:
        def pass_on(data: bytes) -> None:
            if not self._flows.is_set() and b"claims/report" in data:
                self.held.set()
            self._flows.wait()
            far.sendall(data)

        _pour(near, far, pass_on)


def _pour(
    one: socket.socket, other: socket.socket, send: Callable[[bytes], None] | None = None
) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65_536):
            (send or other.sendall)(data)
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def network_to(port: int) -> Iterator[Network]:
    made = Network(port)
    try:
        yield made
    finally:
        made.close()


def environ_of(base: Mapping[str, str], url: str, token: str) -> dict[str, str]:
    """What a developer has set in their terminal."""
    kept = {k: v for k, v in base.items() if not k.startswith("COMMONGROUND_")}
    sources = os.pathsep.join(filter(None, [base.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": sources, "COMMONGROUND_URL": url, "COMMONGROUND_TOKEN": token}
