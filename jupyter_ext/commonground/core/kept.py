"""What is made of values that never change: once, and kept for as long as its value lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A function of such values that makes its result once for each.

    A value is known by its identity: one that was made anew has a result of its own. It must allow
    weak references.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[K], V]] = {}

    def __call__(self, value: K) -> V:
        """What is made of that value."""
        key = id(value)
        kept = self._kept.get(key)
        if kept is not None and kept[0]() is value:
            return kept[1]
        made = self._make(value)
        self._kept[key] = (weakref.ref(value, lambda _: self._kept.pop(key, None)), made)
        return made

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)
