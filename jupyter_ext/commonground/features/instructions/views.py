"""What is answered to whoever keeps instruction files level with the context."""

from __future__ import annotations

from ...core.views import AreaView, EntryView, View


class InstructionsAnswer(View):
    """What instruction files are made of: all that is shared, and nothing that is anybody's own.

    ``pins`` are ids of entries, ``disputes`` pairs of them that contradict each other. ``withheld``
    counts entries that the gate would not let pass today: they are not among the others. ``broken``
    are ids of those whose code is gone.
    """

    entries: tuple[EntryView, ...]
    areas: tuple[AreaView, ...]
    pins: tuple[str, ...]
    disputes: tuple[tuple[str, str], ...]
    broken: tuple[str, ...]
    withheld: int
