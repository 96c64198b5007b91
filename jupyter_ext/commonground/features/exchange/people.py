"""Who is who: people of a file as they are named here, so that nobody acts as somebody else.

Pure. A name of a file becomes one that no account can have; it is never a member's of this team.
Members of areas alone may be mapped to people of this team, by whoever imports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...core.texts import people_changed

IMPORTED = "imported:"
"""How the name of somebody begins who was imported: a claim of the file, and no account."""

LONGEST = 300
"""Characters of such a name."""


@dataclass(frozen=True, slots=True)
class ImportedPeople:
    """``known`` says, by the file's names, who they are here: what the importer answers for."""

    known: Mapping[str, str] = field(default_factory=dict)

    def imported(self, name: str) -> str:
        """The name under which somebody of the file is on record here."""
        if name.startswith(IMPORTED):
            return name
        return f"{IMPORTED}{self.known.get(name, name)}"[:LONGEST]

    def here(self, name: str) -> str | None:
        """The member of this team whom the importer names; None for everybody else."""
        return self.known.get(name.removeprefix(IMPORTED))

    def said(self, value: Any, declared: Any) -> Any:
        """A fact's value with everybody in it under that name: it speaks to nobody here."""
        return people_changed(value, declared, self._address)

    def _address(self, name: str) -> str:
        """A name, or an address: ``@name``, ``@all`` and ``#area`` of another team."""
        if name.startswith("@"):
            return f"@{self.imported(name[1:])}"
        return f"@{self.imported(name)}" if name.startswith("#") else self.imported(name)


def without_people(value: Any, declared: Any) -> Any:
    """A fact's value with nobody's name: to see whether two of them say the same."""
    return people_changed(value, declared, lambda _: "")
