"""How a clause of a team's prose is read: its topic, quantities, choices, and for or against.

Pure text work in English. Knows words; refuses to know whole statements and who wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[a-z][a-z0-9_+#.]*[a-z0-9+#]|[a-z]")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = _words(
    "a an the of in on at to for from with and or is are be been was were it its this "
    "that these those we our us you your they their all any each every as by per than "
    "then so do does have has had will would can could may might into about up out over "
    "under only just same"
)
_AGAINST = _words(
    "never not no don't doesn't mustn't can't cannot shouldn't won't isn't aren't avoid "
    "forbid forbidden ban banned prohibited disallow without stop"
)
_FOR = frozenset(["must", "always", "shall", "should", "required", "use", "prefer"])
_OPPOSITES = (
    ("enable", "disable"), ("allow", "forbid"), ("add", "remove"), ("before", "after"),
    ("ascending", "descending"), ("sync", "async"), ("synchronous", "asynchronous"),
    ("public", "private"), ("open", "closed"), ("on", "off"), ("accept", "reject"),
    ("include", "exclude"), ("start", "stop"), ("keep", "drop"), ("keep", "delete"),
    ("manual", "automatic"), ("manually", "automatically"), ("required", "optional"),
    ("mandatory", "optional"), ("mutable", "immutable"), ("first", "last"), ("up", "down"),
    ("increase", "decrease"), ("commit", "ignore"), ("encrypted", "unencrypted"),
    ("eager", "lazy"), ("strict", "lenient"), ("blocking", "non-blocking"),
    ("allowed", "forbidden"), ("enabled", "disabled"), ("online", "offline"),
)  # fmt: skip
_CHOICES = (
    {"tabs", "spaces"}, {"utc", "local"}, {"postgresql", "postgres", "mysql", "mariadb", "sqlite",
    "mongodb", "oracle", "dynamodb"}, {"rest", "graphql", "grpc"}, {"kafka", "rabbitmq", "sqs"},
    {"squash", "rebase"}, {"snake_case", "camelcase", "kebab-case", "pascalcase"},
    {"npm", "yarn", "pnpm"}, {"pytest", "unittest"}, {"jest", "vitest", "mocha"},
    {"github", "gitlab", "bitbucket"}, {"aws", "azure", "gcp"}, {"react", "vue", "angular",
    "svelte"}, {"json", "xml", "yaml", "toml"}, {"csv", "parquet"}, {"float", "floats", "integer",
    "integers", "decimal", "decimals"}, {"cents", "euros", "dollars"}, {"monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday"}, {"daily", "weekly", "monthly",
    "hourly", "quarterly"}, {"black", "ruff", "yapf"}, {"pandas", "polars"}, {"docker", "podman"},
    {"uuid", "integer", "ulid"}, {"jwt", "cookies", "cookie"}, {"terraform", "pulumi"},
    {"trunk", "gitflow"}, {"redis", "memcached"}, {"single", "double"}, {"left", "right"},
    {"optimistic", "pessimistic"}, {"push", "pull"}, {"monorepo", "polyrepo"},
)  # fmt: skip
_UNITS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), ("time", 0.001)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("time", 1.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("time", 60.0)),
    **dict.fromkeys(("h", "hour", "hours"), ("time", 3600.0)),
    **dict.fromkeys(("day", "days"), ("time", 86400.0)),
    **dict.fromkeys(("week", "weeks"), ("time", 604800.0)),
    **dict.fromkeys(("month", "months"), ("month", 1.0)),
    **dict.fromkeys(("year", "years"), ("month", 12.0)),
    **dict.fromkeys(("b", "byte", "bytes"), ("size", 1.0)),
    **dict.fromkeys(("kb", "kib"), ("size", 1e3)),
    **dict.fromkeys(("mb", "mib"), ("size", 1e6)),
    **dict.fromkeys(("gb", "gib"), ("size", 1e9)),
    **dict.fromkeys(("tb", "tib"), ("size", 1e12)),
    **dict.fromkeys(("%", "percent"), ("share", 1.0)),
}
_NUMBER = re.compile(
    r"(?P<bound>at most|at least|up to|no more than|no less than|max(?:imum)?(?: of)?|"
    r"min(?:imum)?(?: of)?|more than|less than|fewer than)?\s*"
    r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)(?!\.\d)\s*-?(?P<unit>%|[a-z]+)?",
)
_VERSION = re.compile(
    r"(?P<what>[a-z][a-z+#]*)\s+(?P<said>version\s+|v)?(?P<version>\d+(?:\.\d+)*)(?![\w%]|\.\d)"
)
_VERSIONED = _words("python node java ruby go php postgres postgresql mysql redis django react")
"""What is known by a whole number as well: Python 3, Node 20."""
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
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
        ]
    )
    if number > 1
}
_SCOPES: Mapping[str, frozenset[str]] = {
    "environment": _words("production prod staging development dev test ci local sandbox preview"),
    "side": _words("frontend backend mobile desktop server client ios android web"),
    "visibility": _words("internal external public private"),
}
_SAME = {"prod": "production", "dev": "development"}
_API = re.compile(r"\bv(\d+)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence: its words without numbers and polarity, and what it says of quantities."""

    text: str
    topic: frozenset[str]
    words: frozenset[str]
    quantities: tuple[tuple[str, str, float], ...]
    """(bound, dimension or counted thing, value in its base unit)"""
    versions: tuple[tuple[str, str], ...]
    against: bool
    firm: bool


@dataclass(frozen=True, slots=True)
class Opposition:
    """Why two clauses can't both hold."""

    rule: str
    why: str


