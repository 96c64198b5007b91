"""The commands of a sprint: begin it, say what it is about, look back and end it.

Each makes facts and changes none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ...core.command import Command
from ...core.facilitator import require_facilitator
from ...core.fact import SEALED
from ...core.fields import MAX_BODY, Text, Title
from ...core.ids import TEAM
from ...core.plan import Change, Plan, together
from ...core.planner import Planner
from ...errors import InvalidCommand
from .board_commands import BOARD_COMMANDS
from .carry import carry_over, tasks_carried_over
from .fields import Amount, Day, Goal, Name, Notes, Remark, SprintCommand
from .fold import sprints_in
from .model import Unit
from .poker_commands import POKER_COMMANDS
from .task_commands import SprintAdd, SprintEdit, SprintImport, SprintMove


class SprintNew(Command):
    """Begin a sprint, with the actions and the unfinished tasks of the last one.

    ``fresh``: with nothing of the last one, and instead of one with this goal that still runs.
    ``unit``: what estimates are counted in; left out: what those of the last one were.
    """

    command: Literal["sprint_new"] = "sprint_new"
    goal: Goal
    start: Day | None = None
    end: Day | None = None
    unit: Unit | None = None
    fresh: bool = False

    def plan(self, planner: Planner) -> Plan:
        """One fact for the sprint, and one for each task that comes along."""
        _in_order(self.start, self.end)
        sprints = sprints_in(planner.shared())
        running = [sprint for sprint in sprints if sprint.ended_at is None]
        instead = [s for s in running if self.fresh and s.goal == self.goal]
        if len(running) > len(instead):
            raise InvalidCommand(
                f"The sprint “{running[-1].goal}” is not over.",
                "End it first (%cg sprint end), so that what is left is carried over.",
            )
        about = planner.new_id("s")
        value = {"goal": self.goal, "start": self.start, "end": self.end}
        kept = sprints[-1].unit if sprints and not self.fresh else None
        if unit := self.unit or kept:
            value["unit"] = unit
        facts = [planner.fact(sprint.id, "sprint:end", {}) for sprint in instead]
        facts.append(planner.fact(about, "sprint:new", value))
        if sprints and not self.fresh:
            facts += tasks_carried_over(planner, about, sprints[-1])
        return planner.said(about, *facts)


class SprintAbout(SprintCommand):
    """Change the goal or the days of a sprint."""

    command: Literal["sprint_about"] = "sprint_about"
    goal: Goal | None = None
    start: Day | None = None
    end: Day | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact with what is said anew."""
        sprint = self.running(planner)
        said = {"goal": self.goal, "start": self.start, "end": self.end}
        value = {name: text for name, text in said.items() if text is not None}
        if not value:
            raise InvalidCommand("There is nothing to change.", "Name a goal, a start or an end.")
        _in_order(self.start or sprint.start, self.end or sprint.end)
        return self.one(planner, "sprint:about", value)


class SprintCapacity(SprintCommand):
    """Say how much a member can do in this sprint, in the unit of the estimates; null: unknown."""

    command: Literal["sprint_capacity"] = "sprint_capacity"
    who: Name
    amount: Amount | None

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        self.running(planner)
        return self.one(planner, "sprint:capacity", {"who": self.who, "amount": self.amount})


class SprintNote(SprintCommand):
    """Note what went well or badly: the author's alone until everybody's are revealed."""

    command: Literal["sprint_note"] = "sprint_note"
    what: Literal["well", "badly"]
    text: Remark

    def plan(self, planner: Planner) -> Plan:
        """One fact: sealed, in the author's own room, or open once the others are."""
        sprint = self.running(planner)
        value = {"what": self.what, "text": self.text}
        if sprint.revealed:
            return self.one(planner, "sprint:note", value)
        fact = planner.fact(self.sprint, f"{SEALED}sprint:note", value)
        plan = planner.sealing(self.sprint, fact)
        if planner.member.username in sprint.noted:
            return plan
        told = Change(facts=(planner.fact(self.sprint, "sprint:noted", {}),))
        return replace(together(plan, (TEAM, told)), thing=self.sprint)


class SprintReveal(SprintCommand):
    """Show everybody's notes to everybody, with their authors; later ones are marked so.

    It is up to whoever began the sprint and the context owner, unless the team's setting
    ``reveal`` leaves it to every contributor.
    """

    command: Literal["sprint_reveal"] = "sprint_reveal"
    reveals = True

    def plan(self, planner: Planner) -> Plan:
        """The sealed facts as open ones, and one that says that it is done. Raises NotAllowed."""
        require_facilitator(planner, self.running(planner).by, "these notes")
        done = planner.fact(self.sprint, "sprint:reveal", {})
        return planner.said(self.sprint, *planner.revealed(), done)


class SprintAction(SprintCommand):
    """Say what the team will do about it. It becomes a task of the next sprint."""

    command: Literal["sprint_action"] = "sprint_action"
    title: Title
    assignee: Name | None = None

    def plan(self, planner: Planner) -> Plan:
        """One fact."""
        self.running(planner)
        value = {"title": self.title, "assignee": self.assignee}
        return self.one(planner, "sprint:action", value)


class SprintEnd(SprintCommand):
    """End the sprint with a note of what is carried over, as an entry of the team's context."""

    command: Literal["sprint_end"] = "sprint_end"
    note: Notes = ""

    def plan(self, planner: Planner) -> Plan:
        """The entry and the fact that ends the sprint, together."""
        sprint = self.running(planner)
        title = f"Carried over from the sprint “{sprint.goal}”"
        text = carry_over(sprint, self.note)[:MAX_BODY]
        number = len(sprints_in(planner.shared()))
        # It holds for this sprint: what the next one carries over does not contradict it.
        said = Text(title=title[:200], body=text, scope=f"sprint {number}")
        entry = planner.add_entry("work", said)
        end = planner.fact(self.sprint, "sprint:end", {"entry": entry.entry})
        return planner.said(self.sprint, end, after=entry)


COMMANDS: tuple[type[Command], ...] = (
    SprintNew,
    SprintAbout,
    SprintImport,
    SprintAdd,
    SprintEdit,
    SprintMove,
    SprintCapacity,
    SprintNote,
    SprintReveal,
    SprintAction,
    SprintEnd,
    *BOARD_COMMANDS,
    *POKER_COMMANDS,
)


def _in_order(start: str | None, end: str | None) -> None:
    if start and end and end < start:
        raise InvalidCommand("The sprint ends before it starts.", "Correct one of the two days.")
