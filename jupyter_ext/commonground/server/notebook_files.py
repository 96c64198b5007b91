"""Notebooks' files are read and written one after the other, within this server.

Jupyter writes a notebook over itself, with a copy of what was there beside it. Whoever reads it
half-written takes it for damaged, moves it aside (``.invalid``) and brings the copy back, which the
writer removes at its end: the notebook is gone from its folder, and what is live in browsers can't
be saved any more. With live notebooks a save comes every second, so that somebody who opens, prints
or downloads one meets it (seen).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from inspect import iscoroutinefunction
from posixpath import normpath
from typing import Any
from weakref import WeakValueDictionary

SUFFIX = ".ipynb"

_held: ContextVar[tuple[asyncio.Task[Any] | None, frozenset[str]]] = ContextVar(
    "held", default=(None, frozenset())
)
"""The files that a task already has: a hook of a save may read what is saved. A task that was begun
within one inherits this, and has none of them.
"""


class _Files:
    """A lock for each file that is in use."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def held(self, path: str) -> AsyncIterator[None]:
        """Have that file alone."""
        name, task = normpath(path.strip("/")), asyncio.current_task()
        owner, names = _held.get()
        names = names if owner is task else frozenset()
        if not name.endswith(SUFFIX) or name in names:
            yield
            return
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            token = _held.set((task, names | {name}))
            try:
                yield
            finally:
                _held.reset(token)


def one_at_a_time(contents: Any) -> None:
    """Have that contents manager read and write each notebook alone; one that never waits does.

    It is the running server's, made before any extension: so its two methods are wrapped.
    """
    files = _Files()
    if iscoroutinefunction(contents.get) and iscoroutinefunction(contents.save):
        contents.get = _reading(contents.get, files)
        contents.save = _saving(contents.save, files)


def _reading(get: Callable[..., Awaitable[Any]], files: _Files) -> Callable[..., Awaitable[Any]]:
    async def alone(path: str, content: bool = True, *rest: Any, **more: Any) -> Any:
        if not content:
            return await get(path, content, *rest, **more)
        async with files.held(path):
            return await get(path, content, *rest, **more)

    return alone


def _saving(save: Callable[..., Awaitable[Any]], files: _Files) -> Callable[..., Awaitable[Any]]:
    async def alone(model: Any, path: str = "") -> Any:
        async with files.held(path):
            return await save(model, path)

    return alone
