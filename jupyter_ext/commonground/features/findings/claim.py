"""What a person writes of a finding: its claim in a sentence, and its figures, one a line. Pure.

A line ``name = value`` is a figure; the value is a number, or an expression of the notebook's
names.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from ...core.magic import title_and_body

FIGURE = re.compile(r"^\s*(?P<name>[^\W\d]\w{0,59})\s*=(?!=)\s*(?P<expression>\S.*?)\s*$")
MOST_FIGURES = 20
_PERIOD = re.compile(
    r"\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{4})?|Q[1-4](?: \d{4})?|week \d{1,2}|(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as it is written."""

    name: str
    expression: str

    @property
    def literal(self) -> bool:
        """Whether a number is written, and no expression."""
        try:
            value = ast.literal_eval(self.expression)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return False
        return isinstance(value, int | float)


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """The claim, what is said beside it, and the figures."""

    claim: str
    more: str
    figures: tuple[StatedFigure, ...]

    @property
    def period(self) -> str:
        """The time that the claim speaks of, in small letters; empty where it names none."""
        found = _PERIOD.search(self.claim)
        return "" if found is None else found[0].lower()


def read_claim(text: str, below: str) -> StatedClaim:
    """What is written behind ``%cg finding``, and on the lines below ``%%cg finding``."""
    figures = [
        StatedFigure(found["name"], found["expression"])
        for line in below.splitlines()
        if (found := FIGURE.match(line)) and _is_expression(found["expression"])
    ]
    kept = [line for line in below.splitlines() if not _is_figure(line)]
    claim, more = title_and_body(text, "\n".join(kept))
    unique = {figure.name: figure for figure in figures}
    return StatedClaim(claim, more, tuple(unique.values())[:MOST_FIGURES])


def _is_figure(line: str) -> bool:
    found = FIGURE.match(line)
    return found is not None and _is_expression(found["expression"])


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True