def scope_of(text: str) -> dict[str, frozenset[str]]:
    """Where the text says that it holds, by dimension; dimensions that it doesn't name are left."""
    words = {_SAME.get(word, word) for word in _WORD.findall(text.casefold())}
    found = {name: marks & words for name, marks in _SCOPES.items() if marks & words}
    if versions := frozenset(_API.findall(text.casefold())):
        found["api"] = versions
    return found


@lru_cache(maxsize=8192)
def clauses_of(title: str, body: str) -> tuple[Clause, ...]:
    """The clauses of a text, the title's first; at most 40."""
    sentences = [title, *_SENTENCE.split(body)]
    return tuple(_clause(text.strip()) for text in sentences[:40] if text.strip())


def _clause(text: str) -> Clause:
    folded = text.casefold().replace("\u2019", "'")
    for word, number in _NUMBER_WORDS.items():
        folded = re.sub(rf"\b{word}\b", number, folded)
    words = frozenset(re.findall(r"[a-z][\w'+#-]*", folded))
    versions = tuple(
        (m["what"], m["version"])
        for m in _VERSION.finditer(folded)
        if m["said"] or "." in m["version"] or m["what"] in _VERSIONED
    )
    return Clause(
        text=text,
        topic=frozenset(map(_stem, words - _STOP - _AGAINST - _FOR)),
        words=words,
        quantities=tuple(_quantity(m) for m in _NUMBER.finditer(folded)),
        versions=tuple(v for v in versions if v[0] not in _STOP),
        against=bool(words & _AGAINST),
        firm=bool(words & (_AGAINST | _FOR)),
    )


def _quantity(match: re.Match[str]) -> tuple[str, str, float]:
    unit = match["unit"] or ""
    dimension, factor = _UNITS.get(unit, (_stem(unit), 1.0))
    value = float(match["number"].replace(",", "")) * factor
    bound = match["bound"] or ""
    kind = (
        ""
        if not bound
        else "least"
        if re.search("least|less than|min|more than", bound)
        else "most"
    )
    if bound in ("no more than", "less than", "fewer than"):
        kind = "most"
    return (kind, dimension, value)


def _stem(word: str) -> str:
    """A word without its endings, as far as two forms of it have to meet."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word.rstrip("e") if len(word) > 3 else word


def subject_overlap(a: Clause, b: Clause) -> bool:
    """Whether the two speak of the same thing: enough of the shorter one's topic is shared."""
    shorter = min(len(a.topic), len(b.topic))
    shared = len(a.topic & b.topic)
    return shorter > 0 and shared >= 1 and shared / shorter >= 0.5


def opposed(a: Clause, b: Clause) -> Opposition | None:
    """Why the two can't both hold; None if they can. They speak of the same thing already."""
    return (
        _version(a, b) or _quantities(a, b) or _choice(a, b) or _opposite(a, b) or _polarity(a, b)
    )


def _version(a: Clause, b: Clause) -> Opposition | None:
    theirs = dict(b.versions)
    for what, version in a.versions:
        other = theirs.get(what)
        if other is not None and other != version:
            short, long = sorted((version, other), key=len)
            if not long.startswith(short + "."):
                return Opposition("version", f"{what} {version} on one side, {other} on the other.")
    return None


def _quantities(a: Clause, b: Clause) -> Opposition | None:
    if len(a.quantities) != 1 or len(b.quantities) != 1 or a.versions or b.versions:
        return None
    (bound, of, value), (limit, what, other) = a.quantities[0], b.quantities[0]
    if of != what or value == other or _near(a, b) < 0.5:
        return None
    if bound != limit and _fits(bound, value, limit, other):
        return None
    return Opposition("quantity", "They give different numbers for the same thing.")


def _fits(bound: str, value: float, limit: str, other: float) -> bool:
    """Whether a number keeps to the bound that the other side sets."""
    if not bound:
        bound, value, limit, other = limit, other, bound, value
    if limit:  # at least one, at most the other
        low, high = (value, other) if bound == "least" else (other, value)
        return low <= high
    return other >= value if bound == "least" else other <= value


def _choice(a: Clause, b: Clause) -> Opposition | None:
    for options in _CHOICES:
        mine, theirs = a.words & options, b.words & options
        if mine and theirs and not mine & theirs and not (a.against or b.against):
            rest_a, rest_b = (c.topic - {_stem(o) for o in options} for c in (a, b))
            if rest_a & rest_b and len(rest_a & rest_b) / min(len(rest_a), len(rest_b)) >= 0.5:
                names = f"{sorted(mine)[0]} or {sorted(theirs)[0]}"
                return Opposition("choice", f"Only one of them can be chosen: {names}.")
    return None


def _opposite(a: Clause, b: Clause) -> Opposition | None:
    for one, two in _OPPOSITES:
        left, right = _stem(one), _stem(two)
        stems_a, stems_b = ({_stem(w) for w in c.words} for c in (a, b))
        crossed = (left in stems_a and right in stems_b) or (right in stems_a and left in stems_b)
        both = {left, right} <= stems_a or {left, right} <= stems_b
        if crossed and not both and a.against == b.against:
            rest_a, rest_b = a.topic - {left, right}, b.topic - {left, right}
            if rest_a and rest_b and len(rest_a & rest_b) / min(len(rest_a), len(rest_b)) >= 0.6:
                return Opposition("opposite", f"One says {one}, the other {two}.")
    return None


def _polarity(a: Clause, b: Clause) -> Opposition | None:
    if a.against == b.against or _near(a, b) < 0.6:
        return None
    if a.quantities != b.quantities or a.versions != b.versions:
        return None
    return Opposition("negation", "One is for it, the other against it.")


def _near(a: Clause, b: Clause) -> float:
    """The share of both topics that is common to them (Jaccard)."""
    whole = a.topic | b.topic
    return len(a.topic & b.topic) / len(whole) if whole else 0.0
