"""Patterns of paths as CODEOWNERS has them, matched by ``pathspec`` as git matches. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pathspec import PathSpec

_WILD = frozenset("*?[")


@lru_cache(maxsize=4096)
def _pattern(glob: str) -> PathSpec[Any]:
    plain = (
        f"\\{glob}" if glob.startswith(("#", "!")) else glob
    )  # a name, no comment and no exception
    return PathSpec.from_lines("gitignore", [plain])


def matches(glob: str, path: str) -> bool:
    """As git matches, but ``docs/*`` has no more than what lies in ``docs`` itself."""
    if glob.endswith("/*") and path.count("/") != glob.strip("/").count("/"):
        return False
    return _pattern(glob).match_file(path)


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
    parts = [part for part in glob.split("/") if part]
    plain = [part for part in parts if not set(part) & _WILD]
    return len(plain), sum(c not in "*?[]" for part in parts for c in part)


def may_meet(one: str, two: str) -> bool:
    """Whether a path may match both: not where both begin at the root and part there."""
    if not (_is_anchored(one) and _is_anchored(two)):
        return True
    return all(a == b for a, b in zip(folders_of(one), folders_of(two), strict=False))


def _is_anchored(glob: str) -> bool:
    return "/" in glob.rstrip("/")
