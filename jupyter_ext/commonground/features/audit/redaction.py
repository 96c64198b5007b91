"""Taking a leaked text out of everything that is kept, for good.

Each room that holds it gets a document made anew, without history, under the next generation, so
that no replica of the old one brings the bytes back. The store takes them out of its files.
Other members' notes and questions are not searched: what is there reached nobody else. What they
sealed is, for it will be revealed.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ...core.event import Event
from ...core.fact import Fact
from ...core.ids import TEAM, Room, room_owner
from ...core.plan import Change
from ...core.revision import Revision
from ...core.role import Member, require
from ...core.texts import is_picture, prose_fields
from ...core.turn import Turn, TurnId
from ...crdt.room import ContextRoom
from ...errors import InvalidCommand, StoreError, UnknownId
from ...gate.passage import refusal, wire_findings
from ...service.writer import ContextService
from ...store.backup_shelf import clear
from ...store.base import RoomLog
from ...store.sqlite import SQLiteStore
from .leftovers import Leftover, leftovers
from .requests import Redact

log = logging.getLogger(__name__)
MARK = "[redacted]"
"""What stands in the place of the text."""
TRIES = 5
"""Times that a room is made anew if somebody writes to it meanwhile."""
PAGE = 200
"""Rows that are read at a time."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What held the text. ``clean``: nothing in the data folder holds it any more.

    If not, ``left`` says where it still stands and what to do there. ``backups`` are those that
    the server had made by itself, which were removed with it.
    """

    versions: int
    turns: int
    clean: bool
    left: tuple[Leftover, ...] = ()
    backups: int = 0


async def redact(
    service: ContextService,
    member: Member,
    command: Redact,
    *,
    source: str,
    folder: Path | None = None,
) -> Redaction:
    """Replace the text by ``[redacted]`` everywhere that the team or this member keeps it.

    ``folder`` is the data folder; without one that of the store's file, if it has any.
    Raises NotAllowed, UnknownId (nothing holds it), InvalidCommand (an answer that is being written
    holds it), Quarantined (the reason holds a secret), StoreError; a room is done or untouched.
    """
    member = service.acting(member)
    require(member, Redact.needs)
    verdict = service.gate().check(command.reason)
    if command.text in command.reason or verdict.outcome == "quarantine":
        raise refusal(wire_findings(verdict.findings, "reason"))
    turns = await _turns(service, member, command.text)
    written = await _events(service, command.text)
    done = _Redactor(service, member, command, source)
    for room in await service.store.rooms():
        await done.room(room)
    if not done.versions and not turns and not written:
        raise UnknownId("Nothing here holds that text.", "Copy it exactly as it stands there.")
    if turns or written:
        await done.room(TEAM, turns=turns, events=written)
    await service.renewed()
    found, clean = Redaction(len(done.versions), len(turns), done.clean), done.clean
    if folder is None and isinstance(service.store, SQLiteStore):
        folder = service.store.path.parent
    if folder is None:
        return found
    removed = await asyncio.to_thread(clear, folder)
    left = await asyncio.to_thread(leftovers, folder, command.text)
    if not clean and not left:
        left = (_BUSY,)
    return replace(found, clean=clean and not left, left=left, backups=removed)


_BUSY = Leftover(
    "Old pages of the database, which another program still reads",
    "Close it. The server tries again by itself.",
)


class _Redactor:
    """Goes from room to room."""

    def __init__(
        self, service: ContextService, member: Member, command: Redact, source: str
    ) -> None:
        self._service = service
        self._member = member
        self._command = command
        self._source = source
        self.versions: list[str] = []
        self.clean = True

    async def room(
        self, name: Room, turns: tuple[Turn, ...] = (), events: tuple[str, ...] = ()
    ) -> None:
        """Make the room anew if it holds the text, or if something is to be dropped with it."""
        for attempt in range(TRIES):
            kept = await self._service.store.load(name)
            fresh, found = self._anew(name, kept)
            left: list[str] = []
            if not self._others(name):
                old = await self._service.store.history(name)
                left = [row.id for row in old if _holds(row.wire, self._command.text)]
            if not (found or left or turns or events):
                return
            try:
                clean = await self._service.store.redact(
                    name,
                    kept.generation,
                    kept.seq,
                    fresh.update_since(),
                    [*found, *left, *events],
                    self._tombstone(name),
                    turns=turns,
                )
            except StoreError:
                if attempt == TRIES - 1 or (await self._service.store.load(name)).seq == kept.seq:
                    raise
                continue
            self._service.rooms.put(fresh)
            self.clean = self.clean and clean
            self.versions += [*found, *left]
            return

    def _anew(self, name: Room, kept: RoomLog) -> tuple[ContextRoom, list[str]]:
        """The room without the text and without history, and the revisions that held it."""
        room = ContextRoom(name, kept.generation, kept.snapshot, kept.updates)
        whole, text = Change.of(room.published), self._command.text
        told = _told_in(whole, text)
        facts = tuple(_fact_without(f, text, f.about in told) for f in whole.facts)
        change, members = replace(whole, facts=facts), room.members()
        found = [old.id for old, new in zip(whole.facts, facts, strict=True) if old != new]
        if not self._others(name):
            change = replace(
                change,
                revisions=tuple(_without(r, text) for r in whole.revisions),
                resolutions=tuple(
                    replace(r, reason=r.reason.replace(text, MARK)) for r in whole.resolutions
                ),
                settings=tuple(replace(s, value=_replaced(s.value, text)) for s in whole.settings),
            )
            shown = room.members()
            found += [who for who, fields in shown.items() if _holds(fields, text)]
            members = {who: _replaced(fields, text) for who, fields in shown.items()}
            found += [r.id for r in whole.revisions if _without(r, text) is not r]
            found += [r.id for r in whole.resolutions if text in r.reason]
            found += [s.id for s in whole.settings if _holds(s.value, text)]
        return room.anew(change, kept.generation + 1, members), found

    def _others(self, room: Room) -> bool:
        """Whether it is another member's own room: only what waits there to be revealed counts."""
        return room_owner(room) not in (None, self._member.username)

    def _tombstone(self, room: Room) -> Event:
        return Event(
            id=self._service.new_id("a"),
            at=self._service.clock(),
            actor=self._member.username,
            role=self._member.role,
            command="redact",
            source=self._source,
            entry=None,
            revision=None,
            room=room,
            outcome="done",
            detail={"reason": self._command.reason},
            text=None,
        )


