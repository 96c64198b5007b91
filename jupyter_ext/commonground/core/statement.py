"""A statement as rules and judges read it, and a contradiction between two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Statement:
    """What the rules see of an entry: its text, its area and its keyed fields, where it has any."""

    id: str
    title: str
    body: str = ""
    kind: str = "knowledge"
    area: str | None = None
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two entries (by id) that can't both hold: the rule, the clause of either, and the reason.

    ``sure``: right nine times in ten; what is less so is a hint and no dispute.
    """

    a: str
    b: str
    rule: str
    quote_a: str
    quote_b: str
    why: str
    sure: bool = True

    def flipped(self) -> Contradiction:
        """The same finding seen from the other side."""
        return replace(self, a=self.b, b=self.a, quote_a=self.quote_b, quote_b=self.quote_a)
