"""How a clause says what it says: what it is about, whether it negates, which scope it holds in.

Reads the beginning of an English text with word lists, not a parser. What contradicts what is for
``rules``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from .lexicon import COMPILED_PHRASES, choices, concept, light, opposites, people, scopes, stem
from .quantities import Quantity, quantities

Mode = Literal["required", "plain", "allowed", "optional", "denied", "unclear"]
Tense = Literal["past", "future", "now"]

MAX_CLAUSES = 10
MAX_CHARS = 1_500
"""What an entry claims stands in its title and its first sentences; the rest explains it."""

_SENTENCE = re.compile(
    r"(?<=[.!?])\s+|[\n\r;]+|, (?=(?:and|but|then|so|not|it|they|this|we|do|don't|never|use) )|"
    r"\s[-–—]\s"
)
_ASIDE = re.compile(
    r"(?:,? (?:because|hence|whereas|so that|since(?! \d)|for instance|for example|such as|e\.g\.|"
    r"except|unless|but not for|but only)\b|, (?:which|as|who|like)\b|^(?:for instance|"
    r"for example)\b)"
    r".*$",
    re.IGNORECASE | re.DOTALL,
)
_REJECTED = re.compile(
    r"\b(?:over|instead of|rather than|in place of|,? not|and not in) ([a-z][\w+#.-]*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z][a-z0-9_+#]*(?:[-./][a-z0-9_]+)*")
_PAST = re.compile(
    r"^\W*(?:until|till) (?!now)|\b(?:previously|formerly|used to|originally|at first|"
    r"in the past(?! tense)|"
    r"legacy|the old|last (?:week|month|year|quarter|sprint)|ago|before the (?:migration|move|"
    r"switch)|"
    r"had|was|were)\b|\b(?:in|until) (?:19|20)\d\d\b(?=.*\b(?:was|were|took|had|used|did)\b)|"
    r"\b(?:was|were|took|had|used|did)\b.*\b(?:in|until) (?:19|20)\d\d\b"
)
_HEADING = re.compile(
    r"\W*(?:(?:after|before|during|since|until|with|without|on|off) (?:[\w-]+ ){0,2}[\w-]+"
    r"|(?:[a-z]+ ){1,3}(?:number|nr\.?|no\.|#) ?\d+"
    r"|[a-z]+ (?:#|no\.? )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten))\W*",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|the rest|remaining|elsewhere|everything else|everyone else)\b")
_LINKS = {
    "in": "in", "on": "in", "at": "in", "to": "in", "with": "with", "using": "with", "uses": "with",
    "use": "with", "by": "by", "as": "as", "from": "from",
}  # fmt: skip
_SLOT = re.compile(
    r"\b(in|on|at|to|with|using|uses?|by|as|from) (?:the |a |an |our )?#?"
    r"([a-z][\w-]*(?: [a-z][\w-]*)?)\W*$"
)
_CLAUSE_OF_TIME = re.compile(
    r"\b(?:after|once|when|before|if|as|that|which|who) (?:\w+ ){0,3}?(?:was|were|had)\b"
)
_MOVED = re.compile(
    r"\b(?:was|were|has been|have been) (?:moved|changed|postponed|renamed|replaced|set|split|"
    r"switched|turned|decided|agreed|enabled|disabled|assigned|merged to)\b"
)
_FUTURE = re.compile(r"\b(?:next (?:year|quarter)|from \w+ on\b|in future|in the future|someday)")
_OPTIONAL = re.compile(
    r"\b(?:optional(?:ly)?|voluntary|need not|needn't|(?:not|n't) (?:be )?(?:required|mandatory|"
    r"necessary|"
    r"needed|have to|need to|need)|need no|needs no|without (?:a |an )?review)\b"
)
_NEGATOR = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|avoid(?:s|ed)?|refrain|"
    r"disallow(?:s|ed)?|forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?|stopped|no longer|"
    r"lacks?|(?:is|are|be) (?:blocked|barred)|out of bounds|off limits|unsupported|don't|"
    r"rather than)\b"
)
_WHOLE = re.compile(
    r"\b(?:(?:is|are|be) (?:blocked|barred)|forbid(?:s|den)|prohibited|banned|disallowed|"
    r"unsupported|(?:not|never) (?:be )?(?:allowed|"
    r"blocked|barred|permitted|supported|acceptable|used|needed|ok|okay|fine|possible)|"
    r"off limits)\b"
)
_REQUIRED = re.compile(
    r"\b(?:must|shall|always|required|requires?|mandatory|ha(?:s|ve) to|needs? to|obligatory|"
    r"compulsory|every|only|all)\b"
)
_STRICT = re.compile(
    r"\b(?:must|shall|always|required?|requires|mandatory|ha(?:s|ve) to|needs? to|only)\b"
)
_ALLOWED = re.compile(
    r"\b(?:may|can|allow(?:s|ed)?|permit(?:s|ted)?|fine|ok|okay|acceptable|free to|welcome to)\b"
)
_TEAM = re.compile(
    r"\b(?:by|of|to|with) (?:the )?([a-z]+) (?:team|group|squad)\b|"
    r"^(?:the )?([a-z]+) (?:team|group|squad) (?=owns|maintains|runs|leads|handles|is responsible)"
)
_PREPOSED = re.compile(
    r"\b(?:in|on|for|at|from|under|by|with|of|to|per|after|before) (?:the |a |an |our |all |"
    r"every |each )?"
    r"([a-z][\w-]*)"
)
_LANGUAGE_OF = re.compile(r"^\W*(?:code|files?|sources?|notebooks?|scripts?)\b")
_NARROW = {"half": r"(?:set|data|split)\b", "kind": r"(?:branch|build|release)",
           "plan": r"(?:account|plan|user|tier|customer)"}  # fmt: skip
_MONTH_WORDS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, taken apart. ``content`` holds concepts; ``raw`` maps them to what is written."""

    text: str
    plain: str
    order: tuple[str, ...]
    content: frozenset[str]
    topics: frozenset[str]
    """Objects of prepositions: "in notebooks", "for orders"."""
    denied: frozenset[str]
    """What stands under a negation."""
    amounts: tuple[Quantity, ...]
    axes: frozenset[tuple[str, int, bool, str]]
    chosen: frozenset[tuple[str, str, str]]
    names: frozenset[str]
    scopes: frozenset[tuple[str, str]]
    mode: Mode
    lacking: bool
    """It says "without"."""
    strict: bool
    tense: Tense
    default: bool
    rest: bool
    """It speaks of the others: "other customers", "everything else"."""
    slot: tuple[str, frozenset[str]] | None
    """What it ends in: the kind of link ("in", "by", "is") and the concepts behind it."""
    topical: frozenset[str]
    """Content that is no choice, no side of opposites and nothing that is counted."""
    heading: bool
    """It names something and states nothing: “After the move”, “Entry 2”."""
    groups: frozenset[str]
    """The kinds of choice that it makes."""
    sides: frozenset[str]
    """The pairs of opposites of which it names a side."""
    modes: frozenset[Mode]
    """The modes that it can be read in: "without" and "disable" count as negations or not."""

    def folded(self, mode: Mode) -> Mode:
        """The mode where verbs such as "disable" or "remove" count as a negation."""
        return flipped(mode) if _negative(self.axes) else mode


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[Clause, ...]:
    """The first clauses of a text; examples, reasons and exceptions are left out."""
    return tuple(map(read_clause, first_clauses(text)))


