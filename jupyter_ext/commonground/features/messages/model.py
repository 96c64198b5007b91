"""Messages between members: announcements, queries and handoffs, as a fold over their facts.

What a message is, whom it speaks to and what is left to do about it; nothing is stored but the
facts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from ...core.fact import Fact, ordered
from ...core.fold import Folds, Refold
from ...core.ids import EntryId
from ...core.revision import texts_of
from ...core.snapshot import Snapshot
from ...errors import UnknownId

MessageKind = Literal["announcement", "query", "handoff"]
MESSAGE_KINDS: tuple[MessageKind, ...] = get_args(MessageKind)
Todo = Literal["acknowledge", "answer", "accept"]
State = Literal["open", "acknowledged", "answered", "accepted", "withdrawn"]
LineKind = Literal["reply", "answer", "accepted"]

PREFIX = "m"
"""How the ids of messages begin."""
ALL = "@all"
PARTS = ("schema", "interface", "examples", "files", "left")
"""What a handoff carries, beside its title and text."""
_LINES: Mapping[str, LineKind] = {
    "message:reply": "reply",
    "message:answer": "answer",
    "message:accepted": "accepted",
}
_TODO: Mapping[MessageKind, Todo] = {
    "announcement": "acknowledge",
    "query": "answer",
    "handoff": "accept",
}
_ENDS: Mapping[MessageKind, tuple[LineKind, State]] = {
    "query": ("answer", "answered"),
    "handoff": ("accepted", "accepted"),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is in the team and in its areas now; an area's new member has its open messages too."""

    members: frozenset[str] = frozenset()
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """Something said in a message's thread: a reply, an answer, or a handoff said again by who
    takes it over. ``entry`` is the discussion that an answer became part of.
    """

    id: str
    kind: LineKind
    by: str
    at: int
    text: str
    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message with everything that was said about it.

    ``to`` holds ``@username``, ``#area`` and ``@all``. ``due`` is milliseconds since 1970. ``turn``
    is the question to the model that it came from, ``sides`` the versions that contradict each
    other, ``parts`` what a handoff carries. ``seen`` are the facts that each member had before
    them when they last said something here.
    """

    id: str
    kind: MessageKind
    author: str
    at: int
    to: tuple[str, ...]
    title: str
    body: str = ""
    due: int | None = None
    turn: str | None = None
    sides: tuple[str, ...] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[ThreadLine, ...] = ()
    acknowledged: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    """The ids of what people said: sending it, and each line of its thread."""
    by: Mapping[str, str] = field(default_factory=dict)
    """Who said each of them."""
    withdrawn: int | None = None

    @property
    def answers(self) -> tuple[ThreadLine, ...]:
        """All answers to a query; several people's stand side by side."""
        return tuple(line for line in self.lines if line.kind == "answer")

    @property
    def ended(self) -> bool:
        """Whether it was withdrawn, or somebody gave what it asked for."""
        end = _ENDS.get(self.kind)
        return self.withdrawn is not None or (
            end is not None and any(line.kind == end[0] for line in self.lines)
        )

    def addresses(self, username: str, areas: Mapping[str, frozenset[str]]) -> bool:
        """Whether it speaks to that member. Its author is meant only where named."""
        if f"@{username}" in self.to:
            return True
        if username == self.author:
            return False
        return ALL in self.to or any(username in areas.get(to[1:], ()) for to in self.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it is for, as ``#name``."""
        return tuple(to for to in self.to if to.startswith("#"))

    def addressees(self, audience: Audience) -> tuple[str, ...]:
        """Everybody it speaks to, by username."""
        named = {to[1:] for to in self.to if to.startswith("@") and to != ALL}
        others = set(audience.members) if ALL in self.to else set()
        for to in self.areas:
            others |= audience.areas.get(to[1:], frozenset())
        return tuple(sorted(named | (others - {self.author})))

    def has_acknowledged(self, username: str) -> bool:
        """Whether the member said that they saw it; whoever said anything here did."""
        return username in self.acknowledged or any(line.by == username for line in self.lines)

    def waits_for(self, audience: Audience) -> tuple[str, ...]:
        """Who has still to do what it asks for. Everybody acknowledges for themselves."""
        if self.ended:
            return ()
        found = self.addressees(audience)
        if self.kind == "announcement":
            return tuple(name for name in found if not self.has_acknowledged(name))
        return found

    def state(self, audience: Audience) -> State:
        """How far it is. A query with one answer is answered, whoever else was asked."""
        if self.withdrawn is not None:
            return "withdrawn"
        if self.ended:
            return _ENDS[self.kind][1]
        if self.kind == "announcement" and not self.waits_for(audience):
            return "acknowledged"
        return "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one member stands to a message: what they have to do, and what they have not read."""

    message: Message
    todo: Todo | None
    unread: bool
    mine: bool
    waiting: tuple[str, ...]
    overdue: bool


def message_of(facts: Iterable[Fact]) -> Message | None:
    """The message that these facts make, in whatever order they come; None before it was sent."""
    known = ordered(facts)
    sent = next((f for f in known if f.name == "message:sent"), None)
    if sent is None:
        return None
    said = [f for f in known if f is sent or f.name in _LINES]
    value = sent.value
    due = value.get("due")
    return Message(
        id=sent.about,
        kind=_kind(value.get("kind")),
        author=sent.by,
        at=sent.at,
        to=texts_of(value.get("to")),
        title=str(value.get("title", "")),
        body=str(value.get("body", "")),
        due=None if due is None else int(due),
        turn=_text_or_none(value.get("turn")),
        sides=texts_of(value.get("sides")),
        parts=_parts(value.get("parts")),
        lines=tuple(_line(f) for f in said if f is not sent),
        acknowledged=_first_times(f for f in known if f.name == "message:acknowledged"),
        seen=_seen(known),
        facts=tuple(f.id for f in said),
        by={f.id: f.by for f in said},
        withdrawn=next((f.at for f in known if f.name == "message:withdrawn"), None),
    )


def messages_in(snapshots: Iterable[Snapshot]) -> tuple[Message, ...]:
    """All messages, oldest first."""
    return _MESSAGES.things(snapshots)


def message_in(snapshots: Iterable[Snapshot], about: str) -> Message | None:
    """The message of that id; None where there is none."""
    return _MESSAGES.thing(snapshots, about)


def find_message(snapshots: Iterable[Snapshot], about: str) -> Message:
    """The message of that id. Raises UnknownId."""
    found = message_in(snapshots, about)
    if found is None:
        raise UnknownId("There is no such message.")
    return found


_MESSAGES: Folds[Message] = Folds(f"{PREFIX}_", lambda: Refold(message_of))


def _kind(value: Any) -> MessageKind:
    """A kind that a newer version wrote is told as what asks for least."""
    return cast(MessageKind, value) if value in MESSAGE_KINDS else "announcement"


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)


