"""Proposed changes of a notebook's cells, and what people decided of each. A fold over facts.

Nothing here changes a notebook. Of two people who decide at once the first in the record counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ...core.fact import Fact, Facts, facts_about, things

PREFIX = "ed"
PROPOSED, ACCEPTED, REFUSED, UNDONE = (
    "edit:proposed",
    "edit:accepted",
    "edit:refused",
    "edit:undone",
)
Operation = Literal["insert", "replace", "delete", "move"]
CellType = Literal["code", "markdown"]
EditStatus = Literal["open", "accepted", "refused"]


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A change of one cell, and what became of it.

    ``cell`` is the cell that it changes; of an ``insert``, the id that the new one gets. ``after``
    is the cell below which it goes (insert, move; None: to the top). ``base`` is the digest of the
    source that it was proposed against, ``before`` that source as it may be shown.
    """

    key: str
    op: Operation
    cell: str
    after: str | None = None
    type: CellType = "code"
    source: str = ""
    reason: str = ""
    base: str | None = None
    before: str = ""
    status: EditStatus = "open"
    by: str | None = None
    edited: bool = False
    """Whether who accepted it changed it first."""
    text: str | None = None
    """The digest of what was accepted."""
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class CellProposal:
    """What one answer proposes for one notebook; ``by`` asked, in the cell ``asked_in``.

    ``path`` is where the notebook was then; ``file`` (empty: unknown) names it wherever it goes.
    """

    id: str
    path: str
    asked_in: str
    turn: str
    by: str
    at: int
    edits: tuple[CellEdit, ...]
    file: str = ""

    def edit(self, key: str) -> CellEdit | None:
        """The edit of that key."""
        return next((one for one in self.edits if one.key == key), None)

    def belongs(self, path: str, file: str) -> bool:
        """Whether it is for the notebook at that path, which ``file`` names (empty: unknown)."""
        return self.file == file if self.file and file else self.path == path

    @property
    def open(self) -> bool:
        """Whether anything of it waits for a person."""
        return any(one.status == "open" for one in self.edits)


def proposals_in(rooms: Iterable[Facts]) -> tuple[CellProposal, ...]:
    """All proposals, oldest first."""
    found = (folded(facts) for facts in things(rooms, f"{PREFIX}_").values())
    return tuple(one for one in found if one is not None)


def find_proposal(rooms: Iterable[Facts], proposal: str) -> CellProposal | None:
    """The proposal of that id."""
    return folded(facts_about(rooms, proposal))


def folded(facts: Sequence[Fact]) -> CellProposal | None:
    """The proposal as it stands after these facts, in order; None where they begin with none."""
    found: CellProposal | None = None
    for fact in facts:
        if fact.name == PROPOSED and found is None:
            found = _begun(fact)
        elif found is not None:
            found = replace(found, edits=tuple(_decided(one, fact) for one in found.edits))
    return found


def _decided(edit: CellEdit, fact: Fact) -> CellEdit:
    """The edit after one more fact; what comes too late changes nothing."""
    if fact.name == UNDONE and edit.status == "accepted" and edit.key in _texts(fact, "edits"):
        return replace(edit, status="open", by=None, edited=False, text=None, undone_by=fact.by)
    if edit.status != "open" or fact.value.get("edit") != edit.key:
        return edit
    if fact.name == REFUSED:
        return replace(edit, status="refused", by=fact.by)
    if fact.name == ACCEPTED:
        changes: dict[str, Any] = {"edited": fact.value.get("edited") is True}
        text = fact.value.get("text")
        changes["text"] = text if isinstance(text, str) else None
        return replace(edit, status="accepted", by=fact.by, undone_by=None, **changes)
    return edit


def _texts(fact: Fact, name: str) -> tuple[str, ...]:
    held = fact.value.get(name)
    return tuple(one for one in held if isinstance(one, str)) if isinstance(held, list) else ()


def _begun(fact: Fact) -> CellProposal | None:
    value = fact.value
    path, turn, held = value.get("path"), value.get("turn"), value.get("edits")
    if not isinstance(path, str) or not isinstance(turn, str) or not isinstance(held, list):
        return None
    edits = tuple(one for one in map(_edit, held) if one is not None)
    asked_in = str(value.get("cell", ""))
    file = str(value.get("file", ""))
    return CellProposal(fact.about, path, asked_in, turn, fact.by, fact.at, edits, file)


def _edit(value: Any) -> CellEdit | None:
    """An edit as a fact holds it; None for what makes no sense."""
    if not isinstance(value, Mapping) or value.get("op") not in get_args(Operation):
        return None
    texts = {name: value.get(name) for name in ("key", "op", "cell", "type", "source", "reason")}
    texts["before"] = value.get("before")
    maybe = {name: value.get(name) for name in ("after", "base")}
    if not all(isinstance(one, str) for one in texts.values()):
        return None
    if not all(one is None or isinstance(one, str) for one in maybe.values()):
        return None
    if texts["type"] not in get_args(CellType):
        return None
    return CellEdit(**texts, **maybe)  # type: ignore[arg-type]
