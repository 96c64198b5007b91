"""Texts that are written as lists of numbers, or in base32 and base85: found, and read.

Lists are hexadecimal, decimal, octal or binary, with whatever stands between the numbers. Judges
nothing of what it reads.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from .literals import ScannedText
from .outline import may_list, outline

LEAST = 12
"""Characters that are worth a look."""
_GAP = r"(?:[\s,;:|+.]|\\n){1,6}"
_HEX = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{{2}}{_GAP}){{{LEAST},}}(?:0x|\\x)?[0-9A-Fa-f]{{2}}"
    r"(?![0-9A-Za-z])"
)
_DECIMAL = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:chr|char)\()?[01]?\d{{2}}\)?(?:{_GAP}(?:(?:chr|char)\()?[01]?\d{{2}}\)?){{{LEAST},}}"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_OCTAL = re.compile(rf"\\[01]?[0-7]{{2}}(?:(?:{_GAP})?\\[01]?[0-7]{{2}}){{{LEAST},}}")
_BINARY = re.compile(
    rf"(?<![0-9A-Za-z])(?:[01]{{7,8}}{_GAP}){{{LEAST},}}[01]{{7,8}}(?![0-9A-Za-z])"
)
_NUMBERS: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...] = (
    (_HEX, re.compile(r"[0-9A-Fa-f]{2}(?![0-9A-Za-z])"), 16),
    (_DECIMAL, re.compile(r"[01]?\d{2}"), 10),
    (_OCTAL, re.compile(r"[01]?[0-7]{2}"), 8),
    (_BINARY, re.compile(r"[01]{7,8}"), 2),
)
LISTED = re.compile(
    r"(?<![0-9A-Za-z])(?:0x|chr\(|char\()?(?:(?:[01][0-9]{2}|[0-9A-Fa-f]{2})[^0-9A-Za-z]{1,6}(?:0x|x|chr\(|char\(|n)?){12}"
    r"|(?:\\[01]?[0-7]{2}){12}|(?<![01])(?:[01]{7,8}[\s,]{1,3}){12}",
    re.IGNORECASE,
)
"""What every list holds; cheaper to look for than each of them."""
_BASE32 = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z2-7]{24,}|[a-z2-7]{24,})={0,6}(?![A-Za-z0-9=])")
_BASE85 = re.compile(r"[!-uvw-~]{25,}")
_SIGNS = re.compile(r"[!#$%&()*+;<=>?@^`{|}~]")
_PRINTABLE = frozenset(b"\t\r\n") | frozenset(range(32, 127))


def listed(text: ScannedText) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each list of numbers and each word in base32 or base85."""
    if text.digits and may_list(text, outline(text)) and LISTED.search(text):
        yield from _numbers(str(text))
    yield from encoded_words(text)


def encoded_words(text: ScannedText) -> Iterator[tuple[int, int, str]]:
    """Those that are written in base32 or base85."""
    for start, word in text.words:
        if len(word) >= 2 * LEAST:
            yield from _words(start, word)


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for whole, each, base in _NUMBERS:
        for found in whole.finditer(text):
            codes = [int(number, base) for number in each.findall(found[0])]
            if all(code in _PRINTABLE for code in codes):
                yield found.start(), found.end(), bytes(codes).decode("ascii")


def _words(start: int, word: str) -> Iterator[tuple[int, int, str]]:
    for found in _BASE32.finditer(word):
        content = _printable(_base32, found[0], 16)
        if content is not None:
            yield start + found.start(), start + found.end(), content
    if _SIGNS.search(word):
        for found in _BASE85.finditer(word):
            yield from _base85(start + found.start(), found[0])


_MAY_READ: tuple[tuple[Callable[[str], bytes], re.Pattern[str]], ...] = (
    (base64.b85decode, re.compile(r"(?:[2-4A-Za-e].{4}){4}")),
    (base64.a85decode, re.compile(r"(?:[#-%+-I].{4}){4}")),
)
"""The first of five digits says nearly all of a byte: those of readable ones begin like this."""


def _base85(start: int, run: str) -> Iterator[tuple[int, int, str]]:
    """Both alphabets; quotes, brackets and the marks of Adobe's may stand around."""
    for at in range(3):
        for decode, readable in _MAY_READ:
            if "~>" not in run and not readable.match(run, at):
                continue
            content = _printable(decode, run[at:].split("~>")[0], 20)
            if content is not None:
                yield start + at, start + len(run), content


def _base32(run: str) -> bytes:
    digits = run.rstrip("=").upper()
    usable = digits[: len(digits) - (len(digits) % 8 in (1, 3, 6))]
    return base64.b32decode(usable + "=" * (-len(usable) % 8))


def _printable(decode: Callable[[str], bytes], run: str, head: int) -> str | None:
    """The text, if its beginning is one; quotes, brackets and full stops behind it are let go."""
    if _decoded(decode, run[:head]) is None:
        return None
    for cut in range(4):
        content = _decoded(decode, run[: len(run) - cut])
        if content is not None:
            return content
    return None


def _decoded(decode: Callable[[str], bytes], part: str) -> str | None:
    try:
        data = decode(part)
    except (ValueError, binascii.Error):
        return None
    return data.decode("ascii") if all(code in _PRINTABLE for code in data) else None
