"""A text without what doesn't matter (comments, white space, where it stands), and its digests.

It knows where comments, literals, blocks and statements are, and nothing of languages beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Final, TypeAlias
from zlib import crc32

_TOKEN: Final = re.compile(rb"[\w$\x80-\xff]+|\+\+|--|&&|[^\s\w]")
"""Operators of two signs are one token where they mean another thing than these two signs apart."""

_ARROWS: Final = re.compile(rb"[\w$\x80-\xff]+|\+\+|--|&&|<-|[^\s\w]")
"""The same where `<-` is an operator; elsewhere `a <-b` compares with what is negative."""

_CUT, _BEGIN, _END, _STATEMENT, _LITERAL, _COMMENT = (
    b"\x01",
    b"\x02",
    b"\x03",
    b"\x04",
    b"\x05",
    b" ",
)
_SIGNS: Final = bytes(63 if 0 < byte < 6 else byte for byte in range(256))
"""None of these signs stands in a text: there it becomes a question mark."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a language's syntax says of a text, as ranges of bytes in any order."""

    comments: Sequence[tuple[int, int]] = ()
    literals: Sequence[tuple[int, int]] = ()
    blocks: Sequence[tuple[int, int]] = ()
    statements: Sequence[tuple[int, int]] = ()
    arrows: bool = False
    """`<-` is one operator."""


class Tokens:
    """The tokens of a text in order, and digests of the parts given as ``(start, body, end)``."""

    def __init__(self, data: bytes, marks: Marks, parts: Iterable[tuple[int, int, int]]) -> None:
        self._parts = [_cuts(*part) for part in parts]
        events = sorted([*_events(marks), *chain.from_iterable(self._parts)])
        pieces = _joined(_stream(data, events), marks).split(_CUT + _BETWEEN)
        self._text = memoryview(b"".join(pieces))
        cuts = (event for event in events if event[4] == _CUT)
        self._places = dict(zip(cuts, accumulate(map(len, pieces)), strict=False))

    def whole(self) -> str:
        """The digest of all of it."""
        return hexdigest(self._text)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Of each part: the digest of what is before its body, and its body's ("": it is empty)."""
        text, places = self._text, self._places
        for part in self._parts:
            first, middle, last = (places[cut] for cut in part)
            head = hexdigest(text[first : min(middle, last)])
            yield head, hexdigest(text[middle:last]) if part[1][0] < part[2][0] else ""


def _joined(text: bytes, marks: Marks) -> bytes:
    """Its tokens, a zero byte after each. As the expression has it, at half the time."""
    if marks.arrows or text.translate(None, _ORDINARY):
        return _BETWEEN.join([*(_ARROWS if marks.arrows else _TOKEN).findall(text), b""])
    doubled = [pair for pair in _DOUBLE if pair[0] in text]
    for sign, one in doubled:
        text = text.replace(sign, one)
    for sign, apart in _APART:
        if sign in text:
            text = text.replace(sign, apart)
    joined = _BETWEEN.join([*text.split(), b""])
    for sign, one in doubled:
        joined = joined.replace(one, sign)
    return joined


_BETWEEN: Final = b"\x00"
_DOUBLE: Final = ((b"++", b"\x06"), (b"--", b"\x07"), (b"&&", b"\x0e"))
"""Operators of two signs, and what stands for each while the others are set apart."""
_ORDINARY: Final = bytes((*range(1, 6), *range(9, 14), *range(32, 127), *range(128, 256)))
"""What stands in sources, and our own signs: what is doubled is taken for none of these."""
_WORD: Final = re.compile(rb"[\w$\s\x80-\xff]")
_SINGLE: Final = [sign for sign in map(bytes, zip(_ORDINARY)) if not _WORD.match(sign)]
_APART: Final = [(sign, b" %b " % sign) for sign in (*(one for _, one in _DOUBLE), *_SINGLE)]


def hexdigest(data: bytes | memoryview) -> str:
    """A short digest that is the same in every process: 16 hexadecimal digits."""
    return blake2b(data, digest_size=8).hexdigest()


_Event: TypeAlias = tuple[int, int, int, int, bytes]
"""Where it starts, its order there, a finer order, where it ends, and what it is."""


def _cuts(start: int, body: int, end: int) -> tuple[_Event, _Event, _Event]:
    return _opens(start, end), _opens(body, end), _closes(start, end)


def _opens(start: int, end: int) -> _Event:
    """A cut before what starts here, and after the sign of a block that starts here around it."""
    return (start, 0, 1 - 2 * end, start, _CUT)


def _closes(start: int, end: int) -> _Event:
    """A cut after what ends here and its own sign, and before the signs of what is around it.

    A block that starts where it does is around it.
    """
    return (end, -1, 1 - 3 * start, end, _CUT)


def _events(marks: Marks) -> list[_Event]:
    """What stands where. White space may end a block or a statement, so a sign does, too."""
    comments = set(marks.comments)
    found: list[_Event] = [(start, 2, -end, end, _COMMENT) for start, end in comments]
    found += [(start, 3, -end, end, _LITERAL) for start, end in marks.literals]
    found += [(start, 0, -2 * end, start, _BEGIN) for start, end in marks.blocks]
    found += [(end, -1, 2 - 3 * start, end, _END) for start, end in marks.blocks]
    found += [
        (end, -1, -3 * start, end, _STATEMENT)
        for start, end in marks.statements
        if (start, end) not in comments
    ]
    return found


def _stream(data: bytes, events: Iterable[_Event]) -> bytes:
    """The text with a sign at each event. A literal is its length and checksum."""
    text = data.translate(_SIGNS)
    parts: list[bytes] = []
    at = 0
    for start, _, _, end, kind in events:
        if start > at:
            parts.append(text[at:start])
        elif start < at and kind != _CUT:
            continue
        parts.append(kind)
        if kind == _LITERAL:
            parts.append(b"%x_%x " % (end - start, crc32(data[start:end])))
        if end > at:
            at = end
    parts.append(text[at:])
    return b"".join(parts)
