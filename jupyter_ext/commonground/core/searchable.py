"""What can be found: one thing as a search sees it, whatever feature it is of.

Values only; who may find it is decided by the room that it is found in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Searchable:
    """A thing with the words that it is found by, and where it opens.

    ``view`` says what opens it in the panel; ``path`` and ``cell`` name the notebook cell that it
    stands in, where there is one. ``people`` wrote or do it, the one who is named first.
    ``texts`` are the very strings of the thing, not copies.
    """

    id: str
    kind: str
    view: str
    title: str
    texts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    at: int = 0
    area: str | None = None
    path: str | None = None
    cell: str | None = None
    private: bool = False
    """Whether only who finds it may read it."""
    ended: bool = False
    """Whether it is over: work that is done or dropped, a message with its answer."""
