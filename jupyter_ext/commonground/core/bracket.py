"""A bracket in a pattern of names, such as ``[a-z]`` or ``[!0-9]``: what it has. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bracket:
    """Characters from one to another, both included; ``negated``: all others."""

    ranges: frozenset[tuple[str, str]]
    negated: bool = False

    def has(self, char: str) -> bool:
        """Whether the character is one of it."""
        return any(first <= char <= last for first, last in self.ranges) is not self.negated


def bracket_at(text: str, at: int) -> tuple[Bracket | str | None, int]:
    """The bracket that begins there, and where it ends.

    Where none closes, it is the character itself (with a backslash: it is no wildcard). None for a
    range that runs backwards: nothing fits it.
    """
    begin = at + 1
    negated = text[begin : begin + 1] in ("!", "^") and begin < len(text)
    begin += negated
    end = text.find("]", begin + 1)  # a closing bracket that comes first is one of the characters
    if end < 0:
        return "\\[", at + 1
    ranges = _ranges(text[begin:end])
    return None if ranges is None else Bracket(ranges, negated), end + 1


def _ranges(inside: str) -> frozenset[tuple[str, str]] | None:
    found = set()
    at = 0
    while at < len(inside):
        first = last = inside[at]
        if at + 2 < len(inside) and inside[at + 1] == "-":
            last = inside[at + 2]
            at += 2
        at += 1
        if last < first:
            return None
        found.add((first, last))
    return frozenset(found)
