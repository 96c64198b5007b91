"""The typed requests that say something of a comparison, and the facts that each makes.

What people send themselves is in ``AnyCommand``. What only the server may say (a version that a
model wrote, a measured result, a model's judgement, the text of a decision) is not: nothing that
somebody sends looks measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ...core.command import Command
from ...core.facilitator import require_facilitator
from ...core.fact import SEALED, Fact
from ...core.fields import Area, Body, Identifier, Reason, Title, Wire
from ...core.fields import Text as EntryText
from ...core.ids import Room, shared_room
from ...core.plan import Change, Plan, together
from ...core.planner import Planner
from ...errors import InvalidCommand, UnknownId
from .fold import comparison_in
from .model import (
    ARGUE,
    DECIDE,
    JUDGE,
    LEAST,
    MAX_OPTIONS,
    MOST,
    OPTION,
    PHASE,
    PREFIX,
    REVEAL,
    RUN,
    SAVE,
    SCORE,
    SCORED,
    START,
    VERSION,
    Better,
    Comparison,
    Option,
    Phase,
    Scoring,
    Side,
)

MAX_PROTOTYPE = 60_000
"""Characters of a prototype that a person writes, or of a check."""
MAX_MINUTES = 24 * 60
MAX_ALL = 12
"""Options of one comparison at most, with those that came to mind later."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Code = Annotated[str, StringConstraints(max_length=MAX_PROTOTYPE)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Given = Annotated[int, Field(ge=LEAST, le=MOST)]


class CriterionGiven(Wire):
    """A criterion, how much it counts, and which end of its scores is good."""

    name: Named
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0
    better: Better = "higher"


class OptionGiven(Wire):
    """An option as people describe it, before anything is written."""

    name: Named
    sketch: Annotated[str, StringConstraints(max_length=4_000)] = ""
    constraints: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)

    def fact_value(self, option: str, place: int) -> dict[str, Any]:
        """What its fact says; ``place`` orders options that came at once."""
        return {"option": option, "place": place, **self.model_dump()}


class StartComparison(Command):
    """Begin a comparison with its options; the server's own, made from a ``%%compare``."""

    command: Literal["compare_start"] = "compare_start"
    from_people = False
    goal: Text
    options: Annotated[list[OptionGiven], Field(min_length=1, max_length=MAX_OPTIONS)]
    criteria: Annotated[list[CriterionGiven], Field(max_length=12)] = Field(default_factory=list)
    check: Code = ""
    benchmark: Code | None = None
    scoring: Scoring = "open"
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
    cell: Identifier | None = None
    area: Area | None = None

    def plan(self, planner: Planner) -> Plan:
        """The start and every option, in one change: nobody sees half of it."""
        about = planner.new_id(PREFIX.rstrip("_"))
        said = self.model_dump(exclude={"command", "options"})
        facts = [planner.fact(about, START, said)]
        for place, option in enumerate(self.options):
            value = option.fact_value(planner.new_id("o"), place)
            facts.append(planner.fact(about, OPTION, value))
        return _plan(about, (planner.room_of(self.area), facts))


class _OfComparison(Command):
    """One that speaks of a comparison which is there."""

    comparison: Identifier

    @property
    def thing(self) -> str | None:
        """The comparison."""
        return self.comparison

    def current(self, planner: Planner) -> Comparison:
        """The comparison as it is now. Raises UnknownId."""
        known = comparison_in(planner.shared(), self.comparison)
        if known is None:
            raise UnknownId("There is no such comparison.")
        return known

    def say(self, planner: Planner, *facts: Fact) -> Plan:
        """These facts, in the room where the comparison is."""
        return _plan(self.comparison, (room_of(self.current(planner)), facts))


