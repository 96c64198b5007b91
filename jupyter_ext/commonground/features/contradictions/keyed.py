"""Which keyed fields a text suggests: what it speaks of, which property of that, and its value.

A few forms of English sentence, read clause by clause. It is silent where it is not sure: the
author confirms or ignores what it says, and no rule relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from .lexicon import categories, choices, concept, light, scopes
from .quantities import quantities
from .wording import Clause, first_clauses, read_clause

LONGEST = 60
"""Characters of a suggested field at most; what is longer is a sentence, not a name."""
FIRST = 6
"""Clauses that are looked at: what an entry is about stands at its beginning."""

_BE = r"(?:is|are|stays|stay|equals|must be|should be|shall be|will be|is set to|are set to|=|:)"
_NOUNS = r"[A-Za-z][\w./#+-]*(?: [\w./#+-]+){0,4}"
_START = r"^(?:the |our |a |an |all |every |each )?"
_OF = re.compile(
    rf"{_START}(?P<attribute>{_NOUNS}?) (?:of|for) (?:the |our |a |an |all |every |each )?"
    rf"(?P<subject>{_NOUNS}?) {_BE} (?P<value>.+)$",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"{_START}(?P<subject>{_NOUNS}?)['’]s? (?P<attribute>{_NOUNS}?) {_BE} (?P<value>.+)$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"{_START}(?P<subject>{_NOUNS}?) (?P<attribute>[A-Za-z][\w-]+)(?: {_BE}|[:=]) (?P<value>.+)$",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"{_START}(?P<subject>{_NOUNS}?) (?:must |should |shall |will )?(?:is|are|be) (?:always )?"
    r"(?:stored|kept|saved|written|cached|hosted|deployed|run|sent|queued|published|formatted|"
    r"linted|tested|built|drawn|rendered|monitored|tracked|encoded|compressed|served|configured|"
    r"managed|installed|scheduled|exchanged|expressed|held|counted|estimated|hashed|indexed) "
    r"(?:in|on|with|by|at|to|as|using|through|via) (?P<value>.+)$",
    re.IGNORECASE,
)
_USES = re.compile(
    rf"{_START}(?P<subject>{_NOUNS}?) (?:must |should |shall |will )?"
    r"(?:uses?|runs? on|relies on|is written in|are written in) (?P<value>.+)$",
    re.IGNORECASE,
)
_USE_FOR = re.compile(
    rf"^(?:we |always |please )*(?:use|prefer|choose|adopt|pick|chose|picked) (?P<value>{_NOUNS}?) "
    rf"for (?:the |our |all |every )?(?P<subject>{_NOUNS})$",
    re.IGNORECASE,
)
_STATED, _CHOSEN = (_OF, _OWN, _NOUN), (_DONE, _USE_FOR, _USES)
_REMARK = re.compile(
    r"^(?:\w+ed|\w+en|\w+ing|kept|\w*built|held|sent|has|have|due|still|now|in|on|with|by|as|from|"
    r"behind|after|before|to|not|too|also)\b",
    re.IGNORECASE,
)
"""How something goes on that tells of a thing instead of giving a value."""
_SCOPED = re.compile(
    r"(?P<lead>^|[ ,])(?:in|on|for|at|under) (?:the |our |all )?(?P<word>[A-Za-z][\w-]*)"
    r"(?: (?:environments?|systems?|machines?|region|users?|clusters?))?(?P<tail>,|$|(?= ))",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    (
        *("it", "this", "that", "these", "those", "they", "he", "she", "we", "you", "i", "there"),
        *("what", "which", "who", "the", "a", "an", "in", "on", "of", "with", "from", "by", "at"),
        *("as", "to", "and", "or", "if", "when", "than"),
    )
)
"""Words that stand in no name of a thing: a part that has one is half a sentence."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Keyed fields that the text suggests; its author confirms or ignores them."""

    subject: str
    attribute: str
    value: str
    scope: str | None = None


def suggest(title: str, body: str = "") -> Fields | None:
    """The keyed fields of the first clause that can be read, or None."""
    text = f"{title}\n{body}" if body else title
    for piece in islice(first_clauses(text), FIRST):
        clause = read_clause(piece)
        if clause.mode in ("denied", "optional", "unclear", "allowed") or clause.tense != "now":
            continue
        found = next(_read(clause), None)
        if found is not None:
            return found
    return None


def _read(clause: Clause) -> Iterator[Fields]:
    text, scope = _without_scope(" ".join(clause.text.split()).rstrip(".!? "))
    for pattern in _STATED:
        m = pattern.match(text)
        if m and _says_something(m["value"]) and m["attribute"].lower() not in choices():
            yield from _fields(m["subject"], m["attribute"], m["value"], scope)
    for pattern in _CHOSEN:
        m = pattern.match(text)
        chosen = _choice(m["value"], clause) if m else None
        if m and chosen:
            yield from _fields(m["subject"], *chosen, scope)


def _fields(subject: str, attribute: str, value: str, scope: str | None) -> Iterator[Fields]:
    said = Fields(*(part.strip(" ,.:\"'`") for part in (subject, attribute, value)))
    fits = all(0 < len(part) <= LONGEST for part in (said.subject, said.attribute, said.value))
    if fits and _is_name(said.subject) and _is_name(said.attribute):
        yield replace(said, scope=scope)


def _is_name(text: str) -> bool:
    words = re.findall(r"[\w+#-]+", text.lower())
    return bool(words) and _NO_NAME.isdisjoint(words)


def _says_something(value: str) -> bool:
    """Whether it is a value: a quantity or one of the known choices, not a remark."""
    if _REMARK.match(value):
        return False
    words = re.findall(r"[a-z][\w+#.-]*", value.lower())
    known = any(word.rstrip(".") in choices() for word in words)
    measured = any(not q.label for q in quantities(value))
    return len(value.split()) <= 6 and (known or measured)


def _choice(value: str, clause: Clause) -> tuple[str, str] | None:
    """The kind of choice that is made and what was chosen, where exactly one is named."""
    written = re.findall(r"[A-Za-z][\w+#.-]*", value)
    found = [(w.rstrip("."), choices().get(w.lower().rstrip("."), ())) for w in written]
    found = [(word, groups) for word, groups in found if groups]
    if len(found) != 1:
        return None
    word, groups = found[0]
    names = [group for group, _ in groups]
    about = [n for n in names if categories()[n] & clause.content - {concept(word.lower())}]
    (group, *more) = about or names
    return None if more else (group.replace("-", " "), word)


def _without_scope(text: str) -> tuple[str, str | None]:
    """The clause without the words that say where it holds, and those words."""
    for m in _SCOPED.finditer(text):
        word = m["word"].lower()
        if word in scopes() and word not in light():
            left = f"{text[: m.start()]} {text[m.end() :]}"
            return " ".join(left.split()).strip(" ,"), m["word"].lower()
    return text, None
