"""Where in a text anything may be found at all: one quick look, so that most blocks need no other.

It knows what every rule needs (a long run, a name of a value, many digits, an ``@``, a disguise),
and not what the rules are: ``tests/gate`` holds it against them. For each place it says what may
stand there, so that a second look need only ask for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from string import ascii_letters, digits

from ..core.visible import plain
from . import assignments, detectors, products, provider_rules
from .assignments import may_be_named
from .disguises import ESCAPES, decoded
from .joints import over_lines, over_literals, over_rows
from .lists import LISTED, encoded_words
from .literals import LONG_WORD, ScannedText, scanner
from .outline import chains, may_list, may_space, outline
from .own import NO_MARKS, OwnMarks
from .personal import numbers
from .provider_rules import MARK, RUN_LEAST, WORDS
from .seams import A_DIGIT, CHAIN, SPACED, seamed, soft_seams
from .unlisted import unlisted_secrets

NAMES, PERSONAL, LINES, LITERALS, PLAIN, SEAMS, BLURRED, RUNS, WORDED, CHAINED, ALL = (
    1 << number for number in range(11)
)
"""What may be found at a place: by the name of a value, a person's data, over line breaks or string
literals, by the rules as the text stands, in pieces, in odd characters; in a long run, by a word or
in a chain of pieces (all three depend on the block); anything.
"""

_RUN = re.compile(rf"[A-Za-z0-9_+/=.~%:$@-]{{{LONG_WORD},}}")
_BESIDE = re.compile(
    r"[*|+~`\[\]()\\<&:=$](?:(?<=[A-Za-z0-9_-]{8}.)|(?<=[A-Za-z0-9_-]{8}[ \t].))"
    r"|[*|+~`\[\]()\\;>:=$][ \t]{0,3}[A-Za-z0-9_-]{8,}"
)
"""A long piece beside a sign that may part it from the rest."""
_PIECE_CHARS = ascii_letters + digits + "_-"
_PIECE = re.compile(r"[A-Za-z0-9_-]*")
_LONG_PIECE = 8
_SIGN_BEHIND = re.compile(r"[ \t]?[*|+~`\[\]()\\<&:=$]")
_SIGN_BEFORE = re.compile(r"[*|+~`\[\]()\\;>:=$][ \t]{0,3}\Z")
_BEFORE = re.compile(r"[0-9][A-Za-z0-9_-]*[ \t]?\Z")
_AROUND = 80
"""Characters before a sign in which a piece's digit may stand."""
_DIGIT = re.compile(r"[0-9]")
_UNUSUAL = re.compile(r"[^\t\n\x20-\x7e]")
_ESCAPES = frozenset(("%", "\\x", "\\u", "%u", "&#"))
_ADDRESS = re.compile(r"[\w.%+-]@[A-Za-z0-9-]")
_BROKEN = re.compile("[\n\"'`]")
_ASKED: Mapping[str, int] = {
    **dict.fromkeys(assignments.ANCHORS, NAMES),
    **dict.fromkeys(WORDS, WORDED),
}
"""What a literal alone gives reason to look for."""


@cache
def _needed() -> dict[str, tuple[int, int]]:
    """For each literal, how long a run must be for a rule to find anything, and what that asks."""
    needed = dict.fromkeys(products.names(), (LONG_WORD, PLAIN))
    for literal, least in (*detectors.least_runs(), *provider_rules.least_runs()):
        run, asked = needed.get(literal, (least, PLAIN))
        needed[literal] = (max(min(run, least), LONG_WORD), asked)
    for literal, least in provider_rules.least_runs():
        if least < RUN_LEAST:  # it needs no run of its own, only some other one in the text
            needed[literal] = (needed[literal][0], ALL)
    return needed


@cache
def _marks() -> frozenset[str]:
    return frozenset(anchor for anchor in provider_rules.anchors() if len(anchor) >= MARK)


@cache
def _scanned() -> Callable[[str], ScannedText]:
    return scanner(("@", *_ESCAPES, *_ASKED, *_needed()))


