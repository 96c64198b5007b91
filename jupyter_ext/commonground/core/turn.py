"""A turn: one question to the model and its answer, with who asked, what it was shown and its cost.

Values only; running a turn is the service's work.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from dataclasses import fields as dataclass_fields
from typing import Any, Literal, NewType

from .ids import RevisionId
from .role import Member
from .selection import Selection, read_selection
from .texts import Id, Name, Person, Prose
from .tool import ToolCall, read_call

TurnId = NewType("TurnId", str)
Visibility = Literal["shared", "private"]
TurnStatus = Literal["streaming", "complete", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one turn: ``tokens_in`` is the whole prompt, however it is priced.

    Of it ``tokens_cached`` were read from the provider's prompt cache, and ``tokens_written``
    written to it; of those, ``tokens_hour`` to be kept for an hour, not for five minutes.
    """

    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    tokens_written: int = 0
    tokens_hour: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def uncached(self) -> Usage:
        """The same without a cache."""
        return Usage(self.tokens_in, self.tokens_out)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer.

    ``at`` and ``ended`` are milliseconds since 1970 (UTC); ``seconds`` is how long the answer took;
    ``cost`` is in US dollars, None where no rate is known. ``shown`` are the revisions in the
    prompt. ``partial`` keeps what had arrived when it was stopped or broke off; ``problem`` says
    why. ``about`` is the thing it belongs to: an option of a comparison, a thread, the turn whose
    answer it follows up. ``ahead`` are the asker's own questions that are answered before it.
    """

    id: TurnId
    asker: Person
    visibility: Visibility
    question: Prose
    model: str
    model_label: str
    at: int
    status: TurnStatus = "streaming"
    text: Prose = ""
    path: Name | None = None
    cell: Id | None = None
    usage: Usage = Usage()
    cost: float | None = None
    saved: float | None = None
    """US dollars that the provider's cache saved; less than 0 where writing to it cost more."""
    seconds: float | None = None
    ended: int | None = None
    shown: tuple[RevisionId, ...] = ()
    problem: Prose | None = None
    source: str = "cell"
    about: Id | None = None
    ahead: int = 0
    selection: Selection | None = None
    """Why it was shown these entries; None where it was shown all."""
    calls: tuple[ToolCall, ...] = ()
    """What the model asked of tools, in order, and what came of it."""
    skill: str | None = None
    """The skill that it was asked with."""
    thinking: Prose = ""
    """What the model thought before it answered, as far as its provider tells."""
    beside: Id | None = None
    """The turn whose question this is, answered by another model."""
    continues: Id | None = None
    """The turn whose answer broke off; this one begins with it and goes on."""

    def readable_by(self, member: Member) -> bool:
        """Whether the member may read it: it is shared, or they asked it themselves."""
        own = self.asker == member.username and not member.anonymous
        return self.visibility == "shared" or own

    @property
    def waiting(self) -> int:
        """How many calls wait for a person's word."""
        return sum(call.status == "proposed" for call in self.calls)

    def ended_as(self, status: TurnStatus, **changes: Any) -> Turn:
        """The same turn, over."""
        return replace(self, status=status, ahead=0, **changes)

    def to_wire(self, *, text: bool = True) -> dict[str, Any]:
        """JSON for API, feed and store; ``text=False`` leaves the answer out (lists, feed)."""
        wire: dict[str, Any] = {
            "id": self.id,
            "asker": self.asker,
            "visibility": self.visibility,
            "question": self.question,
            "model": self.model,
            "model_label": self.model_label,
            "at": self.at,
            "status": self.status,
            "path": self.path,
            "cell": self.cell,
            "tokens_in": self.usage.tokens_in,
            "tokens_out": self.usage.tokens_out,
            "tokens_cached": self.usage.tokens_cached,
            "tokens_written": self.usage.tokens_written,
            "tokens_hour": self.usage.tokens_hour,
            "cost": self.cost,
            "saved": self.saved,
            "seconds": self.seconds,
            "ended": self.ended,
            "shown": list(self.shown),
            "problem": self.problem,
            "source": self.source,
            "about": self.about,
        }
        if self.ahead:
            wire["ahead"] = self.ahead
        if self.skill is not None:
            wire["skill"] = self.skill
        if self.waiting:
            wire["waiting"] = self.waiting
        for name in ("beside", "continues"):
            if getattr(self, name) is not None:
                wire[name] = getattr(self, name)
        if text:
            wire["text"] = self.text
            if self.selection is not None:
                wire["selection"] = self.selection.to_wire()
            if self.calls:
                wire["calls"] = [call.to_wire() for call in self.calls]
            if self.thinking:
                wire["thinking"] = self.thinking
        return wire

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> Turn:
        """The inverse of ``to_wire()``, for rows of the store."""
        fields = dict(wire)
        fields.pop("waiting", None)  # it is told by the calls
        usage = Usage(**{f.name: fields.pop(f.name, 0) for f in dataclass_fields(Usage)})
        shown = tuple(RevisionId(r) for r in fields.pop("shown"))
        selection = fields.pop("selection", None)
        calls = tuple(read_call(call) for call in fields.pop("calls", ()))
        return cls(
            usage=usage,
            shown=shown,
            selection=None if selection is None else read_selection(selection),
            calls=calls,
            **fields,
        )
