"""A random value that is assigned to the name of a product: ``netlify = "q7m0..."``.

Some providers' keys have no mark of their own, and public lists know them by the product's name
beside them. The names are facts, in ``products.txt``; what a value is like is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from .literals import ScannedText
from .naming import tells_about
from .plausibility import entropy, random_run, stand_in, token
from .provider_rules import ASSIGNED, Hit

_REST = re.compile(r"[\w.-]{0,24}(?:[ \t][\w.-]{1,12}){0,2}")
_VALUE = re.compile(
    r"[\"'`\])]{0,2}\s{0,3}(?:=>|:=|\?=|\|\||={1,3}|:{1,3}=?|>|,)[\s\"'`=]{0,5}"
    r"(?P<value>[A-Za-z0-9_.~+/=|%-]{15,400})(?![A-Za-z0-9_@(\[{:]|\\[^nr])"
)
_SPOKEN = re.compile(
    r"(?P<beside>(?:[\s_.-]?(?:api|access|secret|auth|client|app|personal|account))*"
    r"[\s_.-]?(?:key|token|secret|pat))[ \t]{1,3}[\"'`(*]{0,3}"
    r"(?P<value>(?=[a-zA-Z_-]*\d)[A-Za-z0-9_.~+/=-]{20,400})(?![A-Za-z0-9_@(\[{:])",
    re.IGNORECASE,
)
"""The same in a sentence, without a sign: ``the Netlify token q7m0...``."""
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})", re.IGNORECASE)
_THINGS = re.compile(
    r"(?:^|[\s_.-])(?:h\d|sha|rev|revision|release|build|trace|span|request|event|project|org|tag|image|"
    r"integrity|resolved|ref|layer|snapshot|slug|uuid|guid|account|workspace|site|zone|run|job|"
    r"container|doc|docs|page|issue|ticket|user|member|customer|order)(?:[\s_.-]|$)",
    re.IGNORECASE,
)
"""Words in a name whose values look random and are ids and digests."""
_ROLES = re.compile(
    r"(?:[\s_.-]*(?:client|app|api|consumer|access|auth|prod|production|live|test|dev|my|admin|"
    r"private|secret|key|token|oauth2?|login|credentials?|v\d))*[\s_.-]*",
    re.IGNORECASE,
)
"""What may stand in a name beside the product's where the value is hexadecimal, as digests are."""


@cache
def names() -> tuple[str, ...]:
    """The products' names, in lower case."""
    lines = files(__package__).joinpath("products.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def anchors() -> tuple[str, ...]:
    """The literals that are looked for in a text."""
    return names()


@cache
def _known() -> frozenset[str]:
    return frozenset(names())


def product_secrets(text: ScannedText) -> Iterator[Hit]:
    """Values that look random and are assigned to what bears a product's name."""
    if not text.digits:
        return
    known = _known()
    for name, places in text.places.items():
        for place in places if name in known else ():
            yield from _assigned(str(text), place, place + len(name))


def _assigned(text: str, start: int, end: int) -> Iterator[Hit]:
    spoken = _SPOKEN.match(text, end)
    if spoken and _random(spoken["value"].rstrip("."), spoken["beside"]):
        yield _hit(spoken)
        return
    rest = _REST.match(text, end)
    assert rest is not None
    for stop in dict.fromkeys((rest.end(), _short(rest))):
        found = _VALUE.match(text, stop)
        if found is None:
            continue
        value = found["value"].rstrip(".")
        beside = text[end:stop]
        if not _of_a_thing(text[start:stop]) and _random(value, beside):
            yield _hit(found)
        return


def _hit(found: re.Match[str]) -> Hit:
    value, at = found["value"].rstrip("."), found.start("value")
    return Hit("product-key", "key", "secret", at, at + len(value), value, ASSIGNED)


def _short(rest: re.Match[str]) -> int:
    """Where the first word of it ends."""
    return rest.start() + len(rest[0].split(" ")[0].split("\t")[0])


def _random(value: str, beside: str) -> bool:
    if stand_in(value):
        return False
    if _UUID.fullmatch(value) or _HEX.fullmatch(value):
        return _ROLES.fullmatch(beside) is not None and entropy(value) >= 3.0
    return token(value) and (len(value) < 30 or random_run(value) or entropy(value) >= 4.2)


def _of_a_thing(name: str) -> bool:
    return tells_about(name) or _THINGS.search(name) is not None
