"""What members say in threads with the model, as typed requests: each plans its facts.

A thread names turns by their ids, and whoever may not read a turn does not see it there.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from ...core.command import Command
from ...core.entry import SharedKind
from ...core.fact import Fact
from ...core.fields import Area, Identifier, Text, Title
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.role import at_least
from ...errors import InvalidCommand, NotAllowed, UnknownId
from .thread import PREFIX, find_thread, named, threads_in

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=9_000)]
Rule = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class OpenThread(Command):
    """Open a thread. Where one of that title is open, it is that one."""

    command: Literal["open_thread"] = "open_thread"
    title: Title

    def plan(self, planner: Planner) -> Plan:
        """One fact, under a new id."""
        known = named(threads_in(planner.shared()), self.title)
        if known is not None:
            return planner.said(known.id)
        about = planner.new_id(PREFIX)
        return planner.said(about, planner.fact(about, "thread:opened", {"title": self.title}))


class _In(Command):
    """Something said in a thread."""

    thread: Identifier

    @property
    def thing(self) -> str | None:
        """The thread."""
        return self.thread

    def _say(self, planner: Planner, name: str, **value: object) -> Plan:
        find_thread(planner.shared(), self.thread)
        return planner.said(self.thread, self._fact(planner, name, **value))

    def _fact(self, planner: Planner, name: str, **value: object) -> Fact:
        return planner.fact(self.thread, f"thread:{name}", value)


class SayInThread(_In):
    """A line for the others and for the model's next answer."""

    command: Literal["say"] = "say"
    text: Line

    def plan(self, planner: Planner) -> Plan:
        """One line."""
        return self._say(planner, "line", text=self.text)


class Constrain(_In):
    """What answers in this thread have to respect, as this member's word."""

    command: Literal["constrain"] = "constrain"
    text: Rule

    def plan(self, planner: Planner) -> Plan:
        """One constraint; the same once more adds nothing."""
        thread = find_thread(planner.shared(), self.thread)
        own = (planner.member.username, self.text)
        if own in {(c.by, c.text) for c in thread.constraints}:
            return planner.said(thread.id)
        return self._say(planner, "constraint", text=self.text)


class Lift(_In):
    """Take a constraint of one's own back."""

    command: Literal["lift"] = "lift"
    constraint: Identifier

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        found = {c.id: c for c in find_thread(planner.shared(), self.thread).constraints}
        if self.constraint not in found:
            raise UnknownId("There is no such constraint.")
        if found[self.constraint].by != planner.member.username:
            raise NotAllowed(
                "This constraint is somebody else's.", "Ask them to lift it, or state your own."
            )
        return self._say(planner, "lifted", constraint=self.constraint)


class Join(_In):
    """Make a shared turn part of the thread."""

    command: Literal["join"] = "join"
    turn: Identifier

    @property
    def turns(self) -> tuple[str, ...]:
        """The turn that joins."""
        return (self.turn,)

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        return self._say(planner, "turn", turn=self.turn)


class JoinNew(Join):
    """The same, by the server: of a shared turn that begins in the thread and is not kept yet."""

    from_people: ClassVar[bool] = False

    @property
    def turns(self) -> tuple[str, ...]:
        """None that anybody could read by now."""
        return ()


class Bring(_In, Text):
    """Share something of one's own (a note, or text from a private answer) into the thread.

    It becomes an entry of the team, as with ``share``.
    """

    command: Literal["bring"] = "bring"
    note: Identifier | None = None
    heads: list[Identifier] = Field(default_factory=list, max_length=64)
    kind: SharedKind
    area: Area | None = None

    def plan(self, planner: Planner) -> Plan:
        """The entry, and the fact that it belongs to the thread."""
        find_thread(planner.shared(), self.thread)
        if self.note is not None:
            if not self.heads:
                raise InvalidCommand("The note's versions are missing.", "Name them in heads.")
            planner.own_note(self.note, self.heads)
        shared = planner.add_entry(self.kind, self, self.area, source="note")
        brought = self._fact(planner, "brought", entry=shared.entry)
        return planner.said(self.thread, brought, after=shared)


class CloseThread(_In):
    """End a thread: its name is free again, and nothing in it is lost."""

    command: Literal["close_thread"] = "close_thread"

    def plan(self, planner: Planner) -> Plan:
        """One fact, by somebody who took part in it or a context owner."""
        thread, member = find_thread(planner.shared(), self.thread), planner.member
        if member.username not in thread.people and not at_least(member.role, "owner"):
            raise NotAllowed("You took no part in this thread.", "Ask somebody who did.")
        return self._say(planner, "closed")


COMMANDS: tuple[type[Command], ...] = (
    OpenThread,
    SayInThread,
    Constrain,
    Lift,
    Join,
    Bring,
    CloseThread,
)
