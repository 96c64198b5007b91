"""Which texts the team has already, however their spaces and Markdown marks differ. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...core.entry import Entry
from ...core.visible import visible

_MARKS = re.compile(r"[*_`#>|~\-+=\s\\]+|(?<!\w)\d{1,3}[.)](?=\s)")


def normal(text: str) -> str:
    """The words of a text in one form: without marks of Markdown, spaces and case."""
    return _MARKS.sub("", visible(text)).casefold()


def whole(title: str, body: str) -> str:
    """Title and body in one form; a body that begins with its title says it once."""
    head, rest = normal(title.removesuffix("…")), normal(body)
    return rest if rest.startswith(head) else head + rest


class Known:
    """What was ever said: also what waits, was rejected or was retired is not proposed again."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._said: dict[str, str] = {}
        for entry in entries:
            for revision in entry.revisions.values():
                self.add(revision.title, revision.body, entry.id)

    def add(self, title: str, body: str, entry: str = "") -> None:
        """One more text."""
        self._said[whole(title, body)] = entry
        self._said.setdefault(normal(body), entry)

    def __contains__(self, text: tuple[str, str]) -> bool:
        title, body = text
        return whole(title, body) in self._said