def _without(revision: Revision, text: str) -> Revision:
    changed: dict[str, Any] = {
        name: said.replace(text, MARK)
        for name in prose_fields(Revision)
        if (said := getattr(revision, name)) and text in said
    }
    return replace(revision, **changed) if changed else revision


def _told_in(whole: Change, text: str) -> frozenset[str]:
    """What the text was said of: the things whose pictures may show it."""
    said = {r.entry for r in whole.revisions if _without(r, text) is not r}
    return frozenset(said | {f.about for f in whole.facts if _holds(dict(f.value), text)})


def _fact_without(fact: Fact, text: str, told: bool) -> Fact:
    """The fact without the text; where it is ``told`` of the thing, without its pictures, too."""
    value = _replaced(dict(fact.value), text)
    return replace(fact, value=_pictureless(value) if told else value)


def _pictureless(value: Any) -> Any:
    """The value without pictures: nobody can search them for a text."""
    match value:
        case str():
            return "" if is_picture(value) else value
        case list():
            return [_pictureless(each) for each in value]
        case dict():
            return {key: _pictureless(each) for key, each in value.items()}
    return value


def _replaced(value: Any, text: str) -> Any:
    match value:
        case str() if text in value and is_picture(value):
            return ""
        case str():
            return value.replace(text, MARK)
        case list():
            return [_replaced(each, text) for each in value]
        case dict():
            return {key.replace(text, MARK): _replaced(each, text) for key, each in value.items()}
    return value


def _holds(value: Any, text: str) -> bool:
    return bool(_replaced(value, text) != value)


async def _turns(service: ContextService, member: Member, text: str) -> tuple[Turn, ...]:
    """The shared turns and the member's own that hold the text, without it."""
    found: list[Turn] = []
    last: TurnId | None = None
    while page := await service.store.turns(reader=member.username, limit=PAGE, before=last):
        found += (turn for turn in page if _turn_without(turn, text) != turn)
        last = page[-1].id
    if any(turn.status == "streaming" for turn in found):
        raise InvalidCommand(
            "An answer that holds this text is being written.", "Stop it, then redact again."
        )
    return tuple(_turn_without(turn, text) for turn in found)


def _turn_without(turn: Turn, text: str) -> Turn:
    calls = tuple(
        replace(c, input=_json_without(c.input, text), result=c.result.replace(text, MARK))
        for c in turn.calls
    )
    return replace(turn, calls=calls, **_replaced(_said_in(turn), text))


def _json_without(written: str, text: str) -> str:
    """JSON in which the text is in no string, however it was escaped; else any other text."""
    try:
        value = json.loads(written)
    except ValueError:
        return written.replace(text, MARK)
    if not _holds(value, text):
        return written
    return json.dumps(_replaced(value, text), ensure_ascii=False)


_NOT_SAID = frozenset(
    ("id", "asker", "visibility", "status", "source", "about", "shown", "beside", "continues")
)
"""What of a turn is a name, an id or a word of ours: it stays, and is listed where it holds it."""


def _said_in(turn: Turn) -> dict[str, Any]:
    """The texts of a turn that may be replaced: all that is no id and no word of ours."""
    texts = {each.name: getattr(turn, each.name) for each in fields(turn)}
    return {k: v for k, v in texts.items() if isinstance(v, str) and k not in _NOT_SAID}


async def _events(service: ContextService, text: str) -> tuple[str, ...]:
    """The recorded commands whose words hold the text, by id."""
    found: list[str] = []
    after = 0
    while rows := await service.store.events(after, PAGE):
        for row in rows:
            event = row.event
            if text in (event.text or "") or _holds(dict(event.detail), text):
                found.append(event.id)
        after = rows[-1].seq
    return tuple(found)
