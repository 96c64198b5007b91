"""Texts as a model's provider may have them: secrets and customer data are taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...core.conversation import Spoken
from ...core.prompt import Cell
from ...gate.gate import Gate

MAX_CLEANED = 20_000
"""Texts whose passage through the gate is remembered."""


class Cleaner:
    """Remembers what it read, until the gate is another. May be called from any thread."""

    def __init__(self, gate: Callable[[], Gate]) -> None:
        self._gate = gate
        self._known: tuple[Gate | None, dict[str, str]] = (None, {})

    def text(self, text: str) -> str:
        """The text, cleaned."""
        gate = self._gate()
        if self._known[0] is not gate:
            self._known = (gate, {})
        known = self._known[1]
        found = known.get(text)
        if found is None:
            if len(known) > MAX_CLEANED:
                known.clear()
            found = known[text] = gate.for_prompt(text).text if text else text
        return found

    def cell(self, cell: Cell) -> Cell:
        """A notebook's cell, cleaned."""
        return replace(cell, source=self.text(cell.source), output=self.text(cell.output))

    def spoken(self, line: Spoken) -> Spoken:
        """A line of a conversation, cleaned; whose it is stays."""
        return replace(line, text=self.text(line.text))
