"""Whether two questions ask the same, and whether a claim answers a question.

Pure; how alike two texts are in meaning is given. A wrong yes costs a person's trust in all that
follow, a wrong no a question to the model: in doubt it is a no. So words have to be in common both
ways, and whatever a likeness of meaning does not see has to be equal: numbers, names, negations,
directions, and what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..relevance.terms import terms

LONGEST, READ = 1_000, 8_000
"""Characters of a question that can be compared (a longer one brings its own material along), and
of any text that are read."""
FEWEST, FEWEST_REFERRING = 2, 4
"""Words that tell something which a question has at least; with an "it" in it."""
COMMON, ALIKE = 0.66, 0.80
"""Share of the words in common and likeness of meaning from which two questions ask the same."""
ANSWERED, SPOKEN_OF, NEAR = 0.75, 0.5, 0.5
"""Of a question's words the share that a claim and its body hold; of the claim's words the share
that the question has; likeness of meaning."""
_ASKING = frozenset(
    terms("much many big large often long change happen number count value rate share percent")
)
"""What asks for a figure, or for what became of something: a claim says it without the word."""

_WORD = re.compile(r"\w+(?:['.\-/]\w+)*")
_ENDS = frozenset(".!?:\n")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NO = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "without", "cannot", "except"}
    | {"nicht", "kein", "keine", "keinen", "keiner", "ohne", "nie"}
)
_OPPOSED = frozenset(
    {"more", "less", "most", "least", "fewer", "max", "min", "maximum", "minimum", "maximal"}
    | {"minimal", "highest", "lowest", "high", "low", "higher", "lower", "first", "largest"}
    | {"smallest", "bigger", "smaller", "enable", "disable", "enabled", "disabled", "off"}
    | {"increase", "decrease", "increases", "decreases", "grow", "shrink", "rise", "fall"}
    | {"add", "remove", "start", "stop", "before", "after", "above", "under"}
    | {"include", "exclude", "including", "excluding", "allow", "forbid"}
    | {"left", "right", "inner", "outer", "ascending", "descending", "asc", "desc"}
    | {"mehr", "weniger", "meiste", "meisten", "wenigsten", "mindestens", "höchstens", "maximale"}
    | {"minimale", "höchste", "niedrigste", "höher", "niedriger", "größte", "kleinste"}
    | {"erste", "ersten", "einschalten", "ausschalten", "aktivieren", "deaktivieren"}
    | {"steigt", "sinkt", "wächst", "fällt", "hinzufügen", "entfernen"}
)
"""Words that stand where their opposites do: the rest of two questions is alike."""
_ASKED_FOR = frozenset(
    {"why", "when", "where", "who", "whom", "whose", "should", "must"}
    | {"warum", "wann", "wo", "wer", "wem", "wen", "soll", "sollen", "muss"}
)
_DIRECTED = frozenset(
    {"to", "from", "into", "than", "before", "after", "versus", "vs", "over", "instead"}
    | {"nach", "von", "aus", "als", "vor", "statt"}
)
_ELSEWHERE = frozenset(
    {"this", "these", "those", "above", "below", "here", "following", "previous", "earlier"}
    | {"today", "yesterday", "tomorrow", "now", "currently", "latest", "last", "recent", "again"}
    | {"dies", "diese", "dieser", "dieses", "diesen", "oben", "unten", "hier", "heute"}
    | {"gestern", "morgen", "jetzt", "aktuell", "letzte", "letzten", "nochmal", "folgende"}
)
"""Words that speak of what stands elsewhere, or of the time at which they are said."""
_SAYS_LITTLE = frozenset(
    terms("tell show give write explain describe summarise summarize list help please continue go")
    + terms("more example code cell notebook answer question something thing new one two")
)
"""What many questions have, whatever they are about: by these alone none is the same."""
_REFERRING = frozenset({"it", "they", "them", "its", "their", "that", "es", "sie", "das"})
_TIMES = frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october"}
    | {"november", "december", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday", "q1", "q2", "q3", "q4"}
)
_BROUGHT = re.compile(r"@(?:file|variable):|```")
"""What a question brings along, which may be another thing by now."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a text says, as far as it is compared."""

    terms: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    particulars: frozenset[str] = frozenset()
    asked_for: frozenset[str] = frozenset()
    directed: bool = False
    alone: bool = False
    """Whether it can be understood without what was said before, and at another time."""

    @property
    def told(self) -> frozenset[str]:
        """Its terms, each once."""
        return frozenset(self.terms)

    def holds(self, other: Asking) -> bool:
        """Whether it has all that is particular of the other, however it is spelled."""
        return other.particulars <= self.particulars | self.words


def asking(text: str) -> Asking:
    """What the text says."""
    whole, text = len(text) <= LONGEST, text[:READ]
    words = _WORD.findall(text.replace("’", "'"))
    small = [word.casefold() for word in words]
    told = tuple(dict.fromkeys(terms(text)))
    few = FEWEST_REFERRING if _REFERRING & set(small) else FEWEST
    alone = whole and len(frozenset(told) - _SAYS_LITTLE) >= few and not _ELSEWHERE & set(small)
    return Asking(
        told,
        frozenset(small),
        _particulars(text),
        _ASKED_FOR & set(small),
        bool(_DIRECTED & set(small)),
        alone and _BROUGHT.search(text) is None,
    )


def asks_the_same(one: Asking, other: Asking, likeness: float) -> bool:
    """Whether an answer to one is an answer to the other."""
    if not (one.alone and other.alone) or likeness < ALIKE:
        return False
    if one.asked_for != other.asked_for or not (one.holds(other) and other.holds(one)):
        return False
    shared = one.told & other.told
    if len(shared) < COMMON * max(len(one.told), len(other.told)):
        return False
    return not (one.directed or other.directed) or _in_order(one.terms, other.terms, shared)


def _in_order(one: Sequence[str], other: Sequence[str], shared: frozenset[str]) -> bool:
    return [t for t in one if t in shared] == [t for t in other if t in shared]


def is_answered(question: Asking, claim: Asking, whole: Asking, likeness: float) -> bool:
    """Whether a claim (``whole``: with its body) says what is asked for."""
    if not question.alone or likeness < NEAR:
        return False
    if {"why", "should", "warum", "soll", "sollen"} & question.asked_for:
        return False  # a claim says what is so, not why, nor what is to be done
    if not whole.holds(question):
        return False
    wanted = question.told - _ASKING
    spoken_of = len(claim.told & question.told) >= SPOKEN_OF * len(claim.told)
    return spoken_of and len(wanted & whole.told) >= ANSWERED * len(wanted)


def _particulars(text: str) -> frozenset[str]:
    """Numbers, names, times, words that have an opposite, and whether something is denied."""
    found, end = set(_NUMBER.findall(text)), 0
    for match in _WORD.finditer(text.replace("’", "'")):
        word, small = match[0], match[0].casefold()
        begins = end == 0 or not _ENDS.isdisjoint(text[end : match.start()])
        end = match.end()
        if small in _NO or small.endswith("n't"):
            found.add("n't")
        elif small in _TIMES or small in _OPPOSED or _is_name(word, begins=begins):
            found.add(small)
    return frozenset(found)


def _is_name(word: str, *, begins: bool) -> bool:
    """Whether it names one thing: an identifier, an abbreviation, a word with a capital."""
    inner = any(sign in word for sign in "_/.") or any(sign.isdigit() for sign in word)
    capitals = any(sign.isupper() for sign in word[1:])
    return inner or capitals or (word[0].isupper() and not begins and len(word) > 1)
