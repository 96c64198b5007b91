"""What members say in threads with the model, as typed requests: each plans its facts.

A thread names turns by their ids, and whoever may not read a turn does not see it there.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from ...core.command import Command
from ...core.deletion import may_delete
from ...core.entry import SharedKind
from ...core.fact import Fact
from ...core.fields import Area, Identifier, Text, Title
from ...core.ids import TEAM
from ...core.plan import Plan
from ...core.planner import Planner
from ...core.setting import current
from ...errors import InvalidCommand, NotAllowed, UnknownId
from .thread import PREFIX, Thread, find_thread, named, threads_in

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


class RenameThread(_In):
    """Give a thread another title; what was said in it stays."""

    command: Literal["rename_thread"] = "rename_thread"
    title: Title

    def plan(self, planner: Planner) -> Plan:
        """One fact, by somebody who took part or a context owner; no title is open twice."""
        thread = _own_thread(planner, self.thread)
        if thread.title == self.title:
            return planner.said(self.thread)
        same = named(threads_in(planner.shared()), self.title)
        if same is not None and same.id != thread.id:
            raise InvalidCommand("Another open thread has that title.", "Choose another one.")
        return self._say(planner, "renamed", title=self.title)


class CloseThread(_In):
    """End a thread: its name is free again, and nothing in it is lost."""

    command: Literal["close_thread"] = "close_thread"

    def plan(self, planner: Planner) -> Plan:
        """One fact, by somebody who took part in it or a context owner."""
        _own_thread(planner, self.thread)
        return self._say(planner, "closed")


class DeleteThread(_In):
    """Take a thread out of everybody's sight, and of prompts; the record keeps what was said.

    Its questions stay among the team's questions.
    """

    command: Literal["delete_thread"] = "delete_thread"

    def plan(self, planner: Planner) -> Plan:
        """One fact, by whom the team's setting lets do it."""
        thread = find_thread(planner.shared(), self.thread)
        settings = current(planner.rooms[TEAM].settings.values())
        if not may_delete(planner.member, thread.author, settings):
            raise NotAllowed(
                "You may not delete this thread.",
                "Ask the context owner, who can also change who may: People, Policies.",
            )
        return self._say(planner, "deleted")


def _own_thread(planner: Planner, about: str) -> Thread:
    thread = find_thread(planner.shared(), about)
    if not thread.of_member(planner.member):
        raise NotAllowed("You took no part in this thread.", "Ask somebody who did.")
    return thread


COMMANDS: tuple[type[Command], ...] = (
    OpenThread,
    SayInThread,
    Constrain,
    Lift,
    Join,
    Bring,
    RenameThread,
    CloseThread,
    DeleteThread,
)
