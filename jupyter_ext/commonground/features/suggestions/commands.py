"""What a person does with a suggestion: make it a proposal of theirs, dismiss it, forbid it.

A model sends none of these.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...core.command import Command
from ...core.fields import MAX_BODY, Area, Identifier, Text, Title
from ...core.plan import Change, Plan
from ...core.planner import Planner
from ...errors import InvalidCommand
from .model import (
    ACCEPTED,
    AGAIN,
    DISMISSED,
    NEVER,
    TAKEN,
    EntrySuggestion,
    LearnedKind,
    find_suggestion,
)

Verdict = Literal["dismiss", "never", "again", "taken"]
"""``again`` takes ``never`` back; ``taken``: one's private one went into the Share step."""
_FACTS: dict[Verdict, str] = {
    "dismiss": DISMISSED,
    "never": NEVER,
    "again": AGAIN,
    "taken": TAKEN,
}


class _OnSuggestion(Command):
    """One that speaks of a suggestion that the member may see."""

    suggestion: Identifier

    @property
    def thing(self) -> str | None:
        """The suggestion."""
        return self.suggestion

    def _found(self, planner: Planner) -> EntrySuggestion:
        own = planner.rooms.get(planner.own_room)
        return find_suggestion(planner.shared(), own, self.suggestion)


class AcceptSuggestion(_OnSuggestion):
    """Put a suggestion into the review queue, as a proposal of this member's.

    What is left out is as it was suggested.
    """

    command: Literal["accept_suggestion"] = "accept_suggestion"
    kind: LearnedKind | None = None
    title: Title | None = None
    body: Annotated[str, Field(max_length=MAX_BODY)] | None = None
    area: Area | None = None

    def plan(self, planner: Planner) -> Plan:
        """A proposed entry and the word on the suggestion; accepting it again adds nothing."""
        found = self._found(planner)
        if found.private:
            raise InvalidCommand(
                "This suggestion is yours alone.",
                "Share it, which shows what leaves before it does.",
            )
        if found.state == "accepted":
            return planner.said(found.id)
        kind = self.kind or found.kind
        planner.status(kind)  # whoever may not write this kind may not propose it either
        area = self.area or found.area
        text = Text(
            title=self.title or found.title, body=found.body if self.body is None else self.body
        )
        made = planner.add_entry(
            kind,
            text,
            area if area in planner.areas else None,
            source="suggestion",
            status="proposed",
        )
        fact = planner.fact(found.id, ACCEPTED, {"entry": made.entry})
        return planner.said(found.id, fact, after=made)


class DecideSuggestion(_OnSuggestion):
    """Dismiss a suggestion, for everybody who sees it; or never have its like again, or again."""

    command: Literal["decide_suggestion"] = "decide_suggestion"
    verdict: Verdict

    def plan(self, planner: Planner) -> Plan:
        """One fact, where the suggestion is."""
        found = self._found(planner)
        if self.verdict == "taken" and not found.private:
            raise InvalidCommand("This one is the team's.", "Accept it, or dismiss it.")
        said = planner.fact(found.id, _FACTS[self.verdict], {})
        if not found.private:
            return planner.said(found.id, said)
        return Plan(((planner.own_room, Change(facts=(said,))),), thing=found.id)


COMMANDS: tuple[type[Command], ...] = (AcceptSuggestion, DecideSuggestion)
