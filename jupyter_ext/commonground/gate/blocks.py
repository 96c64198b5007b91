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
"""From here on string literals over several lines no longer hold a block together, nor do names."""
RUN = 20
"""Two runs of characters around a line break that are together as long may be one token."""
PIECE = 4
"""Two lines of one run each, both at least as long, may be one token in pieces."""
REACH = 120
"""Characters behind the name of a value in which the value may follow."""
HEADER_SIGHT = 220
"""Characters after a private key's header in which its body must begin."""
MAX_KEY = 20_000

_SENTENCE = r"(?<=[a-z]{2}[.!?])[\"')*_]{0,2}(?P<sentence>[ ])(?=[A-Z])"
_END = re.compile(rf"[.!?\n](?:(?<=\n)(?P<line>\s*)|{_SENTENCE})")
_END_OR_SPACE = re.compile(
    rf"(?P<line>(?<![ \t])[ \t]*\n\s*)|[.!?]{_SENTENCE}|(?P<space>(?<![ \t])[ \t]+)"
)
_WHITE = " \t\r"
_CLOSING = "\\ \t\r|*`"
"""What may stand between the end of a run and the line break: a cell's border, a mark."""
_SIGHT = 8
"""Characters after the one that ends a sentence by which it is known that it does."""
_NAMES = (
    "pass", "pw", "kennwort", "contrase", "mot de", "secret", "token", "key", "credential", "basic",
    "bearer", "auth", "twilio", "aws", "mysql", "mariadb", "redis", "-u", "--user",
)  # fmt: skip
_MARK = r"(?:(?:[#>*|+]+|//|--?|\d{1,3}[.)])[ \t]+)?"
_HEAD = re.compile(_MARK + r"(\S{0,24})")
_RUN_CHARS = ascii_letters + digits + "_+/=.:@%~-"
_ONE_RUN = re.compile(rf"\s*{_MARK}[{re.escape(_RUN_CHARS)}]{{{PIECE},}}")
_NUMBERS = re.compile(r"[\[({]?(?:(?:0x|\\x?)?[0-9A-Fa-f]{2,3}[,;:)\]}]{0,3}){1,24}")
"""Numbers of a list."""
_CELL_PIECE = re.compile(r"(?<![\w.-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{10,}(?![\w.-])")
_BEGIN_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_END_KEY = re.compile(r"-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_KEY_BODY = re.compile(r"[^-]{0,200}?[A-Za-z0-9+/]{20}")
_QUOTES = ('"', "'", "`")


class Blocks:
    """Cuts a text that arrives in pieces. The blocks, one after the other, are the text."""

    def __init__(self) -> None:
        self._buffer = ""
        self._begin = 0
        """Where in the buffer the first block begins that is not given out yet."""
        self._seen = 0
        """How far it is known that this block does not end."""

    def feed(self, piece: str) -> Iterator[str]:
        """Add a piece; yields the blocks that are now whole."""
        self._buffer = self._buffer[self._begin :] + piece
        self._seen -= self._begin
        self._begin = 0
        while (end := self._next(final=False)) is not None:
            yield self._take(end)

    @property
    def held(self) -> int:
        """Characters of the block that is not whole yet."""
        return len(self._buffer) - self._begin

    @property
    def rest(self) -> str:
        """What is there of the block that is not whole yet."""
        return self._buffer[self._begin :]

    def finish(self) -> Iterator[str]:
        """The blocks that are left, now that nothing more comes."""
        while (end := self._next(final=True)) is not None:
            yield self._take(end)
        if self._begin < len(self._buffer):
            yield self._take(len(self._buffer))

    def _take(self, end: int) -> str:
        block = self._buffer[self._begin : end]
        self._begin = self._seen = end
        return block

    def _next(self, *, final: bool) -> int | None:
        """Where the first block ends; None while only more text can tell."""
        for kind, start, end in _ends(self._buffer, self._begin, self._seen):
            if end == len(self._buffer):
                return None  # more of the same white space may come, and at the end it is the rest
            verdict = self._ends_at(kind, start, end, final)
            if verdict is None:
                return None
            if verdict:
                return end
            self._seen = end
        return None

    def _ends_at(self, kind: str, start: int, end: int, final: bool) -> bool | None:
        if kind == "line":
            joint = self._joint(start, end, final)
            if joint is None or joint:
                return None if joint is None else False
        elif kind == "space" and not self._between_words(start, end):
            return False
        inside = _inside_key(self._buffer, self._begin, end, final)
        return None if inside is None else not inside and start > self._begin

    def _between_words(self, start: int, end: int) -> bool:
        """Whether a long line may be cut here: not inside a number or a header in capitals.

        Nor where the name of a value stands shortly before: name and value stay together.
        """
        text, begin = self._buffer, self._begin
        around = text[start - 1] + text[end]
        if all(c.isdigit() or c.isupper() or c in "+-()" for c in around):
            return False
        before = text[max(begin, start - REACH) : start].lower()
        return start - begin > VERY_LONG or not any(name in before for name in _NAMES)

    def _joint(self, start: int, end: int, final: bool) -> bool | None:
        """Whether one value may run over this line break."""
        text, begin = self._buffer, self._begin
        if start - begin > RUN and (plain := PLAIN_END.match(text, start)):
            return False if plain.end() < len(text) or final else None
        head = _HEAD.match(text, end)
        assert head is not None
        if head.end() == len(text) and len(head[1]) < 24 and not final:
            return None
        before = text[max(begin, start - 200) : start].rstrip(_CLOSING)
        tail = len(before) - len(before.rstrip(_RUN_CHARS))
        first = len(head[1]) - len(head[1].lstrip(_RUN_CHARS))
        if tail and first and tail + first >= RUN:
            return True
        if start - begin < LONG:
            line = text[max(begin, text.rfind("\n", begin, start) + 1) : start].rstrip(_CLOSING)
            if first >= PIECE and _ONE_RUN.fullmatch(line):
                return True
            if _goes_on(line, text[end : end + 1], head[1]):
                return True
        if start - begin > VERY_LONG:
            return False
        return _literal_or_colon(before, head[1])


def _literal_or_colon(before: str, head: str) -> bool:
    """Whether a string literal, or a value behind its name, may follow in the next line."""
    quoted = before.rstrip("+.&|,() \t").endswith(_QUOTES) and (
        head.lstrip("+.&|,()bfru")[:1] in ("", *_QUOTES)
    )
    return quoted or before.endswith((":", "="))


def _goes_on(line: str, sign: str, head: str) -> bool:
    """Whether numbers of a list, letters, or cells with a piece of a key go on in the next line."""
    if (sign == "|" and "|" in line) or (sign == "<" and line.endswith(">")):
        return _CELL_PIECE.search(line) is not None
    if len(head) > 1 and not _NUMBERS.fullmatch(head):
        return False
    last = line.rsplit(None, 1)[-1:] or [""]
    if len(head) == 1 and head.isascii():
        return len(last[0]) == 1 and last[0].isascii()
    return _NUMBERS.fullmatch(last[0]) is not None


Ending = tuple[str, int, int]
"""Where a block may end: a "line", a "sentence" or a "space", with its start and end."""


def _ends(text: str, begin: int, seen: int) -> Iterator[Ending]:
    """Where the block that begins there may end, in order; before ``seen`` it does not."""
    long = begin + LONG
    if seen < long:
        stop = min(long, len(text))
        while stop < len(text) and text[stop] in _WHITE:
            stop += 1
        for match in _END.finditer(text, seen, stop + _SIGHT):
            start = match.start()
            if match["line"] is None:
                kind, end = "sentence", match.end()
            else:
                while start > seen and text[start - 1] in _WHITE:
                    start -= 1
                kind, end = "line", _whole_end(text, match.end())
            if start >= long:
                break
            yield kind, start, end
            seen = end
    for match in _END_OR_SPACE.finditer(text, max(seen, long)):
        yield match.lastgroup or "", match.start(), match.end()


def _whole_end(text: str, end: int) -> int:
    """The end of the white space that goes on there."""
    while end < len(text) and text[end].isspace():
        end += 1
    return end


def _inside_key(text: str, begin: int, end: int, final: bool) -> bool | None:
    """Whether the block from ``begin`` to ``end`` would end inside a private key.

    None while only more text can tell.
    """
    if text.find("-----BEGIN ", begin, end) < 0:
        return False
    headers = list(_BEGIN_KEY.finditer(text, begin, end))
    if not headers or _END_KEY.search(text, headers[-1].end(), end):
        return False
    header = headers[-1]
    if end - header.end() > MAX_KEY:
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


_HEAD_BEHIND = r"\s*(?P<{}>)(?:[#>*+-]+[ ])?(?![|<])(?=\S{{0,7}}[G-Zg-wyz_])"
_LAST_WORD = "|".join(
    rf"(?<=[A-Za-z0-9,=(\[{{\]}};:] \S{{{more}}}[A-Za-z0-9]{sign}\n)"
    for more in range(9)
    for sign in ("", "[.,]")
    if more or not sign
)
_CLOSED = r"(?<=[;{}\]>]\n)|" + "|".join(rf"(?<=[A-Za-z0-9_\]}}][,()]{{{n}}}\n)" for n in (1, 2, 3))
PLAIN_END = re.compile(
    rf"\n(?:(?:{_CLOSED}){_HEAD_BEHIND.format('closed')}\S\S"
    rf"|(?:{_LAST_WORD}){_HEAD_BEHIND.format('end')}\S{{2,8}}(?!\S))"
)
"""The end of a line over which nothing goes on: there is a sign that closes something, or words on
both sides that are shorter together than ``RUN``."""


def stretches(text: str) -> list[int]:
    """Places over which no block goes, from 0 to the text's end: cheaper to find than the blocks.

    What lies between two such places is cut into the blocks that the whole text has there.
    """
    if "-----BEGIN " in text:
        return [0, len(text)]
    found = [0]
    for match in PLAIN_END.finditer(text):
        end = max(match.span("end")[1], match.span("closed")[1])
        if end - found[-1] >= LONG:  # lines may be cut between their words there
            found += _real_ends(text, found[-1], end - LONG)
        if end > found[-1]:
            found.append(end)
    return [*found, len(text)]


def _real_ends(text: str, begin: int, enough: int) -> Iterator[int]:
    """The ends of the blocks from there on, until one lies behind ``enough``."""
    for block in blocks(text[begin:]):
        begin += len(block)
        yield begin
        if begin > enough:
            return


def may_go_on(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a block that begins there or later may go on over that line break."""
    head = _HEAD.match(text, end)
    assert head is not None
    before = text[max(begin, start - 200) : start].rstrip(_CLOSING)
    tail = len(before) - len(before.rstrip(_RUN_CHARS))
    first = len(head[1]) - len(head[1].lstrip(_RUN_CHARS))
    if (tail + first >= RUN and tail and first) or (first >= PIECE and _LAST_RUN.search(before)):
        return True
    line = before[before.rfind("\n") + 1 :]
    if _goes_on(line, text[end : end + 1], head[1]) or _goes_on(line, "", head[1]):
        return True
    return start - begin >= LONG or _literal_or_colon(before, head[1])


_LAST_RUN = re.compile(rf"(?:^|[\n.!?])[\"')*_]{{0,2}}\s*{_MARK}[{re.escape(_RUN_CHARS)}]+\Z")
"""A run that is all of a line, or of what follows a sentence in it."""