def first_clauses(text: str) -> Iterator[str]:
    """The clauses of a text's beginning as they are written, none of them cut off."""
    pieces = _SENTENCE.split(text[:MAX_CHARS])
    if len(text) > MAX_CHARS and len(pieces) > 1:
        pieces.pop()
    found = 0
    for piece in pieces:
        main = _ASIDE.sub("", piece).strip(" \t,-*•")
        if main and re.search(r"[A-Za-z]", main):
            yield main
            found += 1
        if found == MAX_CLAUSES:
            return


@lru_cache(maxsize=8192)
def read_clause(piece: str) -> Clause:
    """A clause taken apart: half a millisecond for a long one."""
    clause = _read(piece)
    empty: dict[str, Any] = {n: _NOTHING for n in _SETS if not getattr(clause, n)}
    return replace(clause, **empty)


_NOTHING: frozenset[Any] = frozenset()
"""One empty set for all clauses: each of their own takes 216 bytes, and most sets are empty."""
_SETS = (
    "content", "topics", "denied", "axes", "chosen", "names", "scopes", "topical",
    "groups", "sides",
)  # fmt: skip


def _read(piece: str) -> Clause:
    lower = piece.lower().replace("’", "'")
    lower = re.sub(r"\bcan(?:not|'t)\b", "can not", lower)
    lower = re.sub(r"\bwon't\b", "will not", lower)
    lower = re.sub(r"n't\b", " not", lower)
    amounts = quantities(piece)
    rest = _blanked(piece, amounts)
    for pattern, put in COMPILED_PHRASES:
        rest = pattern.sub(put, rest)
    passed_over = {m[1].lower() for m in _REJECTED.finditer(rest)}
    names, rest = _names(piece, rest)
    if re.search(r"\bUS\b", piece):
        rest = re.sub(r"\bus\b", "usa", rest)
    words = list(_words(rest))
    order = tuple(concept(w) for w in words)
    chosen = {
        (group, value, concept(w))
        for w in words
        if w not in passed_over
        for group, value in choices().get(w, ())
    }
    axes = {(name, side, fold, concept(w)) for w in words for name, side, fold in _axes(w)}
    content = frozenset(
        c for w, c in zip(words, order, strict=True) if w not in light() and c not in light()
    )
    mode, denied = _mode(rest)
    lacking = " without " in f" {rest}"
    return Clause(
        text=piece,
        plain=" ".join(re.findall(r"\w+", lower)),
        order=order,
        content=content,
        topics=frozenset(concept(m[1]) for m in _PREPOSED.finditer(rest)) & content,
        denied=denied & content,
        amounts=amounts,
        axes=frozenset(axes),
        chosen=frozenset(chosen),
        names=names,
        scopes=frozenset(_scopes(rest)),
        mode=mode,
        lacking=lacking,
        strict=bool(_STRICT.search(lower)),
        tense=_tense(lower),
        default="by default" in lower,
        rest=bool(_OTHERS.search(lower)),
        slot=_slot(rest),
        topical=content - {w for *_, w in chosen} - {w for *_, w in axes} - _counted(amounts),
        heading=_HEADING.fullmatch(piece) is not None,
        groups=frozenset(group for group, _, _ in chosen),
        sides=frozenset(name for name, _, _, _ in axes),
        modes=_modes(mode, lacking=lacking, negative=_negative(axes)),
    )


