"""The typed requests that change the context, as they come over the wire.

Knows lengths, required fields and how a broken request is explained. Refuses to know who sent it:
authorship is the server's word and is in no request.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from ..errors import InvalidCommand
from ..features.comparison.commands import (
    AddOption,
    Argue,
    Reveal,
    Score,
    ServersOwn,
    TurnPhase,
)
from ..features.handoff.commands import AcknowledgeHandoff
from ..features.messages.commands import MessageCommand
from ..features.sprint.commands import SprintCommands
from ..features.turns.thread_commands import ThreadCommand
from .entry import Kind, SharedKind
from .fields import MAX_BODY as MAX_BODY
from .fields import MAX_QUESTION as MAX_QUESTION
from .fields import MAX_TITLE as MAX_TITLE
from .fields import Area, Body, Heads, Identifier, Reason, Text, Title, Wire
from .fields import FactCommand as FactCommand

MAX_DEPTH = 8
"""Levels of nesting in any JSON that is read."""
MAX_REQUEST = 512 * 1024
"""Bytes of a request's body."""


class Add(Text):
    """Add an entry to the team's context, or a private note (kind ``note``).

    ``area`` None: for everybody.
    """

    command: Literal["add"] = "add"
    kind: Kind
    area: Area | None = None


class Edit(Text):
    """Add a revision. ``heads`` are the revisions that its author saw; they become its parents."""

    command: Literal["edit"] = "edit"
    entry: Identifier
    heads: Heads


class Share(Text):
    """Copy the author's private note into the team's context. The note stays as it is."""

    command: Literal["share"] = "share"
    note: Identifier
    heads: Heads
    kind: SharedKind
    area: Area | None = None


class Retire(Wire):
    """Mark an entry as no longer true. Nothing is deleted."""

    command: Literal["retire"] = "retire"
    entry: Identifier
    heads: Heads
    reason: Reason | None = None


class Accept(Wire):
    """The context owner accepts the proposed version (exactly one head)."""

    command: Literal["accept"] = "accept"
    entry: Identifier
    heads: Heads


class Reject(Wire):
    """The context owner turns a proposed version down; its author sees why."""

    command: Literal["reject"] = "reject"
    entry: Identifier
    heads: Heads
    reason: Reason


class Revert(Wire):
    """Say again what an earlier revision said (``to``): a new revision with its text."""

    command: Literal["revert"] = "revert"
    entry: Identifier
    heads: Heads
    to: Identifier
    reason: Reason | None = None


class Seen(Wire):
    """An entry as its author saw it."""

    entry: Identifier
    heads: Heads


class Merge(Text):
    """Make one entry of several: the first says the new text, the others are superseded by it."""

    command: Literal["merge"] = "merge"
    entries: Annotated[list[Seen], Field(min_length=2, max_length=20)]
    reason: Reason | None = None


class Resolve(Wire):
    """End a contradiction between entries with a decision.

    ``sides`` are the revisions that contradict; those in ``keep`` hold on, the others are
    superseded. ``title`` and ``body`` are the decision's.
    """

    command: Literal["resolve"] = "resolve"
    sides: Annotated[list[Identifier], Field(min_length=2, max_length=20)]
    keep: Annotated[list[Identifier], Field(max_length=20)] = Field(default_factory=list)
    title: Title
    body: Body = ""
    reason: Reason


class Dismiss(Wire):
    """Say that two revisions do not contradict each other."""

    command: Literal["dismiss"] = "dismiss"
    sides: Annotated[list[Identifier], Field(min_length=2, max_length=2)]
    reason: Reason


class Set(Wire):
    """Change a setting of the team (or one's own ``follow``); see ``core/settings.py``."""

    command: Literal["set"] = "set"
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    value: Any


class Redact(Wire):
    """Take a leaked text out of everything that is kept, for good; ``[redacted]`` stays."""

    text: Annotated[str, StringConstraints(min_length=6, max_length=MAX_BODY)]
    reason: Reason


SentCommand = (
    Add
    | Edit
    | Share
    | Retire
    | Accept
    | Reject
    | Revert
    | Merge
    | Resolve
    | Dismiss
    | Set
    | MessageCommand
    | ThreadCommand
    | AcknowledgeHandoff
    | AddOption
    | Score
    | Argue
    | TurnPhase
    | Reveal
    | SprintCommands
)
Command = Annotated[SentCommand, Field(discriminator="command")]
"""What people send."""
AnyCommand = SentCommand | ServersOwn
"""What the service carries out: also what only the server says of comparisons."""


Previewed = Add | Edit | Share | Merge
"""Commands that can be previewed."""
Shown = Annotated[Previewed, Field(discriminator="command")]


class Ask(Wire):
    """A question to the model from the private panel or from a headless run."""

    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
    ]
    visibility: Literal["shared", "private"]
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
    thread: Title | None = None
    """The thread that it is asked in, by id or title; one is opened where there is none."""


class GoOn(Wire):
    """Ask the model to go on with an answered query; without a question, with what was said."""

    question: (
        Annotated[
            str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
        ]
        | None
    ) = None


Vars = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=100)],
        Annotated[str, StringConstraints(max_length=20_000)],
    ],
    Field(default_factory=dict, max_length=50),
]
"""Values of a kernel's variables (or the source of its functions), by name."""


class RunMagic(Wire):
    """What a kernel's magic asks the server to do: it must stand so in the cell that ran."""

    magic: Literal["ai", "cg", "compare"]
    cell_magic: bool
    line: Annotated[str, StringConstraints(max_length=4_000)]
    body: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    vars: Vars


class Say(Wire):
    """A verb of ``%cg`` from a headless run, or a cell magic of ours as ``%%name``."""

    verb: Annotated[str, StringConstraints(pattern=r"^(%%)?[a-z]{1,20}$")]
    line: Annotated[str, StringConstraints(max_length=4_000)] = ""
    body: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    vars: Vars


M = TypeVar("M", bound=BaseModel)
V = TypeVar("V")

_COMMANDS: TypeAdapter[SentCommand] = TypeAdapter(Command)
_SHOWN: TypeAdapter[Previewed] = TypeAdapter(Shown)


def parse_command(raw: bytes) -> SentCommand:
    """A command from a request's body. Raises InvalidCommand."""
    return parse_with(_COMMANDS, raw)


def parse_shown(raw: bytes) -> Previewed:
    """A command to preview. Raises InvalidCommand."""
    return parse_with(_SHOWN, raw)


def parse_with(adapter: TypeAdapter[V], raw: bytes) -> V:
    """One of several typed requests from a request's body. Raises InvalidCommand."""
    value = parse_json(raw)
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


def parse_json(raw: bytes) -> Any:
    """JSON within the limits on size and nesting. Raises InvalidCommand."""
    if len(raw) > MAX_REQUEST:
        raise InvalidCommand(
            f"The request has {len(raw):,} bytes; at most {MAX_REQUEST:,} are taken.",
            "Send a shorter text, or split it.",
            too_large=True,
        )
    if nesting(raw) > MAX_DEPTH:
        raise InvalidCommand(
            f"The request is nested more than {MAX_DEPTH} levels deep.",
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


def nesting(raw: bytes) -> int:
    """The deepest level of brackets outside strings, found without building any value."""
    deepest = depth = 0
    in_string = escaped = False
    for byte in raw:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
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
