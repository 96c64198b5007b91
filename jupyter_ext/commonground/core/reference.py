"""What a question names with a sign: ``@entry:…``, ``@file:…``, ``@variable:…``, a person, an area.

Pure. Names of several words stand in quotes. Signs in a word (an address, ``a#b``) name nothing,
and neither does what stands in a block of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["entry", "file", "variable", "person", "area"]
THINGS: tuple[Kind, ...] = ("entry", "file", "variable")
"""Kinds that are written out; ``@name`` is a person, and ``#name`` an area."""
MOST = 20
"""Names of one question that are looked up."""
_BEHIND = ".,;:!?)]}"
_REFERENCE = re.compile(
    r"""(?<![\w@#&/.`])(?:
        @(?P<thing>entry|file|variable):(?:"(?P<quoted>[^"\n]+)"|(?P<bare>[^\s"`]+))
      | @(?P<person>\w[\w.-]*+)(?!:)
      | \#(?P<area>\w[\w./-]*)
    )""",
    re.VERBOSE,
)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
BEGUN = re.compile(
    r"""(?<![\w@#&/.`])(?:
        @(?P<thing>entry|file|variable):(?P<name>"[^"\n]*|[^\s"]*)
      | @(?P<person>[\w.-]*)
      | \#(?P<area>[\w./-]*)
    )$""",
    re.VERBOSE,
)
"""A name that is being written, at the end of a text."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One name of a question, as its kind has it."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class BegunReference:
    """A name that is being written: ``written`` is all there is of it, with its sign.

    ``kind`` is None behind a bare ``@``, which may become any kind but an area.
    """

    kind: Kind | None
    name: str
    written: str


def references_in(text: str) -> tuple[Reference, ...]:
    """What the text names, in order, each once; the first of many."""
    prose = _CODE.sub(lambda code: " " * len(code[0]), text)
    found = dict.fromkeys(_reference(match) for match in _REFERENCE.finditer(prose))
    return tuple(one for one in found if one.name)[:MOST]


def _reference(match: re.Match[str]) -> Reference:
    if match["thing"]:
        kind: Kind = next(kind for kind in THINGS if kind == match["thing"])
        return Reference(kind, match["quoted"] or match["bare"].rstrip(_BEHIND))
    if match["person"]:
        return Reference("person", match["person"].rstrip(".-"))
    return Reference("area", match["area"].rstrip("./-"))


def written(kind: Kind, name: str) -> str:
    """How that is named in a question."""
    if kind in ("person", "area"):
        return f"{'@' if kind == 'person' else '#'}{name}"
    plain = not re.search(r'[\s"`]', name) and name.rstrip(_BEHIND) == name
    return f"@{kind}:{name}" if plain else f'@{kind}:"{name.replace(chr(34), chr(39))}"'


def begun_at_end(text: str) -> BegunReference | None:
    """The name that is being written at the end of a text; None where none is."""
    match = BEGUN.search(text)
    if match is None:
        return None
    if match["thing"]:
        kind = next(kind for kind in THINGS if kind == match["thing"])
        return BegunReference(kind, match["name"].lstrip('"'), match[0])
    if match["area"] is not None:
        return BegunReference("area", match["area"], match[0])
    return BegunReference(None, match["person"], match[0])


def fitting(begun: str, names: Iterable[str], most: int = MOST) -> list[str]:
    """The names that begin so, then those that hold it; whatever the case."""
    wanted = begun.casefold()
    known = list(dict.fromkeys(names))
    first = [name for name in known if name.casefold().startswith(wanted)]
    rest = [name for name in known if wanted in name.casefold() and name not in first]
    return [*first, *rest][:most]
