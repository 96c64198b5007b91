"""Commands: typed requests that change the context, and how requests are read from bytes.

A feature declares its commands; each has a name, the least role that may send it, and plans itself.
Authorship is no field of any of them: the server knows who sends a request.
"""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..errors import InvalidCommand
from .fields import Text as Text
from .fields import Wire
from .plan import Plan
from .planner import Planner
from .role import Member, Role

MAX_DEPTH = 8
"""Levels of nesting in any JSON that is read."""
MAX_REQUEST = 512 * 1024
"""Bytes of a request's body."""


class Command(Wire):
    """A typed request that changes the context. A subclass gives ``command`` its literal name."""

    command: str
    needs: ClassVar[Role] = "contributor"
    """The least role whose members may have it carried out."""
    from_people: ClassVar[bool] = True
    """False: the server alone makes it, and nobody can send it."""
    previewed: ClassVar[bool] = False
    """Whether what it would do can be shown before it is sent (it adds one version)."""
    reveals: ClassVar[bool] = False
    """Whether it makes sealed facts of all members known; the planner then holds them."""
    unnamed: ClassVar[bool] = False
    """Whether nobody is to learn who sent it: it is on record as the server's own."""
    bulk: ClassVar[bool] = False
    """Whether it says so much at once that the gate reads it beside the event loop first."""

    @classmethod
    def command_name(cls) -> str:
        """What it is called on the wire."""
        return str(cls.model_fields["command"].default)

    @property
    def thing(self) -> str | None:
        """The id of the thing that it speaks of; None where it is an entry, or a new thing."""
        return None

    @property
    def versions(self) -> tuple[str, tuple[str, ...]] | None:
        """An entry and versions of it that may have left the document, where it names any."""
        return None

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """Ids of further entries that it takes in: they are no contradiction of what it says."""
        return ()

    @property
    def turns(self) -> tuple[str, ...]:
        """Ids of turns that it names: nobody can name one that they may not read."""
        return ()

    @property
    def kept_text(self) -> Text | None:
        """The text that becomes a private note of its author when the gate keeps it back."""
        return None

    def needed(self, member: Member) -> Role | None:
        """The least role for this one; None: being somebody is enough (one's own notes)."""
        return self.needs

    def plan(self, planner: Planner) -> Plan:
        """What it changes. Raises UnknownId, InvalidCommand, NotAllowed; then nothing is done."""
        raise NotImplementedError


class SuggestionCommand(Command):
    """Puts something before people, each part of which they then accept or refuse.

    It changes nothing that they share, so a model may have the server make it without a click.
    """

    from_people: ClassVar[bool] = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the cells that it would change."""
        return ()


M = TypeVar("M", bound=BaseModel)
V = TypeVar("V")


def parse_with(adapter: TypeAdapter[V], raw: bytes) -> V:
    """One of several typed requests from a request's body. Raises InvalidCommand."""
    return value_with(adapter, parse_json(raw))


def value_with(adapter: TypeAdapter[V], value: Any) -> V:
    """One of several typed requests from JSON that is read. Raises InvalidCommand."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise InvalidCommand(explain(error), "Correct the request and send it again.") from None


def parse_as(model: type[M], raw: bytes) -> M:
    """Any other typed request from a request's body. Raises InvalidCommand."""
    value = parse_json(raw)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidCommand(explain(error), "Correct the request and send it again.") from None


def parse_json(raw: bytes, *, size: int = MAX_REQUEST, depth: int = MAX_DEPTH) -> Any:
    """JSON of at most ``size`` bytes and ``depth`` levels. Raises InvalidCommand."""
    if len(raw) > size:
        raise InvalidCommand(
            f"The request has {len(raw):,} bytes; at most {size:,} are taken.",
            "Send a shorter text, or split it.",
            too_large=True,
        )
    if nesting(raw) > depth:
        raise InvalidCommand(
            f"The request is nested more than {depth} levels deep.",
            "Send the fields of the command and nothing inside them.",
        )
    try:
        return json.loads(raw.decode())  # json.loads itself would take UTF-16, unseen by nesting()
    except UnicodeDecodeError:
        raise InvalidCommand("The request is not UTF-8.", "Send one JSON object.") from None
    except ValueError as error:
        raise InvalidCommand(
            f"The request is not JSON: {error}.", "Send one JSON object."
        ) from None


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
"""A string as JSON has it, or one that has no end."""
_BRACKET = re.compile(rb"[\[\]{}]")


def nesting(raw: bytes) -> int:
    """The deepest level of brackets outside strings, found without building any value."""
    deepest = depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", raw)):
        if bracket in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _name(part: object) -> str:
    """A field's name as it was sent, if it is one: a text that was sent as a name stays unsaid."""
    text = str(part)
    return text if len(text) <= 30 and text.replace("_", "").isalnum() else "…"


def explain(error: ValidationError) -> str:
    """Pydantic's findings as one line that never repeats what was sent."""
    parts = []
    for finding in error.errors(include_input=False, include_url=False)[:5]:
        where = ".".join(_name(p) for p in finding["loc"]) or "request"
        said = finding["msg"]
        if finding["type"] == "union_tag_invalid":
            said = f"there is no command {_name(finding['ctx']['tag'])}"
        parts.append(f"{where}: {said}")
    return "; ".join(parts)
