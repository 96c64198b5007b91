"""The requests of magics: from a kernel's cell, and from a headless run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..core.fields import MAX_QUESTION, Wire

Vars = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=100)],
        Annotated[str, StringConstraints(max_length=20_000)],
    ],
    Field(max_length=50),
]
"""Values of a kernel's variables (or the source of its functions), by name."""


class RunMagic(Wire):
    """What a kernel's magic asks the server to do: it must stand so in the cell that ran."""

    magic: Literal["ai", "cg", "compare"]
    cell_magic: bool
    line: Annotated[str, StringConstraints(max_length=4_000)]
    body: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    vars: Vars = Field(default_factory=dict)


class Say(Wire):
    """A verb of ``%cg`` from a headless run, or a cell magic of ours as ``%%name``."""

    verb: Annotated[str, StringConstraints(pattern=r"^(%%)?[a-z]{1,20}$")]
    line: Annotated[str, StringConstraints(max_length=4_000)] = ""
    body: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    vars: Vars = Field(default_factory=dict)
