"""What is answered of turns and threads, and the feed's events of them."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from ...ai.offers import Offer
from ...core.tool import Cap
from ...core.views import CallView, TurnSummary, TurnView, View
from ...service.events import FeedEvent
from .rating import Thumb
from .thread import StepKind, Thread


class TurnsAnswer(View):
    """A page of turns, newest first, and whether there are older ones."""

    turns: tuple[TurnSummary, ...]
    more: bool


class TurnSoFar(View):
    """A turn with its text so far, which holds the deltas up to ``seq``."""

    turn: TurnView
    seq: int


class PromptPartView(View):
    """A part of what the model gets: ``shared`` with every question of the team."""

    name: Literal["product", "always", "context", "yours", "question"]
    text: str
    tokens: int
    shared: bool


class PromptAnswer(View):
    """What the model would get, in its order, and the names of the tools it would be offered."""

    model: str
    parts: tuple[PromptPartView, ...]
    tools: tuple[str, ...]


class TrialAnswer(View):
    """One question twice, both under way: without a proposed entry, and as if it held."""

    without: TurnSummary
    holding: TurnSummary


class StepView(View):
    """One thing that happened in a thread: ``what`` is a line's text, or a turn's or entry's id."""

    id: str
    kind: StepKind
    by: str
    at: int
    what: str


class ConstraintView(View):
    """What one person holds the answers to."""

    id: str
    by: str
    at: int
    text: str


class ThreadView(View):
    """A conversation: its steps and the constraints that hold, oldest first."""

    id: str
    title: str
    author: str
    at: int
    last: int
    closed: bool
    people: tuple[str, ...]
    steps: tuple[StepView, ...]
    constraints: tuple[ConstraintView, ...]
    mine: bool
    """Whether who asks may rename and close it."""
    deletable: bool
    """Whether who asks may delete it."""

    @classmethod
    def of_thread(cls, thread: Thread, *, mine: bool, deletable: bool) -> Self:
        """The thread, and what the reader may do with it."""
        names = (name for name in cls.model_fields if name not in ("mine", "deletable"))
        said = {name: getattr(thread, name) for name in names}
        return cls.of(**said, mine=mine, deletable=deletable)


class ThreadsAnswer(View):
    """Threads, the one used last first."""

    threads: tuple[ThreadView, ...]


class ThreadAnswer(View):
    """One thread."""

    thread: ThreadView


class OfferView(View):
    """A model that a question may name, and how it is called beside an answer."""

    name: str
    label: str

    @classmethod
    def of_offer(cls, offer: Offer) -> Self:
        """As it is answered."""
        return cls.of(name=offer.name, label=offer.label)


class ModelsAnswer(View):
    """The models that a question may name, the usual one first."""

    models: tuple[OfferView, ...]


class ToolView(View):
    """A tool of the model: whether it ``acts`` once a person allowed it, and the most that the team
    lets its members allow it; others are there or are not."""

    name: str
    acts: bool
    cap: Cap


class ToolsAnswer(View):
    """What a model may ask for here, by name."""

    tools: tuple[ToolView, ...]


class ReferenceView(View):
    """What a name may become: as it is written, and what it is."""

    written: str
    kind: Literal["entry", "file", "variable", "person", "area"]
    told: str


class ReferencesAnswer(View):
    """What a name that is being written may become; ``begun`` is what there is of it."""

    begun: str
    references: tuple[ReferenceView, ...]


class RatingView(View):
    """One member's thumb for one turn, since ``at`` (ms since 1970)."""

    turn: str
    by: str
    value: Thumb
    at: int


class RatingsAnswer(View):
    """Thumbs that stand, in the order in which they were given."""

    ratings: tuple[RatingView, ...]


class TurnEvent(FeedEvent):
    """A turn began, ended or moved."""

    type: Literal["turn"]
    turn: TurnSummary


class CallEvent(FeedEvent):
    """What a model asked of a tool, as it stands now: it began, ended, or somebody decided."""

    type: Literal["call"]
    turn: str
    call: CallView


class DeltaEvent(FeedEvent):
    """What was added to a turn's answer; ``seq`` counts from 1."""

    type: Literal["delta"]
    turn: str
    seq: int = Field(ge=1)
    text: str


class ThoughtEvent(FeedEvent):
    """What was added to what a model thinks before its answer, ``at`` so many characters of it."""

    type: Literal["thought"]
    turn: str
    at: int = Field(ge=0)
    text: str


EVENTS = (TurnEvent, DeltaEvent, CallEvent, ThoughtEvent)
