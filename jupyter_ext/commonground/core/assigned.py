"""The guarded entropy rule: a value that is called a password, token or key, and looks like one.

A name that says so and a value that is random count; a random value alone does not (digests, ids
and images are random too), and neither does a name alone (code is full of those).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .guards import password, strict_password, strict_token, token
from .patterns import ASSIGNED, Hit

_PASSWORD = r"pass(?:word|wort|wd|phrase|code)?|pwd|kennwort|contraseña|mot de passe"
_TOKEN = (
    r"secret|token|api[_ -]?key|apikey|auth[_ -]?key|(?:access|secret|private|encryption|signing|"
    r"account|master|service|shared|license|client|session|admin|subscription|storage|app|deploy|"
    r"server|webhook)[_ -]?key|credentials?|signature[_-]?secret|[a-z]+_key"
)
_NAME = rf"(?<![A-Za-z])(?P<name>[\w.-]{{0,60}}?(?:(?P<pass>{_PASSWORD})|{_TOKEN})(?P<rest>[\w-]{{0,30}}))"
_VALUE = r"(?:[bru]?(?P<quote>[\"'`])(?P<quoted>[^\"'`\n]{6,400})(?P=quote)|(?P<bare>[^\s\"'`,;&<>|]{6,400}))"
_ASSIGNED = re.compile(
    rf"{_NAME}[\"'\])]{{0,2}}\s{{0,4}}(?:=>|:=|={{1,3}}|:)\s{{0,20}}{_VALUE}", re.IGNORECASE
)
_SAID = re.compile(
    rf"(?<![A-Za-z])(?P<name>(?P<pass>{_PASSWORD})|{_TOKEN})(?P<rest>s?)\b"
    rf"(?P<between>[^\n=:\"'`]{{0,50}}?)(?:(?:\b(?:is|was|to|are|ist|lautet|auf|est)\b|:|=)\s{{1,4}}|"
    rf"\s{{1,4}}){_VALUE}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"(?<![A-Za-z]){_NAME}[\"'\])]{{0,2}}\s{{0,4}}[,(]\s{{0,4}}{_VALUE}", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:^|[_\s.-])(?:name|id|ids|type|url|uri|file|path|dir|header|column|field|hash(?:ed)?|digest|"
    r"length|count|limit|size|lifetime|timeout|ttl|expir\w*|arn|algorithm|validators?|policy|"
    r"endpoint|version|format|prefix|class|manager|store|provider|days?|public|fingerprint|"
    r"checksum|sha\d*|md5|cache|etag|commit|primary|foreign|sort|partition|bucket|publishable|"
    r"pub|usage|budget|bits)(?:$|[_\s.-])|public|publishable|tokeniz|keyboard",
    re.IGNORECASE,
)
_INNOCENT_KEY = re.compile(
    r"(?:^|[_.-])(?:primary|foreign|sort|partition|cache|public|unique|surrogate|natural|row|object|"
    r"bucket|hot|group|index|search|s3|idempotency|dedup\w*|translation|i18n|shard)_?key",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"pass|pwd|kennwort|contraseñ|secret|token|key|credential", re.IGNORECASE
)
_EDGES = "()[]{}.,;:!?"


def assigned_secrets(text: str) -> Iterator[Hit]:
    """Values that are assigned to, or said to be, a password, token, key or secret."""
    if not _ANCHOR.search(text):
        return
    for match in _ASSIGNED.finditer(text):
        yield from _judged(match, strict=False)
    for match in _CALLED.finditer(text):
        yield from _judged(match, strict=True)
    for match in _SAID.finditer(text):
        yield from _judged(match, strict=True)


def _judged(match: re.Match[str], *, strict: bool) -> Iterator[Hit]:
    about = f"{match['name']} {match.groupdict().get('between') or ''}"
    if _ABOUT.search(_snake(about)) or _INNOCENT_KEY.search(match["name"]):
        return
    group = "quoted" if match["quoted"] else "bare"
    start, end = match.span(group)
    value = match[group]
    if group == "bare":
        value = value.rstrip(_EDGES.replace("!", "")) if not strict else value.strip("()[]{}.,;:?")
        start = match.string.index(value, start) if value else start
        end = start + len(value)
    if " " in value.strip() or not value:
        return
    if match["pass"]:
        fine = (strict_password if strict else password)(value) or strict_token(value)
    else:
        fine = (strict_token if strict else token)(value) or _strong_short(value, strict)
    if fine:
        label = "password" if match["pass"] else "secret value"
        yield Hit("assigned-secret", label, "secret", start, end, value, ASSIGNED)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


def _strong_short(value: str, strict: bool) -> bool:
    """A short secret in the style of a password: ``secret = "p7!xQ..."``."""
    return not strict and len(value) >= 10 and strict_password(value) and "/" not in value