def _parts(value: Any) -> dict[str, Any]:
    found = value if isinstance(value, Mapping) else {}
    return {
        name: list(texts_of(found[name])) if name == "files" else str(found[name])
        for name in PARTS
        if found.get(name)
    }


def _line(fact: Fact) -> ThreadLine:
    entry = fact.value.get("entry")
    return ThreadLine(
        fact.id,
        _LINES[fact.name],
        fact.by,
        fact.at,
        str(fact.value.get("text", "")),
        None if entry is None else EntryId(str(entry)),
    )


def _first_times(facts: Iterable[Fact]) -> dict[str, int]:
    found: dict[str, int] = {}
    for fact in facts:
        found.setdefault(fact.by, fact.at)
    return found


def _seen(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for fact in facts:
        found[fact.by] = found.get(fact.by, frozenset()) | {fact.id, *fact.seen}
    return found


def standing(message: Message, username: str, audience: Audience, now: int) -> Standing:
    """How that member stands to the message."""
    mine = message.author == username
    meant = message.addresses(username, audience.areas)
    todo = _todo(message, username) if meant else None
    waiting = message.waits_for(audience) if mine else ()
    return Standing(
        message=message,
        todo=todo,
        unread=message.withdrawn is None and _unread(message, username, meant or mine),
        mine=mine,
        waiting=waiting,
        overdue=message.due is not None and message.due < now and bool(todo or waiting),
    )


def _todo(message: Message, username: str) -> Todo | None:
    if message.ended:
        return None
    if message.kind == "announcement" and message.has_acknowledged(username):
        return None
    return _TODO[message.kind]


def _unread(message: Message, username: str, meant: bool) -> bool:
    """Whether somebody else said something there that the member did not have before them."""
    seen = message.seen.get(username, frozenset())
    if not meant and not seen:
        return False
    return any(message.by[fact] != username for fact in message.facts if fact not in seen)


def inbox(
    messages: Iterable[Message], username: str, audience: Audience, now: int
) -> tuple[Standing, ...]:
    """What concerns the member: to do first (the most urgent first), then unread, then the rest."""
    found = [
        standing(message, username, audience, now)
        for message in messages
        if _concerns(message, username, audience)
    ]
    return tuple(sorted(found, key=_urgency))


def _concerns(message: Message, username: str, audience: Audience) -> bool:
    return (
        message.author == username
        or username in message.seen
        or message.addresses(username, audience.areas)
    )


def _urgency(one: Standing) -> tuple[int, float, int, str]:
    message = one.message
    group = 0 if one.todo else 1 if one.unread else 2 if one.waiting else 3
    due = math.inf if message.due is None or group else float(message.due)
    return (group, due, -message.at, message.id)


def same_message(
    messages: Sequence[Message],
    author: str,
    kind: MessageKind,
    to: Sequence[str],
    title: str,
    body: str,
) -> Message | None:
    """The message that says exactly this already: a cell that is run again sends nothing."""
    said = (author, kind, tuple(to), title, body)
    for message in messages:
        known = (message.author, message.kind, message.to, message.title, message.body)
        if known == said and message.withdrawn is None:
            return message
    return None
