"""Numbers of things, as people read them."""

from __future__ import annotations


def several(number: float, one: str, many: str = "") -> str:
    """``1 task``, ``2 tasks``, ``1,200 entries``; ``many`` where it is not ``one`` with an s."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:,g}"
    return f"{shown} {one if number == 1 else many or f'{one}s'}"
