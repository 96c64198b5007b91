"""The feed's events that are no feature's: who is there, whether the store works, what is new.

Every event that goes to browsers is a ``FeedEvent``, declared here or by a feature.
"""

from __future__ import annotations

from typing import Literal, Self, get_args

from ..core.views import DisputeView, ErrorView, MemberView, OutcomeView, TurnSummary, View

JobKind = Literal[
    "import",
    "run",
    "index",
    "page",
    "compact",
    "export",
    "sweep",
    "summary",
    "relevance",
    "code",
    "check",
]
JobState = Literal["running", "done", "cancelled", "failed"]


class FeedEvent(View):
    """Base of the feed's events; ``type`` tells them apart."""

    @classmethod
    def type_name(cls) -> str:
        """What stands in ``type``."""
        return str(get_args(cls.model_fields["type"].annotation)[0])

    @classmethod
    def of(cls, **fields: object) -> Self:
        """The event with these values. Raises ValidationError."""
        return cls.model_validate({"type": cls.type_name(), **fields})


class RoomView(View):
    """A room that a member follows; its document was made anew where the generation differs."""

    name: str
    generation: int


class HealthView(View):
    """Whether something works, and what is wrong where it does not."""

    ok: bool
    message: str | None


class HelloEvent(FeedEvent):
    """The first of each connection: who you are, your rooms, and turns under way.

    ``commands``: whether commands may be sent on this socket.
    """

    type: Literal["hello"]
    user: MemberView
    rooms: tuple[RoomView, ...]
    commands: bool
    active: tuple[TurnSummary, ...]


class YouEvent(FeedEvent):
    """Your role or your rooms changed."""

    type: Literal["you"]
    user: MemberView
    rooms: tuple[RoomView, ...]


class PresenceEvent(FeedEvent):
    """Who is connected."""

    type: Literal["presence"]
    members: tuple[MemberView, ...]


class HealthEvent(FeedEvent):
    """Whether the store takes writes."""

    type: Literal["health"]
    store: HealthView


class DisputesEvent(FeedEvent):
    """All disputes and hints of today, by their sides' ids; told once, when a listener comes."""

    type: Literal["disputes"]
    items: tuple[DisputeView, ...]


class DisputesChange(FeedEvent):
    """What became of the disputes and hints since the last event of them.

    ``items`` are those that came or are put differently, ``gone`` the sides of those that ended.
    """

    type: Literal["disputes_change"]
    items: tuple[DisputeView, ...]
    gone: tuple[tuple[str, str], ...]


class FactsEvent(FeedEvent):
    """Something new was said of these things; ``names`` are the kinds of what was said."""

    type: Literal["facts"]
    about: tuple[str, ...]
    names: tuple[str, ...]


class JobView(View):
    """A job as it is now. ``total`` null: not known; ``left``: milliseconds, where that is honest.

    ``said`` is what it does now, or how it ended.
    """

    id: str
    kind: JobKind
    by: str
    done: int
    total: int | None
    left: int | None
    state: JobState
    cancellable: bool
    said: str


class JobEvent(FeedEvent):
    """A job began, went on or ended."""

    type: Literal["job"]
    job: JobView


class JobsAnswer(View):
    """The jobs under way that one may see."""

    jobs: tuple[JobView, ...]


class CommandAnswer(FeedEvent):
    """What became of a command: its outcome, or an error with the status that HTTP answers.

    ``id`` is null where the frame had none that can be read.
    """

    type: Literal["answer"]
    id: str | None
    status: int
    outcome: OutcomeView | None = None
    error: ErrorView | None = None


EVENTS: tuple[type[FeedEvent], ...] = (
    HelloEvent,
    YouEvent,
    PresenceEvent,
    HealthEvent,
    DisputesEvent,
    DisputesChange,
    FactsEvent,
    JobEvent,
    CommandAnswer,
)
"""The service's own."""
