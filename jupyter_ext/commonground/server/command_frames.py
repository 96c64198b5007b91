"""Commands over the feed's socket: a client's text frame, and the text frame that answers it."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from ..core.command import MAX_DEPTH, MAX_REQUEST, explain, parse_json
from ..core.fields import Identifier, Wire
from ..errors import CommonGroundError, InvalidCommand
from ..service.writer import Outcome
from .frames import event_frame

ENVELOPE = 128
"""Bytes of a frame beside its command, at most."""
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ID_AT_FRONT = re.compile(r'.{0,40}?"id"\s*:\s*"([A-Za-z0-9_-]{1,64})"', re.DOTALL)


class CommandFrame(Wire):
    """A client's command. ``id`` is its own, fresh for each command (a UUID): a frame that is sent
    again under the same id, or a request with it as ``Idempotency-Key``, is carried out once.
    """

    type: Literal["command"]
    id: Identifier
    command: dict[str, Any]


class CommandAnswer(BaseModel):
    """What became of a command: its outcome, or an error with the status that HTTP answers.

    ``id`` is null where the frame had none that can be read.
    """

    type: Literal["answer"] = "answer"
    id: str | None
    status: int
    outcome: dict[str, Any] | None = None
    error: dict[str, Any] | None = None


def parse_command_frame(text: str) -> CommandFrame:
    """A client's text frame, within the limits of a request. Raises InvalidCommand."""
    value = parse_json(text.encode(), size=MAX_REQUEST + ENVELOPE, depth=MAX_DEPTH + 1)
    try:
        return CommandFrame.model_validate(value)
    except ValidationError as error:
        raise InvalidCommand(explain(error), "Correct the frame and send it again.") from None


def id_at_front(text: str) -> str | None:
    """The id of a frame that is not read any further, where it stands at the front."""
    found = _ID_AT_FRONT.match(text)
    return None if found is None else found[1]


def key_of(header: str | None) -> str | None:
    """The key that a request names (``Idempotency-Key``), if any. Raises InvalidCommand."""
    if header is not None and _KEY.fullmatch(header) is None:
        raise InvalidCommand(
            "The Idempotency-Key is none.", "Take 1 to 64 letters, digits, - and _."
        )
    return header


def outcome_frame(id: str, outcome: Outcome) -> bytes:
    """The answer to a command that was carried out."""
    return event_frame({"type": "answer", "id": id, "status": 200, "outcome": outcome.to_wire()})


def error_frame(id: str | None, error: CommonGroundError) -> bytes:
    """The answer to a command that was not."""
    wire = {"type": "answer", "id": id, "status": error.status, "error": error.to_wire()}
    return event_frame(wire)
