"""The words that rules about contradictions know: synonyms, opposites, exclusive choices, scopes.

The tables are in ``vocabulary`` and ``alternatives``, of software and data teams. A word that is missing here costs a
finding and never makes one.
"""

# ruff: noqa: E501 - a line of these tables is a row

from __future__ import annotations

import re
from functools import cache, lru_cache

from .alternatives import CHOICES, OPPOSITES, PEOPLE, SCOPES
from .vocabulary import LIGHT, PHRASES, SYNONYMS

_SUFFIXES = (
    ("ational", "at"), ("isation", "is"), ("ization", "is"), ("ation", "at"), ("ition", "it"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ally", "al"), ("ions", ""),
    ("ion", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("als", ""), ("al", ""),
    ("ers", ""), ("er", ""), ("ed", ""), ("es", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_LONG = {
    "er": 7,
    "ers": 8,
    "al": 7,
    "als": 8,
    "ment": 8,
    "ments": 9,
    "ement": 9,
    "ements": 10,
    "ion": 6,
    "ly": 6,
}
_KEPT = frozenset(
    [
        "bus",
        "status",
        "access",
        "process",
        "address",
        "class",
        "this",
        "business",
        "series",
        "always",
        "https",
    ]
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A short form that a word shares with its inflections: cached, caches, caching -> cach."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word in _KEPT:
        return word
    for suffix, put in _SUFFIXES:
        left = len(word) - len(suffix)
        if word.endswith(suffix) and left >= 3 and len(word) >= _LONG.get(suffix, 0):
            if suffix == "s" and word.endswith("ss"):
                continue
            word = word[:left] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ei":
        word = word[:-1]
    return word


COMPILED_PHRASES = tuple((re.compile(pattern), put) for pattern, put in PHRASES)

ROLE_WORDS = frozenset(
    map(stem, ["own", "assign", "lead", "manager", "escalate", "review", "primary", "secondary", "contact", "handle", "approve", "migrate", "coordinate", "responsible", "maintain", "run", "prepare", "rewrite", "implement", "driver", "assignee", "deputy", "chair", "moderate", "present", "supervise", "drive", "owner"])
)  # fmt: skip
"""Words of which one person at a time is the holder."""


@cache
def synonyms() -> dict[str, str]:
    """Stem -> the concept that it stands for."""
    found: dict[str, str] = {}
    for line in SYNONYMS.strip().splitlines():
        concept, words = line.split(": ")
        for word in words.split():
            found.setdefault(stem(word), concept)
    return found


@cache
def light() -> frozenset[str]:
    """Words that say too little to tell two topics apart."""
    words = LIGHT.split()
    return frozenset(words) | frozenset(map(stem, words))


@cache
def opposites() -> dict[str, tuple[tuple[str, int, bool], ...]]:
    """Stem -> the axes it lies on: name, side (1 or -1), and whether -1 also negates a clause."""
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for line in OPPOSITES.strip().splitlines():
        axis, folds, words = line.split(" ", 2)
        for side, part in zip((1, -1), words.split(" | "), strict=True):
            for key in dict.fromkeys(map(stem, part.split())):
                found.setdefault(key, []).append((axis, side, folds == "+"))
    return {key: tuple(value) for key, value in found.items()}


def _grouped(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.strip().splitlines():
        head, values = line.split(": ")
        group = head.split(" (")[0]
        for value in values.split():
            names = value.split("=")
            for name in names:
                if (group, names[0]) not in found.setdefault(name, []):
                    found[name].append((group, names[0]))
    return {key: tuple(value) for key, value in found.items()}


@cache
def choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word -> the groups of exclusive choices it belongs to, each with its canonical value."""
    return _grouped(CHOICES)


@cache
def categories() -> dict[str, frozenset[str]]:
    """Group of choices -> stems that name the group itself ("the database is PostgreSQL")."""
    found = {}
    for line in CHOICES.strip().splitlines():
        head = line.split(": ")[0]
        group, _, words = head.partition(" (")
        found[group] = frozenset(concept(w) for w in words.rstrip(")").split())
    return found


@cache
def scopes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word -> the kinds of scope it names (environment, platform, region, ...), with the value."""
    return _grouped(SCOPES)


@cache
def people() -> frozenset[str]:
    """First names, in lower case."""
    return frozenset(PEOPLE.split())


@lru_cache(maxsize=50_000)
def concept(word: str) -> str:
    """The concept a lower-case word stands for: its synonym group, else its stem."""
    key = stem(word)
    return synonyms().get(key, key)
