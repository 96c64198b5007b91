"""What the words of a name say of its value: whether it is about a secret rather than one.

``token_count`` and ``api_key_id`` hold no token and no key.
"""

from __future__ import annotations

import re

from .literals import folded

_ABOUT_WORDS = frozenset((
    "name", "id", "ids", "type", "url", "uri", "file", "path", "dir", "header", "column",
    "field", "hash", "hashed", "digest", "length", "count", "limit", "size", "lifetime",
    "timeout", "ttl", "arn", "algorithm", "validator", "validators", "policy", "endpoint",
    "version", "format", "prefix", "class", "manager", "store", "provider", "day", "days",
    "public", "fingerprint", "checksum", "md5", "cache", "etag", "commit", "primary", "foreign",
    "sort", "partition", "bucket", "publishable", "pub", "usage", "budget", "bits",
))  # fmt: skip
"""Words in a name that tell of a value about a secret, not of one."""
_ABOUT_FORM = re.compile(r"sha\d*|expir[^\W_]*")
_ABOUT_PART = re.compile(r"public|publishable|tokeniz|keyboard")
_PARTS = re.compile(r"[_\s.-]+")


def tells_about(name: str) -> bool:
    """Whether the words around say that the value only tells something about a secret."""
    lowered = folded(_snake(name))
    if _ABOUT_PART.search(lowered):
        return True
    return any(
        word in _ABOUT_WORDS or _ABOUT_FORM.fullmatch(word) for word in _PARTS.split(lowered)
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
