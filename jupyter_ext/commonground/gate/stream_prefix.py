"""How much of a block that still arrives is settled: whatever follows, no finding begins in it.

A finding never begins before a word that is already whole, but for what this module names: numbers
in groups, string literals, headers of keys, values that become one by what stands behind them.
Pure, and on the safe side: where it can't tell, the block is held back until it is whole.
"""

from __future__ import annotations

import re

from .disguises import blurred

_PLAIN_WORD = re.compile(r"[\"'(*_#-]{0,3}[A-Za-z]?[a-z]{0,14}[*_)]{0,3}[.,:;!?)*_]{0,3}")
"""Too short for anything encoded, and with no digit in it."""
_APOSTROPHE = re.compile(r"(?<=[a-z])'(?:s|t|d|m|re|ve|ll)(?=[ .,;:!?)])")
_QUOTES = re.compile("[\"'`]")
_HELD = re.compile(r"[\n%\\]|&#|://|--|basic|(?<![a-z])pw|:(?:5432|3306|6432|\*):", re.IGNORECASE)
"""Line breaks and escapes, addresses, headers of keys and options, and names of short values: what
follows may make a finding of what stands before."""
_GROUPS = re.compile(r"(?:^|(?<=\s))[^\s\d]{0,4}\d[\dA-Z ()./+-]*\Z")
"""Digits at the end, in groups: a number that may go on."""
_PIECES = re.compile(
    r"(?:^|(?<=\s))(?:"
    r"(?=\S*[\d_])[^\s]{3,}[ \t]+(?:[*|+~\[\]()&<>]{1,4}[ \t]*\S*[ \t]*)*"  # a key, and a seam
    r"|[^\s\w]{0,4}(?:(?:0x|chr\()?[0-9A-Fa-f]{2,3}[^\sA-Za-z0-9]{0,3}[ \t]+)+"  # numbers of a list
    r"|[B-HJ-Zb-z0-9_-],?[ \t]+(?:[A-Za-z0-9_-],?[ \t]+)*"  # letters with spaces between
    r")\Z"
)
"""What at the end may be a piece of something that goes on."""
SHORT = 8
"""Characters of a word from which on a digit in it makes it suspicious."""
LONG = 13
"""Characters of a word from which on it must be a plain word."""


def settled_length(text: str) -> int:
    """How many characters of the block that begins with ``text`` may be shown if all is well there.

    The rest of it is not known yet. Zero where any of it may become part of a finding.
    """
    end = max(text.rfind(" "), text.rfind("\t")) + 1
    end = _before_pieces(text, end)
    whole = text[:end]
    if not whole or _HELD.search(whole) or _QUOTES.search(_APOSTROPHE.sub("", whole)):
        return 0
    if blurred(whole) or not all(map(_is_plain, whole.split())):
        return 0
    return end


def _before_pieces(text: str, end: int) -> int:
    """Where what may be a piece of something begins: numbers in groups, and pieces of keys."""
    before = -1
    while before != end:
        before = end
        if groups := _GROUPS.search(text, max(0, end - 80), end):
            end = groups.start()
        if pieces := _PIECES.search(text, max(0, end - 2_000), end):
            end = pieces.start()
    return end


def _is_plain(word: str) -> bool:
    if len(word) >= LONG:
        return _PLAIN_WORD.fullmatch(word) is not None
    return len(word) < SHORT or not any(char.isdigit() for char in word)
