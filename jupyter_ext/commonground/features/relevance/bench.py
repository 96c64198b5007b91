"""``commonground bench relevance``: how well entries are found for labelled questions.

Beside ours, the two ways that it is made of: words alone (BM25) and likeness of meaning alone.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import click
import numpy

from ...ai.embedding import Nearness
from ...errors import UserError
from .labelled import SHAPE, Corpus, LabelledQuestion, corpora
from .model import Rankable, Sought
from .postings import Postings
from .ranking import Ranking
from .rules import Wishes, select
from .terms import terms

DEPTHS = (5, 10, 20)
SHOWN = DEPTHS[-1]


@dataclass(frozen=True, slots=True)
class FoundEntries:
    """For one question: the ids best first, and those that would be shown."""

    ranked: Sequence[str]
    shown: Sequence[str]


class Way(Protocol):
    """One way to find entries."""

    def put(self, item: Rankable) -> None:
        """Take in an entry."""
        ...

    def find(self, query: LabelledQuestion) -> FoundEntries:
        """What it finds."""
        ...


class Words:
    """BM25 over the same terms; nothing else counts."""

    def __init__(self) -> None:
        self._postings = Postings()
        self._ids: list[str] = []

    def put(self, item: Rankable) -> None:
        """Take in an entry."""
        self._postings.append(terms(item.text))
        self._ids.append(item.id)

    def find(self, query: LabelledQuestion) -> FoundEntries:
        """The best by words."""
        scores = numpy.zeros(len(self._ids))
        for term in terms(query.text):
            scores += self._postings.score(term)
        return _best(scores, self._ids)


class Meaning:
    """Cosine of sentence embeddings; nothing else counts."""

    def __init__(self, nearness: Nearness) -> None:
        self._nearness = nearness
        self._items: list[Rankable] = []

    def put(self, item: Rankable) -> None:
        """Take in an entry."""
        self._items.append(item)

    def find(self, query: LabelledQuestion) -> FoundEntries:
        """The best by meaning."""
        rows = self._nearness.rows([item.text for item in self._items])
        scores = rows @ self._nearness.rows([query.text])[0]
        return _best(scores, [item.id for item in self._items])


class Ours:
    """What questions in notebooks are answered with."""

    def __init__(self, nearness: Nearness) -> None:
        self._ranking = Ranking(nearness.rows)
        self._items: dict[str, Rankable] = {}

    def put(self, item: Rankable) -> None:
        """Take in an entry."""
        self._ranking.put(item)
        self._items[item.id] = item
        self._ranking.read()

    def find(self, query: LabelledQuestion) -> FoundEntries:
        """The best, and what of it would be shown."""
        ranked = self._ranking.rank(Sought(query.text, query.areas))
        selection = select(ranked, self._items, Wishes())
        shown = [choice.entry for choice in selection.chosen]
        return FoundEntries([one.id for one in ranked[:SHOWN]], shown)


def _best(scores: Any, ids: Sequence[str]) -> FoundEntries:
    order = numpy.argsort(-numpy.asarray(scores), kind="stable")[:SHOWN]
    found = [ids[i] for i in order]
    return FoundEntries(found, found)


@dataclass(slots=True)
class _Tally:
    recall: dict[int, list[float]] = field(default_factory=lambda: {k: [] for k in DEPTHS})
    first: list[float] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    noise: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(
        self,
        query: LabelledQuestion,
        result: FoundEntries,
        items: Mapping[str, Rankable],
        spent: float,
    ) -> None:
        """One question's result."""
        if query.relevant:
            self._add_ranks(query.relevant, result.ranked)
        shown = [items[id] for id in result.shown]
        foreign = [i for i in shown if not Sought("", query.areas).reaches(i.area)]
        self.tokens.append(sum(item.tokens for item in shown))
        self.noise.append(sum(item.tokens for item in foreign))
        self.seconds.append(spent)

    def _add_ranks(self, relevant: frozenset[str], ranked: Sequence[str]) -> None:
        for depth, recalls in self.recall.items():
            recalls.append(len(relevant.intersection(ranked[:depth])) / len(relevant))
        places = (n for n, id in enumerate(ranked, 1) if id in relevant)
        self.first.append(1 / next(places, float("inf")))

    def figures(self) -> dict[str, float | None]:
        """The figures, by name; None without anything to divide by."""
        recalls = {f"recall@{depth}": _mean(found) for depth, found in self.recall.items()}
        whole = sum(self.tokens)
        return {
            **recalls,
            "mrr": _mean(self.first),
            "noise": round(sum(self.noise) / whole, 4) if whole else None,
            "tokens": _mean(self.tokens, 1),
            "ms": _mean([s * 1000 for s in self.seconds], 2),
        }


def _mean(values: Sequence[float], digits: int = 4) -> float | None:
    return round(sum(values) / len(values), digits) if values else None


def measure(
    found: Iterable[Corpus], tick: Callable[[], object] = lambda: None
) -> dict[str, dict[str, float | None]]:
    """Recall, mean reciprocal rank, noise, tokens and milliseconds of each way.

    A question without anything relevant counts for tokens and noise only. ``tick`` is called after
    each question.
    """
    nearness = Nearness()
    tallies = {"bm25": _Tally(), "embeddings": _Tally(), "ours": _Tally()}
    for corpus in found:
        ways: dict[str, Way] = {
            "bm25": Words(),
            "embeddings": Meaning(nearness),
            "ours": Ours(nearness),
        }
        items: dict[str, Rankable] = {}
        for query in sorted(corpus.queries, key=lambda q: q.after):
            for item in corpus.entries[len(items) : query.after]:
                items[item.id] = item
                for way in ways.values():
                    way.put(item)
            for name, way in ways.items():
                begun = time.perf_counter()
                result = way.find(query)
                spent = time.perf_counter() - begun
                tallies[name].add(query, result, items, spent)
            tick()
    return {name: tally.figures() for name, tally in tallies.items()}


@click.command("relevance")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def relevance_command(file: Path, as_json: bool) -> None:
    """Recall of the entries that answer labelled questions, by three ways to find them.

    FILE is JSON Lines with rows of two kinds: entries and queries, each with the name of its
    corpus. No model is asked. `noise` is the share of shown tokens from areas that the asker has
    nothing to do with.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{file} is not UTF-8 text.", SHAPE) from error
    found = corpora(text.split("\n"))
    count = sum(len(corpus.queries) for corpus in found.values())
    with click.progressbar(length=count, label="Questions", file=sys.stderr) as bar:
        result = measure(found.values(), lambda: bar.update(1))
    click.echo(json.dumps(result) if as_json else _table(result, found.values()))


def _table(result: Mapping[str, Mapping[str, float | None]], found: Iterable[Corpus]) -> str:
    names = list(next(iter(result.values())))
    lines = [f"{'':<12}" + "".join(f"{name:>11}" for name in names)]
    for way, figures in result.items():
        cells = ("-" if figures[n] is None else f"{figures[n]:.4g}" for n in names)
        lines.append(f"{way:<12}" + "".join(f"{cell:>11}" for cell in cells))
    entries = sum(len(corpus.entries) for corpus in found)
    queries = sum(len(corpus.queries) for corpus in found)
    lines.append(f"{queries} questions of {entries} entries.")
    return "\n".join(lines)
