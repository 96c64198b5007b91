"""What a search answers."""

from __future__ import annotations

from typing import Self

from ...core.views import View
from .runner import Findings, SearchHit
from .snippet import Snippet


class HitView(View):
    """Something that was found. ``title`` and ``snippet`` are pieces of one text: the second, the
    fourth and so on are the words that it was found by.

    ``view`` says what opens it, ``path`` and ``cell`` in which notebook cell it stands.
    """

    id: str
    kind: str
    view: str
    title: tuple[str, ...]
    snippet: tuple[str, ...]
    people: tuple[str, ...]
    at: int
    area: str | None
    path: str | None
    cell: str | None
    private: bool

    @classmethod
    def of_hit(cls, hit: SearchHit) -> Self:
        """As it is sent."""
        found = hit.found
        return cls.of(
            id=found.id,
            kind=found.kind,
            view=found.view,
            title=pieces(hit.title),
            snippet=pieces(hit.snippet),
            people=found.people,
            at=found.at,
            area=found.area,
            path=found.path,
            cell=found.cell,
            private=found.private,
        )


class FindAnswer(View):
    """The best hits, how many there are, and how many of each kind whatever kind is asked for."""

    hits: tuple[HitView, ...]
    total: int
    kinds: dict[str, int]

    @classmethod
    def of_findings(cls, found: Findings) -> Self:
        """As it is sent."""
        hits = tuple(HitView.of_hit(hit) for hit in found.hits)
        return cls(hits=hits, total=found.total, kinds=dict(found.kinds))


def pieces(snippet: Snippet) -> tuple[str, ...]:
    """The text, taken apart where a word that was found begins and ends."""
    at, found = 0, []
    for start, end in snippet.marks:
        found += [snippet.text[at:start], snippet.text[start:end]]
        at = end
    return (*found, snippet.text[at:])
