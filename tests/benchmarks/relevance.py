"""Ranking among many entries: a question, the first one after a change, and taking in a change.

The peer is ``bm25s``, which ranks by words alone and is made anew when anything changes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial

import bm25s
import numpy

from commonground.features.relevance.columns import Vectors
from commonground.features.relevance.model import Rankable, Sought
from commonground.features.relevance.ranking import Embed, Ranking
from commonground.features.relevance.terms import terms
from tests.filling import THINGS

from .figures import Figure, Report, spread

AREAS, PEOPLE = 8, 40
WIDTH = 512
"""Numbers in a vector of the sentence encoder."""
SHOWN = 20


class Corpus:
    """Entries that people could have written; the same ones for the same size."""

    def __init__(self, size: int) -> None:
        self._random = random.Random(size)
        self.items = [self.item(number) for number in range(size)]

    def item(self, number: int) -> Rankable:
        """An entry of 40 words, the frequent ones far more often than the others."""
        return Rankable(
            f"e{number}",
            self._words(6),
            self._words(34),
            area=f"area-{number % AREAS}",
            at=number * 3_600_000,
            author=f"Person {number % PEOPLE}",
        )

    def question(self) -> str:
        """A compound one, of 14 words."""
        return f"{self._words(9)}, and {self._words(5)}?"

    def _words(self, count: int) -> str:
        return " ".join(self._word() for _ in range(count))

    def _word(self) -> str:
        rank = int(self._random.paretovariate(0.7)) - 1
        number, place = divmod(rank, len(THINGS))
        return THINGS[place] + "".join(chr(97 + int(digit)) for digit in str(number or ""))


def _meaning(seed: int) -> Embed:
    """Vectors that stand for an encoder's: what reading a text takes is not of the ranking."""
    source = numpy.random.default_rng(seed)

    def embed(texts: Sequence[str]) -> Vectors:
        rows = source.standard_normal((len(texts), WIDTH)).astype(numpy.float32)
        found: Vectors = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
        return found

    return embed


async def measure(*, sizes: tuple[int, ...], samples: int) -> Report:
    """Run it: ``samples`` questions and changes at each number of entries."""
    figures = [figure for size in sizes for figure in _of(size, samples)]
    return Report(
        "Ranking entries for a question (ms)",
        tuple(figures),
        (
            "Aims (p99): 30 ms among 10,000 entries, 150 ms among 100,000; 5 ms for a change.",
            "bm25s: the same questions by words alone, over an index that is there already.",
        ),
    )


def _of(size: int, samples: int) -> list[Figure]:
    corpus = Corpus(size)
    ranking = Ranking(_meaning(size))
    for item in corpus.items:
        ranking.put(item)
    while ranking.read(256):
        pass
    peer = bm25s.BM25()
    peer.index([terms(item.text) for item in corpus.items], show_progress=False)
    questions = [corpus.question() for _ in range(samples)]
    ranking.rank(Sought(questions[0]), SHOWN)

    def ask(question: str) -> object:
        return ranking.rank(Sought(question), SHOWN)

    def ask_peer(question: str) -> object:
        return peer.retrieve([terms(question)], k=SHOWN, show_progress=False)

    ours = [_timed(partial(ask, question)) for question in questions]
    theirs = [_timed(partial(ask_peer, question)) for question in questions]
    taken, after = [], []
    for number, question in enumerate(questions):
        taken.append(_timed(partial(ranking.put, corpus.item(number))))
        after.append(_timed(partial(ask, question)))
    named = f"among {size:,}"
    return [
        Figure(f"a question {named}", spread(ours)),
        Figure(f"bm25s {named}", spread(theirs)),
        Figure(f"the first question after a change {named}", spread(after)),
        Figure(f"a change {named}", spread(taken)),
    ]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
