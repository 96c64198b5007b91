"""Secrets in disguise: split over lines or string literals, escaped, encoded, packed.

``views`` gives a text as a reader would put it together again, with the way back to the original
places; ``decoded`` gives what encoded runs in it hold. Neither judges what it finds.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ..core.visible import plain
from .literals import ScannedText

MAX_UNPACKED = 1_000_000
"""Bytes that one archive may unpack to; a larger one counts as sealed."""
MAX_PLAIN = 10_000
"""Characters whose plain form is remembered."""
SEALED = "\x00sealed\x00"
"""What stands for the content of an archive that can't be read whole; no readable text is this."""


@dataclass(frozen=True, slots=True)
class TextView:
    """A derived text, and the way back to the places of the original."""

    text: str
    back: Callable[[int, int], tuple[int, int]]
    """Where a span of the derived text lies in the original."""
    joined: bool = False
    """Whether things were put together that may not belong together."""
    seams: bool = False
    """Whether even signs between words were left out: only what is marked as a key counts."""


Span = tuple[int, int]

_BEFORE_BREAK = ("\r", "\\", " ", "\t")
MARK = r"(?:(?:[#>*|+]+|//|--?|\d{1,3}[.)])[ \t]+)?"
"""What may stand at the beginning of a line before its text."""
_LINE_BREAK = re.compile(rf"\n\s*{MARK}")
_RUN = re.compile(rf"{MARK}\S+")
LITERAL_JOINT = re.compile(
    r"([\"'`])[)\s]{0,100}(?:\\\s{1,9}|[+.&|,]{1,2}\s{0,9})?[(\s]{0,100}[rbfuRBFU]{0,2}([\"'`])"
)
ESCAPES = re.compile(
    r"%([0-9A-Fa-f]{2})|\\x([0-9A-Fa-f]{2})|\\u00([0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]{2});|&#(\d{2,3});"
    r"|\\[ux]\{0{0,4}([0-9A-Fa-f]{2})\}|\\U000000([0-9A-Fa-f]{2})|%u00([0-9A-Fa-f]{2})"
)
_HIDDEN = frozenset({"Cf", "Cc", "Mn", "Me", "Zl", "Zp"})
"""Categories of characters that take no place of their own on the screen, or end a line."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаекорсухѕіјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονκρ",
    "ABEKMHOPCTYXSIJaekopcyxsijdhqwABEZHIKMNOPTYXovkp",
)
"""Cyrillic and Greek letters that look like Latin ones (Unicode TR 39, confusables)."""


def views(text: str) -> Iterator[TextView]:
    """The text without what splits, escapes or blurs a secret; nothing for plain text."""
    if "\n" in text:
        yield from over_lines(text)
    if '"' in text or "'" in text or "`" in text:
        yield from over_literals(text)
    if "%" in text or "\\" in text or "&#" in text:
        yield from _unescaped(text)
    if not plain(text):
        yield from _unblurred(text)


def blurred(text: str) -> bool:
    """Whether a character of it is invisible, stands for a plain one or looks like another."""
    return not plain(text) and next(_unblurred(text), None) is not None


def over_literals(text: str) -> Iterator[TextView]:
    """The string literals put together."""
    return without(text, (joint.span() for joint in LITERAL_JOINT.finditer(text)))


def over_lines(text: str) -> Iterator[TextView]:
    """The lines put together: all of them, each with the next one only, those of one run each."""
    joints = line_breaks(text)
    if len(joints) == 1 and joints[0][1] == len(text) and "\\" not in text[slice(*joints[0])]:
        return  # all that this would leave out is white space at the end, which no rule asks for
    yield from without(text, joints)
    if len(joints) > 1:
        yield _pairs(text, joints)
    yield from without(text, _stacked(text, joints))


def line_breaks(text: str) -> list[Span]:
    """What is left out where lines are put together: spaces, a backslash, the mark of the next."""
    found: list[Span] = []
    last = 0
    for match in _LINE_BREAK.finditer(text):
        start = match.start()
        if text[start - 1 : start] in _BEFORE_BREAK:
            start = before_break(text, start)
        if start >= last:
            last = match.end()
            found.append((start, last))
    return found


def before_break(text: str, at: int) -> int:
    """Where what is left out before a line break begins."""
    if text[at - 1 : at] == "\r":
        at -= 1
    if text[at - 1 : at] == "\\":
        at -= 1
    while text[at - 1 : at] in (" ", "\t"):
        at -= 1
    return at


def without(text: str, joints: Iterable[Span]) -> Iterator[TextView]:
    """The text without these; nothing if there are none."""
    spans: list[tuple[int, int]] = []
    at = 0
    for start, end in joints:
        spans.append((at, start))
        at = end
    if at:
        yield put_together(text, [*spans, (at, len(text))])


def put_together(text: str, spans: Sequence[tuple[int, int]]) -> TextView:
    """These parts of the text, one after the other."""
    offsets = [0, *accumulate(end - start for start, end in spans)]

    def place(at: int) -> int:
        part = bisect_right(offsets, at) - 1
        return spans[part][0] + at - offsets[part]

    def back(start: int, end: int) -> tuple[int, int]:
        return place(start), place(end - 1) + 1

    return TextView("".join(text[start:end] for start, end in spans), back, joined=True)


def _parts(text: str, joints: Sequence[Span]) -> list[tuple[int, int]]:
    """Starts and ends of what lies before, between and after the joints."""
    begins = [0, *(end for _, end in joints)]
    ends = [*(start for start, _ in joints), len(text)]
    return list(zip(begins, ends, strict=True))


def _stacked(text: str, joints: Sequence[Span]) -> list[Span]:
    """The line breaks between lines that are one run each; none where that is all of them."""
    runs = [_RUN.fullmatch(text, start, end) for start, end in _parts(text, joints)]
    found = [j for j, above, below in zip(joints, runs, runs[1:], strict=False) if above and below]
    return found if len(found) < len(joints) else []


def _pairs(text: str, joints: Sequence[Span]) -> TextView:
    """Each line put together with the next one only, pair after pair."""
    lines = _parts(text, joints)
    spans: list[tuple[int, int]] = []
    for one, two in pairwise(lines):
        spans += (one, two, (two[1], two[1]))
    # A line break stands after each pair: in the original, the last character of the second line.
    parts = [text[a:b] if place % 3 < 2 else "\n" for place, (a, b) in enumerate(spans)]
    spans = [span if place % 3 < 2 else (span[0] - 1, span[0]) for place, span in enumerate(spans)]
    return replace(put_together(text, spans), text="".join(parts))


def _unescaped(text: str) -> Iterator[TextView]:
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    at = 0
    for match in ESCAPES.finditer(text):
        number = match[match.lastindex or 0]
        code = int(number) if match.lastindex == 5 else int(number, 16)
        spans += ((at, match.start()), match.span())
        parts += (text[at : match.start()], chr(code))
        at = match.end()
    if at:
        yield _replaced([*parts, text[at:]], [*spans, (at, len(text))])


def _replaced(parts: Sequence[str], spans: Sequence[tuple[int, int]]) -> TextView:
    """Parts of a derived text with the spans that they stand for: whole, where lengths differ."""
    offsets = [0, *accumulate(map(len, parts))]

    def place(at: int) -> tuple[int, int]:
        part = bisect_right(offsets, at) - 1
        start, end = spans[part]
        if end - start != len(parts[part]):
            return start, end
        return start + at - offsets[part], start + at - offsets[part] + 1

    def back(start: int, end: int) -> tuple[int, int]:
        return place(start)[0], place(end - 1)[1]

    return TextView("".join(parts), back)


class _Plain(dict[int, str]):
    """For ``str.translate``: invisible characters go, full-width ones and the like get plain."""

    def __missing__(self, code: int) -> str:
        plain = _plain_char(chr(code))
        if len(self) < MAX_PLAIN:
            self[code] = plain
        return plain


_PLAIN = _Plain()


def _unblurred(text: str) -> Iterator[TextView]:
    """Without invisible characters and with plain ones for others; with Latin for its lookalikes.

    Most letters of other scripts that look like Latin ones are just theirs.
    """
    derived = text.translate(_PLAIN)
    if derived != text:
        yield TextView(derived, lambda start, end: _plain_places(text, start, end))
    derived = text.translate(_LOOKALIKES)
    if derived != text:
        yield TextView(derived, lambda start, end: (start, end), joined=True)


def _plain_places(text: str, start: int, end: int) -> tuple[int, int]:
    places = [place for place, char in enumerate(text) for _ in _PLAIN[ord(char)]]
    return places[start], places[end - 1] + 1


def _plain_char(char: str) -> str:
    if " " <= char <= "~" or char in "\t\n":
        return char
    if unicodedata.category(char) in _HIDDEN or char in _FILLERS:
        return ""
    return unicodedata.normalize("NFKC", char)


_BASE64 = re.compile(r"[A-Za-z0-9_+/-]{16,}={0,2}")
MIN_HEX = 24
"""Hexadecimal digits that are worth a look."""
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}){12,})(?![0-9A-Za-z])")


def decoded(text: ScannedText) -> Iterator[tuple[int, int, str]]:
    """Start, end and readable content of each encoded run; ``SEALED`` for a closed archive."""
    runs = [
        (start + match.start(), start + match.end(), match[0])
        for start, word in text.words
        for match in _BASE64.finditer(word)
    ]
    for start, end, run in runs:
        digits = run.rstrip("=").replace("-", "+").replace("_", "/")
        if not _worth_decoding(digits):
            continue
        content = _readable(base64.b64decode(_padded(digits)))
        if content is not None:
            yield start, end, content
    for start, end, _ in runs:  # hexadecimal digits are base64, too
        for match in _HEX.finditer(text, start, end) if end - start >= MIN_HEX else ():
            content = _readable(binascii.unhexlify(match[1]))
            if content is not None:
                yield match.start(), match.end(), content


def _padded(run: str) -> str:
    usable = run[:-1] if len(run) % 4 == 1 else run
    return usable + "=" * (-len(usable) % 4)


def _worth_decoding(run: str) -> bool:
    """Whether its beginning holds text or an archive: images and random keys end here."""
    head = base64.b64decode(_padded(run[:24]))
    return _opener(head) is not None or _looks_textual(head)


_PRINTABLE = bytes([*b"\t\r\n", *range(32, 127)])


def _looks_textual(head: bytes) -> bool:
    printable = len(head) - len(head.translate(None, _PRINTABLE))
    return printable + head[1::2].count(0) >= len(head) - 4


def _readable(data: bytes) -> str | None:
    """The text in these bytes, unpacked where they are an archive; None for anything else."""
    opener = _opener(data)
    if opener is not None:
        try:
            data = opener(data)
        except (
            OSError, ValueError, EOFError, RuntimeError, NotImplementedError,
            zlib.error, lzma.LZMAError, zipfile.BadZipFile,
        ):  # fmt: skip
            return SEALED
        return data.decode("utf-8", "replace")
    encoding = "utf-16-le" if data[1:40:2].count(0) > len(data[1:40:2]) // 2 else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd = 0 if text.isprintable() else sum(not (c.isprintable() or c in "\t\r\n") for c in text)
    return text if odd * 20 <= len(text) else None


def _opener(data: bytes) -> Callable[[bytes], bytes] | None:
    if data[:3] == b"\x1f\x8b\x08":
        return lambda raw: _inflated(raw, zlib.decompressobj(31))
    if data[:4] == b"PK\x03\x04":
        return _unzipped
    if data[:3] == b"BZh" and data[4:10] == b"1AY&SY":
        return lambda raw: _bounded(bz2.BZ2Decompressor().decompress(raw, MAX_UNPACKED + 1))
    if data[:6] == b"\xfd7zXZ\x00":
        return lambda raw: _bounded(lzma.LZMADecompressor().decompress(raw, MAX_UNPACKED + 1))
    return None


def _inflated(raw: bytes, machine: zlib._Decompress) -> bytes:
    return _bounded(machine.decompress(raw, MAX_UNPACKED + 1))


def _unzipped(raw: bytes) -> bytes:
    """Names and contents of all files, one after the other."""
    found = bytearray()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for info in archive.infolist():
            found += info.filename.encode() + b"\n"
            with archive.open(info) as file:
                found += file.read(MAX_UNPACKED + 1 - len(found)) + b"\n"
            _bounded(bytes(found))
    return bytes(found)


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_UNPACKED:
        raise ValueError("the archive unpacks to more than the gate reads")
    return data
