"""What a comparison's files and folders are called."""

from __future__ import annotations

import re
import unicodedata


def slug(name: str, otherwise: str) -> str:
    """A folder's name for a thing's name: lower case, ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return words or otherwise.lower()
