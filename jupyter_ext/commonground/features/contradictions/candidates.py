"""Which statements a new one may clash with, found by what they speak of instead of one by one.

Holds every statement under the concepts, kinds of choice and opposites that its clauses name.
What it offers is for the rules to compare; what it leaves out shares no topic with the new one, so
that no rule would find anything.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...core.statement import Contradiction, Statement
from .rules import Similarity, contradictions, topics


class Candidates:
    """The statements of today, by id."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._known: dict[str, Statement] = {}
        self._topics: dict[str, frozenset[tuple[str, str]]] = {}
        self._about: dict[tuple[str, str], set[str]] = {}
        for each in statements:
            self.put(each)

    def __len__(self) -> int:
        return len(self._known)

    def put(self, said: Statement) -> None:
        """Add a statement, or take its new text."""
        self.drop(said.id)
        found = topics(said)
        self._known[said.id] = said
        self._topics[said.id] = found
        for topic in found:
            self._about.setdefault(topic, set()).add(said.id)

    def drop(self, id: str) -> None:
        """Forget a statement; one that is not known is no error."""
        if self._known.pop(id, None) is None:
            return
        for topic in self._topics.pop(id):
            named = self._about[topic]
            named.discard(id)
            if not named:
                del self._about[topic]

    def near(self, said: Statement) -> list[Statement]:
        """Those that share a topic with it, by id; itself never."""
        found: set[str] = set()
        for topic in topics(said):
            found |= self._about.get(topic, set())
        found.discard(said.id)
        return [self._known[id] for id in sorted(found)]

    def get(self, id: str) -> Statement | None:
        """The statement as it is now."""
        return self._known.get(id)

    def all(self) -> list[Statement]:
        """All statements of today, by id."""
        return [self._known[id] for id in sorted(self._known)]

    def against(self, said: Statement, similarity: Similarity | None = None) -> list[Contradiction]:
        """What contradicts it, nearest first, as ``contradictions`` over all would find."""
        return contradictions(said, self.near(said), similarity)
