"""The place in a text that shows why it was found, and which of its words were. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.undrawn import undrawn
from .words import fold, spans_of, words_of

AROUND = 60
"""Characters before the first word that was found."""
LENGTH = 180
"""Characters of a snippet."""
LOOKED_AT = 20_000
"""Characters of a text in which the place is looked for."""
ENOUGH = 12
"""Words of a snippet that are marked."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text; ``marks`` are the places of what was found in it, from and to."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def title_of(text: str, meant: Mapping[str, float]) -> Snippet:
    """A title, whole, on one line."""
    plain = " ".join(text.split())
    return Snippet(plain, _marks(plain, meant))


def snippet_of(texts: Iterable[str], meant: Mapping[str, float]) -> Snippet:
    """The piece with the word that was meant best; the first one's beginning where none is."""
    best: tuple[float, str, int] = (0.0, "", 0)
    for text in texts:
        piece = text[:LOOKED_AT]
        if not best[1].strip():
            best = (0.0, piece, 0)
        for start, end in spans_of(piece):
            close = _closeness(piece[start:end], meant)
            if close > best[0]:
                best = (close, piece, start)
    return _cut(best[1], best[2], meant)


def _cut(text: str, at: int, meant: Mapping[str, float]) -> Snippet:
    start = max(0, at - AROUND)
    if start:
        start = text.find(" ", start, at) + 1 or start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > at else end
    piece = undrawn(text[start:end])
    piece = ("… " if start else "") + piece + (" …" if end < len(text) else "")
    return Snippet(piece, _marks(piece, meant))


def _marks(text: str, meant: Mapping[str, float]) -> tuple[tuple[int, int], ...]:
    spans = (span for span in spans_of(text) if _closeness(text[span[0] : span[1]], meant))
    return tuple(spans)[:ENOUGH]


def _closeness(word: str, meant: Mapping[str, float]) -> float:
    exact = meant.get(fold(word), 0.0)
    return exact or max((meant.get(form, 0.0) for form in words_of(word)), default=0.0)
