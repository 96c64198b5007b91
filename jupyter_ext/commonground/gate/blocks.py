"""A text in blocks that can be checked one after the other, also while it still arrives.

Where a block ends follows from the text alone, never from how it was cut into pieces: so a stream
that is checked block by block says what the whole text would have said. A block is a line or a
sentence, longer where a secret could run on: over a line break between two long runs of characters,
lines of one run each or two string literals, after a colon, inside a private key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

LONG = 1_500
"""From here on a block also ends between words of one line."""
VERY_LONG = 6_000
"""From here on string literals over several lines no longer hold a block together."""
RUN = 20
"""Two runs of characters around a line break that are together as long may be one token."""
PIECE = 4
"""Two lines of one run each, both at least as long, may be one token in pieces."""
HEADER_SIGHT = 220
"""Characters after a private key's header in which its body must begin."""
MAX_KEY = 20_000

_END = re.compile(
    r"(?P<line>[ \t]*\n\s*)|(?<=[a-z]{2})[.!?][\"')*_]{0,2}(?P<sentence>[ ])(?=[A-Z])|"
    r"(?P<space>[ \t]+)"
)
_MARK = r"(?:(?:[#>*|+]+|//|--?|\d{1,3}[.)])[ \t]+)?"
_HEAD = re.compile(_MARK + r"(\S{0,24})")
_RUN_CHARS = ascii_letters + digits + "_+/=.:@%~-"
_ONE_RUN = re.compile(rf"\s*{_MARK}[{re.escape(_RUN_CHARS)}]{{{PIECE},}}")
_BEGIN_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_END_KEY = re.compile(r"-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_KEY_BODY = re.compile(r"[^-]{0,200}?[A-Za-z0-9+/]{20}")
_QUOTES = "\"'`"


class Blocks:
    """Cuts a text that arrives in pieces. The blocks, one after the other, are the text."""

    def __init__(self) -> None:
        self._buffer = ""
        self._seen = 0

    def feed(self, piece: str) -> Iterator[str]:
        """Add a piece; yields the blocks that are now whole."""
        self._buffer += piece
        while (end := self._next(final=False)) is not None:
            yield self._take(end)

    def finish(self) -> Iterator[str]:
        """The blocks that are left, now that nothing more comes."""
        while (end := self._next(final=True)) is not None:
            yield self._take(end)
        if self._buffer:
            yield self._take(len(self._buffer))

    def _take(self, end: int) -> str:
        block, self._buffer, self._seen = self._buffer[:end], self._buffer[end:], 0
        return block

    def _next(self, *, final: bool) -> int | None:
        """Where the first block ends; None while only more text can tell."""
        for match in _END.finditer(self._buffer, self._seen):
            if match.end() == len(self._buffer):
                return None  # more of the same white space may come, and at the end it is the rest
            verdict = self._ends_at(match, final)
            if verdict is None:
                return None
            if verdict:
                return match.end()
            self._seen = match.end()
        return None

    def _ends_at(self, match: re.Match[str], final: bool) -> bool | None:
        text, start = self._buffer, match.start()
        if match["line"] is not None:
            joint = self._joint(match, final)
            if joint is None or joint:
                return None if joint is None else False
        elif match["sentence"] is None and not self._between_words(match):
            return False
        inside = _inside_key(text[: match.end()], text, final)
        return None if inside is None else not inside and start > 0

    def _between_words(self, match: re.Match[str]) -> bool:
        """Whether a long line may be cut here: not inside a number or a header in capitals."""
        if match.start() < LONG:
            return False
        around = self._buffer[match.start() - 1] + self._buffer[match.end()]
        return not all(c.isdigit() or c.isupper() or c in "+-()" for c in around)

    def _joint(self, match: re.Match[str], final: bool) -> bool | None:
        """Whether one value may run over this line break."""
        text = self._buffer
        head = _HEAD.match(text, match.end())
        assert head is not None
        if head.end() == len(text) and len(head[1]) < 24 and not final:
            return None
        before = text[max(0, match.start() - 200) : match.start()].rstrip("\\ \t")
        tail = len(before) - len(before.rstrip(_RUN_CHARS))
        first = len(head[1]) - len(head[1].lstrip(_RUN_CHARS))
        if tail and first and tail + first >= RUN:
            return True
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip("\\ \t")
        if first >= PIECE and match.start() < LONG and _ONE_RUN.fullmatch(line):
            return True
        if match.start() > VERY_LONG:
            return False
        quoted = before.rstrip("+.&|,() \t").endswith(tuple(_QUOTES)) and (
            head[1].lstrip("+.&|,()bfru")[:1] in _QUOTES or head[1] in ("+", ".", "&", "|")
        )
        return quoted or before.endswith((":", "="))


def _inside_key(block: str, text: str, final: bool) -> bool | None:
    """Whether ``block`` ends inside a private key; None while only more text can tell."""
    headers = list(_BEGIN_KEY.finditer(block))
    if not headers or _END_KEY.search(block, headers[-1].end()):
        return False
    header = headers[-1]
    if len(block) - header.end() > MAX_KEY:
        return False
    sight = text[header.end() : header.end() + HEADER_SIGHT]
    if _KEY_BODY.match(sight):
        return True
    return False if final or len(sight) == HEADER_SIGHT else None


def blocks(text: str) -> Iterator[str]:
    """The blocks of a whole text."""
    cutter = Blocks()
    yield from cutter.feed(text)
    yield from cutter.finish()
