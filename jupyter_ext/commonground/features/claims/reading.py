"""A report as a claim: read, held against the gate, and with its text kept apart. Pure but for it.

What the gate would keep back is left out and counted; everything else of the report stays.
"""

from __future__ import annotations

import hashlib
import hmac
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, TypeVar, cast, get_origin

from pydantic import BaseModel

from .model import ChangedFile, ChangeSet, Hunk
from .requests import APART, CheckWork, ReportedFile, ReportedHunk, ReportWork

V = TypeVar("V")
MOST_SPREAD = 20
"""Secrets in pieces that are looked for in a report; with more of them all of it is held back."""

Passes = Callable[[str], bool]
"""Whether others may read a text."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The changes, the text of their hunks by path, how many names were held back.

    ``texts`` and ``files``, which hold them hunk by hunk, are by the place in the base, and there
    only where their author shows them.
    """

    changes: ChangeSet
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, ReportedFile] = field(default_factory=dict)
    held_back: int = 0
    more: int = 0


def claim_id(username: str, clone: str) -> str:
    """The id of what that member changes there: nobody can report into another's claim."""
    return "cl_" + hashlib.sha256(f"{username}\0{clone}".encode()).hexdigest()[:24]


def read_report(
    given: ReportWork | CheckWork, passes: Passes, *, contents: bool, key: bytes, prefix: str = ""
) -> ReadReport:
    """What the report says that others may know.

    ``contents``: its author shows others the changed lines. ``key`` hides what a hunk puts in, of
    which only whether it is the same is known. ``prefix`` goes before each path.
    """
    held = _held(list(dict.fromkeys(names_in(given))), passes)
    held |= _held([name for name in given.subjects if name not in held], passes, between=" ")
    clean = _without(given, held)
    make = _Making(key if contents else b"", prefix)
    changes = ChangeSet(
        base=clean.base,
        branch=clean.branch,
        files=tuple(
            make.file(one)
            for one, said in zip(clean.files, given.files, strict=True)
            if one.path and one.old_path == said.old_path
        ),
        commits=clean.commits,
        subjects=tuple(filter(None, clean.subjects)),
    )
    texts: dict[str, str] = {}
    files: dict[str, ReportedFile] = {}
    if contents:
        for one in given.files:
            text = "\n".join(filter(None, (hunk.text for hunk in one.hunks)))
            if text and one.path not in held and passes(text):
                place = prefix + (one.old_path or one.path)
                texts[place], files[place] = text, one
    return ReadReport(changes, texts, files, len(held), given.more)


def names_in(value: object) -> Iterator[str]:
    """All that is said in a report but what is declared to be read apart, in order."""
    match value:
        case str():
            yield from filter(None, (value,))
        case list():
            for inner in value:
                yield from names_in(inner)
        case BaseModel():
            for name in _shown_fields(type(value)):
                yield from names_in(getattr(value, name))


def _without(value: V, held: Set[str]) -> V:
    """The same without these names: gone from lists, empty elsewhere."""
    match value:
        case str():
            return cast("V", "") if value in held else value
        case list():
            kept = [_without(one, held) for one in value if type(one) is not str or one not in held]
            return cast("V", kept)
        case BaseModel() if held:
            fields = _shown_fields(type(value))
            fresh = {name: _without(getattr(value, name), held) for name in fields}
            return cast("V", value.model_copy(update=fresh))
    return value


@cache
def _shown_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields that others are shown: all but those whose declared type says otherwise.

    Words that are declared one by one (``Literal``) are the program's own.
    """
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if APART not in field.metadata and get_origin(field.annotation) is not Literal
    )


def _held(names: Sequence[str], passes: Passes, between: str = "\n") -> frozenset[str]:
    """The names that others may not read, by themselves or because several make one secret.

    A secret may begin in one and go on in the next. Then all of those are held back, and where it
    is not found which these are, everything is.
    """
    if passes(between.join(names)):
        return frozenset()
    left = [name for name in names if passes(name)]
    for _ in range(MOST_SPREAD):
        if passes(between.join(left)):
            return frozenset(names) - frozenset(left)
        first, last = _spread(left, lambda some: passes(between.join(some)))
        left = left[:first] + left[last:]
    return frozenset(names)


def _spread(names: Sequence[str], passes: Callable[[Sequence[str]], bool]) -> tuple[int, int]:
    """From which name to which a secret goes that is in none of them alone; all if in doubt."""
    counts = range(len(names) + 1)
    last = bisect(counts, False, key=lambda count: not passes(names[:count]))
    first = bisect(counts[:last], False, key=lambda begin: passes(names[begin:last])) - 1
    found = max(first, 0), last
    return (0, len(names)) if passes(names[slice(*found)]) else found


@dataclass(frozen=True, slots=True)
class _Making:
    key: bytes
    prefix: str

    def file(self, given: ReportedFile) -> ChangedFile:
        return ChangedFile(
            path=self.prefix + given.path,
            status=given.status,
            old_path=self.prefix + given.old_path if given.old_path else "",
            hunks=tuple(map(self._hunk, given.hunks)),
            binary=given.binary,
            truncated=given.truncated,
            symbols=tuple(given.symbols),
            cells=tuple(given.cells),
            signatures=tuple(given.signatures),
            calls=tuple(given.calls),
        )

    def _hunk(self, given: ReportedHunk) -> Hunk:
        found = Hunk(
            given.start,
            given.count,
            given.new_start,
            given.new_count,
            tuple(given.symbols),
        )
        if not self.key or not given.text:
            return found
        said = hmac.new(self.key, given.text.encode(errors="surrogatepass"), hashlib.sha256)
        return replace(found, digest=said.hexdigest()[:32])
