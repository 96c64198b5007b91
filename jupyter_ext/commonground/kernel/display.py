"""How an answer and an error look in a cell: bundles for notebooks, running text for terminals.

Knows IPython's display functions.
"""

from __future__ import annotations

import sys
from typing import Any

from IPython.display import publish_display_data

from ..core.bundle import (
    answer_markdown,
    below,
    byline,
    finished_bundle,
    plain,
    portable_bundle,
    streaming_bundle,
)
from ..core.turn import Turn
from ..errors import CommonGroundError


class CellError(Exception):
    """Fails a cell, so that nothing below it runs, in two lines instead of a stack."""

    def __init__(self, error: CommonGroundError) -> None:
        super().__init__(str(error))
        self.lines = [f"Common Ground: {error.message}", *filter(None, [error.remedy])]

    def _render_traceback_(self) -> list[str]:
        return self.lines


class CellStopped(KeyboardInterrupt):
    """The person interrupted the kernel; cells that were queued behind do not run."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def show_text(markdown: str) -> None:
    """Show Markdown, with itself as the plain form."""
    _publish({"text/markdown": markdown, "text/plain": markdown})


def show_bundle(data: dict[str, Any]) -> None:
    """Show what a verb answered, in the richest form that the front end knows."""
    _publish(data)


class LiveCell:
    """The output of a cell in a served notebook: one bundle, written at the start and the end.

    What happens between is drawn by each browser from its own feed, not through this kernel; the
    end is written here only where the cell waits for it.
    """

    def __init__(self, turn: Turn, asker: str) -> None:
        self._id = turn.id
        self._asker = asker
        _publish(streaming_bundle(turn.id), transient={"display_id": turn.id})

    def grow(self, text: str) -> None:
        """Nothing: the browsers have it already."""

    def finish(self, turn: Turn) -> None:
        """Write the answer once, whole."""
        bundle = finished_bundle(turn, self._asker)
        _publish(bundle, transient={"display_id": self._id}, update=True)


class PlainCell:
    """The output of a cell in a headless notebook: one message when the answer is whole.

    It holds nothing that differs from run to run (no ids and no times).
    """

    def grow(self, text: str) -> None:
        """Nothing: a headless run has nobody who watches."""

    def finish(self, turn: Turn) -> None:
        """Show the answer."""
        markdown = answer_markdown(turn)
        shown = below(byline(turn, turn.asker), markdown)
        _publish({"text/markdown": shown, "text/plain": plain(markdown)})


class Terminal:
    """A plain IPython: the text as it comes."""

    def __init__(self) -> None:
        self._printed = 0

    def grow(self, text: str) -> None:
        """Print the next piece."""
        self._printed += len(text)
        sys.stdout.write(text)
        sys.stdout.flush()

    def finish(self, turn: Turn) -> None:
        """Print what is missing: the rest, and why there is no more."""
        print(answer_markdown(turn)[self._printed :])


Output = LiveCell | PlainCell | Terminal


def _publish(bundle: dict[str, Any], **options: Any) -> None:
    publish_display_data(portable_bundle(bundle), **options)  # type: ignore[no-untyped-call]


def in_terminal(shell: Any) -> bool:
    """Whether the shell is a plain IPython rather than a kernel."""
    return getattr(shell, "kernel", None) is None
