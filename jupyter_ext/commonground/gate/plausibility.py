"""What a value must be to count as a secret: random enough, and no stand-in, code, path or digest.

Pure judgements on one value. They know nothing of where it stands or what the gate does with it.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from operator import ne
from string import ascii_letters, digits

from .literals import folded

_STAND_IN_PART = re.compile(
    r"your|example|change[-_]?me|placeholder|dummy|redacted|replace|insert[-_]|xxxx|\*\*\*|\.\.\.|…|"
    r"\$[{(]|\{\{|\}\}|fixme|todo"
)
_STAND_IN = re.compile(r"<[\w -]+>|not[-_]?a[-_]?real")
_STAND_IN_STARTS = ("<", "[", "{", "$", "%")
_STAND_IN_WORD = re.compile(
    r"(?:my|the|some|a|db|user|test|new|old|strong|super|top)?[-_ ]?"
    r"(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|api[-_]?key|credentials?|"
    r"postgres|mysql|test|foo|bar|foobar|none|null|nil|true|false|string|value|text|required|"
    r"optional|hidden|masked)[-_]?\d{0,3}|"
    r"(?:user|root|admin|guest|minioadmin)\d?"
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?:0x)?[0-9a-f]+", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-./:]\d{1,2}(?:[-./:T ]\d+)*[.,;]?")
_PATH = re.compile(r"(?:[a-z]+://|~?/|\.{1,2}/|[A-Z]:\\)|(?:[\w.-]+/)+[\w.-]*|[\w-]+\.[a-z]{2,4}")
_REFERENCE = re.compile(r"[A-Za-z_]\w*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)+(?:@[0-9a-f]{4,8})?[;,]?")
_RANDOM_PART = re.compile(r"(?=[A-Za-z]*\d[A-Za-z]*\d)[A-Za-z0-9]{20,}")
_OBJECT = re.compile(r"[A-Z]\w+\{")
_VERSION = re.compile(r"[\^~<>=v]{0,2}\d+\.\d+(?:\.\d+)?(?:[-+.][\w.-]+)?")
_MIXED_PART = re.compile(
    r"(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])(?=[A-Za-z]*\d[A-Za-z]*\d)[A-Za-z0-9]{24,}"
)
_CALL = re.compile(r"[A-Za-z_][\w.]*[\[(]|[(\[][A-Za-z_\"']")
_READS = re.compile(r"[A-Za-z_][\w.]*[\[(]")
_DIGEST = re.compile(r"(?:\$\w{1,12}\$|(?:sha-?\d+|md5|pbkdf2|bcrypt|scrypt|argon2\w*)[-:$])", re.I)
_KEYWORD_ARGUMENT = re.compile(r"[A-Za-z_]\w{2,}=[^=]")
_WORDS = re.compile(r"[A-Za-z]+(?:[-_./ ][A-Za-z]+)*[-_]?\d{0,1}")
_ALGORITHM = re.compile(
    r"(?:argon2\w*|p?bkdf2|bcrypt|scrypt|scram|sha-?\d*|md5|hs\d+|rs\d+|es\d+|oauth2?|base64|utf-?8|"
    r"aes-?\d*|hmac|rsa-?\d*|ed25519|x509|s3|v\d+)(?:[-_:,./]?\w*)*",
    re.IGNORECASE,
)

_STRETCH = re.compile(r"[A-Za-z0-9]+")
_KINDS = str.maketrans(digits + ascii_letters, "0" * 10 + "a" * 26 + "A" * 26)
"""A letter for each kind of character: digits, lower and upper case."""
_DIGITS = re.compile(r"[0-9]+")
_HEX_DIGITS = re.compile(r"[0-9a-f-]+|[0-9A-F-]+")
_LONG = 28
"""Characters in one stretch that a random run of only two kinds of characters has."""
MIXED, PLAIN = 0.42, 0.25
"""How often a random run changes between its two or three kinds of characters: the lower bounds."""


def entropy(value: str) -> float:
    """Shannon entropy in bits per character."""
    total = len(value)
    counts = map(value.count, dict.fromkeys(value))
    return -sum(n / total * math.log2(n / total) for n in counts)


def stand_in(value: str) -> bool:
    """Whether a value only stands for one: ``your-key``, ``xxxx``, ``<TOKEN>``, ``$PASSWORD``."""
    lowered = folded(value)
    if lowered.startswith(_STAND_IN_STARTS) or _STAND_IN_PART.search(lowered):
        return True
    if _STAND_IN.search(lowered) or _STAND_IN_WORD.fullmatch(lowered):
        return True
    body = value[4:] if len(value) > 16 else value
    return len(set(body)) < min(5, max(2, len(body) // 4 + 1))


def reference(value: str) -> bool:
    """Whether it is code or a place rather than a value: a call, an attribute, a path, a date."""
    return bool(
        _CALL.search(value)
        or (_REFERENCE.fullmatch(value) and not _RANDOM_PART.search(value))
        or (_PATH.fullmatch(value) and not _MIXED_PART.search(value))
        or _OBJECT.match(value)
        or _VERSION.fullmatch(value)
        or _DIGEST.match(value)
        or value.startswith(
            ("/", "./", "../", "~/", "http://", "https://", "arn:", "vault:", "ref:")
        )
        or _DATE.fullmatch(value)
    )


def classes(value: str) -> int:
    """How many of lower case, upper case, digits and signs it mixes."""
    return sum((
        any(map(str.islower, value)), any(map(str.isupper, value)),
        any(map(str.isdigit, value)), bool(value) and not value.isalnum(),
    ))  # fmt: skip


def password(value: str) -> bool:
    """Whether it can be a password that somebody chose or that was made: letters and digits."""
    if len(value) < 6 or stand_in(value) or reference(value) or _ALGORITHM.fullmatch(value):
        return False
    if value.endswith((":", "(", "{")) or not any(c.isdigit() for c in value):
        return classes(value) == 3 and len(value) >= 10 and entropy(value) >= 3.2
    return any(c.isalpha() for c in value) and len(set(value)) >= 5


def strict_password(value: str) -> bool:
    """A password that its own looks give away, where no sign says that one follows."""
    if _KEYWORD_ARGUMENT.match(value) or _ALGORITHM.fullmatch(value.strip("*_~")):
        return False
    return password(value) and (
        (classes(value) >= 3 and len(value) >= 8 and _signs_inside(value))
        or (classes(value) >= 3 and len(value) >= 12 and entropy(value) >= 3.2)
    )


def _signs_inside(value: str) -> bool:
    return bool(re.search(r"[!#$%^&*?~@+=]", value)) or not re.search(r"[-_./:,]", value)


def token(value: str) -> bool:
    """Whether it can be a key or token: long, random, no words, no code."""
    if len(value) < 16 or stand_in(value) or _WORDS.fullmatch(value) or reference(value):
        return False
    if _UUID.fullmatch(value) or _HEX.fullmatch(value):
        return len(value) >= 24 and entropy(value) >= 3.0
    return any(c.isdigit() for c in value) and entropy(value) >= 3.2 and not _wordy(value)


def strict_token(value: str) -> bool:
    """A token that its own looks give away: no digest, no identifier, three kinds of characters."""
    return (
        len(value) >= 20 and token(value) and not _HEX.fullmatch(value)
        and not _UUID.fullmatch(value) and classes(value) >= 3 and entropy(value) >= 3.6
    )  # fmt: skip


def _wordy(value: str) -> bool:
    """Words with signs between them, a number among them at most: ``created_at-2026-index``."""
    parts = [p for p in re.split(r"[-_.:/#]+", value) if p]
    plain = sum(1 for p in parts if re.fullmatch(r"[A-Z]?[a-z]+|[A-Z]+|\d{1,4}|v\d+", p))
    return len(parts) > 1 and plain >= len(parts) - 1 and max(map(len, parts)) < 16


def basic(value: str) -> bool:
    """Whether it is base64 of ``user:password``."""
    try:
        plain = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    user, colon, word = plain.partition(":")
    return bool(colon and user.isprintable() and len(word) >= 3) and not stand_in(word)


def random_run(body: str) -> bool:
    """Whether nobody made these characters up: no words, no version, no hexadecimal digest."""
    if _HEX_DIGITS.fullmatch(body) or len(_DIGITS.findall(body)) < 2 or entropy(body) < 3.6:
        return False
    plain = "".join(_STRETCH.findall(body))
    longest = max(map(len, _STRETCH.findall(body)))
    kinds = plain.translate(_KINDS)
    changes = sum(map(ne, kinds, kinds[1:])) / (len(plain) - 1)
    if len(set(kinds)) == 3:
        return longest >= 12 and changes >= MIXED
    return longest >= _LONG and changes >= PLAIN


def url_token(value: str) -> bool:
    """Whether it can be a token in an address: letters with digits, and no words."""
    digits = sum(c.isdigit() for c in value)
    return digits >= 2 and len(value) > digits and not stand_in(value) and not _wordy(value)


def random_base64(value: str) -> bool:
    """Whether it is random base64 rather than a hexadecimal digest or a path."""
    return (
        entropy(value) >= 4.2 and classes(value) >= 3 and value.count("/") < 5
        and not stand_in(value)
    )  # fmt: skip


def address(value: str) -> bool:
    """Whether it can be the password in an address: anything that does not merely stand for one."""
    return not stand_in(value) and len(set(value)) >= 4 and not value.startswith(("$", "{", "%("))


def secret_key(value: str) -> bool:
    """Whether it is a framework's signing key itself rather than code that reads it."""
    reads = _READS.match(value) is not None and value.endswith((")", "]", ","))
    mixed = classes(value) >= 3 or value.startswith("django-insecure-")
    return (
        mixed and entropy(value) >= 3.5 and not stand_in(value) and not reads and not _wordy(value)
    )


CHECKS: dict[str, Callable[[str], bool]] = {
    "address": address,
    "basic": basic,
    "entropy": random_base64,
    "mixed": strict_token,
    "password": password,
    "random": random_run,
    "secret_key": secret_key,
    "strict_password": strict_password,
    "token": token,
    "url_token": url_token,
}
"""The proofs that a rule in ``rules.toml`` may ask for, by their names there."""