class QuickLook:
    """The places of one text, with what may be found there.

    ``ends`` are the places over which no block goes (``blocks.stretches``); ``own`` is what is
    known of the team's own values.
    """

    def __init__(self, text: str, ends: Sequence[int], own: OwnMarks = NO_MARKS) -> None:
        self._text = text
        self._ends = ends
        self._own = own
        self._scanned = _scanned()(text)
        needed = _needed()
        self._literals = sorted(
            (place, literal)
            for literal, places in self._scanned.places.items()
            if literal in needed
            for place in places
        )
        self._runs = [
            (start + match.start(), match.end() - match.start())
            for start, word in self._scanned.words
            for match in _RUN.finditer(word)
        ]
        self._places = sorted((*self._noted(), *self._disguised(), *self._beside_literals()))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Starts and ends of the parts whose blocks are worth a look."""
        for start, end in pairwise(self._ends):
            asked = self._noted_within(start, end)
            if asked and (asked != NAMES or may_be_named(self._text[start:end])):
                yield start, end

    def _noted_within(self, start: int, end: int) -> int:
        asked = 0
        for at in range(bisect_left(self._places, (start, 0)), len(self._places)):
            place, more = self._places[at]
            if place >= end:
                break
            asked |= more
        return asked

    def within(self, start: int, end: int) -> int:
        """What may be found in the block that lies there; 0 where nothing can be."""
        asked = self._noted_within(start, end)
        if asked == NAMES and not may_be_named(self._text[start:end]):
            return 0
        if asked & RUNS:
            asked |= self._of_runs(start, end)
        if asked & WORDED:
            broken = _BROKEN.search(self._text, start, end) or self._has_digits(start, end)
            asked |= ALL if broken else PLAIN
        if asked & CHAINED and end - start > (self._own.least or 0):
            asked |= SEAMS if self._has_digits(start, end) else 0
        return asked & ~(RUNS | WORDED | CHAINED)

    def _has_digits(self, start: int, end: int) -> bool:
        return A_DIGIT.search(self._text, start, end) is not None

    def _noted(self) -> Iterator[tuple[int, int]]:
        """What shows in the text as it stands."""
        text = self._text
        for literal, places in self._scanned.places.items():
            if asked := _ASKED.get(literal):
                yield from ((place, asked) for place in places)
            if literal in _ESCAPES:
                yield from ((place, ALL) for place in places if ESCAPES.match(text, place))
        for place in self._scanned.places.get("@", ()):
            if _ADDRESS.match(text, place - 1):
                yield place, PERSONAL
        yield from ((place, PERSONAL) for place in _ends(numbers(self._scanned)))
        yield from ((hit.start, ALL) for hit in unlisted_secrets(self._scanned))
        yield from ((hit.start, ALL) for hit in self._own.secrets(self._text))
        yield from ((place, ALL) for place in self._own.beginnings(self._text))
        for start, _, _ in (*decoded(self._scanned), *encoded_words(self._scanned)):
            yield start, ALL

    def _disguised(self) -> Iterator[tuple[int, int]]:
        """What may show in the text only when it is put together again."""
        text, outlined, own = self._text, outline(self._text), self._own.least
        yield from ((place, LITERALS) for place in over_literals(text, own))
        yield from ((place, LINES) for place in over_lines(text, self._ends, own))
        if self._scanned.digits:
            yield from ((start, SEAMS) for start, _ in soft_seams(text))
            if seamed(text):
                yield from ((place, SEAMS) for place in _beside(text))
                yield from ((place, SEAMS) for place in _ends(CHAIN.finditer(text)))
            if own:
                yield from ((place, CHAINED) for place in chains(text, outlined, own))
                yield from ((place, CHAINED) for place in over_rows(text, self._ends))
            if may_list(text, outlined):
                yield from ((place, ALL) for place in _ends(LISTED.finditer(text)))
        if may_space(text):
            for letters in SPACED:
                yield from ((place, ALL) for place in _ends(letters.finditer(text)))
        if not plain(text):
            yield from ((match.start(), BLURRED) for match in _UNUSUAL.finditer(text))

    def _beside_literals(self) -> Iterator[tuple[int, int]]:
        """The long runs that stand in one stretch with a literal that asks for them."""
        known = (0, False)
        for place, _ in self._runs:
            at = bisect_right(self._ends, place)
            if known[0] != at:
                known = (at, self._of_runs(self._ends[at - 1], self._ends[at]) != 0)
            if known[1]:
                yield place, RUNS

    def _of_runs(self, start: int, end: int) -> int:
        """What the long runs there may be, with the literals that stand there."""
        first, last = (bisect_left(self._runs, (place, 0)) for place in (start, end))
        longest = max((length for _, length in self._runs[first:last]), default=0)
        asked, needed, marks = 0, _needed(), _marks()
        for at in range(bisect_left(self._literals, (start, "")), len(self._literals)):
            place, literal = self._literals[at]
            if place >= end:
                break
            least, more = needed[literal]
            if longest >= least:
                asked |= more
            if literal in marks:
                asked |= SEAMS
        if asked & SEAMS and not self._has_digits(start, end):
            asked &= ~SEAMS
        return asked


def _ends(matches: Iterable[re.Match[str]]) -> Iterator[int]:
    """Both ends of each match: one may lie over the border of two blocks."""
    for match in matches:
        yield match.start()
        yield match.end() - 1


def _beside(text: str) -> Iterator[int]:
    """The signs beside a long piece with a digit in it."""
    outlined = outline(text)
    if 8 * (len(outlined) - len(outlined.translate(None, b"0123456789"))) < len(outlined):
        yield from _beside_digits(text)
        return
    for match in _BESIDE.finditer(text):
        start, end = match.span()
        if end == start + 1:
            if _BEFORE.search(text, max(0, start - _AROUND), start):
                yield start
        elif _DIGIT.search(text, start, end):
            yield start


def _beside_digits(text: str) -> Iterator[int]:
    """As ``_beside``, from the digits on: where these are few."""
    end = 0
    for digit in _DIGIT.finditer(text):
        at = digit.start()
        if at < end:
            continue
        before = text[max(0, at - _AROUND) : at]
        start = at - len(before) + len(before.rstrip(_PIECE_CHARS))
        piece = _PIECE.match(text, at)
        assert piece is not None
        end = piece.end()
        if end - start >= _LONG_PIECE and (
            _SIGN_BEHIND.match(text, end) or _SIGN_BEFORE.search(text, max(0, start - 4), start)
        ):
            yield start
            yield end - 1