class AddOption(OptionGiven, _OfComparison):
    """One more option, whenever it comes to mind."""

    command: Literal["compare_option"] = "compare_option"

    def fact_value(self, option: str, place: int) -> dict[str, Any]:
        """What its fact says."""
        value = super().fact_value(option, place)
        return {key: value[key] for key in ("option", "place", "name", "sketch", "constraints")}

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId, and InvalidCommand where there are too many."""
        known = self.current(planner)
        if len(known.options) >= MAX_ALL:
            raise InvalidCommand(
                f"A comparison has at most {MAX_ALL} options.", "Refine one of those it has."
            )
        value = self.fact_value(planner.new_id("o"), len(known.options))
        return self.say(planner, planner.fact(self.comparison, OPTION, value))


class WriteVersion(_OfComparison):
    """A version of an option: ``turn`` writes it, or ``text`` is what a person wrote."""

    command: Literal["compare_version"] = "compare_version"
    from_people = False
    option: Identifier
    turn: Identifier | None = None
    text: Code | None = None
    instruction: Annotated[str, StringConstraints(max_length=4_000)] = ""

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        option = option_in(self.current(planner), self.option)
        value = self.model_dump(include={"turn", "text", "instruction"}, exclude_none=True)
        value["option"] = option.id
        seen = [head.id for head in option.heads]
        return self.say(planner, planner.fact(self.comparison, VERSION, value, seen=seen))


class KeepRun(_OfComparison):
    """What the sandbox measured."""

    command: Literal["compare_run"] = "compare_run"
    from_people = False
    option: Identifier
    version: Identifier
    result: dict[str, Any]

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        value = self.model_dump(include={"option", "version", "result"})
        return self.say(planner, planner.fact(self.comparison, RUN, value))


class KeepSaved(_OfComparison):
    """Where a version was written to."""

    command: Literal["compare_save"] = "compare_save"
    from_people = False
    option: Identifier
    version: Identifier
    folder: Annotated[str, StringConstraints(max_length=1024)]

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        value = self.model_dump(include={"option", "version", "folder"})
        return self.say(planner, planner.fact(self.comparison, SAVE, value))


class GivenScore(Wire):
    """What a model gives one option for one criterion."""

    option: Identifier
    criterion: Named
    score: Given
    why: Annotated[str, StringConstraints(max_length=500)] = ""


class KeepJudgement(_OfComparison):
    """What a model gave, in one go."""

    command: Literal["compare_judge"] = "compare_judge"
    from_people = False
    model: Title
    turn: Identifier
    judged: Annotated[list[GivenScore], Field(min_length=1, max_length=200)]

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        said = ({**j.model_dump(), "model": self.model, "turn": self.turn} for j in self.judged)
        return self.say(planner, *(planner.fact(self.comparison, JUDGE, value) for value in said))


class GiveScore(_OfComparison):
    """What this member gives an option for a criterion, 1 to 5; the author's last word counts.

    Where scoring is secret it is sealed until the scores are revealed.
    """

    command: Literal["compare_score"] = "compare_score"
    option: Identifier
    criterion: Named
    score: Given
    why: Annotated[str, StringConstraints(max_length=2_000)] = ""

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        known = self.current(planner)
        criterion = known.criterion(self.criterion)
        if criterion is None:
            names = ", ".join(c.name for c in known.criteria) or "none"
            raise UnknownId(f"There is no criterion {self.criterion!r}.", f"There are: {names}.")
        value = {
            "option": option_in(known, self.option).id,
            "criterion": criterion.name,
            "score": self.score,
            "why": self.why,
        }
        if not known.hidden:
            return self.say(planner, planner.fact(self.comparison, SCORE, value))
        sealed = planner.fact(self.comparison, SEALED + SCORE, value)
        told = planner.member.username in known.scored
        open_ = [] if told else [planner.fact(self.comparison, SCORED, {})]
        return _plan(self.comparison, (planner.own_room, [sealed]), (room_of(known), open_))


class Argue(_OfComparison):
    """Say something for or against an option, or of the whole question."""

    command: Literal["compare_argue"] = "compare_argue"
    text: Text
    side: Side = "note"
    option: Identifier | None = None
    criterion: Named | None = None

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        value = self.model_dump(include={"text", "side", "criterion"}, exclude_none=True)
        if self.option is not None:
            value["option"] = option_in(self.current(planner), self.option).id
        return self.say(planner, planner.fact(self.comparison, ARGUE, value))


class TurnPhase(_OfComparison):
    """Go on to a phase; with ``minutes`` a timer runs for everybody."""

    command: Literal["compare_phase"] = "compare_phase"
    phase: Phase
    minutes: Annotated[float, Field(gt=0, le=MAX_MINUTES)] | None = None

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        ends = None if self.minutes is None else planner.at + round(self.minutes * 60_000)
        value = {"phase": self.phase, "ends": ends}
        return self.say(planner, planner.fact(self.comparison, PHASE, value))


class Reveal(_OfComparison):
    """Show everybody's sealed scores to all; from then on scores are open, and marked as later.

    It is up to whoever began the comparison and the context owner, unless the team's setting
    ``reveal`` leaves it to every contributor.
    """

    command: Literal["compare_reveal"] = "compare_reveal"
    reveals = True

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId, and NotAllowed for who does not facilitate."""
        require_facilitator(planner, self.current(planner).by, "these scores")
        shown = planner.revealed()
        return self.say(planner, *shown, planner.fact(self.comparison, REVEAL, {}))


