"""What crosses the wire: the base of all answers, and the views of what every feature speaks of.

A view stands for a value and is read from its attributes; where its fields differ from the value's,
the view says how. Fields that are left out are in no JSON. Raises ValidationError (a mistake in the
program) rather than send what the description of the interface does not say.
"""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from pydantic.json_schema import JsonSchemaValue

from ..errors import CommonGroundError
from .area import Area
from .entry import Entry, Kind
from .revision import Revision, Status
from .role import Member, Role
from .selection import LeftOut, Reason
from .tool import Allowed, CallStatus, Standing
from .turn import Turn, TurnStatus, Visibility

VERSION_HEADER = "X-CommonGround-Version"
"""Of each answer: the version that answers, so that a reader of another one can tell."""


def _open(schema: JsonSchemaValue) -> None:
    """Readers of an older version pass over fields that they do not know."""
    schema.pop("additionalProperties", None)


class View(BaseModel):
    """Base of what the server answers and sends."""

    model_config = ConfigDict(
        extra="forbid",
        allow_inf_nan=False,
        from_attributes=True,
        validate_by_name=True,
        validate_by_alias=True,
        json_schema_extra=_open,
        defer_build=True,  # a kernel needs three of them
    )

    @classmethod
    def of(cls, **fields: object) -> Self:
        """A view of these values. Raises ValidationError."""
        return cls.model_validate(fields)

    def json_bytes(self) -> bytes:
        """The JSON as it is sent."""
        return self.model_dump_json(by_alias=True, exclude_unset=True).encode()

    def plain(self) -> Any:
        """The same as Python's own lists, dictionaries and texts."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class MemberView(View):
    """A person as the server knows them."""

    username: str
    display_name: str
    initials: str
    color: str | None
    role: Role
    anonymous: bool

    @model_validator(mode="before")
    @classmethod
    def _of_member(cls, value: Any) -> Any:
        return value.to_wire() if isinstance(value, Member) else value


class RevisionView(View):
    """One immutable version of an entry; ``subject`` and what follows only where it has them."""

    id: str
    entry: str
    parents: tuple[str, ...]
    author: str
    at: int
    title: str
    body: str
    status: Status
    area: str | None
    source: str
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    scope: str | None = None
    reason: str = ""
    links: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_revision(cls, value: Any) -> Any:
        return value.to_wire() if isinstance(value, Revision) else value


class EntryView(View):
    """An entry: the ids of its heads, and its revisions oldest first."""

    id: str
    kind: Kind
    room: str
    created_by: str
    created_at: int
    heads: tuple[str, ...]
    disputed: bool
    revisions: tuple[RevisionView, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_entry(cls, value: Any) -> Any:
        return value.to_wire() if isinstance(value, Entry) else value


class TurnSummary(View):
    """A question to the model, who asked it, what it was shown and its cost, without the answer."""

    id: str
    asker: str
    visibility: Visibility
    question: str
    model: str
    model_label: str
    at: int
    status: TurnStatus
    path: str | None
    cell: str | None
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    tokens_written: int
    tokens_hour: int
    """Of the prompt's tokens: read from the provider's cache, written to it, and so for an hour."""
    cost: float | None
    saved: float | None
    """US dollars that the provider's cache saved; null where no rate is known."""
    seconds: float | None
    ended: int | None
    shown: tuple[str, ...]
    problem: str | None
    source: str
    about: str | None
    ahead: int = 0
    """How many of the asker's questions in this notebook are answered before it."""
    skill: str | None = None
    """The skill that it was asked with."""
    waiting: int = 0
    """How many calls of tools wait for a person's word."""
    beside: str | None = None
    """The turn whose question this is, answered by another model."""
    continues: str | None = None
    """The turn whose answer broke off; this one begins with it and goes on."""

    @model_validator(mode="before")
    @classmethod
    def _of_turn(cls, value: Any) -> Any:
        return value.to_wire(text="text" in cls.model_fields) if isinstance(value, Turn) else value


class ChoiceView(View):
    """An entry that was shown for a question, and why; ``score`` orders those of one question."""

    entry: str
    reason: Reason
    score: float


class OmissionView(View):
    """An entry that was not shown for a question, and why not."""

    entry: str
    reason: LeftOut
    score: float


class SelectionView(View):
    """What was shown for a question, best first, the best of what was not, and tokens in all."""

    chosen: tuple[ChoiceView, ...]
    omitted: tuple[OmissionView, ...]
    tokens: int


class CallView(View):
    """What a model asked of a tool: the input as JSON, what came of it, and who allowed it.

    ``offers`` is how long else than this once the tool may be allowed.
    """

    id: str
    tool: str
    input: str
    at: int
    status: CallStatus
    result: str
    seconds: float | None
    by: str | None
    allowed: Allowed | None
    thing: str | None
    offers: tuple[Standing, ...]
    place: int | None = None
    """Characters of the answer that had come before it; null: that was not noted."""


class TurnView(TurnSummary):
    """The same with the answer, as far as it is written, why it was shown these entries, and what
    it asked of tools."""

    text: str
    selection: SelectionView | None = None
    calls: tuple[CallView, ...] = ()
    thinking: str = ""


class TurnAnswer(View):
    """A turn that was begun or stopped."""

    turn: TurnView


class TurnText(View):
    """A line of a stream: what was added to the answer."""

    text: str


class DisputeView(View):
    """Two entries that contradict: which rule found it, and what it read on either side.

    One that is not ``sure`` is a hint: no dispute until a person says so.
    """

    entries: tuple[str, str]
    sides: tuple[str, str]
    rule: str
    quotes: tuple[str, str]
    why: str
    sure: bool


class DutyView(View):
    """Whose turn it is to be context owner (ms since 1970), and who follows."""

    owner: str
    since: int
    until: int
    next: str
    stand_in_for: str | None


class AreaView(View):
    """A part of the work: which paths are its own, and whose it is."""

    name: str
    globs: tuple[str, ...]
    members: tuple[str, ...]
    order: tuple[int, ...] | None = None
    """Where the order of patterns decides, for each its place among those of all areas."""

    @model_validator(mode="before")
    @classmethod
    def _of_area(cls, value: Any) -> Any:
        if not isinstance(value, Area):
            return value
        found = {"name": value.name, "globs": value.globs, "members": value.members}
        return found | ({"order": value.order} if value.order else {})


class RedactedView(View):
    """What the gate took out of a text: the field it stood in, and what it was."""

    field: str
    label: str


class FindingView(View):
    """What the gate found, where; the value is in none of them."""

    rule: str
    label: str
    kind: Literal["secret", "personal"]
    start: int
    end: int
    fingerprint: str
    field: str


class OutcomeView(View):
    """What a command did: the entry as it is now, the revision added, the thing it is about."""

    entry: EntryView | None
    revision: str | None
    thing: str | None = None
    redacted: tuple[RedactedView, ...] = ()


class ErrorView(View):
    """What happened and what to do next; a text that the gate keeps back names what was found."""

    code: str
    message: str
    remedy: str
    findings: tuple[FindingView, ...] = ()
    note: str | None = None

    @classmethod
    def of_error(cls, error: CommonGroundError) -> Self:
        """One of our errors as it is answered."""
        return cls.model_validate(error.to_wire())


class BundleAnswer(View):
    """What a verb shows, by MIME type."""

    kind: Literal["bundle"]
    data: dict[str, JsonValue]

    @classmethod
    def showing(cls, data: object) -> Self:
        """The answer that shows that."""
        return cls.of(kind="bundle", data=data)
