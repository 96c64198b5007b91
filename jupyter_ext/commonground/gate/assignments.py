"""The guarded entropy rule: a value that is called a password, token or key, and looks like one.

A name that says so and a value that is random count; a random value alone does not (digests, ids
and images are random too), and neither does a name alone (code is full of those).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import ascii_letters, digits

from .literals import ScannedText, folded
from .naming import tells_about
from .plausibility import classes, password, random_run, strict_password, strict_token, token
from .provider_rules import ASSIGNED, Hit

_UNSPACED = ("パスワード", "密码", "密碼", "口令", "비밀번호")
_FOREIGN = (
    "kennwort", "contraseña", "mot de passe", "wachtwoord", "adgangskode", "lösenord", "salasana",
    "senha", "hasło", "heslo", "jelszó", "parola", "şifre", "пароль", "пароля", "κωδικός",
    "סיסמה", "كلمة المرور", "كلمة السر", "mật khẩu", *_UNSPACED,
)  # fmt: skip
"""What a password is called where the word does not begin with ``pass``."""
_PASSWORD = (
    r"(?<![a-z])pw(?![a-z])|pass(?:word|wort|wd|phrase|code)?|pwd|"
    rf"(?<!\w)(?:{'|'.join(_FOREIGN)})|{'|'.join(_UNSPACED)}"
)
_TOKEN = (
    r"secret|token|api[_ -]?key|apikey|auth[_ -]?key|(?:access|secret|private|encryption|signing|"
    r"account|master|service|shared|license|client|session|admin|subscription|storage|app|deploy|"
    r"server|webhook)[_ -]?key|credentials?|(?<=[a-z])_key"
)
_KEYWORD = re.compile(rf"(?P<pass>{_PASSWORD})|(?:{_TOKEN})", re.IGNORECASE)
_NAME_CHARS = ascii_letters + digits + "_.-"
_REST = re.compile(r"[\w-]{0,30}")
_VALUE = (
    r"(?:[bru]?(?P<quote>[\"'`])(?P<quoted>[^\"'`\n]{6,400})(?P=quote)|"
    r"(?P<bare>[^\s\"'`,;&<>|]{6,400}))"
)
_ASSIGNED = re.compile(rf"[\"'\])]{{0,2}}\s{{0,4}}(?:=>|:=|={{1,3}}|:)\s{{0,20}}{_VALUE}")
_CALLED = re.compile(rf"[\"'\])]{{0,2}}\s{{0,4}}[,(]\s{{0,4}}{_VALUE}")
_SAID = re.compile(
    rf"s?\b(?P<between>[^\n=:\"'`]{{0,50}}?)"
    rf"(?:(?P<said>\b(?:is|was|to|are|ist|lautet|auf|est|es|je|jest|är|er|é|è)\b|:|=|→|->|–|—)"
    rf"\s{{1,4}}|\s{{1,4}}){_VALUE}"
)
_BESIDE = re.compile(
    rf"s?\b(?P<between>[^\n=:\"'`.;]{{0,60}}?)"
    rf"(?P<said>\b(?:is|was|to|be|are|now|remains|reads|ist|lautet|auf|est|es|je|jest|är|er|é|è)\b:?"
    rf"|[:→–—]|(?<=[ \t])[=(]|->|\s(?=[`*]))\s{{0,4}}[(*`]{{0,3}}{_VALUE}"
)
"""Further behind its name, over some words: ``The password of the database is ...``."""
_CJK = re.compile(
    rf"\s{{0,3}}(?P<said>[：:=]|は|是|为|為|은|는)\s{{0,3}}(?>{_VALUE})(?!\s?[にでをの里中에])"
)
_OF_WORDS = (_SAID, _BESIDE)
"""Forms of a sentence, in which ``pass`` is a verb."""
_INNOCENT_KEY = re.compile(
    r"(?:^|[_.-])(?:primary|foreign|sort|partition|cache|public|unique|surrogate|natural|row|object|"
    r"bucket|hot|group|index|search|s3|idempotency|dedup\w*|translation|i18n|shard)_?key",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:fingerprint|checksum|digest|sha-?\d+|md5|hash) (?:of|for) ", re.IGNORECASE
)
_CALLED_BY_NAME = re.compile(r"[A-Za-z_][\w.]*\(\)")
_NAME_LIKE = re.compile(r"(?:[A-Z][a-z]+)+[0-9]{0,4}")
"""A product or a place by its name: ``KeePass2``."""
MAX_JUDGED = 100
"""Characters of a value that its judgement rests on."""
_REDACTED = re.compile(r"\[redacted: [^\]\n]{1,60}\]")
_SHORT_NAMES = tuple(f"{before}pw{sign}" for before in ("", "_") for sign in (":", "=", " ", '"'))
ANCHORS = (
    "pass", "pwd", "secret", "token", "key", "credential", *_SHORT_NAMES, *_FOREIGN,
)  # fmt: skip
"""One of these must stand in the text before any name in it counts."""
_KEYS = (
    "access", "secret", "private", "encryption", "signing", "account", "master", "service",
    "shared", "license", "client", "session", "admin", "subscription", "storage", "app", "deploy",
    "server", "webhook", "api", "auth",
)  # fmt: skip
_STARTS = (
    "pw", "pass", "pwd", "secret", "token", "credential", "_key", *_FOREIGN,
    *(f"{word}{sign}key" for word in _KEYS for sign in ("", "_", " ", "-")),
)  # fmt: skip
"""How whatever ``_KEYWORD`` matches begins."""
_STARTS_SET = frozenset(_STARTS)


def anchors() -> tuple[str, ...]:
    """The literals that are looked for in a text."""
    return (*ANCHORS, *_STARTS)


_DIGIT = re.compile(r"[0-9]")
_LEAST_HEX, _LEAST_MIXED = 24, 10


def may_be_named(text: str) -> bool:
    """Whether there is any value in it that can count: with digits, or of three kinds."""
    if not text.isascii() or _DIGIT.search(text):
        return True
    return any(
        len(word) >= _LEAST_HEX or not (word.isalpha() or word.islower() or word.isupper())
        for word in text.split(" ")
        if len(word) >= _LEAST_MIXED
    )


def assigned_secrets(text: ScannedText) -> Iterator[Hit]:
    """Values that are assigned to, or said to be, a password, token, key or secret."""
    places = text.places
    if not any(anchor in places for anchor in ANCHORS):
        return
    plain = str(text)
    if "[redacted: " in plain:  # our own words about what stood there
        plain = _REDACTED.sub(lambda match: "\x00" * len(match[0]), plain)
        lowered = folded(plain)
        if not any(anchor in lowered for anchor in ANCHORS):
            return
    for word in _keywords(plain, places):
        before = plain[max(0, word.start() - 60) : word.start()]
        rest = _REST.match(plain, word.end())
        assert rest is not None
        if _MEASURED.search(before):
            continue
        name = before[len(before.rstrip(_NAME_CHARS)) :] + word[0] + rest[0]
        is_password = word["pass"] is not None
        for form, at in (
            (_ASSIGNED, rest.end()), (_CALLED, rest.end()), (_SAID, word.end()),
            (_BESIDE, word.end()), (_CJK, word.end()),
        ):  # fmt: skip
            value = form.match(plain, at)
            if value is not None and (form not in _OF_WORDS or word[0].lower() != "pass"):
                strict = form is not _ASSIGNED
                yield from _judged(value, name, is_password=is_password, strict=strict)


def _keywords(text: str, places: Mapping[str, list[int]]) -> Iterator[re.Match[str]]:
    """As ``_KEYWORD.finditer``, which it asks only where one may begin."""
    end = 0
    for start in sorted({at for word in places.keys() & _STARTS_SET for at in places[word]}):
        if start >= end and (word := _KEYWORD.match(text, start)):
            yield word
            end = word.end()


def _judged(match: re.Match[str], name: str, *, is_password: bool, strict: bool) -> Iterator[Hit]:
    group = "quoted" if match["quoted"] else "bare"
    start = match.start(group)
    value = match[group]
    if group == "bare":
        if _CALLED_BY_NAME.match(value):
            return
        trimmed = value.strip("()[]{}.,;:?") if strict else value.rstrip("()[]{}.,;:?")
        start += value.find(trimmed)
        value = trimmed
    if not value or " " in value.strip():
        return
    judged = value[:MAX_JUDGED]
    if is_password:
        parts = match.groupdict()
        over, said = (parts.get("between") or "").strip(), strict and parts.get("said")
        fine = (strict_password if strict else password)(judged) or strict_token(judged)
        fine = fine or (bool(said) and _chosen(judged) and (not over or classes(judged) > 2))
        fine = fine and not (strict and over and not said and _NAME_LIKE.fullmatch(judged))
    else:
        fine = (strict_token if strict else token)(judged) or _strong_short(judged, strict)
        fine = fine or (strict and _plainly_said(match.groupdict(), judged))
    words = f"{name} {match.groupdict().get('between') or ''}"
    if fine and not tells_about(words) and not _INNOCENT_KEY.search(name):
        label = "password" if is_password else "secret value"
        end = start + len(value)
        yield Hit("assigned-secret", label, "secret", start, end, value, ASSIGNED)


def _plainly_said(parts: Mapping[str, str | None], value: str) -> bool:
    """``the API key is q7m0...``: said in so many words, so that its looks need not prove it."""
    between = parts.get("between")
    if between is None or not token(value):
        return False
    if between.strip() or not parts["said"]:
        return len(value) >= 20 and random_run(value)
    return True


def _chosen(value: str) -> bool:
    """A password as people choose them, said in so many words."""
    return len(value) >= 8 and sum(c.isdigit() for c in value) >= 2 and password(value)


def _strong_short(value: str, strict: bool) -> bool:
    """A short secret in the style of a password: ``secret = "p7!xQ..."``."""
    return not strict and len(value) >= 10 and strict_password(value) and "/" not in value
