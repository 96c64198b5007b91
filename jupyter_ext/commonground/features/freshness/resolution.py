"""What a reference points at in one state of the repository: one place, several, or none.

Pure, over a ``NameTree``. Nothing is guessed: a name that fits several places resolves to none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from .references import CodeReference

ResolvedBy = Literal["root", "folder", "suffix", "symbol"]
"""From the top, from the document's own folder, as the end of one path, or as a definition."""
MOST_PLACES = 12
"""Places at which one name may be defined: a name of more is no anchor."""


class NameTree(Protocol):
    """The names in one state of a repository. Paths are relative to its top, without ``/`` at the
    end."""

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        ...

    def is_folder(self, path: str) -> bool:
        """Whether anything lies below it."""
        ...

    def ending(self, name: str) -> Sequence[str]:
        """The paths of files and folders that end in these parts, and are longer."""
        ...

    def matching(self, pattern: re.Pattern[str]) -> bool:
        """Whether any file's path matches as a whole."""
        ...

    def defines(self, symbol: str) -> bool:
        """Whether something of that name is defined anywhere."""
        ...


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where a reference points. ``target`` is None where it points at nothing, or at several
    places: then these are the ``candidates``. A symbol's target is its name."""

    target: str | None = None
    by: ResolvedBy | None = None
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether it points at several places."""
        return len(self.candidates) > 1


NOTHING = Pointing()


def resolve(reference: CodeReference, document: str, tree: NameTree) -> Pointing:
    """Where it points for somebody who reads it in that document (a path; "" for no document)."""
    if reference.kind == "symbol":
        return _defined(reference.parts, tree)
    if reference.glob:
        return _resolve_glob(reference.name, document, tree)
    exact = _exact(reference, document, tree)
    if "/" in document and _says_too_little(reference, exact):
        return NOTHING
    if exact:
        return _one_of(exact, first_wins=reference.form == "link")
    return _by_ending(reference.name, tree)


def _defined(parts: Sequence[str], tree: NameTree) -> Pointing:
    """A symbol is anchored by its last name; those before it may be modules, or variables."""
    if not parts or not tree.defines(parts[-1]):
        return NOTHING
    known = tuple(part for part in parts if tree.defines(part))
    return Pointing(".".join(known), "symbol", (".".join(known),))


def _exact(reference: CodeReference, document: str, tree: NameTree) -> list[tuple[str, ResolvedBy]]:
    """The places where it is, as it is written; a link's own folder comes first, as it is read."""
    return [(p, by) for p, by in places(reference, document) if exists(tree, p)]


def places(reference: CodeReference, document: str) -> list[tuple[str, ResolvedBy]]:
    """Where a path would be, from the document's folder and from the top; each once."""
    name, folder = reference.name, posixpath.dirname(document)
    ways: list[tuple[str, ResolvedBy]] = [(joined("", name.lstrip("/")), "root")]
    if not name.startswith("/") and folder:
        ways.append((joined(folder, name), "folder"))
    if reference.form == "link" or name.startswith("../"):
        ways.reverse()
    return [(p, by) for n, (p, by) in enumerate(ways) if p and p not in {q for q, _ in ways[:n]}]


_COMMON = re.compile(
    r"(?:main|app|server|client|index|config|settings|utils?|helpers?|types?|example|test|tests|"
    r"script|run|setup|agent|agents|tools?|models?|schema|data|input|output|__init__)\.\w+"
)


def _says_too_little(reference: CodeReference, found: Sequence[tuple[str, ResolvedBy]]) -> bool:
    """Whether it is a name that every project has, and the file is not beside the document: then a
    tutorial means its reader's own file as often as ours."""
    common = reference.form != "link" and _COMMON.fullmatch(reference.name) is not None
    return common and all(by == "root" for _, by in found) and bool(found)


def _one_of(found: Sequence[tuple[str, ResolvedBy]], *, first_wins: bool) -> Pointing:
    if len(found) > 1 and not first_wins:
        return Pointing(candidates=tuple(p for p, _ in found))
    return Pointing(found[0][0], found[0][1], (found[0][0],))


def _by_ending(name: str, tree: NameTree) -> Pointing:
    """The one path that ends so; a single name says too little."""
    plain = name.strip("/")
    if "/" not in plain or plain.startswith("../") or name.startswith("/"):
        return NOTHING
    found = tuple(tree.ending(plain))
    if len(found) == 1:
        return Pointing(found[0], "suffix", found)
    return Pointing(candidates=found)


def _resolve_glob(name: str, document: str, tree: NameTree) -> Pointing:
    folder = posixpath.dirname(document)
    for way, by in ((joined("", name.lstrip("/")), "root"), (joined(folder, name), "folder")):
        if way and tree.matching(pattern_of(way)):
            return Pointing(way, "root" if by == "root" else "folder", (way,))
    return NOTHING


def exists(tree: NameTree, path: str) -> bool:
    """Whether there is such a file or folder."""
    return tree.is_file(path) or tree.is_folder(path)


def joined(folder: str, name: str) -> str:
    """The path below the top; empty where it leads out of it, or is the top itself."""
    path = posixpath.normpath(posixpath.join(folder, name)) if name else ""
    return "" if path.startswith("..") or path in (".", "/") else path


@lru_cache(maxsize=1024)
def pattern_of(glob: str) -> re.Pattern[str]:
    """What a path matches that such a pattern means; one of a folder means all below it."""
    made = re.escape(glob.rstrip("/")).replace(r"/\*\*/", "/(?:.*/)?").replace(r"\*\*", ".*")
    return re.compile(made.replace(r"\*", "[^/]*").replace(r"\?", "[^/]") + "(?:/.*)?")


def still_there(candidates: Iterable[str], tree: NameTree) -> bool:
    """Whether one of several places is left."""
    return any(exists(tree, path) for path in candidates)
