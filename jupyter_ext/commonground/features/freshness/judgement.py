"""Whether a reference still points at what it pointed at when it was written. Pure.

Told from two states of a repository, then and now: what never pointed at anything can't have gone,
so model names, examples and other people's files are no findings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .references import CodeReference
from .resolution import NOTHING, NameTree, Pointing, exists, pattern_of, resolve, still_there

Freshness = Literal["fresh", "touched", "broken", "unanchored"]
"""``touched``: what it points at was changed since. ``unanchored``: it never pointed at one
thing."""


@dataclass(frozen=True, slots=True)
class JudgedReference:
    """What became of one reference. ``then`` is where it pointed when it was written."""

    reference: CodeReference
    state: Freshness
    then: Pointing

    @property
    def target(self) -> str | None:
        """What it is tied to."""
        return self.then.target


def judge(
    reference: CodeReference,
    then: Pointing,
    document: str,
    now: NameTree,
    touched: Callable[[str], bool] = lambda _: False,
) -> JudgedReference:
    """What became of it. ``document`` is where the text stands now; ``touched`` says whether the
    target was changed since."""
    if then.target is None:
        gone = then.ambiguous and not still_there(then.candidates, now)
        lost = gone and resolve(reference, document, now).target is None
        return JudgedReference(reference, "broken" if lost else "unanchored", then)
    if _stands(reference, then.target, now):
        return JudgedReference(reference, "touched" if touched(then.target) else "fresh", then)
    elsewhere = reference.kind == "path" and resolve(reference, document, now) != NOTHING
    return JudgedReference(reference, "fresh" if elsewhere else "broken", then)


def _stands(reference: CodeReference, target: str, now: NameTree) -> bool:
    if reference.kind == "symbol":
        return all(map(now.defines, target.split(".")))
    if reference.glob:
        return now.matching(pattern_of(target))
    return exists(now, target)
