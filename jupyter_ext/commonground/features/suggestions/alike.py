"""Whether two texts say the same: then the second one is not suggested.

Pure but for vectors, which are given. A wrong yes costs a suggestion that nobody misses; a wrong no
costs people's patience: so it is sooner a yes. Other numbers, or a no where there was none, say
something else however alike the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy
from numpy.typing import NDArray

Rows = Callable[[Sequence[str]], NDArray[numpy.float32]]
"""A vector of length 1 for each text; blocks."""
THE_SAME = 0.70
"""Likeness from which two statements say the same: of 15 pairs by hand all 7 that do are above it,
and of the others only one, which has other numbers."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NO = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "without", "cannot"}
    | {"don't", "doesn't", "mustn't", "won't"}
)


def says_the_same(title: str, body: str, others: Iterable[tuple[str, str]], rows: Rows) -> bool:
    """Whether any of the others (title and body) says what this says."""
    whole = f"{title}\n{body}".strip()
    texts = [
        text
        for other, more in others
        for text in dict.fromkeys((other, f"{other}\n{more}".strip()))
        if _could_be(title, text) or _could_be(whole, text)
    ]
    if not texts:
        return False
    vectors = rows([title, whole, *texts])
    own, rest = vectors[:2], vectors[2:]
    said = (title, whole)
    likeness = own @ rest.T
    return any(
        _could_be(said[row], texts[place]) and float(likeness[row, place]) >= THE_SAME
        for row in range(2)
        for place in range(len(texts))
    )


def _could_be(one: str, other: str) -> bool:
    return _particulars(one) == _particulars(other)


def _particulars(text: str) -> tuple[frozenset[str], bool]:
    words = re.findall(r"[\w']+", text.casefold().replace("’", "'"))
    return frozenset(_NUMBER.findall(text)), any(word in _NO for word in words)
