"""Values of relevance: what is asked, what could be shown, and how well that fits. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rankable:
    """An entry as it is ranked. ``also`` are texts that it stands in for: earlier versions' titles.

    ``at`` is milliseconds since 1970; ``tokens`` what showing it costs; ``always``: an accepted
    convention.
    """

    id: str
    title: str
    body: str = ""
    kind: str = "knowledge"
    area: str | None = None
    at: int = 0
    author: str = ""
    """The name by which people speak of whoever wrote it."""
    also: str = ""
    tokens: int = 0
    always: bool = False

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{self.title}\n{self.body}".strip()

    @property
    def remark(self) -> bool:
        """Whether it is one line of a conversation, which its neighbours explain."""
        title, body = self.title.strip(), self.body.strip()
        return not title or not body or body.startswith(title.rstrip(".…"))


@dataclass(frozen=True, slots=True)
class Sought:
    """What something is wanted for: a question, or what a member has open.

    ``areas`` are those in play: the asker's, and those of open paths. None stands for all.
    """

    text: str
    areas: frozenset[str] | None = None

    def reaches(self, area: str | None) -> bool:
        """Whether what is of that area may be shown: what has none is everyone's."""
        return area is None or self.areas is None or area in self.areas


@dataclass(frozen=True, slots=True)
class Ranked:
    """How well an item fits: ``score`` orders, and is 0 where nothing speaks for it.

    ``words`` are the question's that the item has; ``nearness`` is the likeness of meaning, up
    to 1; ``named``: the question names its author. ``covered`` is the share of the question's
    words, by rarity, that it holds: 0 to 1.
    """

    id: str
    score: float
    covered: float = 0.0
    nearness: float = 0.0
    named: bool = False
    words: tuple[str, ...] = ()
