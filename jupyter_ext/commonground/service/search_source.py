"""Where a search finds things: each feature declares its own, so a new one is found as well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.ids import Room
from ..core.searchable import Searchable
from .writer import ContextService

RoomReader = Callable[[Room], Awaitable[Mapping[str, Any]]]
"""The things of a room as they are now, by id.

One that did not change is the same object as before: only other ones are read again. Who may read
the room may find what it holds. It is called on the event loop, and must not hold it up.
"""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """What one feature lets people find. ``kinds`` are the words that its things are told by.

    ``describe`` gives a thing's words, or None where it says nothing today; it may be called from
    any thread.
    """

    kinds: tuple[str, ...]
    begin: Callable[[ContextService], RoomReader]
    describe: Callable[[Any], Searchable | None]
