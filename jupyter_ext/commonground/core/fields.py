"""What the fields of typed requests hold: lengths and characters, and the text of an entry."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
)

from .visible import visible

MAX_TITLE = 200
"""Characters of a title."""
MAX_BODY = 20_000
"""Characters of a body."""
MAX_QUESTION = 50_000
"""Characters of a question to the model."""

AREA_NAME = r"^[\p{L}\p{N}][\p{L}\p{M}\p{N}_/-]{0,49}$"
"""The name of an area, in any script: what browsers and pydantic read; Python's re knows no \\p."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


def _one_line(text: str) -> str:
    """A title as it is shown: one line that says something, without what hides.

    What turns the text around it is refused: its author would see another title.
    """
    if any(unicodedata.category(c) in ("Cc", "Cs") or c in _TURNING for c in text):
        raise ValueError("a title is one line of text, without control characters")
    if not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in text):
        raise ValueError("a title says something")
    return visible(text).strip()


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
"""What changes the direction of the text around it, or breaks the line."""
_BLANK = frozenset("\u3164\u115f\u1160\uffa0\u2800")
"""Letters that show nothing."""


def _composed(name: str) -> str:
    """A name as one sequence of characters, however it was typed."""
    return unicodedata.normalize("NFC", name)


AREA: TypeAdapter[str] = TypeAdapter(
    Annotated[str, AfterValidator(_composed), StringConstraints(pattern=AREA_NAME)]
)
"""Reads an area's name. Raises ValidationError."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE),
    AfterValidator(_one_line),
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Area = Annotated[str, AfterValidator(_composed), StringConstraints(pattern=AREA_NAME)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE)]
Body = Annotated[str, StringConstraints(max_length=MAX_BODY)]
Heads = Annotated[list[Identifier], Field(min_length=1, max_length=64)]


class Wire(BaseModel):
    """A request that is read strictly: no field too many, none of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Wire):
    """What a revision says, and what it is about where its author says so."""

    title: Title
    body: Body = ""
    subject: Short | None = None
    attribute: Short | None = None
    value: Short | None = None
    scope: Short | None = None
