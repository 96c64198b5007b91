"""All verbs together, as they are written: finding the one that is meant, help, and completion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..errors import InvalidCommand
from .completion import Completion
from .parameter import FreeText
from .syntax import Arguments, Row, Syntax

HELP_VERB = "help"
STATUS = Syntax("status", usage=(("`%cg status`", "who you are here, which model answers"),))
HELP = Syntax(HELP_VERB, text=FreeText("VERB"))
OWN = (STATUS, HELP)
"""The verbs that no feature brings, behind those of the features."""
_INTRO = "**Common Ground** in a cell:"
_OUTRO = "Private questions are asked in the side panel, never in a cell."


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was read: whose syntax, what follows the verb, and that taken apart."""

    syntax: Syntax
    line: str
    arguments: Arguments


class Grammar:
    """The syntax of every verb, in the order of ``%cg help``."""

    def __init__(self, syntaxes: Iterable[Syntax]) -> None:
        self._syntaxes = {syntax.name: syntax for syntax in syntaxes}

    def __iter__(self) -> Iterator[Syntax]:
        return iter(self._syntaxes.values())

    @cached_property
    def first_words(self) -> tuple[str, ...]:
        """What may follow ``%cg``."""
        names = (name.split()[0] for name in self._syntaxes if not name.startswith("%%"))
        return tuple(dict.fromkeys(names))

    def second_words(self, first: str) -> tuple[str, ...]:
        """What may follow the verb: ``move`` behind ``sprint``."""
        pairs = (name.partition(" ") for name in self._syntaxes)
        return tuple(second for word, _, second in pairs if word == first and second)

    def find(self, word: str, line: str = "") -> tuple[Syntax, str]:
        """The verb that is meant, of two words before one, and what is left of its line.

        Raises InvalidCommand, saying which verbs there are.
        """
        second, rest = _first(line)
        longer = self._syntaxes.get(f"{word} {second}") if second else None
        if longer is not None:
            return longer, rest
        found = self._syntaxes.get(word)
        seconds = self.second_words(word)
        if found is None and not seconds:
            raise InvalidCommand(
                f"%cg does not know {word[:40]!r}.",
                f"It knows: {', '.join(self.first_words)}. Try %cg help.",
            )
        if seconds and (found is None or (second and _takes_nothing(found))):
            raise InvalidCommand(
                f"%cg {word} does not know {second[:40]!r}." if second else f"%cg {word} and what?",
                f"It knows: {', '.join(seconds)}. Try %cg {word} help.",
            )
        assert found is not None
        return found, line

    def read(self, word: str, line: str = "", body: str = "") -> Reading:
        """A verb (or a cell magic as ``%%name``) and what follows it. Raises InvalidCommand."""
        if _first(line) == (HELP_VERB, "") and self.second_words(word):
            word, line = HELP_VERB, word
        syntax, rest = self.find(word, line)
        return Reading(syntax, rest, syntax.read(rest, body))

    def read_line(self, line: str, body: str = "") -> Reading:
        """What follows ``%cg``; help where nothing does. Raises InvalidCommand."""
        word, rest = _first(line)
        return self.read(word or HELP_VERB, rest, body)

    # Help

    def help(self, verb: str = "") -> str:
        """``%cg help`` or ``%cg help VERB`` as Markdown. Raises InvalidCommand for no verb."""
        if not verb:
            rows = [row for syntax in self for row in syntax.usage]
            return _page(_INTRO, rows, _OUTRO)
        found = [syntax for syntax in self if _belongs(syntax, verb)]
        if not found:
            self.find(*_first(verb))
        rows = [row for each in found for row in each.detail or each.usage]
        return _page(found[0].intro or f"`{found[0].form}`", rows, found[0].outro)

    def tells_of(self, verb: str) -> bool:
        """Whether ``%cg help VERB`` has something to say."""
        return any(_belongs(syntax, verb) for syntax in self)

    # Completion

    def complete(self, text: str) -> Completion:
        """What the last word of a line (``%cg sprint mo``, ``%%ai --in``) may become.

        Nothing where the line is none of ours.
        """
        cut = text.rfind(" ") + 1
        before, incomplete = text[:cut].lstrip(), text[cut:]
        first, rest = _first(before)
        if first.startswith("%%") and first in self._syntaxes:
            return self._syntaxes[first].place(rest + incomplete)
        if first in ("%cg", "%%cg"):
            return self._verb_place(rest, incomplete)
        return Completion(incomplete)

    def _verb_place(self, before: str, incomplete: str) -> Completion:
        word, rest = _first(before)
        if not word:
            return Completion(incomplete, _beginning(self.first_words, incomplete))
        if word == HELP_VERB:
            names = self.second_words(rest.strip()) if rest.strip() else self.first_words
            return Completion(incomplete, _beginning(names, incomplete))
        found: tuple[str, ...] = ()
        if not rest.strip() and (seconds := self.second_words(word)):
            found = _beginning((*seconds, HELP_VERB), incomplete)
        try:
            syntax, line = self.find(word, rest)
        except InvalidCommand:
            return Completion(incomplete, found)
        place = syntax.place(line + incomplete)
        return replace(place, words=tuple(dict.fromkeys((*found, *place.words))))


def _first(line: str) -> tuple[str, str]:
    word, rest = [*line.split(None, 1), "", ""][:2]
    return word, rest


def _belongs(syntax: Syntax, verb: str) -> bool:
    return verb in (syntax.name, syntax.within) or syntax.name.startswith(f"{verb} ")


def _takes_nothing(syntax: Syntax) -> bool:
    return syntax.text is None and not syntax.parameters


def _beginning(words: Iterable[str], incomplete: str) -> tuple[str, ...]:
    return tuple(word for word in words if word.startswith(incomplete))


def _page(intro: str, rows: Iterable[Row], outro: str) -> str:
    """Help as Markdown: a table of what is written and what it does."""
    lines = [f"| {write} | {does} |" for write, does in rows]
    table = ["| write | and |", "|---|---|", *lines] if lines else []
    return "\n\n".join(filter(None, (intro, "\n".join(table), outro))) + "\n"
