"""Quantities in a sentence: numbers with units, money, shares, versions, clock times and dates.

Each is brought to one base per dimension, so that 1,500 ms and 1.5 s are the same. What a quantity
is about is not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from .units import BYTES, FREQUENCY, LENGTH, MASS, MONEY, MONTHS, OTHER, TIME, WEEKDAYS

Bound = Literal["exact", "only", "at most", "at least", "about"]

_WORDS = {
    w: i
    for i, w in enumerate(
        [
            "nought",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "dozen": 12}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WORDNUM = "|".join(sorted(_WORDS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_UNITS = sorted(
    {*TIME, *BYTES, *LENGTH, *MASS, *OTHER, *MONEY} - {"$", "€", "£"}, key=len, reverse=True
)
_UNIT = "|".join(re.escape(u) + ("" if len(u) <= 2 else "s?") for u in _UNITS)

_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?({_MONTH})\b\.?|({_MONTH})\.? (\d{{1,2}})"
    rf"(?:st|nd|rd|th)?\b(?!:))(?:,? (\d{{4}}))?"
)
_MONTH_ONLY = re.compile(
    rf"(?:\b(?:in|by|until|till|from|since|to|of|before|after|for|end of|early|late|mid|mid-)"
    rf" ?)({_MONTH})\b(?: (\d{{4}}))?"
)
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3]):([0-5]\d)(?:\s?(am|pm))?(?!\.?\d)|\b(\d{1,2})\s?(am|pm)\b|\b(noon|"
    r"midnight)\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b")
_RELATIVE = re.compile(
    r"\b(this|next|last) (week|month|quarter|year|sprint)\b|\b(today|tomorrow|yesterday)\b"
)
_YEAR = re.compile(r"\b(?:in|until|till|since|by|from|of) ((?:19|20)\d\d)\b(?!-)")
_PERCENT = re.compile(rf"({_NUMBER})\s?(?:%|percent\b|per cent\b)")
_VERSION = re.compile(r"\b(?:v|version |release )(\d+(?:\.\d+)*)\b|\b(\d+\.\d+\.\d+)\b")
_NAMED = re.compile(
    r"\b(python|node(?:\.js)?|react|vue|angular|django|java|jdk|postgres(?:ql)?|mysql|tls|cuda|"
    r"spark|"
    r"pandas|numpy|kubernetes|k8s|terraform|ruby|rails|go|php|scala|kafka|redis|typescript|"
    r"next\.js|"
    r"ubuntu|debian|alpine|airflow|pytorch|tensorflow|scikit-learn|pydantic|sqlalchemy|helm|"
    r"jupyterlab|\.net|dotnet|c\+\+|http|oauth|openapi|gradle|maven|spring(?: boot)?|kotlin|swift|"
    r"elasticsearch|mongodb|mongo|dbt|polars|torch|webpack|vite|eslint|ruff|black|mypy|pytest)"
    r"(?: (?:(?:is|are|pinned|at|to|on|version|the) )*v?|-|@|==)(\d+(?:\.\d+)*)(?:\.x)?\b"
)
_AT_VERSION = re.compile(
    r"\b(?:clusters?|version|pinned(?: at| to)?|pin \w+ to|upgrade \w+ to|stay on|are (?:at|on)|"
    r"is (?:at|on))"
    r" (?:at |to |on |is )?(\d+\.\d+(?:\.\d+)*)(?! ?(?:%|[a-z]))"
)
_FREQ = re.compile(
    rf"\b(?:every|each|once (?:a|an|per|every)|per) ({_NUMBER}|{_WORDNUM}|other)?\s?"
    rf"(second|minute|hour|day|night|week|month|quarter|year)s?\b|\b({'|'.join(FREQUENCY)})\b"
)
_MONEY_SIGN = re.compile(rf"([€$£]|\b(?:eur|usd|chf|gbp|jpy)\b) ?({_NUMBER})(k|m)?\b")
_NOW = re.compile(r"\b(?:today|yesterday|so far|at the moment|right now|currently)\b")
_ARTICLE_UNIT = re.compile(
    r"(?:(?<=\bin )|(?<=\bfor )|(?<=\bafter )|(?<=\bthan )|(?<=\bis )|"
    r"(?<=\bwithin )|(?<=\blasts )|(?<=\btakes )|(?<=\btake )|(?<=\blast ))"
    r"(an hour|a minute|a second|a day|a week|a month|a year|half an hour|half a day)\b"
)
_MEASURE = re.compile(rf"(?<![\w.])({_NUMBER}|\b(?:{_WORDNUM}))(?:\s|-)?({_UNIT})(?![\w/])")
_COUNT = re.compile(
    rf"(?<![\w.:/-])({_NUMBER}|(?:{_WORDNUM})\b)(k|m)?(?![\w:/]|\.\d|-\d)"
    rf"(?:[ -]((?:[a-z][a-z-]+ )?[a-z][a-z-]*))?"
)
_ORDINAL_NOUN = re.compile(
    r"\b(sprint|ticket|issue|phase|step|week|chapter|milestone|release|level|option|quarter|port|"
    r"status|code|figure|table|part|team|room|iteration|q)"
    r" ?#?(\d+(?:\.\d+)*)\b"
)
_LETTERED = re.compile(r"\b([Tt]eam|[Gg]roup|[Oo]ption|[Vv]ariant|[Pp]lan|[Rr]oom) ([A-Z])\b")
_LONG_UNITS = "|".join(re.escape(unit) for unit in _UNITS if len(unit) > 2)
_BARE_UNITS = re.compile(
    r"\b(?:in|are|is|as|per|arrive in|use|uses|using|to|of|to the|holds?|contains?)"
    r" ((?:full |degrees |swiss |us |american |british |canadian )?"
    rf"({_LONG_UNITS})s?)\b(?! (?:of|before|after|ago|later|limit))"
)

_LOW = re.compile(
    r"(?:at least|minimum(?: \w+){0,4}(?: is| of|:)?|no less than|not less than|more than|above|"
    r"over|"
    r"from|need(?:s)?|needs at least|requires?|or more|exceeds?|min\.?|beyond)\s*$"
)
_HIGH = re.compile(
    r"(?:at most|up to|as (?:large|many|long|much|high) as|maximum(?: \w+){0,4}(?: is| of|:)?|"
    r"max\.?(?: \w+){0,3}(?: is| of|:)?|no more than|"
    r"not more than|under|below|less than|within|fewer than|limited to|within|capped at|"
    r"limit(?: \w+){0,3}(?: is|:)?)\s*$"
)
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|usually|typically|on average|median"
    r"|~|circa|took|takes about|answers within|have spent|has spent|spent)\s*(?:[\w]+ )?$"
)
_NEWER = re.compile(r"^\W*(?:and|or) (?:newer|later|up|above|higher|more|upwards?)\b|^\+")
_OLDER = re.compile(r"^\W*(?:and|or) (?:older|earlier|below|lower|less|fewer)\b")
_MORE = re.compile(r"^ (?:\w+ ){0,2}(?:or more|minimum|at least)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity where it stands in a clause.

    ``dimension`` is what can be compared with what ("time", "bytes", "count:connection",
    "version:python"); ``value`` is in the base unit of the dimension. ``label`` marks a number that
    names a thing ("sprint 14") rather than measures one.
    """

    dimension: str
    value: float | tuple[int, ...] | str
    bound: Bound
    start: int
    end: int
    text: str
    label: bool = False


