"""What is reported of work in progress: the whole state of one clone, notebook or tool at once.

A report takes the place of the one before it, so that a lost one costs nothing but time.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from ...core.fields import Identifier, Wire
from ...core.role import Role

MAX_FILES = 500
"""Files of one report; of more, the first, and the report says that there are more."""
MAX_HUNKS = 200
"""Hunks of one file; more than these make the file ``truncated``."""
MAX_TEXT = 2_000
"""Characters of a hunk's text that are shown to others, where its author allows it."""
MAX_NAMES = 100
MAX_SUBJECTS = 20

APART = "apart"
"""What marks a text that others are not shown as a name: it is read apart, or not at all."""
Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")]

Number = Annotated[int, Field(ge=0, le=100_000_000)]
PathName = Annotated[str, StringConstraints(min_length=1, max_length=1_024)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Names = Annotated[list[Name], Field(max_length=MAX_NAMES)]
Subject = Annotated[str, StringConstraints(max_length=300)]


class ReportedHunk(Wire):
    """Lines of the base that are replaced: see ``Hunk``. ``text`` is what a diff shows of it."""

    start: Number
    count: Number
    new_start: Number
    new_count: Number
    symbols: Names = Field(default_factory=list)
    text: Annotated[str, StringConstraints(max_length=MAX_TEXT), APART] = ""


class ReportedFile(Wire):
    """One changed file: see ``ChangedFile``."""

    path: PathName
    status: Literal["A", "M", "D", "R"] = "M"
    old_path: Annotated[str, StringConstraints(max_length=1_024)] = ""
    hunks: Annotated[list[ReportedHunk], Field(max_length=MAX_HUNKS)] = Field(default_factory=list)
    binary: bool = False
    truncated: bool = False
    symbols: Names = Field(default_factory=list)
    cells: Annotated[list[Identifier], Field(max_length=MAX_NAMES)] = Field(default_factory=list)
    signatures: Names = Field(default_factory=list)
    calls: Names = Field(default_factory=list)


class _Work(Wire):
    """What is changed beside the base commit, as far as it is told."""

    base: Annotated[Commit, APART] = ""
    branch: Annotated[str, StringConstraints(max_length=300)] = ""
    commits: Number = 0
    subjects: Annotated[list[Subject], Field(max_length=MAX_SUBJECTS)] = Field(default_factory=list)
    files: Annotated[list[ReportedFile], Field(max_length=MAX_FILES)] = Field(default_factory=list)
    more: Number = 0
    """Changed files that are not among these."""


class ReportWork(_Work):
    """All that one clone (or page, or tool) of a member changes now; nothing: it is done."""

    needs: ClassVar[Role] = "contributor"

    clone: Annotated[Identifier, APART]
    source: Literal["clone", "notebook", "api"] = "clone"


class CheckWork(_Work):
    """What is about to be committed, to be held against others' work. Nothing of it is kept."""

    needs: ClassVar[Role] = "contributor"

    clone: Annotated[Identifier | None, APART] = None


class DropWork(Wire):
    """That clone, page or tool is done, or is watched no more."""

    needs: ClassVar[Role] = "contributor"

    clone: Identifier
