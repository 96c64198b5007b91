"""Whether the subjects of commits on two sides speak of the same change. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_AROUND = re.compile(
    r"^(?:backport(?:ed)?|cherry[- ]?pick(?:ed)?|merge)[^:]*:\s*|\s*\(#\d+\)|^\W*\[[^]]*\]\s*",
    re.IGNORECASE,
)
"""What hosts and bots put around a subject when they carry a commit elsewhere."""
_CARRIED = re.compile(r"^\W*(?:backport|cherry[- ]?pick)|\(cherry picked from", re.IGNORECASE)
_ROUTINE = re.compile(
    r"format|lint|typo|spelling|checkstyle|\bpolish|\bblack\b|go ?fmt|pre-?commit|whitespace|"
    r"isort|\bruff\b|pep-?8|copyright|year",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}|#\d+")
_EMPTY = re.compile(
    r"add(?:s|ed|ing)?|and|are|changelog|changes?|code|fix(?:es|ed|ing)?|for|from|into|main|make|"
    r"master|merge|more|not|now|review|some|tests?|that|the|this|updated?|updates|used?|uses|using|"
    r"with"
)
"""Words that say nothing of what a commit is about."""
_ENDING = re.compile(r"(?:ing|ed|es|s)$")


@lru_cache(maxsize=10_000)
def plain(subject: str) -> str:
    """The subject without what was put around it, for comparing."""
    return " ".join(_AROUND.sub("", subject).lower().split())


def shared(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of the shorter list that stands in the other one, too; 0 where one is empty.

    Subjects that say nothing ("Update the changelog") are passed over.
    """
    mine, other = ({plain(one) for one in side if words(one)} for side in (ours, theirs))
    fewer = min(len(mine), len(other))
    return len(mine & other) / fewer if fewer else 0.0


def carried_over(subjects: Sequence[str]) -> bool:
    """Whether one of them says that its commit was taken from another branch."""
    return any(_CARRIED.search(one) for one in subjects)


def routine(subjects: Sequence[str]) -> bool:
    """Whether one is of a kind that comes out the same whoever does it: formatting, spelling."""
    return any(_ROUTINE.search(one) for one in subjects)


@lru_cache(maxsize=10_000)
def words(subject: str) -> frozenset[str]:
    """What it is about."""
    found = (one for one in _WORD.findall(plain(subject)) if not _EMPTY.fullmatch(one))
    return frozenset(_ENDING.sub("", one) for one in found)


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The largest share of words that a subject of each have in common, from 0 to 1."""
    best = 0.0
    others = [words(one) for one in theirs]
    for subject in ours:
        mine = words(subject)
        for other in others:
            fewer = min(len(mine), len(other))
            if fewer:
                best = max(best, len(mine & other) / fewer)
    return best
