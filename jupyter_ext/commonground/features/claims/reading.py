"""A report as a claim: read, held against the gate, and with its text kept apart. Pure but for it.

What the gate would keep back is left out and counted; everything else of the report stays.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from .model import ChangedFile, ChangeSet, Hunk
from .requests import CheckWork, ReportedFile, ReportedHunk, ReportWork

Passes = Callable[[str], bool]
"""Whether others may read a text."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The changes, the text of their hunks by path, how many names were held back."""

    changes: ChangeSet
    texts: Mapping[str, str] = field(default_factory=dict)
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
    names = list(dict.fromkeys(_names(given)))
    if passes("\n".join(names)):
        held: frozenset[str] = frozenset()
    else:
        held = frozenset(name for name in names if not passes(name))
    clean = _Clean(held, key if contents else b"", prefix)
    files = tuple(found for one in given.files if (found := clean.file(one)) is not None)
    changes = ChangeSet(
        base=given.base,
        branch=clean.one(given.branch),
        files=files,
        commits=given.commits,
        subjects=tuple(filter(None, map(clean.one, given.subjects))),
    )
    texts: dict[str, str] = {}
    if contents:
        for one in given.files:
            text = "\n".join(filter(None, (hunk.text for hunk in one.hunks)))
            if text and one.path not in held and passes(text):
                texts[prefix + (one.old_path or one.path)] = text
    return ReadReport(changes, texts, len(held), given.more)


def _names(given: ReportWork | CheckWork) -> Iterable[str]:
    yield from filter(None, (given.branch, *given.subjects))
    for one in given.files:
        yield from filter(None, (one.path, one.old_path))
        yield from (*one.symbols, *one.signatures, *one.calls)
        for hunk in one.hunks:
            yield from hunk.symbols


@dataclass(frozen=True, slots=True)
class _Clean:
    held: frozenset[str]
    key: bytes
    prefix: str

    def one(self, name: str) -> str:
        return "" if name in self.held else name

    def several(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in self.held)

    def file(self, given: ReportedFile) -> ChangedFile | None:
        if {given.path, given.old_path} & self.held:
            return None
        return ChangedFile(
            path=self.prefix + given.path,
            status=given.status,
            old_path=self.prefix + given.old_path if given.old_path else "",
            hunks=tuple(map(self._hunk, given.hunks)),
            binary=given.binary,
            truncated=given.truncated,
            symbols=self.several(given.symbols),
            cells=tuple(given.cells),
            signatures=self.several(given.signatures),
            calls=self.several(given.calls),
        )

    def _hunk(self, given: ReportedHunk) -> Hunk:
        found = Hunk(
            given.start,
            given.count,
            given.new_start,
            given.new_count,
            self.several(given.symbols),
        )
        if not self.key or not given.text:
            return found
        said = hmac.new(self.key, given.text.encode(errors="surrogatepass"), hashlib.sha256)
        return replace(found, digest=said.hexdigest()[:32])
