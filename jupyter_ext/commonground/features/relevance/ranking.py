"""Orders what a team knows by how well it fits a question.

Words first (BM25F over own and neighbours' words, the whole question and its best clause), then
likeness of meaning, who wrote it, how new it is and its kind. Blocks: meant for a thread.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy

from .columns import Numbers, RankableColumns, Scores, Vectors
from .model import Rankable, Ranked, Sought
from .postings import K1, Postings, Succession
from .terms import clauses, spellings, terms

Embed = Callable[[Sequence[str]], Vectors]
"""A vector of length 1 for each text; blocks."""

OF_TEXT, OF_REMARK = 0.18, 0.09
"""What a standard deviation of likeness counts beside words, the best of which count about 1: of a
text that was written to be read, and of a remark."""
LEAST_SPREAD = 0.02
BEST_CLAUSE = 1.0
NAMED = 1.0
"""What is added to the score of what somebody wrote whom the question names."""
RANKED, ALWAYS = 300, 100
"""How many items are given, and of those that are always shown."""
ALL, BEST = 20_000, 4_000
"""Up to so many items the meaning of all is compared; of more, only the best by words."""
FEW = 64
"""Numbers up to which it is not worth to close gaps."""


class Ranking:
    """Put and drop items, rank them. Not safe for several threads at once."""

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed
        self._numbers: dict[str, int] = {}
        self._unread: dict[str, Rankable] = {}
        """Items whose meaning was not read yet."""
        self._clear()

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, item: Rankable) -> None:
        """Add an item, or take its new text."""
        before = self.get(item.id)
        if before == item:
            return
        self.drop(item.id)
        self._append(item)
        if self._embed is not None:
            self._unread[item.id] = item

    def drop(self, id: str) -> None:
        """Forget an item; one that is not known is no error."""
        number = self._numbers.pop(id, None)
        if number is None:
            return
        self._unread.pop(id, None)
        self._postings.end(number, self._table.said[number])
        self._table.end(number)
        if FEW < len(self._table.items) > 2 * len(self._numbers):
            self._compact()

    def get(self, id: str) -> Rankable | None:
        """The item as it is now."""
        number = self._numbers.get(id)
        return None if number is None else self._table.items[number]

    def read(self, most: int = 32) -> int:
        """Read the meaning of some items; how many are left. Until then they rank by words."""
        part = list(self._unread.values())[:most]
        if part and self._embed is not None:
            rows = self._embed([item.text for item in part])
            for item, row in zip(part, rows, strict=True):
                self._table.mean(self._numbers[item.id], row)
                del self._unread[item.id]
        return len(self._unread)

    @property
    def unread(self) -> int:
        """Items whose meaning was not read yet."""
        return len(self._unread) if self._embed is not None else 0

    def rank(self, sought: Sought, most: int = RANKED, also: Iterable[str] = ()) -> list[Ranked]:
        """The best ``most`` items that may be shown, and those of ``also``; best first, ties by id.

        The best of what is always shown are among them.
        """
        wanted = Counter(terms(sought.text))
        numbers = self._table.reached(sought)
        if not len(numbers):
            return []
        names = wanted.keys() & self._table.names()
        words = self._words(sought.text, wanted, names)[numbers]
        meaning = self._meaning(sought.text, numbers, words)
        named = self._table.named(names)[numbers]
        fit = self._by_words(words, wanted) + self._by_meaning(meaning, numbers)
        score = (fit - fit.min()) * (1 + NAMED * named) * self._table.worth()[numbers]
        spelled, told = spellings(sought.text), self._rarities(wanted)
        ranked = []
        for place in self._best(score, numbers, most, also):
            number = int(numbers[place])
            shared = told.keys() & set(self._table.said[number])
            ranked.append(
                Ranked(
                    id=self._table.items[number].id,
                    score=float(score[place]),
                    covered=sum(told[term] for term in shared),
                    nearness=float(meaning[place]),
                    named=bool(named[place]),
                    words=tuple(word for term, word in spelled.items() if term in shared),
                )
            )
        return ranked

    def _by_words(self, words: Scores, wanted: Counter[str]) -> Scores:
        """Beside the best one, and beside what would say all of the question.

        Of the former alone, a poor best would look as good as a perfect one; of the latter alone,
        a long question would have no good one.
        """
        whole = sum(n * self._postings.rarity(term) for term, n in wanted.items()) * (K1 + 1)
        best = float(words.max())
        return words / math.sqrt(best * whole) if best > 0 else words

    def _by_meaning(self, meaning: Scores, numbers: Numbers) -> Scores:
        """By how much it is nearer than others, in standard deviations.

        What is told in a remark of a conversation is in its words and its neighbours'; what was
        written to be read later says it in other words than it is asked with.
        """
        around = self._postings.beside(numbers, meaning)[numbers]
        weight = numpy.where(self._table.remark()[numbers], OF_REMARK, OF_TEXT)
        spread: Scores = weight * (around - around.mean()) / max(float(around.std()), LEAST_SPREAD)
        return spread

    def _best(self, score: Scores, numbers: Numbers, most: int, also: Iterable[str]) -> list[int]:
        everyone = numpy.arange(len(score))
        always = numpy.flatnonzero(self._table.always()[numbers])
        asked = [self._numbers[id] for id in also if id in self._numbers]
        wanted = numpy.flatnonzero(numpy.isin(numbers, asked))
        kept = {*_top(score, everyone, most), *_top(score, always, ALWAYS), *map(int, wanted)}
        items = self._table.items
        return sorted(kept, key=lambda i: (-score[i], items[numbers[i]].id))

    def _words(self, text: str, wanted: Counter[str], names: set[str]) -> Scores:
        by_term = {term: self._postings.score(term) for term in wanted}
        nothing = numpy.zeros(len(self._table.items))
        whole = sum((n * by_term[term] for term, n in wanted.items()), nothing)
        parts = [part | names for part in clauses(text) if part - names]
        if len(parts) < 2:
            return whole
        each = [sum((by_term[term] for term in part), nothing) for part in parts]
        best: Scores = numpy.max(each, axis=0)
        return whole + BEST_CLAUSE * best

    def _meaning(self, text: str, numbers: Numbers, words: Scores) -> Scores:
        found = numpy.zeros(len(numbers))
        if self._embed is None or not text.strip():
            return found
        compared = numpy.arange(len(numbers))
        if len(numbers) > ALL:
            compared = numpy.argpartition(-words, BEST)[:BEST]
        found[compared] = self._table.likeness(numbers[compared], self._embed([text])[0])
        return found

    def _rarities(self, wanted: Counter[str]) -> dict[str, float]:
        """What each of these terms tells, as a share of what all of them tell."""
        told = {term: self._postings.rarity(term) for term in wanted}
        whole = sum(told.values())
        return {term: part / whole for term, part in told.items()} if whole else {}

    def _append(self, item: Rankable) -> None:
        place = Succession(item.area or "", item.at) if item.remark else None
        said = _said(item)
        self._postings.append(said, place)
        self._numbers[item.id] = self._table.append(item, said)

    def _clear(self) -> None:
        self._postings = Postings()
        self._table = RankableColumns()

    def _compact(self) -> None:
        kept = [(self._table.items[n], self._table.meaning(n)) for n in self._numbers.values()]
        self._clear()
        for item, row in kept:
            self._append(item)
            if row is not None:
                self._table.mean(self._numbers[item.id], row)


def _top(score: Scores, among: Numbers, most: int) -> list[int]:
    """The places of the best ``most``; more where several are equal at the end."""
    if most < len(among):
        least = numpy.partition(score[among], len(among) - most)[len(among) - most]
        among = among[score[among] >= least]
    return [int(place) for place in among]


def _said(item: Rankable) -> tuple[str, ...]:
    """Its own words, those that it stands in for, and its author's name; each is kept once."""
    return tuple(map(sys.intern, (*terms(item.text), *terms(item.also), *terms(item.author))))
