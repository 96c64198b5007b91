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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

MAX_UNPACKED = 1_000_000
"""Bytes that one archive may unpack to; a larger one counts as sealed."""
SEALED = "\x00sealed\x00"
"""What stands for the content of an archive that can't be read whole; no readable text is this."""


@dataclass(frozen=True, slots=True)
class View:
    """A derived text; character i of it stands for ``starts[i]`` to ``ends[i]`` of the original."""

    text: str
    starts: list[int]
    ends: list[int]
    joined: bool = False
    """Whether things were put together that may not belong together."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the derived text lies in the original."""
        return self.starts[start], self.ends[end - 1]


_LINES = re.compile(r"(?<![ \t])[ \t]*\\?\r?\n\s*(?:(?:[#>*|+]+|//|--?|\d{1,3}[.)])[ \t]+)?")
_RUN = re.compile(r"(?:(?:[#>*|+]+|//|--?|\d{1,3}[.)])[ \t]+)?\S+")
_LITERALS = re.compile(
    r"([\"'`])[)\s]{0,100}(?:\\\s{1,9}|[+.&|,]\s{0,9})?[(\s]{0,100}[rbfuRBFU]{0,2}([\"'`])"
)
_ESCAPES = re.compile(
    r"%([0-9A-Fa-f]{2})|\\x([0-9A-Fa-f]{2})|\\u00([0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]{2});|&#(\d{2,3});"
)
_UNUSUAL = re.compile(r"[^\t\n\r\x20-\x7e]|\r(?!\n)")
_HIDDEN = frozenset({"Cf", "Cc", "Mn", "Me", "Zl", "Zp"})
"""Categories of characters that take no place of their own on the screen, or end a line."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаекорсухѕіјԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονκρ",
    "ABEKMHOPCTYXSIJaekopcyxsijdhqwABEZHIKMNOPTYXovkp",
)
"""Cyrillic and Greek letters that look like Latin ones (Unicode TR 39, confusables)."""


def views(text: str) -> Iterator[View]:
    """The text without what splits, escapes or blurs a secret; nothing for plain text."""
    joints = list(_LINES.finditer(text)) if "\n" in text else []
    if view := _without(text, joints):
        yield view
        if pairs := _pairs(text):
            yield pairs
        if view := _without(text, _stacked(text, joints)):
            yield view
    if view := _without(text, _LITERALS.finditer(text)):
        yield view
    if view := _unescaped(text):
        yield view
    if _UNUSUAL.search(text):
        if view := _plain(text):
            yield view
        if view := _latin(text):
            yield view


def _without(text: str, joints: Iterable[re.Match[str]]) -> View | None:
    starts: list[int] = []
    at = 0
    for match in joints:
        starts.extend(range(at, match.start()))
        at = match.end()
    if not at:
        return None
    starts.extend(range(at, len(text)))
    return View("".join(text[i] for i in starts), starts, [i + 1 for i in starts], joined=True)


def _stacked(text: str, joints: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The line breaks between lines that are one run each; none where that is all of them."""
    begins = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    runs = [_RUN.fullmatch(text[a:b]) for a, b in zip(begins, ends, strict=True)]
    found = [j for j, above, below in zip(joints, runs, runs[1:], strict=False) if above and below]
    return found if len(found) < len(joints) else []


def _pairs(text: str) -> View | None:
    """Each line put together with the next one only, pair after pair."""
    joints = list(_LINES.finditer(text))
    if len(joints) < 2:
        return None
    parts: list[str] = []
    starts: list[int] = []
    begins = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    for first in range(len(joints)):
        for line in (first, first + 1):
            parts.append(text[begins[line] : ends[line]])
            starts.extend(range(begins[line], ends[line]))
        parts.append("\n")
        starts.append(ends[first + 1] - 1)
    return View("".join(parts), starts, [i + 1 for i in starts], joined=True)


def _unescaped(text: str) -> View | None:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _ESCAPES.finditer(text):
        starts.extend((*range(at, match.start()), match.start()))
        ends.extend((*range(at + 1, match.start() + 1), match.end()))
        number = match[match.lastindex or 0]
        code = int(number) if match.lastindex == 5 else int(number, 16)
        parts += (text[at : match.start()], chr(code))
        at = match.end()
    if not at:
        return None
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return View("".join(parts) + text[at:], starts, ends)


def _plain(text: str) -> View | None:
    """Without invisible characters, and with full-width and mathematical letters made plain."""
    parts = [_plain_char(char) for char in text]
    starts = [place for place, plain in enumerate(parts) for _ in plain]
    derived = "".join(parts)
    return View(derived, starts, [i + 1 for i in starts]) if derived != text else None


def _plain_char(char: str) -> str:
    if " " <= char <= "~" or char in "\t\n":
        return char
    if unicodedata.category(char) in _HIDDEN or char in _FILLERS:
        return ""
    return unicodedata.normalize("NFKC", char)


def _latin(text: str) -> View | None:
    """With letters of other scripts that look like Latin ones made Latin; most are just theirs."""
    derived = text.translate(_LOOKALIKES)
    places = list(range(len(text)))
    same = derived == text
    return None if same else View(derived, places, [i + 1 for i in places], joined=True)


_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9a-fA-F]{2}){12,})(?![0-9A-Za-z])")


def decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and readable content of each encoded run; ``SEALED`` for a closed archive."""
    for match in _BASE64.finditer(text):
        run = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        if not _worth_decoding(run):
            continue
        content = _readable(base64.b64decode(_padded(run)))
        if content is not None:
            yield match.start(), match.end(), content
    for match in _HEX.finditer(text):
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


def _looks_textual(head: bytes) -> bool:
    printable = sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in head)
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
    odd = sum(not (c.isprintable() or c in "\t\r\n") for c in text)
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