def quantities(clause: str) -> tuple[Quantity, ...]:
    """The quantities of a clause, from left to right; no two of them overlap."""
    lower = clause.lower()
    if len(lower) != len(clause):
        return ()
    taken = [False] * len(lower)
    found: list[Quantity] = []

    def put(
        match: re.Match[str], dimension: str, value: float | tuple[int, ...] | str,
        *, label: bool = False, group: int = 0,
    ) -> None:  # fmt: skip
        start, end = match.span(group)
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            bound = _bound(lower, start, end)
            found.append(Quantity(dimension, value, bound, start, end, clause[start:end], label))

    _find_dates(lower, put)
    for m in _PERCENT.finditer(lower):
        put(m, "share", _number(m[1]) / 100)
    for m in _NAMED.finditer(lower):
        put(m, f"version:{_product(m[1])}", _parts(m[2]), group=2)
    for m in _AT_VERSION.finditer(lower):
        put(m, "version:", _parts(m[1]), group=1)
    for m in _VERSION.finditer(lower):
        put(m, "version:", _parts(m[1] or m[2]), group=1 if m[1] else 2)
    for m in _ORDINAL_NOUN.finditer(lower):
        if m[1] in ("port", "status", "code"):
            put(m, f"number:{m[1]}", float(m[2].split(".")[0]), group=2)
        else:
            put(m, f"number:{m[1]}", m[2], label=True, group=2)
    for m in _LETTERED.finditer(clause):
        put(m, f"number:{m[1].lower()}", m[2], label=True, group=2)
    for m in _FREQ.finditer(lower):
        count = 1.0 if not m[1] else 2.0 if m[1] == "other" else _number(m[1])
        kind = "rate" if m[0].startswith("per ") else "frequency"
        each = FREQUENCY[m[3]] if m[3] else TIME.get(m[2], 86400.0) * count
        put(m, kind, each)
    for m in _MONEY_SIGN.finditer(lower):
        put(m, "money", (round(_number(m[2]) * _times(m[3]) * 100), hash_of(MONEY[m[1]])))
    for m in _MEASURE.finditer(lower):
        unit = m[2] if m[2] in _ALL else m[2].rstrip("s")
        put(m, *_measured(_number(m[1]), unit))
    for m in _ARTICLE_UNIT.finditer(lower):
        half = 0.5 if m[1].startswith("half") else 1.0
        put(m, "time", half * TIME[m[1].split()[-1]])
    for m in _COUNT.finditer(lower):
        put(m, f"count:{m[3] or ''}", _number(m[1]) * _times(m[2]), group=1)
    for m in _BARE_UNITS.finditer(lower):
        unit = m[2]
        put(m, f"unit:{_unit_kind(unit)}", unit, group=1)
    return tuple(sorted(found, key=lambda q: q.start))


