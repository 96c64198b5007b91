"""Lets a Jupyter server's process end although tasks were cut off while they used a thread.

AnyIO's worker threads end with the task that first used one. Jupyter stops its event loop with
tasks still on it (a room that jupyter-collaboration is loading, say), so theirs wait for ever,
and the interpreter waits for them. Knows threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_registered = False


def end_with_idle_workers() -> None:
    """From now on this process ends without waiting for AnyIO's idle worker threads. Idempotent."""
    global _registered
    register: Callable[[Callable[[], None]], Any] | None
    register = getattr(threading, "_register_atexit", None)  # what concurrent.futures uses
    if register is not None and not _registered:
        register(_release)
        _registered = True


def _release() -> None:
    """Tell them that there is no more work. One that is at work finishes it first."""
    for thread in threading.enumerate():
        stop = getattr(thread, "stop", None)
        if type(thread).__module__.startswith("anyio.") and callable(stop):
            with suppress(RuntimeError):  # its loop is closed
                stop()
