"""What keys look like: the rules of ``rules.toml``, and where they match in a text.

Pure but for reading that one packaged file, once. It judges no outcome.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from .least_run import least_run
from .literal_start import literal_starts
from .literals import ScannedText, folded
from .plausibility import CHECKS, classes, stand_in

Sort = Literal["secret", "personal"]

OWN, PROVIDER, KNOWN, ASSIGNED, PERSONAL = range(5)
"""Whose word counts where findings overlap: the smallest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text where something was found, with its value; for the gate alone."""

    rule: str
    label: str
    kind: Sort
    start: int
    end: int
    value: str
    rank: int = PROVIDER


@dataclass(frozen=True, slots=True)
class Rule:
    """One provider's pattern; see the head of ``rules.toml``."""

    id: str
    label: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None
    least: int
    """The longest run in what it matches is at least as long; 0 where that tells nothing."""
    begins: bool
    """Whether all that it matches begins with one of the anchors."""

    def find(self, text: ScannedText) -> Iterator[Hit]:
        """Where it matches."""
        for match in self._matches(text) if self.begins else self.pattern.finditer(text):
            group = "value" if "value" in self.pattern.groupindex else 0
            value = match[group]
            if _inside_blob(text, match.start()):
                continue
            if self.check(value) if self.check else not stand_in(value):
                yield Hit(self.id, self.label, "secret", *match.span(group), value)

    def _matches(self, text: ScannedText) -> Iterator[re.Match[str]]:
        """As ``finditer``, asking only where an anchor stands."""
        end = 0
        for place in sorted({at for anchor in self.anchors for at in text.places.get(anchor, ())}):
            if place >= end and (match := self.pattern.match(text, place)):
                yield match
                end = match.end()


_BLOB = re.compile(r"[A-Za-z0-9+/=]+")
BEFORE = 60
"""Characters of base64 behind which three letters of a key's mark are chance."""
MARKED = 12
"""Characters from a mark on that are looked at: most marks hold a sign, which base64 has not."""


def _inside_blob(text: str, start: int) -> bool:
    """Whether a key that begins there is a part of something long in base64, as an image is."""
    if text[start - 1 : start] == "\n" or not _BLOB.fullmatch(text, start, start + MARKED):
        return False
    before = text[max(0, start - 3 * BEFORE) : start].replace("\\n", "").replace("\n", "")[-BEFORE:]
    return len(before) == BEFORE and bool(_BLOB.fullmatch(before)) and classes(before) >= 3


_BEGIN = r"(?:(?<![A-Za-z0-9])|(?=-----BEGIN ))"
"""No key begins inside a word, but a header may stand right behind one."""


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text("utf-8"))


def reviewed() -> date:
    """The day on which the rules were last held against the public lists."""
    day = _source()["reviewed"]
    assert isinstance(day, date)
    return day


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, read from the package."""
    return tuple(
        Rule(
            row["id"], row["label"], tuple(row["anchors"]),
            re.compile(rf"{_BEGIN}(?:{row['pattern']})"),
            CHECKS[row["check"]] if "check" in row else None,
            least if (least := least_run(row["pattern"])) >= RUN_LEAST else 0,
            all(
                folded(start).startswith(tuple(row["anchors"]))
                for start in literal_starts(row["pattern"])
            ),
        )
        for row in _source()["rule"]
    )  # fmt: skip


@cache
def _by_anchor() -> dict[str, tuple[int, ...]]:
    """The places in ``rules()`` of those that an anchor calls for."""
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for anchor in rule.anchors:
            found.setdefault(anchor, []).append(number)
    return {anchor: tuple(numbers) for anchor, numbers in found.items()}


def anchors() -> Iterable[str]:
    """The literals without which no rule is tried."""
    return (*_by_anchor(), *WORDS)


RUN_LEAST = 14
"""Characters of key alphabets that stand together in what a rule matches, if no word does."""
_RUN = re.compile(rf"[A-Za-z0-9_+/=.~%:$@-]{{{RUN_LEAST},}}")
WORD = re.compile(
    r"://|PRIVATE KEY|-u |--user|sshpass|mysql|mariadb|redis-cli|[Pp]assword=|[Pp]wd=|PWD=|"
    r"PASSWORD="
)
_SHORT = frozenset(a for row in _source()["rule"] if row.get("short") for a in row["anchors"])
WORDS = (
    "://", "private key", "-u ", "--user", "sshpass", "mysql", "mariadb", "redis-cli", "password=",
    "pwd=", *sorted(_SHORT),
)  # fmt: skip
"""No rule matches a text that has neither such a run nor one of these; most sentences have none."""


def least_runs() -> Iterator[tuple[str, int]]:
    """Each anchor with the length of the shortest run in what its rules match, as far as known."""
    for rule in rules():
        for anchor in rule.anchors:
            yield anchor, rule.least


def provider_secrets(text: ScannedText) -> Iterator[Hit]:
    """Everything in the text that has the shape of some provider's key."""
    by_anchor = _by_anchor()
    worth = {number for literal in text.places for number in by_anchor.get(literal, ())}
    if not worth:
        return
    longest = longest_run(text)
    if longest >= RUN_LEAST or (
        not text.places.keys().isdisjoint(WORDS)
        and (not text.places.keys().isdisjoint(_SHORT) or WORD.search(text) is not None)
    ):
        for number in sorted(worth):
            if longest >= rules()[number].least:
                yield from rules()[number].find(text)


