"""The things of one room by their words: what is new is put in, what is gone is taken out.

Pure Python, in memory only: nothing that was said is in one more file, a room's index is dropped
whole when its document is made anew, and what is forgiven of a typing error is decided by words,
which trigrams of whole texts cannot tell from chance.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from operator import itemgetter
from typing import Any

from ...core.searchable import Searchable
from .vocabulary import Vocabulary
from .words import words_of

TITLE, TEXT = 3.0, 1.0
"""How much a word counts by where it stands."""
COMMON, MANY = 0.3, 200
"""The share of so many things from which a word that they hold is passed over beside others."""
FEW = 500
"""Documents taken out that are left in the lists of words before these are made anew."""

Key = tuple[int, str]
"""A thing: the number of its source, and its id there."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document of an index."""

    key: Key
    found: Searchable
    weight: float
    """What a word in it counts: a little less the more words there are."""


class SearchIndex:
    """One room's things. Not safe to use from two threads at once."""

    def __init__(self) -> None:
        self._listed: dict[int, Mapping[str, Any]] = {}
        self._known: dict[int, dict[str, tuple[Any, Searchable | None]]] = {}
        self._clear()

    def _clear(self) -> None:
        self._vocabulary = Vocabulary()
        self._titles: list[array[int]] = []
        self._texts: list[array[int]] = []
        self._documents: dict[int, Indexed] = {}
        self._numbers: dict[Key, int] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def documents(self) -> Mapping[int, Indexed]:
        """All documents by number."""
        return self._documents

    # Keeping it as the room is

    def catch_up(
        self,
        source: int,
        things: Mapping[str, Any],
        describe: Callable[[Any], Searchable | None],
        most: int,
    ) -> int:
        """Take in what of a source is other than here, ``most`` things of it; how many it took.

        What is gone is taken out at once. An object is known by its identity.
        """
        if self._listed.get(source) is things:
            return 0
        known = self._known.setdefault(source, {})
        for name in known.keys() - things.keys():
            self._take_out((source, name))
            del known[name]
        other = (
            (name, thing)
            for name, thing in things.items()
            if (had := known.get(name)) is None or had[0] is not thing
        )
        taken = 0
        for name, thing in list(islice(other, most)):
            self._put((source, name), thing, describe(thing))
            taken += 1
        if taken < most:
            self._listed[source] = things
            self._tidy()
        return taken

    def _put(self, key: Key, thing: Any, found: Searchable | None) -> None:
        source, name = key
        before = self._known[source].get(name)
        self._known[source][name] = (thing, found)
        if before is not None and before[1] == found:
            return
        self._take_out(key)
        if found is not None:
            self._add(key, found)

    def _tidy(self) -> None:
        """Make the lists of words anew where much in them is gone."""
        gone = self._next - len(self._documents)
        if gone > FEW and gone > len(self._documents):
            self._clear()
            for source, things in self._known.items():
                for name, (_, found) in things.items():
                    if found is not None:
                        self._add((source, name), found)

    def _take_out(self, key: Key) -> None:
        number = self._numbers.pop(key, None)
        if number is not None:
            del self._documents[number]

    def _add(self, key: Key, found: Searchable) -> None:
        title = {*words_of(found.title), *(w for who in found.people for w in words_of(who))}
        text = {word for said in found.texts for word in words_of(said)} - title
        number = self._next
        self._next += 1
        for words, lists in ((title, self._titles), (text, self._texts)):
            for word in words:
                lists[self._number(word)].append(number)
        weight = 1 / (1 + 0.1 * math.log1p(len(title) + len(text)))
        self._documents[number] = Indexed(key, found, weight)
        self._numbers[key] = number

    def _number(self, word: str) -> int:
        number = self._vocabulary.number(word)
        if number == len(self._titles):
            self._titles.append(array("I"))
            self._texts.append(array("I"))
        return number

    # Looking

    def count(self, term: str) -> int:
        """How many documents have that very word."""
        number = self._vocabulary.find(term)
        return 0 if number is None else len(self._titles[number]) + len(self._texts[number])

    def look(self, term: str, *, begun: bool) -> dict[int, float]:
        """The documents that hold a word like the term, each with how well.

        ``begun``: it may be the beginning of a word that is being written.
        """
        lists = [
            (close * counts, postings[word])
            for word, close in self._vocabulary.like(term, begun=begun).items()
            for counts, postings in ((TEXT, self._texts), (TITLE, self._titles))
            if postings[word]
        ]
        found: dict[int, float] = {}
        for weight, numbers in sorted(lists, key=itemgetter(0)):  # the best one says it last
            found |= dict.fromkeys(numbers, weight)
        if self._next == len(self._documents):
            return found
        return {number: found[number] for number in found.keys() & self._documents.keys()}

    def meant(self, term: str, *, begun: bool) -> dict[str, float]:
        """The words here that a term may mean, and how close each is."""
        like = self._vocabulary.like(term, begun=begun)
        return {self._vocabulary.word(number): close for number, close in like.items()}


def telling(indexes: Sequence[SearchIndex], terms: Sequence[str]) -> tuple[str, ...]:
    """The terms that tell things apart: words that most things hold are no help beside others."""
    size = sum(map(len, indexes))
    if size < MANY:
        return tuple(terms)
    held = {term: sum(index.count(term) for index in indexes) for term in terms}
    return tuple(term for term in terms if held[term] <= COMMON * size) or tuple(terms)


def ranked(
    indexes: Sequence[SearchIndex],
    terms: Sequence[str],
    wanted: Callable[[Searchable], bool],
    *,
    begun: bool = True,
) -> list[tuple[float, Indexed]]:
    """What is wanted and holds all terms, each with its score, in no order.

    Where nothing holds all of them, what holds most; without a term everything that is wanted.
    ``begun``: the last term may be the beginning of a word.
    """
    last = terms[-1] if begun and terms else None
    looked = [[index.look(term, begun=term is last) for term in terms] for index in indexes]
    size = sum(map(len, indexes))
    rarity = [
        math.log(1 + size / (1 + sum(len(found[at]) for found in looked)))
        for at in range(len(terms))
    ]
    by_hits: defaultdict[int, list[tuple[float, Indexed]]] = defaultdict(list)
    for index, found in zip(indexes, looked, strict=True):
        documents = index.documents
        for number, (score, hits) in _scores(found, rarity, documents).items():
            document = documents[number]
            if wanted(document.found):
                by_hits[hits].append((score * document.weight, document))
    return by_hits[max(by_hits, default=0)]


def best(found: Iterable[tuple[float, Indexed]], most: int) -> list[Searchable]:
    """So many of them, the best first, and of equally good ones the newest."""
    chosen = nsmallest(
        most, found, key=lambda one: (-round(one[0], 2), -one[1].found.at, one[1].key)
    )
    return [document.found for _, document in chosen]


def _scores(
    found: list[dict[int, float]], rarity: list[float], documents: Mapping[int, Indexed]
) -> dict[int, tuple[float, int]]:
    """For each document its score, and how many terms it holds."""
    if not found:
        return dict.fromkeys(documents, (0.0, 0))
    if len(found) == 1:
        return {number: (weight, 1) for number, weight in found[0].items()}
    scores: dict[int, tuple[float, int]] = {}
    for weights, rare in zip(found, rarity, strict=True):
        for number, weight in weights.items():
            score, hits = scores.get(number, (0.0, 0))
            scores[number] = (score + weight * rare, hits + 1)
    return scores
