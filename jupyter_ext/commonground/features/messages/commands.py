"""What members say with messages, as typed requests: each plans the facts that it makes.

Who may do what to a message beyond their role is checked here.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from ...core.area import areas_in
from ...core.command import Command
from ...core.credits import credits_of
from ...core.entry import Entry
from ...core.fact import Fact
from ...core.fields import Identifier, Reason, Title
from ...core.fields import Text as EntryText
from ...core.ids import TEAM, EntryId, room_owner
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.revision import Revision
from ...core.role import at_least
from ...core.setting import current
from ...errors import InvalidCommand, NotAllowed
from .model import PARTS, PREFIX, Message, MessageKind, find_message, messages_in

MAX_TEXT = 9_000
"""Characters of a message's text, and of each line below it: two of them fit into one entry."""
MAX_RECIPIENTS = 20
MAX_FILES = 100

Recipient = Annotated[
    str, StringConstraints(pattern=r"^(@[^\s@#,]\S{0,99}|#[A-Za-z0-9][A-Za-z0-9_/-]{0,49})$")
]
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
FileName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Known = Annotated[list[Identifier], Field(max_length=2_000)]


class _Send(Command):
    """A new message: to whom, what it says, until when it is wanted (ms since 1970)."""

    kind: ClassVar[MessageKind]
    to: Annotated[list[Recipient], Field(min_length=1, max_length=MAX_RECIPIENTS)]
    title: Title
    body: Text = ""
    due: Annotated[int, Field(ge=0, lt=1 << 53)] | None = None
    turn: Identifier | None = None

    @property
    def turns(self) -> tuple[str, ...]:
        """The turn that it is about."""
        return () if self.turn is None else (self.turn,)

    def plan(self, planner: Planner) -> Plan:
        """One fact, under a new id."""
        return _sent(planner, self.kind, self._value())

    def _value(self) -> dict[str, Any]:
        return {
            "to": list(dict.fromkeys(self.to)),
            "title": self.title,
            "body": self.body,
            "due": self.due,
            "turn": self.turn,
        }


class Announce(_Send):
    """Tell members, areas or all; each acknowledges for themselves."""

    command: Literal["announce"] = "announce"
    kind: ClassVar[MessageKind] = "announcement"


class Query(_Send):
    """Ask members, areas or all. ``turn`` is the question to the model that needs the answer."""

    command: Literal["query"] = "query"
    kind: ClassVar[MessageKind] = "query"


class Handoff(_Send):
    """Hand work over. It stays open until a receiver says in their words what they take over."""

    command: Literal["handoff"] = "handoff"
    kind: ClassVar[MessageKind] = "handoff"
    schema_: Text = Field(default="", alias="schema")
    interface: Text = ""
    examples: Text = ""
    files: list[FileName] = Field(default_factory=list, max_length=MAX_FILES)
    left: Text = ""

    def _value(self) -> dict[str, Any]:
        if not self.left.strip():
            raise InvalidCommand(
                "The handoff does not say what is left.",
                "Say it under “left”; if nothing is, write that.",
            )
        parts = {
            name: value
            for name in PARTS
            if (value := getattr(self, "schema_" if name == "schema" else name))
        }
        return super()._value() | {"parts": parts}


class QuerySides(Command):
    """Ask the authors of versions that contradict each other which of them holds.

    Asking again while nobody has answered adds nothing.
    """

    command: Literal["query_sides"] = "query_sides"
    sides: Annotated[list[Identifier], Field(min_length=2, max_length=20)]

    def plan(self, planner: Planner) -> Plan:
        """A query with both sides in it, to whoever wrote them but the one who asks."""
        found = [planner.side(side) for side in dict.fromkeys(self.sides)]
        versions = [revision for _, revision in found]
        writers = dict.fromkeys(w for e, r in found for w in credits_of(e, r).writers)
        others = [f"@{name}" for name in writers if name != planner.member.username]
        if not others:
            raise InvalidCommand(
                "All of these versions are your own.",
                "Say which one holds: edit or retire the other.",
            )
        sides = sorted(revision.id for revision in versions)
        for message in messages_in(planner.shared()):
            if sorted(message.sides) == sides and not message.ended:
                return planner.said(message.id)
        quoted = "\n\n".join(_side(*side) for side in found)
        both = " or ".join(f"“{_cut(revision.title)}”" for revision in versions[:2])
        value = {
            "to": others[:MAX_RECIPIENTS],
            "title": f"Which holds: {both}?",
            "body": quoted[:MAX_TEXT],
            "due": None,
            "turn": None,
            "sides": sides,
        }
        return _sent(planner, "query", value)


class _About(Command):
    """Something said of a message. ``seen`` are the lines that were before its author."""

    message: Identifier
    seen: Known | None = None

    @property
    def thing(self) -> str | None:
        """The message."""
        return self.message

    def _fact(self, planner: Planner, message: Message, name: str, **value: Any) -> Fact:
        seen = message.facts if self.seen is None else self.seen
        return planner.fact(message.id, f"message:{name}", value, seen=seen)


class PostReply(_About):
    """Say something in the message's thread."""

    command: Literal["reply"] = "reply"
    text: Said

    def plan(self, planner: Planner) -> Plan:
        """One line."""
        message = find_message(planner.shared(), self.message)
        return planner.said(message.id, self._fact(planner, message, "reply", text=self.text))


