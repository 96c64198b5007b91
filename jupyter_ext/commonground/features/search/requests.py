"""The request that looks for something."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.fields import Wire

MOST_HITS = 100
"""Hits of one answer at most."""
MOST_LETTERS = 300
"""Characters of what is looked for at most."""


class Find(Wire):
    """What is looked for: words, and among them ``@name`` and ``#area``.

    ``kinds`` and ``since`` (``7d``, ``2026-11-01``) narrow it.
    """

    text: Annotated[str, StringConstraints(max_length=MOST_LETTERS)] = ""
    kinds: Annotated[list[str], Field(max_length=30)] = Field(default_factory=list)
    since: Annotated[str, StringConstraints(min_length=1, max_length=30)] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 20