def flipped(mode: Mode) -> Mode:
    """The mode of a clause that says the opposite."""
    if mode in ("optional", "unclear"):
        return mode
    return "plain" if mode == "denied" else "denied"


def _counted(amounts: Iterable[Quantity]) -> frozenset[str]:
    return frozenset().union(*(counted(q) for q in amounts))


def counted(amount: Quantity) -> frozenset[str]:
    """The concepts of what is counted: "5 open connections"."""
    kind, _, noun = amount.dimension.partition(":")
    words = noun.split() if kind == "count" else ()
    return frozenset(concept(w) for w in words if w not in light())


def _negative(axes: Iterable[tuple[str, int, bool, str]]) -> bool:
    return any(fold and side < 0 for _, side, fold, _ in axes)


def _modes(mode: Mode, *, lacking: bool, negative: bool) -> frozenset[Mode]:
    found: set[Mode] = {mode}
    if lacking:
        found |= {flipped(m) for m in found}
    if negative:
        found |= {flipped(m) for m in found}
    return frozenset(found)


def _axes(word: str) -> tuple[tuple[str, int, bool], ...]:
    return opposites().get(word) or opposites().get(stem(word), ())


def _blanked(piece: str, amounts: tuple[Quantity, ...]) -> str:
    """The clause in lower case, its quantities blanked and its contractions written out."""
    letters = list(piece.lower()) if len(piece.lower()) == len(piece) else list(piece)
    for amount in amounts:
        if not amount.dimension.startswith("version:") or amount.dimension == "version:":
            letters[amount.start : amount.end] = " " * (amount.end - amount.start)
        else:
            letters[amount.start : amount.end] = " " * (amount.end - amount.start)
    rest = "".join(letters).replace("’", "'")
    rest = re.sub(r"\bcan(?:not|'t)\b", "can not", rest)
    rest = re.sub(r"\bwon't\b", "will not", rest)
    return re.sub(r"n't\b", " not", rest)


