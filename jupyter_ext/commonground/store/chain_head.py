"""Where the head of the audit chain is written down outside of the database.

A file, or an address to post to, is told the number and the hash of the last row. What it does
not take is logged and tried again; no write waits for it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from ..config import ANCHOR_FILE, ANCHOR_VARIABLE
from ..core.event import Head
from ..errors import SetupError

WAITING = 100
"""Heads that wait for an endpoint at most; the oldest go first, since later ones vouch for them."""
POST_SECONDS = 5.0
"""How long an endpoint may take to answer."""
RETRY_SECONDS = 30.0
"""How long to wait after an endpoint did not take a head."""

_LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64})( restored)?")

_log = logging.getLogger(__name__)


class Anchor(Protocol):
    """Promises: ``put`` never raises; what it is told in order, it writes down in order.

    It may lag behind the chain, and it may leave out heads that a later one vouches for.
    """

    def put(self, head: Head) -> None:
        """Write down the head. Called in the store's writing thread."""
        ...

    def known(self) -> list[Head]:
        """What was written down, in order, as far as it can be read back from here."""
        ...

    def close(self) -> None:
        """Finish what is under way, then let go. Later calls of ``put`` work again."""
        ...


class FileAnchor:
    """Appends ``SEQ HASH`` lines to a file (0600), each on the disk before ``put`` returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: Head | None = None
        self._failing = False

    def put(self, head: Head) -> None:
        """Append the head, unless it is the last line already."""
        try:
            if self._last is None:
                self._last = next(reversed(read_anchors(self.path)), None)
            if head != self._last:
                self._append(head)
        except OSError as problem:
            if not self._failing:
                _log.error("The audit chain is not anchored: %s: %s", self.path, problem.strerror)
            self._failing = True
        else:
            self._last, self._failing = head, False

    def known(self) -> list[Head]:
        """The lines that can be read."""
        try:
            return read_anchors(self.path)
        except OSError as problem:
            _log.error("The anchor can't be read: %s: %s", self.path, problem.strerror)
            return []

    def _append(self, head: Head) -> None:
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(file).st_size
            torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"  # a crash came between
            os.write(file, b"\n" * torn + f"{line(head)}\n".encode())
            os.fsync(file)
        finally:
            os.close(file)
        if size == 0:
            sync(self.path.parent)

    def close(self) -> None:
        """Nothing is open between two lines."""


def sync(path: Path) -> None:
    """Have the disk take the file or the folder's names now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class EndpointAnchor:
    """Posts heads as JSON (``seq``, ``hash``, ``restored``) to an http(s) address, in a thread.

    A head that is not taken waits and is posted again, at most ``WAITING`` of them.
    """

    def __init__(self, url: str, *, retry: float = RETRY_SECONDS) -> None:
        self.url = url
        self._retry = retry
        self._waiting: deque[Head] = deque(maxlen=WAITING)
        self._changed = threading.Condition()
        self._closing = False
        self._failing = False
        self._thread: threading.Thread | None = None

    def put(self, head: Head) -> None:
        """Queue the head."""
        with self._changed:
            self._waiting.append(head)
            self._closing = False
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="commonground-anchor", daemon=True
                )
                self._thread.start()
            self._changed.notify()

    def known(self) -> list[Head]:
        """Nothing: an endpoint is told, never asked."""
        return []

    def close(self) -> None:
        """Post what waits, once; what is not taken now is taken with the next run's first head."""
        with self._changed:
            self._closing = True
            thread, self._thread = self._thread, None
            self._changed.notify()
        if thread is not None:
            thread.join(POST_SECONDS)

    def _run(self) -> None:
        while (head := self._wait()) is not None:
            if self._post(head):
                self._failing = False
            elif not self._put_back(head):
                return

    def _wait(self) -> Head | None:
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
            return self._waiting.popleft() if self._waiting else None

    def _put_back(self, head: Head) -> bool:
        """Keep the head for later; False when it is time to end."""
        if not self._failing:
            _log.error("The audit chain is not anchored: the endpoint did not take its head.")
        self._failing = True
        with self._changed:
            if len(self._waiting) < WAITING:
                self._waiting.appendleft(head)
            return not (self._closing or self._changed.wait_for(lambda: self._closing, self._retry))

    def _post(self, head: Head) -> bool:
        import httpx2  # takes a third of a second, which an anchor in a file need not spend

        value = {"seq": head.seq, "hash": head.hash, "restored": head.restored}
        try:
            posted = httpx2.post(self.url, json=value, timeout=POST_SECONDS, follow_redirects=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):
            return False
        return posted.is_success


def anchor_place(folder: Path, environ: Mapping[str, str]) -> str:
    """Where the head is anchored: what the environment names, else a file in the data folder."""
    return environ.get(ANCHOR_VARIABLE, "").strip() or str(folder / ANCHOR_FILE)


def is_endpoint(place: str) -> bool:
    """Whether the place is an address rather than a file."""
    return urlsplit(place).scheme in ("http", "https")


def anchor_at(place: str) -> Anchor:
    """The anchor at that path or http(s) address. Raises SetupError for another address."""
    if is_endpoint(place):
        return EndpointAnchor(place)
    if "://" in place:
        raise SetupError(
            f"{ANCHOR_VARIABLE} is neither a path nor an http(s) address.",
            "Set it to a file outside of the database, or to an address that takes posts.",
        )
    return FileAnchor(Path(place).expanduser().absolute())


def line(head: Head) -> str:
    """The head as a line of the file, without its end."""
    return f"{head.seq} {head.hash}{' restored' if head.restored else ''}"


def read_anchors(path: Path) -> list[Head]:
    """What a file holds, in order; none if there is no file. A torn line is left out.

    Lines may also be what an endpoint was posted, one JSON object each. Raises OSError.
    """
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    return [head for text in lines if (head := _head(text)) is not None]


def _head(text: str) -> Head | None:
    if match := _LINE.fullmatch(text):
        return Head(int(match[1]), match[2], restored=match[3] is not None)
    try:
        posted = json.loads(text)
        return Head(int(posted["seq"]), str(posted["hash"]), bool(posted.get("restored")))
    except (ValueError, TypeError, KeyError):
        return None
