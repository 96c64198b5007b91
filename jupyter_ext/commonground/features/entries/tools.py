"""The tools by which a model reads an entry, and proposes one; and a client its member's notes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.entry import SharedKind
from ...core.entry_text import entry_as_text
from ...core.fields import Area, Body, Identifier, Title, Wire
from ...core.ids import EntryId, member_room
from ...errors import UnknownId
from ...service.tool import ToolAsked, for_clients, proposes, reads
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


_TOLD = """Add an entry to the team's shared context, in your member's name: something that the team
would want to know in the next question, too. A convention or a decision is a proposal until the
context owner accepts it; other kinds may hold at once. Search first: what is there already needs no
second entry."""


@proposes("propose_entry", ProposeEntry, told=_TOLD)
def propose_entry(given: ProposeEntry, turn: str) -> Add:
    """Propose an entry for the team's shared context: something that the team would want to know
    in the next question, too. Nothing is added before a person allows it."""
    return Add(kind=given.kind, title=given.title, body=given.body, area=given.area)


class KeepNote(Wire):
    """A note to come."""

    title: Title
    body: Body = ""


class ReadNotes(Wire):
    """Which of them."""

    containing: Annotated[
        str, Field(max_length=200, description="Words in title or text; empty: all of them.")
    ] = ""


MOST_NOTES = 30


@for_clients
@reads("read_notes", ReadNotes, "private")
async def read_notes(asked: ToolAsked) -> str:
    """Read your member's private notes, the newest first. Nobody else sees them: repeat nothing of
    them where others read it."""
    room = await asked.host.service.snapshot(asked.member, member_room(asked.member.username))
    words = asked.input.containing.casefold().split()
    notes = sorted(room.live(), key=lambda note: note.standing[-1].at, reverse=True)
    texts = [entry_as_text(note, asked.host.name_of) for note in notes if note.kind == "note"]
    found = [text for text in texts if text and all(word in text.casefold() for word in words)]
    more = f"({len(found) - MOST_NOTES} more)" if len(found) > MOST_NOTES else ""
    return "\n\n".join(filter(None, [*found[:MOST_NOTES], more])) or "There is no such note."


@for_clients
@proposes("keep_note", KeepNote, "private")
def keep_note(given: KeepNote, turn: str) -> Add:
    """Keep a private note for your member. Nobody else sees it."""
    return Add(kind="note", title=given.title, body=given.body)


TOOLS = (read_entry, propose_entry, read_notes, keep_note)
