"""Which texts the team has already, however their spaces and Markdown marks differ. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...core.entry import Entry
from ...core.visible import visible

_READER = MarkdownIt("commonmark").enable("table")
_CUT = "…"


def normal(text: str) -> str:
    """What a text says, without the marks of Markdown and without spaces.

    Signs that are no marks where they stand (``2 * 3``, ``>= 3``, ``*.sql`` in code) stay.
    """
    said = "".join(_said(_READER.parse(visible(text))))
    return "".join(said.split())


def _said(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _said(token.children or ())
        else:
            yield token.content
        yield str(token.attrs.get("href", "") or token.attrs.get("src", ""))
        yield token.info if token.type == "fence" else ""


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two titles with their bodies say the same."""
    return normal(one[0]) == normal(other[0]) and normal(one[1]) == normal(other[1])


def whole(title: str, body: str) -> str:
    """Title and body in one form; a title that was cut says nothing that its body does not."""
    head, rest = normal(title), normal(body)
    cut = title.endswith(_CUT) and rest.startswith(head.removesuffix(_CUT))
    return rest if cut else head + rest


class KnownTexts:
    """What was ever said: also what waits, was rejected or was retired is not proposed again."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._said: set[str] = set()
        for entry in entries:
            for revision in entry.revisions.values():
                self.add(revision.title, revision.body)

    def add(self, title: str, body: str) -> None:
        """One more text."""
        self._said.add(whole(title, body))

    def __contains__(self, text: tuple[str, str]) -> bool:
        return whole(*text) in self._said
