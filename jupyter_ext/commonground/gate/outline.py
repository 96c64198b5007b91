"""A text in a few letters, one for each of its characters: what is rare is found fast in it.

Expressions that begin with a fixed string are searched for several times as fast as others. What
they find here is worth a look, which the expressions on the text itself then take.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_letters, digits, hexdigits


def _letters(kinds: Mapping[str, str], other: str) -> bytes:
    """A table for ``bytes.translate``: each kind's characters get its letter."""
    table = bytearray(other.encode() * 256)
    for letter, chars in kinds.items():
        for char in chars:
            table[ord(char)] = ord(letter)
    return bytes(table)


def outline(text: str) -> bytes:
    """A byte for each character; what is no letter of Western Europe becomes a question mark."""
    return text.encode("latin-1", "replace")


_PAIRS = _letters(
    {"h": hexdigits, "x": "xX", "w": "".join(set(ascii_letters) - set(hexdigits + "xX"))}, " "
)
_LISTED = re.compile(rb"hh (?: {0,5}(?:hx|x|hww |hwhw |w)?h{2,3} ){11}")
_BITS = re.compile(r"[01][01]{6,7}[\s,]{1,3}(?:[01]{7,8}[\s,]{1,3}){11}")
_OCTAL = re.compile(r"\\[01]?[0-7]{2}(?:\\[01]?[0-7]{2}){11}")
_SINGLE = _letters({"a": ascii_letters + digits + "_.+/=-|", "x": "!\"#$%&'()*:<>@[\\]^`{}~"}, " ")
_SPACED = re.compile(rb" a (?: {0,2}a ){19}")


def may_list(text: str, outlined: bytes) -> bool:
    """Whether a list of numbers may be in it (``lists.LISTED``)."""
    padded = outlined.translate(_PAIRS) + b" "
    return (
        _LISTED.search(padded) is not None
        or ("\\" in text and _OCTAL.search(text) is not None)
        or _BITS.search(text) is not None
    )


def may_space(text: str) -> bool:
    """Whether letters may stand in it one by one (``seams.SPACED``)."""
    return _SPACED.search(b" %b " % outline(text).translate(_SINGLE)) is not None


_SEAMS = _letters(
    {
        " ": " \t\n\r",
        "s": "*|+~`[]()\\$<>&;_:=#",
        "a": ascii_letters + digits + "!\"%',-./?@^{}",
    },
    "s",
)
_CHAIN = re.compile(
    rb"[as]+(?:(?:(?<=s) {1,12}| {1,12}(?=s)|(?<=a{6}) {1,3}(?:[as] ?)?(?=a{6}))[as]+)*"
)


_TAG = re.compile(r"<[!/A-Za-z][^<>\n ]* [^<>\n]*>")


def chains(text: str, outlined: bytes, least: int) -> list[int]:
    """Places in each block with pieces between signs that may be as long together."""
    whole = outlined.translate(_SEAMS)
    found = (match.span() for match in _CHAIN.finditer(whole))
    places = [
        at
        for start, end in found
        if end - start > least
        for at in (*range(start, end, least), end - 1)
    ]
    return places + [match.start() for match in _TAG.finditer(text)]
