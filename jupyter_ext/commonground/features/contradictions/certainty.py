"""Whether a rule's finding is right nine times in ten, on text that its authors did not write.

Where two clauses say the same thing up to what a rule compares, they clash; with every further word
that only one of them has, that gets less certain. Pure.
"""

from __future__ import annotations

import re

from .clash import ClausePair
from .lexicon import ROLE_WORDS, stem

NARROWING = (
    "if when whenever where unless except until once while first second third last only also too "
    "even other another others rest own old older oldest new newer newest beta alpha legacy "
    "previous former initially originally since most many some usually often sometimes mostly "
    "rarely normally generally automated manual automatic manually local remote global instead "
    "rather than further additional extra without"
)
"""Words by which a clause speaks of a part only: the other clause has to have them, too."""
LINKING = "from to with by before after under over above below for per each"
"""Words that link a clause to what it holds for: each has one of its own where they differ."""
_ITEM = re.compile(r"\W*\d+[.)]")
"""The number of an item in a list, which is no amount."""
_NEVER = frozenset(("place",))
_NARROWING, _LINKING = frozenset(NARROWING.split()), frozenset(LINKING.split())
_NEED_MORE = frozenset(("must", "negation"))
"""Rules that take two shared words: of one alone anything can be denied."""


def certain(pair: ClausePair, rule: str) -> bool:
    """Whether the clash that ``rule`` found between the pair's clauses is worth a dispute."""
    a, b = pair.a, pair.b
    if rule in _NEVER or (rule == "who" and not _role(pair)):
        return False
    if _ITEM.match(a.text) or _ITEM.match(b.text):
        return False
    left, right = (frozenset(clause.plain.split()) for clause in (a, b))
    if (left ^ right) & _NARROWING or ((left - right) & _LINKING and (right - left) & _LINKING):
        return False
    aside = pair.values | pair.units
    here, there = a.content - aside, b.content - aside
    shared = len(here & there)
    alone = max(len(here - there - pair.free), len(there - here - pair.free))
    if not shared and not alone:
        return rule == "choice"  # "use tabs" and "use spaces": the choice itself is the subject
    return shared >= max(alone, 2 if rule in _NEED_MORE else 1)


def _role(pair: ClausePair) -> bool:
    words = (*pair.a.order, *pair.b.order)
    return any(stem(word) in ROLE_WORDS or word in ROLE_WORDS for word in words)
