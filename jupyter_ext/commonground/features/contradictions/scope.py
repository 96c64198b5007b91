"""Where a statement holds: what a scope field names, and whether two scopes overlap."""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import scopes


@lru_cache(maxsize=4096)
def scope_values(scope: str) -> frozenset[tuple[str, str]]:
    """What a scope field names: known kinds with their value, else the words as they stand."""
    found: set[tuple[str, str]] = set()
    for part in re.split(r"[,;/]|\band\b", scope.lower()):
        words = part.split()
        if words:
            known = [s for w in words for s in scopes().get(w, ())[:1]]
            found.update(known or {("", " ".join(words))})
    return frozenset(found)


def overlap(a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]]) -> bool:
    """Whether two scopes have anything in common: no word on a kind of scope means all of it."""
    for kind in {k for k, _ in a} & {k for k, _ in b}:
        if {v for k, v in a if k == kind}.isdisjoint({v for k, v in b if k == kind}):
            return False
    return True
