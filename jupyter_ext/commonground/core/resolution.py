"""What a person decided on revisions that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .ids import EntryId, RevisionId
from .texts import Id, Person, Prose


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's word on revisions that contradict: they stood side by side, and now they don't.

    ``outcome`` is ``resolved`` (a decision was written) or ``dismissed`` (no contradiction at all).
    It speaks of these revisions only: a later version may contradict anew.
    """

    id: Id
    sides: tuple[RevisionId, ...]
    outcome: Literal["resolved", "dismissed"]
    reason: Prose
    by: Person
    at: int
    decision: EntryId | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON: the fields as they are, ``sides`` as a list."""
        return {
            "id": self.id,
            "sides": list(self.sides),
            "outcome": self.outcome,
            "reason": self.reason,
            "by": self.by,
            "at": self.at,
            "decision": self.decision,
        }
