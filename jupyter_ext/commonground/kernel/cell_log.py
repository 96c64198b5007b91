"""Which cells ran in this kernel, in which order, what they said then and what figures they drew.

Sources and descriptions only, in the kernel's own memory: nothing of it leaves by itself.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..core.metric import UsedMetric
from ..features.findings.cone import CellRun

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

KEPT = 5_000
"""Runs that are remembered, the newest."""
PICTURED, KEPT_SHOWN = 50, 4
"""Runs whose displayed bundles are remembered, and how many of each."""
_NAME = "_commonground_cells"


@dataclass(slots=True)
class LoggedRun:
    """One run: the cell's id (empty: not known), its source, its number, and whether it ended well.

    ``figures`` are those that it left drawn, in words, ``shown`` the last that it displayed,
    ``metrics`` the expressions of the team's metrics that it computed.
    """

    cell: str
    source: str
    count: int
    fine: bool = False
    figures: list[str] = field(default_factory=list)
    shown: list[Mapping[str, Any]] = field(default_factory=list)
    metrics: dict[UsedMetric, str] = field(default_factory=dict)

    @property
    def run(self) -> CellRun:
        """As the cone is found from it."""
        return CellRun(self.cell, self.source, self.count, self.fine, self.metrics)


class CellLog:
    """The runs of one shell. ``install`` has it follow them; again is harmless."""

    def __init__(self) -> None:
        self.runs: deque[LoggedRun] = deque(maxlen=KEPT)
        self._current: LoggedRun | None = None

    @classmethod
    def install(cls, shell: InteractiveShell) -> CellLog:
        """The log of that shell, with what it ran before this was loaded."""
        known = getattr(shell, _NAME, None)
        if known is not None:
            return known  # type: ignore[no-any-return]
        log = cls()
        setattr(shell, _NAME, log)
        history = shell.history_manager
        earlier: Sequence[str] = () if history is None else history.input_hist_raw
        for count, source in enumerate(earlier):
            if count and count < shell.execution_count:
                log.runs.append(LoggedRun("", source, count, fine=True))
        shell.events.register("pre_run_cell", log.begin)
        shell.events.register("post_run_cell", log.end)
        # Before the figures are shown and closed:
        shell.events.callbacks["post_execute"].insert(0, log.look_at_figures)
        log._shell = shell
        if hasattr(shell.display_pub, "register_hook"):  # a kernel's; a terminal shows no pictures
            shell.display_pub.register_hook(log.see)
        return log

    _shell: Any = None

    @property
    def current(self) -> LoggedRun | None:
        """The run that goes on, with its number: IPython tells that late."""
        numbered = self._shell.user_ns.get("In") or ()
        if self._current is not None and numbered:
            self._current.count = len(numbered) - 1
        return self._current

    def begin(self, info: Any) -> None:
        """A cell begins."""
        self._current = None
        if info.store_history and not info.silent:
            count = int(self._shell.execution_count)
            self._current = LoggedRun(str(info.cell_id or ""), str(info.raw_cell), count)
            self.runs.append(self._current)
            if len(self.runs) > PICTURED:
                self.runs[-PICTURED - 1].shown.clear()

    def see(self, message: Any) -> Any:
        """Something is displayed: it is kept for as long as it may be shared, and passed on."""
        held = message.get("content", {}).get("data") if isinstance(message, dict) else None
        if self._current is not None and isinstance(held, dict):
            self._current.shown = [*self._current.shown, held][-KEPT_SHOWN:]
        return message

    def end(self, result: Any) -> None:
        """It has ended."""
        if self._current is not None:
            self._current.fine = bool(result.success)
            self._current.count = int(result.execution_count or self._current.count)
        self._current = None

    def look_at_figures(self) -> None:
        """Describe the figures that are open, while they are."""
        helpers = sys.modules.get("matplotlib._pylab_helpers")
        if helpers is None or self._current is None:
            return
        from .figure_text import figure_text

        managers = helpers.Gcf.get_all_fig_managers()
        self._current.figures = [figure_text(manager.canvas.figure) for manager in managers]