def _words(rest: str) -> Iterator[str]:
    for m in _WORD.finditer(rest):
        word = m[0]
        if word in choices() or word in opposites() or not re.search(r"[-./]", word):
            yield word
        else:
            yield from (w for w in re.split(r"[-./]", word) if w and w[0].isalpha())


def _names(piece: str, rest: str) -> tuple[frozenset[str], str]:
    """People, teams and other proper names, and the text without them."""
    found = set()
    for m in _TEAM.finditer(rest):
        found.add(f"{m[1] or m[2]} team")
        rest = rest.replace(m[1] or m[2], " ", 1)
    for m in re.finditer(r"\b[A-Z][a-z]+\b", piece):
        word = m[0].lower()
        inside = m.start() > 0 and piece[m.start() - 2 : m.start()] not in (". ", ": ")
        known = word in choices() or word in _MONTH_WORDS or word in scopes()
        if word not in rest:
            continue  # a unit or a date
        if word in people() or (inside and not known and len(word) > 2):
            found.add(word)
            rest = re.sub(rf"\b{word}\b", " ", rest)
    return frozenset(found), rest


def _mode(rest: str) -> tuple[Mode, frozenset[str]]:
    if _OPTIONAL.search(rest):
        return "optional", frozenset()
    negators = list(_NEGATOR.finditer(rest))
    if len(negators) > 1:
        return "unclear", frozenset()
    if negators:
        tail = rest[negators[0].end() :]
        denied = frozenset(map(concept, _words(tail)))
        if _WHOLE.search(rest) or not {c for c in denied if c not in light()}:
            denied = frozenset(map(concept, _words(rest)))
        return "denied", denied
    if _REQUIRED.search(rest):
        return "required", frozenset()
    return ("allowed" if _ALLOWED.search(rest) else "plain"), frozenset()


def _slot(rest: str) -> tuple[str, frozenset[str]] | None:
    m = _SLOT.search(rest)
    if not m:
        return None
    value = frozenset(map(concept, _words(m[2])))
    link = _LINKS[m[1]]
    return (link, value) if value and not value & light() else None


def _tense(lower: str) -> Tense:
    if _FUTURE.search(lower):
        return "future"
    lower = _CLAUSE_OF_TIME.sub("", lower)
    return "past" if _PAST.search(lower) and not _MOVED.search(lower) else "now"


def _scopes(rest: str) -> Iterator[tuple[str, str]]:
    for m in _WORD.finditer(rest):
        for group, value in scopes().get(m[0], ()):
            after = rest[m.end() :].lstrip()
            if group in _NARROW and not re.match(_NARROW[group], after):
                continue
            if group == "language" and not _LANGUAGE_OF.match(after):
                continue
            yield group, value
