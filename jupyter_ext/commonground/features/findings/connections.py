"""Where a connection leads, without who connects and by which password. Pure.

What can't be told apart from a password is left out: ``@``, ``?`` and ``/`` may stand in one.
"""

from __future__ import annotations

import re

MOST = 200
_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]{0,49})://(.*)$", re.DOTALL)
_PLACE = re.compile(r"^([A-Za-z0-9_.-]*|\[[0-9a-fA-F:]+\])(:\d{1,5})?(?:/([A-Za-z0-9_.-]*))?$")
_FILE = re.compile(r"^/[A-Za-z0-9_./ -]{0,150}$")
_TYPE = re.compile(r"^[A-Za-z_][A-Za-z0-9_.]{0,199}$")


def place_of_text(text: str) -> str:
    """``scheme://host[:port]/database`` of an address; only its scheme where the rest is not clear,
    and empty where it is no address."""
    found = _SCHEME.match(text)
    if found is None:
        return ""
    scheme, rest = found.groups()
    before, named, place = rest.rpartition("@")
    if named and re.search(r"[?#;]", before):  # then the @ may be one of the query's
        return f"{scheme}://"
    place = re.split(r"[?#;]", place, maxsplit=1)[0]
    known = _FILE.match(place) if not named and place.startswith("/") else _PLACE.match(place)
    return f"{scheme}://{place}"[:MOST] if known else f"{scheme}://"


def checked_connection(text: str) -> str:
    """What a kernel says of a connection, without what it should not have said."""
    return text if _TYPE.match(text) and "\n" not in text else place_of_text(text)