_ALL = frozenset(_UNITS)


def hash_of(currency: str) -> int:
    """A number that stands for a currency, the same in every process."""
    return int.from_bytes(currency.encode(), "big")


def _find_dates(lower: str, put: Put) -> None:
    for m in _ISO.finditer(lower):
        put(m, "day" if m[3] else "month", tuple(int(g) for g in m.groups() if g))
    for m in _DAY.finditer(lower):
        month, day = MONTHS[m[2] or m[3]], int(m[1] or m[4])
        put(m, "day", (int(m[5]) if m[5] else 0, month, day))
    for m in _CLOCK.finditer(lower):
        put(m, "clock", _minutes(m))
    for m in _MONTH_ONLY.finditer(lower):
        put(m, "month", (int(m[2]) if m[2] else 0, MONTHS[m[1]]), group=1)
    for m in _WEEKDAY.finditer(lower):
        put(m, "weekday", float(WEEKDAYS[m[1]]))
    for m in _RELATIVE.finditer(lower):
        put(m, "relative day", m[0])
    for m in _YEAR.finditer(lower):
        put(m, "year", float(m[1]), group=1)


class Put(Protocol):
    """The type of the function that notes a match (see ``quantities``)."""

    def __call__(
        self, match: re.Match[str], dimension: str, value: float | tuple[int, ...] | str,
        *, label: bool = False, group: int = 0,
    ) -> None:  # fmt: skip
        """Note it unless its characters are taken."""


def _minutes(m: re.Match[str]) -> float:
    if m[6]:
        return 720.0 if m[6] == "noon" else 0.0
    hour, minute, half = int(m[1] or m[4]), int(m[2] or 0), m[3] or m[5]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60.0 + minute


def _number(text: str) -> float:
    return float(_WORDS[text]) if text in _WORDS else float(text.replace(",", ""))


def _times(suffix: str | None) -> float:
    return {"k": 1e3, "m": 1e6}.get(suffix or "", 1.0)


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(p) for p in text.split("."))


def _product(name: str) -> str:
    return {"k8s": "kubernetes", "postgres": "postgresql", "node.js": "node", "jdk": "java",
            "mongo": "mongodb", "dotnet": ".net"}.get(name, name)  # fmt: skip


def _measured(number: float, unit: str) -> tuple[str, float | tuple[int, ...] | str]:
    for name, table in (("time", TIME), ("bytes", BYTES), ("length", LENGTH), ("mass", MASS)):
        if unit in table:
            return name, number * table[unit]
    if unit in MONEY:
        return "money", (round(number * 100), hash_of(MONEY[unit]))
    return OTHER[unit], f"{number} {unit[-1] if len(unit) < 3 else unit[0]}"


def _unit_kind(unit: str) -> str:
    for name, table in (("time", TIME), ("bytes", BYTES), ("length", LENGTH), ("mass", MASS)):
        if unit in table:
            return name
    return "money" if unit in MONEY else OTHER.get(unit, unit)


def _bound(lower: str, start: int, end: int) -> Bound:
    before, after = lower[max(0, start - 40) : start], lower[end:]
    if _ABOUT.search(before) or _NOW.search(lower):
        return "about"
    if _LOW.search(before) or _NEWER.search(after) or _MORE.search(after):
        return "at least"
    if _HIGH.search(before) or _OLDER.search(after):
        return "at most"
    return "only" if re.search(r"\bonly\b", before) else "exact"


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities of one dimension can both hold for one thing."""
    if a.value == b.value or "about" in (a.bound, b.bound):
        return True
    if isinstance(a.value, tuple) and isinstance(b.value, tuple):
        return _agree_parts(a, b)
    if not isinstance(a.value, float) or not isinstance(b.value, float):
        return False
    if abs(a.value - b.value) <= 1e-9 * max(abs(a.value), abs(b.value)):
        return True
    if a.bound == b.bound:
        return False
    return _within(a, b) and _within(b, a)


def _within(a: Quantity, b: Quantity) -> bool:
    """Whether a's value keeps b's bound."""
    if b.bound == "at most":
        return a.bound == "at least" or a.value <= b.value  # type: ignore[operator]
    if b.bound == "at least":
        return a.bound == "at most" or a.value >= b.value  # type: ignore[operator]
    return True


def _agree_parts(a: Quantity, b: Quantity) -> bool:
    left, right = a.value, b.value
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    if a.dimension.startswith("version"):
        size = min(len(left), len(right))
        if left[:size] == right[:size]:
            return True
        if a.bound != b.bound:
            low, high = (a, b) if a.bound == "at least" else (b, a)
            if high.bound == "only":
                return low.value == high.value
            return low.bound == "at least" and low.value <= high.value  # type: ignore[operator]
        return False
    if a.dimension in ("day", "month"):
        size = len(left)
        return size == len(right) and left[1:] == right[1:] and 0 in (left[0], right[0])
    return False
