"""The requests of exchange: what goes into a file, and a part of one that is taken in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue, StringConstraints

from ...core.fields import Area, Wire
from .commands import How

MOST_RECORDS = 500
"""Records of one part."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=250)]


class FileQuery(BaseModel):
    """What goes into a file. ``since`` is in milliseconds since 1970."""

    turns: bool = False
    private: bool = False
    area: Area | None = None
    since: Annotated[int, Field(ge=0)] | None = None


class ImportPart(Wire):
    """A part of a file; ``people`` maps its names to members of this team.

    With ``dry_run`` nothing is written, and what would become of each record is answered.
    """

    file: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    how: How = "proposals"
    dry_run: bool = False
    private: bool = False
    people: Annotated[dict[Name, Name], Field(max_length=1_000)] = Field(default_factory=dict)
    records: Annotated[list[JsonValue], Field(max_length=MOST_RECORDS)]


ExportFormat = Literal["json", "jsonl", "cyclonedx"]
