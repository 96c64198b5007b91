"""What the word that is being written may become: words of the grammar, or names of a kind.

Which names there are is known elsewhere; this says which of them fit, and how they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CLOSED_BY = {'"': '"', "'": "'", "“": "”"}
_WORD = re.compile(
    r"""(?P<option>--[a-z-]+=)?(?P<word>"[^"]*("|$)|'[^']*('|$)|“[^”]*(”|$)|\S+)""", re.VERBOSE
)


@dataclass(frozen=True, slots=True)
class Completion:
    """Where a word is being written: ``fragment`` is what there is of it.

    ``words`` are what it may become; ``names`` is the kind of names of which it may be one
    (``member``, ``task``), empty where it is none. ``quoted``: a name of several words is put in
    quotes.
    """

    fragment: str = ""
    words: tuple[str, ...] = ()
    names: str = ""
    quoted: bool = True

    def offered(self, names: Iterable[str] = ()) -> tuple[str, ...]:
        """The words, and the names that begin like the fragment, as they are written here."""
        quote = self.fragment[:1] if self.quoted and self.fragment[:1] in _CLOSED_BY else ""
        begun = self.fragment[len(quote) :].casefold()
        fitting = (name for name in names if name.casefold().startswith(begun))
        return (*self.words, *(self._written(name, quote) for name in fitting))

    def _written(self, name: str, quote: str) -> str:
        if self.quoted and (quote or " " in name):
            quote = quote or next(q for q in _CLOSED_BY if q not in name or q == "“")
            return f"{quote}{name}{_CLOSED_BY[quote]}"
        return name


def begun_at(line: str) -> int:
    """Where the word at the end of a line begins; one in open quotes begins with them."""
    found = 0
    for word in _WORD.finditer(line):
        found = word.start()
        if word.end() < len(line):
            found = len(line)
    return found