class Decide(_OfComparison):
    """End the comparison with a decision: a ``decision`` entry whose text is the ADR.

    Decided again, the new text is the next version of the same entry: what held before stays in
    its history, and holds on until the owner accepts the new one where the policy asks for that.
    """

    command: Literal["compare_decide"] = "compare_decide"
    from_people = False
    option: Identifier | None
    reason: Reason
    title: Title
    body: Body

    def plan(self, planner: Planner) -> Plan:
        """Raises UnknownId."""
        known = self.current(planner)
        option = None if self.option is None else option_in(known, self.option).id
        plan = self._entry(planner, known)
        value = {"option": option, "entry": plan.entry, "reason": self.reason}
        fact = planner.fact(self.comparison, DECIDE, value)
        return _joined(plan, self.comparison, room_of(known), fact)

    def _entry(self, planner: Planner, known: Comparison) -> Plan:
        text = EntryText(title=self.title, body=self.body)
        with suppress(UnknownId):  # the entry of an earlier decision may be gone
            if known.decision is not None:
                earlier = planner.shared_entry(known.decision.entry)
                return planner.edit_entry(earlier, [head.id for head in earlier.heads], text)
        return planner.add_entry("decision", text, known.area)


COMMANDS: tuple[type[Command], ...] = (
    StartComparison,
    AddOption,
    WriteVersion,
    KeepRun,
    KeepSaved,
    KeepJudgement,
    GiveScore,
    Argue,
    TurnPhase,
    Reveal,
    Decide,
)


def room_of(comparison: Comparison) -> Room:
    """Where everything that is said of it goes."""
    return shared_room(comparison.area)


def option_in(comparison: Comparison, key: str) -> Option:
    """The option of that id, label or name. Raises UnknownId with those that there are."""
    found = comparison.option(key)
    if found is None:
        there = ", ".join(f"{o.label} ({o.name})" for o in comparison.options) or "none"
        raise UnknownId(f"There is no option {key[:80]!r}.", f"There are: {there}.")
    return found


def _plan(about: str, *said: tuple[Room, Sequence[Fact]]) -> Plan:
    writes = tuple((room, Change(facts=tuple(facts))) for room, facts in said if facts)
    return Plan(writes, thing=about)


def _joined(plan: Plan, about: str, room: Room, fact: Fact) -> Plan:
    return replace(together(plan, (room, Change(facts=(fact,)))), thing=about)
