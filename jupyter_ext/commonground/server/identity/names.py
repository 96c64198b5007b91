"""What people are called: names, usernames and colours that mislead nobody.

Pure.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import cast

from ...errors import UserError
from ...gate.gate import Gate

MAX_NAME = 80

COLORS = 7
"""JupyterLab's themes define ``--jp-collaborator-color1`` to ``7``; its user menu takes these."""


def checked_name(display_name: str) -> str:
    """The name as it is shown: trimmed, one space between words. Raises UserError."""
    if any(_is_control(character) for character in display_name):
        raise UserError("A name can't hold line breaks or invisible characters.", "Type it anew.")
    name = " ".join(unicodedata.normalize("NFC", display_name).split())
    if not name:
        raise UserError("The name is empty.", "Give the name that others will see.")
    if len(name) > MAX_NAME:
        raise UserError(f"The name has {len(name)} characters.", f"At most {MAX_NAME} are taken.")
    if _holds_secret(name):
        raise UserError("The name seems to hold a secret.", "Give the name that others will see.")
    if same_name(name).startswith("anonymous"):
        raise UserError(
            "Names that begin with “Anonymous” belong to visitors without a personal link.",
            "Give the person's own name.",
        )
    return name


@lru_cache(maxsize=2_000)
def _holds_secret(name: str) -> bool:
    """Whether the gate would keep it back: a name is read by everybody, whoever gave it."""
    return any(finding.kind == "secret" for finding in Gate(b"names").check(name).findings)


def checked_username(username: str) -> str:
    """The username, in lower case. Raises UserError."""
    found = username.strip().casefold()
    if not re.fullmatch(r"\w[\w.@-]{0,63}", found):
        raise UserError(
            "A username has 1 to 64 letters, digits, or any of . @ _ - and starts with a letter "
            "or digit.",
            "Choose another with --username.",
        )
    if found.startswith("anonymous") or is_generated(found):
        raise UserError(
            f"The username {found} could be taken for an anonymous visitor.",
            "Choose another with --username.",
        )
    return found


def slug(display_name: str) -> str:
    """A username made of a name: ASCII where dropping accents is enough, else in its own script."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", display_name) if not unicodedata.combining(c)
    )
    base = plain if plain.isascii() else unicodedata.normalize("NFKC", display_name)
    return re.sub(r"[\W_]+", "-", base.casefold()).strip("-")[:60].strip("-") or "person"


def _is_control(character: str) -> bool:
    joiner = character in "\u200c\u200d"  # part of ordinary words in some scripts
    category = unicodedata.category(character)
    return not joiner and (category[0] == "C" or category in ("Zl", "Zp"))


def same_name(name: str) -> str:
    """Equal for names that a reader takes for one and the same."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.replace("\u200c", "").replace("\u200d", "").split())


def is_generated(username: str) -> bool:
    """Whether it looks like what ``IdentityProvider.generate_anonymous_user`` makes."""
    return re.fullmatch(r"[0-9a-f]{32}", username) is not None


def color_of(username: str) -> str:
    """The same theme colour for the same person on every server."""
    number = hashlib.sha256(username.encode()).digest()[0] % COLORS + 1
    return f"var(--jp-collaborator-color{number})"


def anonymous_name(name: str) -> str:
    """``name`` so that nobody takes it for a person's: it begins with "Anonymous"."""
    visible = "".join(" " if _is_control(c) else c for c in str(name))
    visible = "" if _holds_secret(visible) else visible
    rest = re.sub(r"^(anonymous\b\s*)+", "", " ".join(visible.split()), flags=re.IGNORECASE)
    return f"Anonymous {rest}"[:MAX_NAME].strip()


def shown_name(name: str, username: str) -> str:
    """A name that another provider gives, fit to be shown: one line, and the username if empty."""
    visible = " ".join("".join(" " if _is_control(c) else c for c in str(name)).split())
    shown = visible[:MAX_NAME].strip() or username
    return shown if not _holds_secret(visible) else username


def safe_color(color: object) -> str | None:
    """A colour that is one; a visitor may send any text, and it ends up in style sheets."""
    plain = isinstance(color, str) and re.fullmatch(
        r"#[0-9a-fA-F]{3,8}|var\(--jp-collaborator-color[1-7]\)", color
    )
    return cast("str", color) if plain else None
