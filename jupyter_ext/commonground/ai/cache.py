"""How far a provider is to keep a prompt's beginning for the next ask that begins the same. Pure.

Everything up to a marked part is kept, and found again by whoever sends the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..core.prompt import CHARS_PER_TOKEN

MARKS = 3
"""Marks for what everyone's asks share. A request has four at most: one is left for the end of what
was said so far, where a turn goes on with tools."""


def kept_until(shared: Sequence[str], least: int) -> tuple[int, ...]:
    """The places of the parts that are marked, in order: at most ``MARKS``.

    The first one (the product's text) is what is left when an epoch rolls, the second (the team's)
    what members of all areas share, the last what those share who ask in the same areas. Parts in
    between need no mark: the provider looks back over twenty of them for what was kept before.
    Where the text up to a part has fewer than ``least`` tokens, counted generously, a mark would
    do nothing.
    """
    size, long_enough = 0, []
    for place, text in enumerate(shared):
        size += len(text)
        if size >= least * CHARS_PER_TOKEN:
            long_enough.append(place)
    return tuple(p for p in long_enough if p < MARKS - 1 or p == len(shared) - 1)
