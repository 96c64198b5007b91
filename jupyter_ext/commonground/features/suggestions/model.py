"""Suggestions: what a model thinks was learned in an answer or settled in a thread, as a fold.

What it says is nobody's word until a person makes it theirs. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ...core.fact import Fact, ordered
from ...core.fold import Folds, Refold, RoomFacts
from ...core.setting import Setting
from ...errors import UnknownId

PREFIX = "g"
"""How the ids of suggestions begin."""
SWEPT_THING = f"{PREFIX}_sweep"
"""Of which the sweeps over threads are said."""
MADE, ACCEPTED, DISMISSED, NEVER, AGAIN, TAKEN, SWEPT = (
    f"suggestion:{verb}"
    for verb in ("made", "accepted", "dismissed", "never", "again", "taken", "swept")
)
SETTING = "suggestions"
DAILY, EVERY_DAYS = 5, 7
"""Suggestions a day, and days between two sweeps, out of the box."""
LearnedKind = Literal["convention", "decision", "knowledge"]
"""A pattern to follow, a decision, a question that is resolved."""
KINDS: tuple[LearnedKind, ...] = get_args(LearnedKind)
State = Literal["open", "accepted", "dismissed", "never"]
"""``never``: nothing that says the same is suggested again, until somebody takes that back."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where it was said, word for word; ``by`` is a username, or empty for a model's answer."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class EntrySuggestion:
    """What may be worth an entry. ``at`` is ms since 1970; ``turn`` or ``thread`` is its source.

    ``origin`` is the model's label; empty: no model, the text is taken word for word. ``private``:
    its turn was its asker's alone, and so is this. ``by`` decided; ``entry`` is what became of it.
    """

    id: str
    kind: LearnedKind
    title: str
    body: str
    area: str | None
    origin: str
    turn: str | None
    thread: str | None
    quotes: tuple[Quote, ...]
    at: int
    private: bool = False
    state: State = "open"
    by: str = ""
    entry: str | None = None

    @property
    def text(self) -> str:
        """Title and body."""
        return f"{self.title}\n{self.body}".strip()


def suggestion_of(facts: Iterable[Fact], *, private: bool = False) -> EntrySuggestion | None:
    """The suggestion that these facts make, in whatever order they come; None without its first."""
    known = ordered(facts)
    made = next((fact for fact in known if fact.name == MADE), None)
    if made is None or made.value.get("kind") not in KINDS:
        return None
    state, by, entry = _decided(known)
    value = made.value
    return EntrySuggestion(
        id=made.about,
        kind=value["kind"],
        title=str(value.get("title", "")),
        body=str(value.get("body", "")),
        area=value.get("area"),
        origin=str(value.get("origin", "")),
        turn=value.get("turn"),
        thread=value.get("thread"),
        quotes=tuple(_quotes(value.get("quotes"))),
        at=made.at,
        private=private,
        state=state,
        by=by,
        entry=entry,
    )


def _decided(facts: Sequence[Fact]) -> tuple[State, str, str | None]:
    """The first entry that was made of it holds for good; else the last word."""
    state: State = "open"
    by = ""
    for fact in facts:
        if fact.name in (ACCEPTED, TAKEN):
            return "accepted", fact.by, fact.value.get("entry")
        if fact.name in _STATES:
            state, by = _STATES[fact.name], fact.by
    return state, by, None


_STATES: Mapping[str, State] = {DISMISSED: "dismissed", NEVER: "never", AGAIN: "dismissed"}


def _quotes(value: Any) -> Iterable[Quote]:
    for one in value or ():
        yield Quote(str(one.get("by", "")), str(one.get("text", "")))


_SHARED: Folds[EntrySuggestion] = Folds(f"{PREFIX}_", lambda: Refold(suggestion_of))
_OWN: Folds[EntrySuggestion] = Folds(
    f"{PREFIX}_", lambda: Refold(lambda facts: suggestion_of(facts, private=True))
)


def suggestions_in(
    shared: Iterable[RoomFacts], own: RoomFacts | None = None
) -> tuple[EntrySuggestion, ...]:
    """The team's, then those of one member's own room, each in the order in which they came."""
    mine = () if own is None else _OWN.things([own])
    return (*_SHARED.things(shared), *mine)


def find_suggestion(
    shared: Iterable[RoomFacts], own: RoomFacts | None, about: str
) -> EntrySuggestion:
    """The suggestion of that id. Raises UnknownId."""
    for one in suggestions_in(shared, own):
        if one.id == about:
            return one
    raise UnknownId("There is no such suggestion.")


def last_sweep(shared: Iterable[RoomFacts]) -> int:
    """When threads were last looked through, in ms since 1970; 0 for never."""
    told = (f.at for room in shared for f in room.facts.values() if f.name == SWEPT)
    return max(told, default=0)


@dataclass(frozen=True, slots=True)
class Policy:
    """How many are suggested a day, and every how many days threads are swept; 0 for none."""

    daily: int = DAILY
    days: int = EVERY_DAYS


def policy_in(settings: Mapping[str, Setting]) -> Policy:
    """What the team says of suggestions."""
    setting = settings.get(SETTING)
    value = None if setting is None else setting.value
    return Policy() if value is None else Policy(value["daily"], value["days"])
