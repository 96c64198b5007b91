"""Patterns of paths as CODEOWNERS has them, matched as git matches. Pure."""

from __future__ import annotations

from functools import lru_cache

from .path_glob import PathPattern

MAX_GLOB = 300
"""Characters of a pattern."""
_WILD = frozenset("*?[")


@lru_cache(maxsize=4096)
def _patterns(glob: str) -> tuple[PathPattern, ...]:
    """Also with its brackets as they stand: ``app/[id]/page.tsx`` is a path, as GitHub reads it."""
    plain = (
        f"\\{glob}" if glob.startswith(("#", "!")) else glob
    )  # a name, no comment and no exception
    ways = (True, False) if "[" in plain else (True,)
    return tuple(PathPattern(plain, brackets=brackets) for brackets in ways)


def matches(glob: str, path: str) -> bool:
    """As git matches, but ``docs/*`` has no more than what lies in ``docs`` itself.

    Whatever the pattern is: malformed ones match nothing, and none takes long.
    """
    return any(pattern.matches(path) for pattern in _patterns(glob))


def can_be_kept(glob: str) -> bool:
    """Whether it is one line of at most ``MAX_GLOB`` characters that climbs and escapes nothing."""
    return 0 < len(glob) <= MAX_GLOB and ".." not in glob.split("/") and not {"\\", "\n"} & {*glob}


def plain_parts(glob: str) -> tuple[str, ...]:
    """The names of folders and files in it that hold no wildcard, wherever they stand."""
    return tuple(part for part in glob.split("/") if part and not set(part) & _WILD)


def folders_of(glob: str) -> tuple[str, ...]:
    """The names at the pattern's beginning that hold no wildcard."""
    found = []
    for part in filter(None, glob.split("/")):
        if set(part) & _WILD:
            break
        found.append(part)
    return tuple(found)


@lru_cache(maxsize=4096)
def weight(glob: str) -> tuple[int, int]:
    """How much a pattern says: names of folders and files, then letters, without wildcards."""
    return len(plain_parts(glob)), sum(c not in "*?[]/" for c in glob)


class Earlier:
    """Patterns that came before, each of an area: which of them may match what a later one does.

    Two that begin at the root don't meet where they part there; all others may.
    """

    def __init__(self) -> None:
        self._at: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
        self._below: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
        self._anywhere: dict[str, tuple[int, int]] = {}
        self._all: dict[str, tuple[int, int]] = {}

    def add(self, glob: str, area: str) -> None:
        """One more pattern."""
        held = [self._all]
        if _is_anchored(glob):
            folders = folders_of(glob)
            held.append(self._at.setdefault(folders, {}))
            held += [self._below.setdefault(folders[:n], {}) for n in range(len(folders))]
        else:
            held.append(self._anywhere)
        for weights in held:
            weights[area] = max(weight(glob), weights.get(area, (0, 0)))

    def heaviest(self, glob: str, area: str | None = None) -> tuple[int, int] | None:
        """How much the heaviest pattern says that may meet this one, of another area; or None."""
        held = [self._anywhere]
        if _is_anchored(glob):
            folders = folders_of(glob)
            held += [self._at.get(folders[:n], {}) for n in range(len(folders) + 1)]
            held.append(self._below.get(folders, {}))
        else:
            held = [self._all]
        found = (heavy for weights in held for home, heavy in weights.items() if home != area)
        return max(found, default=None)


def _is_anchored(glob: str) -> bool:
    return "/" in glob.rstrip("/")
