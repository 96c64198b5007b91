"""What a kernel says of a finding: the output, and what led there. Read strictly, within bounds.

It is the kernel's word, not a person's: the server checks what it can, and texts pass the gate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from ...core.fields import Wire
from ...core.metric import MOST_EXPRESSION
from ...errors import InvalidCommand
from .connections import checked_connection

Short = Annotated[str, StringConstraints(max_length=200)]
Line = Annotated[str, StringConstraints(max_length=2_000)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\x00]+$")]
Package = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
MOST_NUMBER = 10**300
Number = (
    Annotated[float, Field(allow_inf_nan=False)]
    | Annotated[int, Field(ge=-MOST_NUMBER, le=MOST_NUMBER)]
)
"""A number that there is, and that a float can hold."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")]
OutputKind = Literal["none", "number", "table", "figure", "chart", "text", "value"]
MOST_CELLS, MOST_INPUTS = 300, 50
PIECE = 20_000
"""Characters of one piece in which it is sent."""
MOST_PIECES = 20
_KEY = "finding"


class GatheredFigure(Wire):
    """A named value; ``checked`` is the expression that gives it again, empty where none does."""

    name: Short
    value: Number
    checked: Annotated[str, StringConstraints(max_length=MOST_EXPRESSION)] = ""


class GatheredColumn(Wire):
    """A column of a table."""

    name: Short
    type: Short
    digest: Digest


class GatheredTable(Wire):
    """A table without its rows; ``sample`` are those that were asked for, as text."""

    name: Short
    rows: int
    columns: Annotated[list[GatheredColumn], Field(max_length=200)]
    digest: Digest
    sample: Annotated[list[Annotated[list[Short], Field(max_length=50)]], Field(max_length=50)] = []  # noqa: RUF012 the model is frozen


class GatheredOutput(Wire):
    """The output that is shared. ``picture`` is Base64 of its ``media_type``."""

    kind: OutputKind
    text: Annotated[str, StringConstraints(max_length=4_000)] = ""
    alt: Line = ""
    picture: str = ""
    media_type: Literal["", "image/png", "image/svg+xml", "image/jpeg"] = ""
    table: GatheredTable | None = None
    held_back: Short = ""
    """What was left out, and how to have it in; a sentence."""


class GatheredCell(Wire):
    """A cell of the cone: its id (empty: not known), its number, the digest of what it said."""

    cell: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
    count: int
    digest: Digest


class GatheredFile(Wire):
    """A file that the cone names, as it was; ``path`` as the cells write it."""

    path: Path
    size: int
    digest: Digest


class GatheredQuery(Wire):
    """A query that the cone holds; ``connection`` is without credentials."""

    text: Line
    connection: Annotated[Short, AfterValidator(checked_connection)]
    rows: int | None
    digest: Digest


class Gathered(Wire):
    """All of it. ``environment`` is a digest of where the kernel's Python is.

    ``folder`` is where a run without a browser is; empty for a kernel of the server's.
    """

    output: GatheredOutput
    target: GatheredCell
    figures: Annotated[list[GatheredFigure], Field(max_length=20)]
    cells: Annotated[list[GatheredCell], Field(max_length=MOST_CELLS)]
    uncertain: Annotated[list[Short], Field(max_length=20)]
    python: Short
    packages: Annotated[dict[Package, Short], Field(max_length=100)]
    environment: Digest
    folder: Annotated[str, StringConstraints(max_length=4_096)] = ""
    seeds: Annotated[list[Short], Field(max_length=20)]
    files: Annotated[list[GatheredFile], Field(max_length=MOST_INPUTS)]
    queries: Annotated[list[GatheredQuery], Field(max_length=MOST_INPUTS)]
    tables: Annotated[list[GatheredTable], Field(max_length=MOST_INPUTS)]


def in_pieces(gathered: Mapping[str, object]) -> dict[str, str]:
    """It as a kernel sends it, beside its magic. Raises InvalidCommand where it is too large."""
    text = json.dumps(gathered)
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    if len(pieces) > MOST_PIECES:
        raise InvalidCommand(
            f"What led to this has {len(text):,} characters; {PIECE * MOST_PIECES:,} can be sent.",
            "Share a smaller output, or fewer rows.",
        )
    return {f"{_KEY}:{place}": piece for place, piece in enumerate(pieces)}


def from_pieces(values: Mapping[str, str]) -> Gathered:
    """What a kernel sent. Raises InvalidCommand where it sent nothing, or what can't be read."""
    text = "".join(values.get(f"{_KEY}:{place}", "") for place in range(MOST_PIECES))
    if not text:
        raise InvalidCommand(
            "A finding is shared from a notebook's kernel, which says what led to it.",
            "Write %cg finding in a cell below the result.",
        )
    try:
        return Gathered.model_validate_json(text)
    except ValidationError:
        raise InvalidCommand(
            "What the kernel says of this finding can't be read.",
            "Restart the kernel: it may have another version than the server.",
        ) from None