def longest_run(text: ScannedText) -> int:
    """Of key characters, from ``RUN_LEAST`` on; where other scripts' may count, the whole text."""
    if not text.isascii():
        return len(text)
    lengths = (len(run) for _, word in text.words for run in _RUN.findall(word))
    return max(lengths, default=0)


MARK = 3
"""Characters of a literal that marks the beginning of a key as one."""


def marked_secrets(text: ScannedText) -> Iterator[Hit]:
    """Those that begin with a literal of their provider's and hold digits.

    What stands around may have been put together with them, so nothing is asked of it.
    """
    for literal, places in text.places.items():
        for number in _by_anchor().get(literal, ()) if len(literal) >= MARK else ():
            yield from _marked(rules()[number], text, places)
            if _inside_a_key(literal):
                yield from _marked_inside(rules()[number], text)


def _marked_inside(rule: Rule, text: str) -> Iterator[Hit]:
    """Those that hold their literal further inside."""
    long = tuple(filter(_inside_a_key, rule.anchors))
    for match in _free(rule.id).finditer(text):
        group = "value" if "value" in match.re.groupindex else 0
        value = match[group]
        lowered = folded(match[0])
        if _inside_blob(text, match.start()) or not any(anchor in lowered for anchor in long):
            continue
        if _sound(rule, value):
            yield Hit(rule.id, rule.label, "secret", *match.span(group), value)


def _inside_a_key(literal: str) -> bool:
    """Whether it marks a key also where it does not begin it: longer, or with a sign."""
    return len(literal) > MARK or (len(literal) == MARK and not literal.isalnum())


def _sound(rule: Rule, value: str) -> bool:
    return (rule.check(value) if rule.check else not stand_in(value)) and _has_digits(value)


def _has_digits(value: str) -> bool:
    """Two, as words have not; or one among letters of both cases."""
    count = sum(map(str.isdigit, value))
    return count > 1 or (count == 1 and classes(value) > MARK)


def _marked(rule: Rule, text: str, places: Iterable[int]) -> Iterator[Hit]:
    """What begins at these places, each behind the end of the one before."""
    marks = tuple(anchor for anchor in rule.anchors if len(anchor) >= MARK)
    end = 0
    for place in places:
        if place < end:  # a run of one letter begins a key at each of its places
            continue
        match = _free(rule.id).match(text, place)
        if match is None or not folded(match[0]).startswith(marks) or _inside_blob(text, place):
            continue
        end = match.end()
        group = "value" if "value" in match.re.groupindex else 0
        value = match[group]
        if _sound(rule, value):
            yield Hit(rule.id, rule.label, "secret", *match.span(group), value)


@cache
def _free(rule: str) -> re.Pattern[str]:
    """The rule's pattern without what it asks of the characters around it."""
    pattern = next(row["pattern"] for row in _source()["rule"] if row["id"] == rule)
    return re.compile(re.sub(r"\(\?!\[[^\]]*\]\)$", "", pattern))
