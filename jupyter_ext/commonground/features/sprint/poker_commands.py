"""The commands of planning poker: open a round, estimate, reveal, take what the team agrees on."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ...core.command import Command
from ...core.facilitator import require_facilitator
from ...core.fact import SEALED
from ...core.fields import Identifier
from ...core.ids import TEAM
from ...core.plan import Change, Plan, together
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .fields import Amount, Card, SprintCommand, running_sprint, sprint_of
from .poker import (
    CLOSE,
    ESTIMATE,
    ESTIMATED,
    OPEN,
    PREFIX,
    REVEAL,
    Poker,
    facilitator_of,
    round_in,
    rounds_in,
)
from .task_commands import card_in, heads_of


class PokerOpen(SprintCommand):
    """Begin to estimate a card together: each in secret, until the estimates are revealed."""

    command: Literal["poker_open"] = "poker_open"
    task: Card

    def plan(self, planner: Planner) -> Plan:
        """One fact, of a round of its own. Raises InvalidCommand while one is open for the card."""
        task = card_in(self.running(planner), self.task)
        if any(one.task == task.id for one in rounds_in(planner.shared(), self.sprint)):
            raise InvalidCommand(
                f"{task.key} is being estimated already.", "Estimate it on the board."
            )
        about = planner.new_id(PREFIX.removesuffix("_"))
        value = {"sprint": self.sprint, "task": task.id}
        return planner.said(about, planner.fact(about, OPEN, value))


class _OfRound(Command):
    """A command about a round that is open."""

    round: Identifier

    @property
    def thing(self) -> str | None:
        """The round: a reveal shows what was sealed about it, and nothing else of the sprint."""
        return self.round

    def current(self, planner: Planner) -> Poker:
        """The round as it is. Raises UnknownId, and InvalidCommand once it is over."""
        found = round_in(planner.shared(), self.round)
        if found is None:
            raise UnknownId("There is no such round of estimates.")
        if found.closed:
            raise InvalidCommand("This round is over.", "Begin another one on the card.")
        return found

    def require_facilitator(self, planner: Planner, known: Poker) -> None:
        """Raise NotAllowed unless the member began the sprint or the round, or is an owner."""
        opened_by = facilitator_of(known, sprint_of(planner, known.sprint), planner.member)
        require_facilitator(planner, opened_by, "these estimates")


class PokerEstimate(_OfRound):
    """Estimate: the author's alone until everybody's are revealed; null: "I can't tell"."""

    command: Literal["poker_estimate"] = "poker_estimate"
    estimate: Amount | None

    def plan(self, planner: Planner) -> Plan:
        """One fact: sealed, in the author's own room, or open once the others are."""
        known = self.current(planner)
        running_sprint(planner, known.sprint)
        value = {"estimate": self.estimate}
        if known.revealed:
            return planner.said(self.round, planner.fact(self.round, ESTIMATE, value))
        plan = planner.sealing(self.round, planner.fact(self.round, SEALED + ESTIMATE, value))
        if planner.member.username in known.estimated:
            return plan
        told = Change(facts=(planner.fact(self.round, ESTIMATED, {}),))
        return replace(together(plan, (TEAM, told)), thing=self.round)


class PokerReveal(_OfRound):
    """Show everybody's estimates to everybody; later ones are marked so.

    It is up to whoever began the sprint or the round and the context owner, unless the team's
    setting ``reveal`` leaves it to every contributor.
    """

    command: Literal["poker_reveal"] = "poker_reveal"
    reveals = True

    def plan(self, planner: Planner) -> Plan:
        """The sealed facts as open ones, and one that says that it is done. Raises NotAllowed."""
        self.require_facilitator(planner, self.current(planner))
        done = planner.fact(self.round, REVEAL, {})
        return planner.said(self.round, *planner.revealed(), done)


class PokerClose(_OfRound):
    """End a round; with ``estimate``, that becomes the card's, as any edit of it does.

    Before the reveal it is up to who may reveal: what was said in secret then stays so.
    """

    command: Literal["poker_close"] = "poker_close"
    estimate: Amount | None = None

    def plan(self, planner: Planner) -> Plan:
        """The end, and the card's new estimate. Raises InvalidCommand before the reveal."""
        known = self.current(planner)
        if not known.revealed:
            self.require_facilitator(planner, known)
            if self.estimate is not None:
                raise InvalidCommand(
                    "Nobody knows yet what the others estimate.", "Reveal the estimates first."
                )
        facts = [planner.fact(self.round, CLOSE, {"estimate": self.estimate})]
        if self.estimate is not None:
            task = card_in(running_sprint(planner, known.sprint), known.task)
            value = {"task": task.id, "estimate": self.estimate}
            seen = heads_of(task, ("estimate",))
            facts.append(planner.fact(known.sprint, "sprint:edit", value, seen=seen))
        return planner.said(self.round, *facts)


POKER_COMMANDS = (PokerOpen, PokerEstimate, PokerReveal, PokerClose)
