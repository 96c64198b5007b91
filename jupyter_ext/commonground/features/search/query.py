"""What somebody asks a search for: words, and whose, of which area and kind, since when. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ...core.searchable import Searchable
from ...errors import InvalidCommand
from .words import fold, words_of

MOST_TERMS = 12
"""Words of a query that are looked for; the rest is left out."""
_SPAN = re.compile(r"(?P<number>\d{1,4})\s?(?P<unit>h|d|w|m|y)")
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Words and filters. An empty filter lets everything pass; ``since`` is ms since 1970."""

    text: str = ""
    kinds: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    since: int | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The words that are looked for, folded, each once."""
        return tuple(dict.fromkeys(words_of(self.text)))[:MOST_TERMS]

    @property
    def begun(self) -> bool:
        """Whether the last word may go on: it is the end of what was written."""
        return self.text[-1:].isalnum()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.terms or self.kinds or self.people or self.areas or self.since)

    def from_time(self, since: int) -> SearchQuery:
        """The same, of what is not older than that."""
        return replace(self, since=since)

    def wants(self, found: Searchable) -> bool:
        """Whether it is of a kind that is asked for."""
        return not self.kinds or found.kind in self.kinds

    def wants_of_any_kind(self, found: Searchable) -> bool:
        """Whether the other filters let it pass."""
        return (
            (not self.people or not self.people.isdisjoint(found.people))
            and (not self.areas or (found.area is not None and fold(found.area) in self.areas))
            and (self.since is None or found.at >= self.since)
        )


def read_query(
    text: str, names: Mapping[str, str], *, kinds: Collection[str] = (), known: Collection[str] = ()
) -> SearchQuery:
    """A query as it is written: ``@name`` and ``#area`` among its words are filters.

    ``names`` are how people are displayed, by username; ``known`` the kinds that there are.
    Raises InvalidCommand for a kind or a person that there is not.
    """
    strange = sorted(set(kinds) - set(known))
    if strange:
        raise InvalidCommand(
            f"There is no kind {strange[0][:40]!r}.", f"Kinds: {', '.join(sorted(known))}."
        )
    query = SearchQuery(kinds=frozenset(kinds))
    words = []
    for word in text.split():
        if len(word) > 1 and word[0] == "@":
            query = replace(query, people=query.people | people_called(word[1:], names))
        elif len(word) > 1 and word[0] == "#" and not word[1:].isdigit():
            query = replace(query, areas=query.areas | {fold(word[1:])})
        else:
            words.append(word)
    return replace(query, text=" ".join(words))


def people_called(name: str, names: Mapping[str, str]) -> frozenset[str]:
    """The usernames of those whose name is so, or begins so. Raises InvalidCommand for nobody."""
    wanted = fold(name)
    tests: tuple[Callable[[str, str], bool], ...] = (
        lambda username, shown: wanted in (username, shown),
        lambda username, shown: username.startswith(wanted) or shown.startswith(wanted),
        lambda username, shown: any(part.startswith(wanted) for part in shown.split()),
    )
    for test in tests:
        found = frozenset(n for n, shown in names.items() if test(fold(n), fold(shown)))
        if found:
            return found
    raise InvalidCommand(f"Nobody here is called {name[:40]!r}.", "See who there is under People.")


def since_when(text: str, now: int) -> int:
    """A time as ``12h``, ``7d``, ``2w``, ``3m`` (months), ``1y`` ago, or a day as ``2026-11-01``.

    Milliseconds since 1970. Raises InvalidCommand.
    """
    span = _SPAN.fullmatch(text.strip().lower())
    if span is not None:
        ago = timedelta(days=int(span["number"]) * _DAYS[span["unit"]])
        return now - int(ago.total_seconds() * 1000)
    try:
        day = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidCommand(
            f"{text[:40]!r} is no time.", "Write --since 7d, 12h, 2w, 3m, 1y or 2026-11-01."
        ) from None
    return int((day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp() * 1000)
