"""Places in a column: texts between which there is always room for another.

A card that is put between two others gets a text between theirs, so nobody else's place changes and
two people who move at once disturb each other nowhere. Pure: positions are texts.
"""

from __future__ import annotations

import hashlib

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order in which Python and JavaScript compare them."""
WIDTH = 4
"""Digits that steps at the edges of a column are counted in."""
STEP = len(DIGITS)
"""How far a step goes: there are about a hundred thousand of them on either side."""
TAIL = 3
"""Digits that part two places which were made between the same two cards at once."""


def between(low: str | None, high: str | None, maker: str) -> str:
    """A place after ``low`` and before ``high`` (None: the edge of the column).

    ``maker`` is the id of the fact that holds it: two people who put cards into the same gap get
    different places. Where ``low`` is not before ``high``, it is one just after ``low``.
    """
    if low is not None and high is not None and low >= high:
        high = None
    place = _beside(low, high) if low is None or high is None else None
    return (place or _midpoint(low or "", high)) + _tail(maker)


def _beside(low: str | None, high: str | None) -> str | None:
    """A step beyond the edge of a column, so that a thousand cards in a row keep short places."""
    if low is None and high is None:
        return _written(len(DIGITS) ** WIDTH // 2)
    if low is not None:
        return _written(_read(low) + STEP)
    return _written(_read(high or "") - STEP)


def _read(place: str) -> int:
    number = 0
    for digit in place[:WIDTH].ljust(WIDTH, DIGITS[0]):
        number = number * len(DIGITS) + DIGITS.index(digit)
    return number


def _written(number: int) -> str | None:
    if not 0 < number < len(DIGITS) ** WIDTH:
        return None
    place = ""
    for _ in range(WIDTH):
        number, digit = divmod(number, len(DIGITS))
        place = DIGITS[digit] + place
    return place


def _midpoint(low: str, high: str | None) -> str:
    """The shortest text that is greater than ``low`` and has everything that follows it below
    ``high``, so that a tail may be added.
    """
    place = ""
    bounded = high
    for index in range(len(low) + (0 if high is None else len(high)) + 1):
        floor = DIGITS.index(low[index]) if index < len(low) else 0
        ceiling = len(DIGITS)
        if bounded is not None:
            ceiling = DIGITS.index(bounded[index]) if index < len(bounded) else 0
        if ceiling - floor > 1:
            return place + DIGITS[(floor + ceiling) // 2]
        place += DIGITS[floor]
        if bounded is not None and floor < ceiling:
            bounded = None
    return place + DIGITS[len(DIGITS) // 2]


def _tail(maker: str) -> str:
    number = int.from_bytes(hashlib.blake2b(maker.encode(), digest_size=8).digest(), "big")
    tail = ""
    for _ in range(TAIL - 1):
        number, digit = divmod(number, len(DIGITS))
        tail += DIGITS[digit]
    # Never a lowest digit at the end: below it there would be no room.
    return tail + DIGITS[1 + number % (len(DIGITS) - 1)]
