"""The tools by which a model reads an entry, and proposes one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.entry import SharedKind
from ...core.entry_text import entry_as_text
from ...core.fields import Area, Body, Identifier, Title, Wire
from ...core.ids import EntryId
from ...errors import UnknownId
from ...service.tool import ToolAsked, proposes, reads
from .commands import Add


class ReadEntry(Wire):
    """Which entry."""

    entry: Annotated[Identifier, Field(description="Its id, as search_context gives it.")]


class ProposeEntry(Wire):
    """An entry to come."""

    kind: SharedKind
    title: Annotated[Title, Field(description="One line that says the point.")]
    body: Annotated[Body, Field(description="Why, and how far it holds. May be empty.")] = ""
    area: Annotated[Area | None, Field(description="One of the team's areas; null: all.")] = None


@reads("read_entry", ReadEntry)
async def read_entry(asked: ToolAsked) -> str:
    """Read one entry of the team's shared context whole, by its id."""
    wanted = EntryId(asked.input.entry)
    found = (room.entries.get(wanted) for room in asked.host.service.shared())
    entry = next(filter(None, found), None)
    text = "" if entry is None else entry_as_text(entry, asked.host.name_of)
    if not text:
        raise UnknownId("There is no such entry.", "Look for it with search_context.")
    return text


@proposes("propose_entry", ProposeEntry)
def propose_entry(given: ProposeEntry, turn: str) -> Add:
    """Propose an entry for the team's shared context: something that the team would want to know
    in the next question, too. Nothing is added before a person allows it."""
    return Add(kind=given.kind, title=given.title, body=given.body, area=given.area)


TOOLS = (read_entry, propose_entry)
