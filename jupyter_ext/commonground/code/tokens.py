"""A text without what doesn't matter (comments, white space, where it stands), and its digests.

It knows where comments, literals, blocks and statements are, and nothing of languages beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
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
        cuts = {cut for part in parts for cut in _cuts(*part)}
        events = sorted([*_events(marks), *cuts])
        token = _ARROWS if marks.arrows else _TOKEN
        pieces = _stream(data, events).split(_CUT)
        self._pieces = [b"\x00".join([*token.findall(piece), b""]) for piece in pieces]
        ordered = (event for event in events if event[4] == _CUT)
        self._number = {cut: number for number, cut in enumerate(ordered, 1)}

    def whole(self) -> str:
        """The digest of all of it."""
        return hexdigest(b"".join(self._pieces))

    def digests(self, start: int, body: int, end: int) -> tuple[str, str]:
        """The digest of a part before its body, and that of its body ("" where that is empty)."""
        first, middle, last = (self._number[cut] for cut in _cuts(start, body, end))
        head = hexdigest(b"".join(self._pieces[first : min(middle, last)]))
        return head, hexdigest(b"".join(self._pieces[middle:last])) if body < end else ""


def hexdigest(data: bytes) -> str:
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
        if start < at and kind != _CUT:
            continue
        if start > at:
            parts.append(text[at:start])
        parts.append(kind)
        if kind == _LITERAL:
            parts.append(b"%x_%x " % (end - start, crc32(data[start:end])))
        at = max(at, end)
    parts.append(text[at:])
    return b"".join(parts)
