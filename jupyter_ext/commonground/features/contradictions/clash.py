"""Two clauses held against each other: whether exactly one thing differs between them, and which.

Pure and symmetric. Which clauses of which entries meet is for ``rules``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .lexicon import ROLE_WORDS, categories, concept, stem
from .quantities import Quantity, agree
from .scope import overlap
from .wording import Clause, Mode, counted, flipped

_CONFLICTS: frozenset[frozenset[Mode]] = frozenset(
    frozenset(pair)
    for pair in (
        ("denied", "plain"), ("denied", "required"), ("denied", "allowed"), ("denied", "optional"),
        ("required", "optional"),
    )
)  # fmt: skip
_MODE_WORDS: dict[Mode, str] = {
    "required": "requires it", "plain": "does it", "allowed": "allows it",
    "optional": "leaves it open", "denied": "rules it out", "unclear": "is unclear",
}  # fmt: skip
_SIZES = frozenset(map(concept, ("length", "size", "limit", "maximum", "minimum", "number")))
_DATES = {"day", "month", "year", "weekday", "clock", "relative day"}


def may_meet(a: Clause, b: Clause, both: frozenset[str]) -> bool:
    """Whether they can be about the same: ``both`` are the concepts that their texts share."""
    if both.isdisjoint(a.content) and both.isdisjoint(b.content):
        return not a.topical and not b.topical
    return True


@lru_cache(maxsize=4096)
def _modes_clash(a: frozenset[Mode], b: frozenset[Mode]) -> bool:
    return any(frozenset((x, y)) in _CONFLICTS for x in a for y in b)


def may_clash(a: Clause, b: Clause) -> bool:
    """Whether any rule has something to hold against something: what is quick to refuse."""
    return a.tense == b.tense and (
        bool(a.amounts and b.amounts)
        or not a.groups.isdisjoint(b.groups)
        or not a.sides.isdisjoint(b.sides)
        or bool(a.names and b.names)
        or (a.slot is not None and b.slot is not None and a.slot[0] == b.slot[0])
        or _modes_clash(a.modes, b.modes)
    )


class ClausePair:
    """Two clauses held against each other."""

    def __init__(
        self,
        a: Clause,
        b: Clause,
        about_a: frozenset[str],
        about_b: frozenset[str],
        all_a: tuple[Clause, ...],
        all_b: tuple[Clause, ...],
    ) -> None:
        self.a, self.b = a, b
        self.about_a, self.about_b = about_a, about_b
        self.all_a, self.all_b = all_a, all_b
        self.values: set[str] = set()
        self.units: set[str] = set()
        self.free: set[str] = set()

    def clash(self) -> tuple[str, str] | None:
        """The rule and the reason, if exactly one thing differs and all else is the same."""
        a, b = self.a, self.b
        if a.tense != b.tense or not overlap(a.scopes, b.scopes):
            return None
        if self._labels_differ() or a.rest != b.rest:
            return None
        found = [*self._amounts(), *self._choices(), *self._polarity(), *self._people()]
        if not found and not (a.names and b.names):
            found = list(self._slots())
        if len({rule for rule, _, _ in found}) != 1:
            return None
        if found[0][0] in ("choice", "opposite") and self._conditional():
            return None
        rule, why, need = found[0]
        return (rule, why) if self._same_topic(rule, need) else None

    def _labels_differ(self) -> bool:
        left = {(q.dimension, q.value) for q in self.a.amounts if q.label}
        right = {(q.dimension, q.value) for q in self.b.amounts if q.label}
        return any(d in {e for e, _ in right} for d, _ in left) and not left & right

    # numbers, units, versions, dates

    def _amounts(self) -> Iterator[tuple[str, str, float]]:
        left = [q for c in self.all_a for q in c.amounts if not q.label]
        right = [q for c in self.all_b for q in c.amounts if not q.label]
        for p in self.a.amounts:
            for q in self.b.amounts:
                if p.label or q.label or not _comparable(p, q) or agree(p, q):
                    continue
                if not self._same_count(p, q):
                    continue
                if any(_comparable(p, r) and agree(p, r) for r in right):
                    continue
                if any(_comparable(r, q) and agree(r, q) for r in left):
                    continue
                yield self._amount(p, q)

    def _same_count(self, p: Quantity, q: Quantity) -> bool:
        """A bare number is held against a counted noun only where its clause speaks of that."""
        if not p.dimension.startswith("count:") or bool(counted(p)) == bool(counted(q)):
            return True
        bare, other = (self.a, q) if not counted(p) else (self.b, p)
        about = frozenset(bare.order)
        whole = all(isinstance(x.value, float) and x.value % 1 == 0 for x in (p, q))
        return bool(about & (counted(other) | _SIZES)) and whole

    def _amount(self, p: Quantity, q: Quantity) -> tuple[str, str, float]:
        self.units |= counted(p) | counted(q)
        said = f"“{p.text.strip()}” and “{q.text.strip()}”"
        if p.dimension.startswith("version"):
            return "version", f"Different versions of the same thing: {said}.", 0.6
        if p.dimension in _DATES:
            return "date", f"Different dates or times for the same thing: {said}.", 0.7
        numbers = [re.sub(r"[^\d.]", "", x.text) for x in (p, q)]
        if p.dimension.startswith("unit") or (numbers[0] and numbers[0] == numbers[1]):
            return "unit", f"Different units for the same thing: {said}.", 0.6
        return "number", f"Different numbers for the same thing: {said}.", 0.7

    # exclusive choices

    def _choices(self) -> Iterator[tuple[str, str, float]]:
        left, right = _by_group(self.a), _by_group(self.b)
        for group in sorted(left.keys() & right.keys()):
            mine, yours = left[group], right[group]
            if mine.keys() & yours.keys():
                continue
            self.values |= {*mine.values(), *yours.values()}
            self.free |= categories()[group]
            said = f"{' and '.join(sorted(mine))} or {' and '.join(sorted(yours))}"
            yield "choice", f"One choice is made differently: {said} ({group}).", 0.6

    # opposites, negation, must and never

    def _polarity(self) -> Iterator[tuple[str, str, float]]:
        a, b = self.a, self.b
        if a.default != b.default:
            return
        sign_a, sign_b = (-1 if c.mode == "denied" else 1 for c in (a, b))
        left = {name: (side, w) for name, side, _, w in a.axes}
        right = {name: (side, w) for name, side, _, w in b.axes}
        shared = sorted(left.keys() & right.keys())
        if shared:
            self.values |= {left[n][1] for n in shared} | {right[n][1] for n in shared}
        mode_a, mode_b = a.mode, b.mode
        if a.lacking != b.lacking:
            mode_a = flipped(mode_a) if a.lacking else mode_a
            mode_b = flipped(mode_b) if b.lacking else mode_b
        modes = {frozenset((mode_a, mode_b))}
        if shared:
            apart = [n for n in shared if left[n][0] != right[n][0]]
            if apart and sign_a == sign_b and not modes & _CONFLICTS:
                words = f"“{left[apart[0]][1]}” and “{right[apart[0]][1]}”"
                yield "opposite", f"Opposite words for the same thing: {words}.", 0.6
            elif not apart and modes & _CONFLICTS:
                yield self._modes(mode_a, mode_b)
            return
        mode_a, mode_b = a.folded(mode_a), b.folded(mode_b)
        if frozenset((mode_a, mode_b)) in _CONFLICTS:
            yield self._modes(mode_a, mode_b)

    def _modes(self, mode_a: Mode, mode_b: Mode) -> tuple[str, str, float]:
        strict = self.a.strict or self.b.strict or "optional" in (mode_a, mode_b)
        why = f"One side {_MODE_WORDS[mode_a]}, the other {_MODE_WORDS[mode_b]}."
        return ("must" if strict else "negation"), why, 0.7

    # owners and other names

    def _people(self) -> Iterator[tuple[str, str, float]]:
        a, b = self.a.names, self.b.names
        if not a or not b or a & b:
            return
        said = f"{', '.join(sorted(a))} or {', '.join(sorted(b))}"
        roles = any(
            stem(w) in ROLE_WORDS or w in ROLE_WORDS for w in (*self.a.order, *self.b.order)
        )
        yield "who", f"Different names for the same thing: {said}.", 0.6 if roles else 0.9

    # another word in the same place

    def _slots(self) -> Iterator[tuple[str, str, float]]:
        """The same clause up to its end, and something else there: "posted in #ops", "in #dev"."""
        a, b = self.a, self.b
        if a.slot is None or b.slot is None or a.slot[0] != b.slot[0]:
            return
        mine, yours = a.slot[1], b.slot[1]
        rest_a, rest_b = a.content - mine, b.content - yours
        if mine & (yours | b.content) or yours & a.content or rest_a != rest_b or len(rest_a) < 2:
            return
        if (a.mode != b.mode and "denied" in (a.mode, b.mode)) or a.mode == "denied":
            return
        self.values |= mine | yours
        yield "place", "Both say the same, up to a word at the end that differs.", 0.9

    # what both are about

    def _conditional(self) -> bool:
        """Whether one side speaks of a range only: "for data above 100 GB"."""
        bounded = [
            {q.dimension for q in c.amounts if q.bound in ("at least", "at most")}
            for c in (self.a, self.b)
        ]
        return bounded[0] != bounded[1]

    def _same_topic(self, rule: str, need: float) -> bool:
        a, b = self.a, self.b
        aside = self.values | self.units
        here_a, here_b = a.content - aside, b.content - aside
        only_a, only_b = here_a - b.content - self.about_b, here_b - a.content - self.about_a
        only_a, only_b = only_a - self.free, only_b - self.free
        shared = len(here_a & here_b)
        extra = len((here_a | here_b) & self.about_a & self.about_b) - shared
        weight = shared + 0.5 * max(extra, 0)
        if not weight:
            return not here_a and not here_b and self._named_elsewhere(rule)
        if self._compounds_differ() or (only_a & a.topics and only_b & b.topics):
            return False
        if rule in ("must", "negation"):
            return self._denied_is_named(only_a, only_b)
        least = min(len(only_a), len(only_b))
        if rule == "who" and (least or not shared):
            return False
        return weight / (weight + least) >= need

    def _named_elsewhere(self, rule: str) -> bool:
        """Two clauses without content have a topic where a choice or their texts give them one."""
        return rule in ("choice", "opposite") or not self.about_a.isdisjoint(self.about_b)

    def _denied_is_named(self, only_a: frozenset[str], only_b: frozenset[str]) -> bool:
        """What one side rules out is what the other side does; a narrower ban is no clash."""
        for clause, only, other in ((self.a, only_a, self.b), (self.b, only_b, self.a)):
            if clause.mode == "denied" and clause.denied:
                if len(clause.denied - only) / len(clause.denied) < 0.6:
                    return False
                if not clause.denied & other.content - only:
                    return False
        return min(len(only_a), len(only_b)) == 0

    def _compounds_differ(self) -> bool:
        """Whether one noun has different words before it: "billing service", "catalog service"."""
        left, right = dict(_heads(self.a)), dict(_heads(self.b))
        for head in left.keys() & right.keys():
            x, y = left[head], right[head]
            here, there = self.a.content - self.units, self.b.content - self.units
            known = x in self.values or y in self.values
            if x != y and x not in there and y not in here and not known:
                return True
        return False


def _heads(clause: Clause) -> Iterator[tuple[str, str]]:
    """Words with the one before them: "billing service" is no "catalog service"."""
    for before, head in pairwise(clause.order):
        if before in clause.content:
            yield head, before


def _by_group(clause: Clause) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for group, value, word in clause.chosen:
        found.setdefault(group, {})[value] = word
    return found


def _comparable(p: Quantity, q: Quantity) -> bool:
    if p.dimension == q.dimension:
        return True
    if p.dimension.startswith("count:") and q.dimension.startswith("count:"):
        left, right = counted(p), counted(q)
        return not left or not right or bool(left & right)
    if p.dimension.startswith("version") and q.dimension.startswith("version"):
        return "version:" in (p.dimension, q.dimension)
    return {p.dimension, q.dimension} == {"frequency", "rate"}
