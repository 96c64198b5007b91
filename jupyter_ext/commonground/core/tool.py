"""Tools for a model: what it is told of them, what it asks of them, and what came of each call.

Values only. A call is kept in its turn, so that everybody who reads the answer sees what it used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NewType

CallId = NewType("CallId", str)
CallStatus = Literal["running", "done", "failed", "stopped", "proposed", "declined"]
"""``proposed`` waits for a person's click and has done nothing; ``declined`` never will."""
Standing = Literal["thread", "always"]
"""For how long a member lets a tool act without asking: in one thread, or for good."""
Allowed = Literal["click", "thread", "always"]
"""How a call that changed something was allowed."""
Cap = Literal["off", "ask", "thread", "always"]
"""The most that the team lets its members allow a tool; ``off``: it is carried out for nobody."""
CAPS: tuple[Cap, ...] = ("off", "ask", "thread", "always")


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """What a model is told of a tool. ``schema`` is JSON Schema of its input, an object."""

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What a model asks for. ``input`` is the JSON as it came, whole or malformed."""

    id: str
    name: str
    input: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What the model is told of the use with that id."""

    use: str
    text: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """What the model said before it waited for tools, and what they gave.

    ``said`` are the blocks of its message, as the model has to be sent them again.
    """

    said: Sequence[Mapping[str, Any]]
    results: Sequence[ToolResult]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call, as it is kept in a turn and drawn as a card.

    ``at`` is milliseconds since 1970; ``seconds`` how long it took. ``by`` is who allowed or
    declined what it proposed, ``thing`` the id of what it made. ``offers`` is what else than a
    single click the team lets its asker choose.
    """

    id: CallId
    tool: str
    input: str
    at: int
    status: CallStatus = "running"
    result: str = ""
    seconds: float | None = None
    by: str | None = None
    allowed: Allowed | None = None
    thing: str | None = None
    offers: tuple[Standing, ...] = ()
    place: int | None = None
    """Characters of the answer that had come before it; None: that was not noted."""

    def to_wire(self) -> dict[str, Any]:
        """JSON for API, feed and store."""
        return asdict(self) | {"offers": list(self.offers)}


def read_call(wire: Mapping[str, Any]) -> ToolCall:
    """The inverse of ``to_wire()``, for rows of the store."""
    return ToolCall(**{**wire, "offers": tuple(wire["offers"])})


def with_call(calls: Sequence[ToolCall], call: ToolCall) -> tuple[ToolCall, ...]:
    """The calls with that one as it is now, in its place; a new one comes last."""
    if any(known.id == call.id for known in calls):
        return tuple(call if known.id == call.id else known for known in calls)
    return (*calls, call)
