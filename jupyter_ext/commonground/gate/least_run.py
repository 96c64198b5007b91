"""How long a run of key characters whatever an expression matches holds at the least.

Read from the expression itself, on the safe side: what can't be told counts as nothing. It holds
for texts in ASCII: digits and letters of other scripts are looked for anyway.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import Any

RUN_CHARS = ascii_letters + digits + "_+/=.~%:$@-"
_CODES = frozenset(map(ord, RUN_CHARS))


def least_run(expression: str, flags: int = 0) -> int:
    """The length of the longest run that every match holds."""
    parsed = re._parser.parse(expression, flags)  # type: ignore[attr-defined]
    whole, _, _, best = _of(parsed)
    return whole if whole is not None else best


Runs = tuple[int | None, int, int, int]
"""Of a part: its least length if it is one run; runs at its beginning, at its end, and within."""
_BROKEN: Runs = (None, 0, 0, 0)


def _of(parsed: Any) -> Runs:
    """Of parts that follow each other."""
    whole: int | None = 0
    first = last = best = 0
    for op, argument in parsed:
        inner, begin, end, within = _part(str(op), argument)
        if inner is not None:
            last += inner
            best = max(best, last)
            if whole is not None:
                whole += inner
                first = whole
            continue
        first = whole + begin if whole is not None else first
        best = max(best, within, last + begin)
        whole, last = None, end
    return whole, first, last, best


def _part(op: str, argument: Any) -> Runs:
    match op:
        case "LITERAL":
            return (1, 1, 1, 1) if argument in _CODES else _BROKEN
        case "IN":
            return (1, 1, 1, 1) if all(_inside(*item) for item in argument) else _BROKEN
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return 0, 0, 0, 0
        case "SUBPATTERN":
            return _of(argument[-1])
        case "ATOMIC_GROUP":
            return _of(argument)
        case "BRANCH":
            return _one_of([_of(branch) for branch in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(int(argument[0]), _of(argument[2]))
        case _:
            return _BROKEN


def _one_of(branches: list[Runs]) -> Runs:
    wholes = [whole for whole, _, _, _ in branches if whole is not None]
    if len(wholes) == len(branches):
        return (min(wholes),) * 4
    return (
        None,
        min(first for _, first, _, _ in branches),
        min(last for _, _, last, _ in branches),
        min(best for _, _, _, best in branches),
    )


def _repeated(times: int, inner: Runs) -> Runs:
    whole, first, last, best = inner
    if whole is not None:
        return (whole * times,) * 4
    if not times:
        return _BROKEN
    return None, first, last, max(best, first + last if times > 1 else 0)


def _inside(op: Any, argument: Any) -> bool:
    match str(op):
        case "LITERAL":
            return argument in _CODES
        case "CATEGORY":
            return str(argument) in ("CATEGORY_DIGIT", "CATEGORY_WORD")
        case "RANGE":
            return all(code in _CODES for code in range(argument[0], argument[1] + 1))
        case _:
            return False
