"""How much of a block that still arrives is settled: whatever follows, no finding begins in it.

A finding never begins before a word that is already whole, but for what this module names: numbers
in groups, string literals, headers of keys, values that become one by what stands behind them. What
pieces of keys are put together over, signs or spaces, stands right between them: so a word that may
be a piece is settled once words of prose follow it, and nothing was found.
Pure, and on the safe side: where it can't tell, the block is held back until it is whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from .disguises import blurred

_PLAIN_WORD = re.compile(r"[\"'(*_#-]{0,3}[A-Za-z]?[a-z]{0,14}[*_)]{0,3}[.,:;!?)*_]{0,3}")
"""Too short for anything encoded, and with no digit in it."""
_PROSE_WORD = re.compile(r"[(*_]{0,3}[A-Za-z][a-z]{1,14}[*_)]{0,3}[.,:;!?]{0,2}")
"""A word over which no piece of a key goes on."""
_APOSTROPHE = re.compile(r"(?<=[a-z])'(?:s|t|d|m|re|ve|ll)(?=[ .,;:!?)])")
_QUOTES = re.compile("[\"'`]")
_HELD = re.compile(
    r"[\n\\<]|%[0-9A-Fa-fu]|&#|-----|basic|\"auth|(?<![a-z])pw|:(?:5432|3306|6432|\*):",
    re.IGNORECASE,
)
"""Line breaks and escapes, tags, headers of keys, and names of short values: what follows, however
far behind, may make a finding of what stands before."""
_ADDRESS = re.compile("://|--")
"""Addresses and options."""
_WORD = re.compile(r"\S+")
_HARMLESS = re.compile(
    r"[(\[*_]{0,3}[\"'`]?(?:[A-Za-z]?[a-z]{1,14}|[A-Z]{1,6})"
    r"(?:[._/-]?(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,6}(?![A-Z]))){0,5}(?:\(\))?[\"'`]?[*_)\]]{0,3}[.,:;!?)]{0,3}"
)
"""A name in code, quoted or not: parts of letters, as in ``conversation_of()``."""
_KEY_LIKE = re.compile(r"(?=[A-Za-z_=-]*[0-9])(?=[0-9_=-]*[A-Za-z])[A-Za-z0-9_=-]{8,}")
"""Some short keys are looked for only where something longer stands in the block, too."""
AFTER_HARMLESS, AFTER_OTHERS, NEVER = 1, 3, 1_000_000
"""Words of prose after which a suspicious word is settled."""
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
_PIECE_SIGNS = "*|+~[]()&<>"
"""What may stand between two pieces."""
_ENDS_PLAINLY = re.compile(
    r"(?:[A-Za-z]{3,}[a-z]|(?=[A-Za-z]*[a-z])(?=[A-Za-z]*[G-Zg-z])[A-Za-z]{2,3})[.,:;!?]{0,3}"
)
"""A word behind which nothing goes on: no number, no letter by itself, nothing hexadecimal."""
SHORT = 8
"""Characters of a word from which on a digit in it makes it suspicious."""
LONG = 13
"""Characters of a word from which on it must be a plain word."""
_REACH = 8
"""Characters of the longest thing that ``_HELD`` looks for, and one before it."""


class _Standing(NamedTuple):
    """Behind a word: where the first word begins that too little prose follows, or -1."""

    end: int
    begin: int = -1
    wanted: int = 0
    prose: int = 0


class BlockPrefix:
    """What is known of a block that grows: each word of it is looked at once."""

    def __init__(self) -> None:
        self._asked, self._answer = 0, 0
        self._clear = 0
        """So far nothing holds the block back."""
        self._standings = [_Standing(0)]

    def settled_length(self, text: str) -> int:
        """How many characters of the block that begins with ``text`` may be shown if all is well.

        The rest of it is not known yet. Zero where any of it may become part of a finding. ``text``
        begins with what it was at the last call.
        """
        end = max(text.rfind(" "), text.rfind("\t")) + 1
        if end != self._asked:
            self._asked, self._answer = end, self._settled(text, end)
        return self._answer

    def _settled(self, text: str, end: int) -> int:
        end = _before_pieces(text, end)
        if not end or self._is_held(text, end):
            return 0
        return _before_pieces(text, self._before_suspects(text, end))

    def _is_held(self, text: str, end: int) -> bool:
        """Whether there is anything before that place for which the whole block has to be known."""
        if end <= self._clear:
            return False
        begin = self._clear
        if _HELD.search(text, max(0, begin - _REACH), end) or blurred(text[begin:end]):
            return True
        self._clear = end
        return False

    def _before_suspects(self, text: str, end: int) -> int:
        """Where the first suspicious word begins that too little prose follows; else ``end``."""
        known = self._standings
        if (at := known[-1].end) < end:
            words = _APOSTROPHE.sub(lambda match: "x" * len(match[0]), text[at:end])
            for word in _WORD.finditer(words):
                known.append(_behind(known[-1], word[0], at + word.start()))
        begin = known[bisect_right(known, end, key=attrgetter("end")) - 1].begin
        return end if begin < 0 else begin


def _behind(before: _Standing, word: str, start: int) -> _Standing:
    """What stands behind one more word."""
    _, begin, wanted, prose = before
    end = start + len(word)
    if _is_suspicious(word):
        return _Standing(end, begin if wanted else start, max(wanted, _prose_after(word)))
    if not wanted:
        return _Standing(end)
    prose = prose + 1 if _PROSE_WORD.fullmatch(word) else 0
    return _Standing(end) if prose >= wanted else _Standing(end, begin, wanted, prose)


def _prose_after(word: str) -> int:
    """How many words of prose settle a suspicious word."""
    if _KEY_LIKE.search(word):
        return NEVER
    return AFTER_HARMLESS if _HARMLESS.fullmatch(word) else AFTER_OTHERS


def _is_suspicious(word: str) -> bool:
    quoted = _QUOTES.search(word) or _ADDRESS.search(word)
    return quoted is not None or not _is_plain(word)


def _before_pieces(text: str, end: int) -> int:
    """Where what may be a piece of something begins: numbers in groups, and pieces of keys."""
    before = -1
    while before != end and not _ends_plainly(text, end):
        before = end
        if groups := _GROUPS.search(text, max(0, end - 80), end):
            end = groups.start()
        if pieces := _PIECES.search(text, max(0, end - 2_000), end):
            end = pieces.start()
    return end


def _ends_plainly(text: str, end: int) -> bool:
    """Whether neither numbers nor pieces can stand there: sooner told than by looking for them."""
    last = end
    while last and text[last - 1] in " \t":
        last -= 1
    start = last
    while start and not text[start - 1].isspace():
        start -= 1
    if not _ENDS_PLAINLY.fullmatch(text, start, last):
        return False
    before = text[max(0, start - 80) : start].rstrip(" \t")
    return bool(before) and before[-1] not in _PIECE_SIGNS


def _is_plain(word: str) -> bool:
    if len(word) >= LONG:
        return _PLAIN_WORD.fullmatch(word) is not None
    return len(word) < SHORT or not any(char.isdigit() for char in word)