class AnswerQuery(_About):
    """Answer a query. Question and answer become a discussion entry of the team."""

    command: Literal["answer"] = "answer"
    text: Said

    def plan(self, planner: Planner) -> Plan:
        """The line, and the entry that it becomes part of."""
        message = find_message(planner.shared(), self.message)
        _require_kind(message, "query", "Reply to it instead.")
        recorded = _recorded(planner, message, self.text)
        entry = None if recorded is None else recorded.entry
        fact = self._fact(planner, message, "answer", text=self.text, entry=entry)
        return planner.said(message.id, fact, after=recorded)


class TakeOver(_About):
    """Accept a handoff, by saying in one's own words what one takes over."""

    command: Literal["take_over"] = "take_over"
    restated: Said

    def plan(self, planner: Planner) -> Plan:
        """One line, for those whom the handoff is for."""
        message = find_message(planner.shared(), self.message)
        _require_kind(message, "handoff", "Only a handoff is taken over; reply to this instead.")
        if not message.addresses(planner.member.username, _areas(planner)):
            raise NotAllowed(
                "This handoff is not for you.", "Ask its author to address one to you, or reply."
            )
        fact = self._fact(planner, message, "accepted", text=self.restated)
        return planner.said(message.id, fact)


class Acknowledge(_About):
    """Say that one has seen what is there so far."""

    command: Literal["acknowledge"] = "acknowledge"
    needs = "reader"

    def plan(self, planner: Planner) -> Plan:
        """One fact; it speaks for its author only."""
        message = find_message(planner.shared(), self.message)
        return planner.said(message.id, self._fact(planner, message, "acknowledged"))


class Withdraw(_About):
    """Take a message back: nobody has to do anything about it any more. It stays on the record."""

    command: Literal["withdraw"] = "withdraw"
    reason: Reason | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact, by the message's author or a context owner."""
        message = find_message(planner.shared(), self.message)
        member = planner.member
        if member.username != message.author and not at_least(member.role, "owner"):
            raise NotAllowed(
                "Only its author can withdraw a message.", "The context owner can do it as well."
            )
        fact = self._fact(planner, message, "withdrawn", reason=self.reason or "")
        return planner.said(message.id, fact)


COMMANDS: tuple[type[Command], ...] = (
    Announce,
    Query,
    QuerySides,
    Handoff,
    PostReply,
    AnswerQuery,
    TakeOver,
    Acknowledge,
    Withdraw,
)


def _sent(planner: Planner, kind: MessageKind, value: dict[str, Any]) -> Plan:
    areas = _areas(planner)
    for to in value["to"]:
        if to.startswith("#") and to[1:] not in areas:
            raise InvalidCommand(
                f"There is no area {to[1:]!r}.", "Address one of the team's areas, or @all."
            )
        if to.startswith("#") and not areas[to[1:]]:
            raise InvalidCommand(
                f"Nobody is in the area {to[1:]!r}, so nobody would see this.",
                "Add members to the area in the People tab, or address @all.",
            )
    about = planner.new_id(PREFIX)
    return planner.said(about, planner.fact(about, "message:sent", {"kind": kind, **value}))


def _areas(planner: Planner) -> dict[str, frozenset[str]]:
    settings = current(planner.rooms[TEAM].settings.values())
    return {name: frozenset(area.members) for name, area in areas_in(settings).items()}


def _require_kind(message: Message, kind: MessageKind, remedy: str) -> None:
    if message.kind != kind:
        raise InvalidCommand(f"This is no {kind}.", remedy)


def _recorded(planner: Planner, message: Message, text: str) -> Plan | None:
    """Question and answer as an entry: a new one, or the one that holds an earlier answer.

    None where only the owner writes discussions: then the answer stands in the message alone.
    """
    answer = f"**Answered by @{planner.member.username}:** {text}"
    try:
        known = _discussion(planner, message)
        if known is not None:
            head = known.standing[-1]
            body = f"{head.body}\n\n{answer}"
            if len(body) <= 2 * MAX_TEXT:
                return planner.edit_entry(known, [head.id], EntryText(title=head.title, body=body))
        body = f"**Asked by @{message.author}:** {message.body or message.title}\n\n{answer}"
        areas = message.areas
        area = areas[0][1:] if len(areas) == len(message.to) == 1 else None
        return planner.add_entry("discussion", EntryText(title=message.title, body=body), area)
    except NotAllowed:
        return None


def _discussion(planner: Planner, message: Message) -> Entry | None:
    """The entry that earlier answers are in, where it still speaks."""
    ids = [EntryId(a.entry) for a in message.answers if a.entry is not None]
    for room, snapshot in planner.rooms.items():
        for entry in (snapshot.entries.get(i) for i in ids):
            if entry is not None and entry.live and room_owner(room) is None:
                return entry
    return None


def _side(entry: Entry, revision: Revision) -> str:
    said = "\n\n".join(filter(None, (revision.title, revision.body[:3_000])))
    quoted = "\n".join(f"> {line}" for line in said.splitlines())
    return f"{quoted}\n\nby {credits_of(entry, revision).told(lambda name: f'@{name}')}"


def _cut(title: str) -> str:
    return title if len(title) <= 70 else title[:69].rstrip() + "…"
