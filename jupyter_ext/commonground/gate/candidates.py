"""Where in a text anything may be found at all: one quick look, so that most blocks need no other.

It knows what every rule needs (a long run, a name of a value, many digits, an ``@``, a disguise),
and not what the rules are: ``tests/gate`` holds it against them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .assignments import ANCHORS
from .disguises import LITERAL_JOINT, plain
from .lists import LISTED
from .literals import LONG_WORD, scanner
from .personal import numbers
from .provider_rules import WORDS
from .seams import CHAIN, SPACED, seamed

_RUN = re.compile(rf"[A-Za-z0-9_+/=.~%:$@-]{{{LONG_WORD}}}")
_BESIDE = re.compile(
    r"[*|+~`\[\]()\\<&:=$](?:(?<=[A-Za-z0-9_-]{8}.)|(?<=[A-Za-z0-9_-]{8}[ \t].))"
    r"|[*|+~`\[\]();>:=$][ \t]{0,3}[A-Za-z0-9_-]{8}"
)
"""A long piece beside a sign that may part it from the rest."""
_UNUSUAL = re.compile(r"[^\t\n\x20-\x7e]")
_SIGNS = ("@", "%", "\\x", "\\u", "%u", "&#")
_scanned = scanner((*WORDS, *ANCHORS, *_SIGNS))


def candidates(text: str) -> list[int]:
    """The places near which something may be found, in order: a block without one has nothing."""
    scanned = _scanned(text)
    found = [place for places in scanned.places.values() for place in places]
    for start, word in scanned.words:
        found += (start + match.start() for match in _RUN.finditer(word))
    if '"' in text or "'" in text or "`" in text:
        found += _ends(LITERAL_JOINT.finditer(text))
    found += _ends(numbers(scanned))
    if seamed(text):
        found += _beside(text)
        found += _ends(CHAIN.finditer(text))
    if scanned.digits:
        found += _ends(LISTED.finditer(text))
    for letters in SPACED:
        found += _ends(letters.finditer(text))
    if not plain(text):
        found += (match.start() for match in _UNUSUAL.finditer(text))
    return sorted(found)


def _ends(matches: Iterable[re.Match[str]]) -> Iterator[int]:
    """Both ends of each match: one may lie over the border of two blocks."""
    for match in matches:
        yield match.start()
        yield match.end() - 1


def _beside(text: str) -> Iterator[int]:
    """The signs beside a long piece with a digit in it."""
    for match in _BESIDE.finditer(text):
        start, end = match.span()
        near = text[max(0, start - 12) : start] if end == start + 1 else match[0]
        if any(char.isdigit() for char in near):
            yield start
