"""The literals with which everything begins that an expression matches.

Read from the expression itself, on the safe side: what can't be told ends the literal before it.
"""

from __future__ import annotations

import re
from typing import Any

MOST = 64
"""Beginnings that are told apart; where there are more, the literals end before them."""


def literal_starts(expression: str) -> frozenset[str]:
    """Of each match one of these is the beginning; only ``""`` where nothing can be told."""
    parsed = re._parser.parse(expression)  # type: ignore[attr-defined]
    return frozenset(start for start, _ in _of(parsed))


Start = tuple[str, bool]
"""A literal, and whether what follows it goes on right behind."""


def _of(parsed: Any) -> set[Start]:
    """Of parts that follow each other."""
    starts: set[Start] = {("", True)}
    for op, argument in parsed:
        parts = _part(str(op), argument)
        longer = {
            (start + more, goes_on) if open_ else (start, False)
            for start, open_ in starts
            for more, goes_on in (parts if open_ else [("", False)])
        }
        if len(longer) > MOST:
            return {(start, False) for start, _ in starts}
        starts = longer
        if not any(open_ for _, open_ in starts):
            break
    return starts


def _part(op: str, argument: Any) -> set[Start]:
    match op:
        case "LITERAL":
            return {(chr(argument), True)}
        case "IN" if all(str(kind) == "LITERAL" for kind, _ in argument):
            return {(chr(code), True) for _, code in argument}
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return {("", True)}
        case "SUBPATTERN" if not (argument[1] or argument[2]):
            return _of(argument[-1])
        case "BRANCH":
            return set().union(*(_of(branch) for branch in argument[1]))
        case "MAX_REPEAT" | "MIN_REPEAT" if argument[0]:
            once = _of(argument[2])
            return once if tuple(argument[:2]) == (1, 1) else {(start, False) for start, _ in once}
        case _:
            return {("", False)}
