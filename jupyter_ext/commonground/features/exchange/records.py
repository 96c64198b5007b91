"""The open format: what a file of a whole context is made of, record by record.

A file begins with a ``context`` record and ends with an ``end`` record; in between stands one
record for each thing. Times are milliseconds since 1970, UTC.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, TypeAdapter

from ...core.entry import Kind
from ...core.fields import AREA, MAX_BODY, MAX_TITLE, Identifier, Title
from ...core.revision import Status
from ...core.role import Role
from ...core.turn import TurnStatus
from ...core.views import View

FORMAT = "commonground-context"
VERSION = 1
"""Of the format. A reader takes files of its own version and earlier ones, and no later one."""

Time = Annotated[int, Field(ge=0, le=253_402_300_799_999)]
"""To the end of the year 9999: no calendar goes further."""
Who = Annotated[str, StringConstraints(min_length=1, max_length=400)]


def _area(name: str) -> str:
    return AREA.validate_python(name)


def _room(name: str) -> str:
    prefix, colon, area = name.partition(":")
    return f"{prefix}:{_area(area)}" if colon else name


AreaName = Annotated[str, StringConstraints(max_length=50), AfterValidator(_area)]
RoomName = Annotated[
    str, StringConstraints(pattern=r"^(team|private|area:.{1,50})$"), AfterValidator(_room)
]
"""``team``, ``area:NAME``, or ``private`` for notes of whoever exported the file."""
ThingId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:/.-]{1,200}$")]
"""The id of a thing, or of what two of them are to each other (``relation:ID:ID``)."""
FactName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:.-]{1,60}$")]
Some = Annotated[str, StringConstraints(max_length=MAX_TITLE)]
Long = Annotated[str, StringConstraints(max_length=1_000_000)]


class ContextRecord(View):
    """What the file is of: the first record. ``areas`` and ``since`` are set where it is a part."""

    record: Literal["context"] = "context"
    format: Literal["commonground-context"] = "commonground-context"
    version: Annotated[int, Field(ge=1)] = VERSION
    at: Time
    by: Who
    program: Some
    area: Some | None = None
    since: Time | None = None
    turns: bool = False
    private: bool = False


class MemberRecord(View):
    """Somebody whom the records name: how they are displayed, and their role. No token, no link."""

    record: Literal["member"] = "member"
    username: Who
    display_name: Annotated[str, StringConstraints(max_length=250)]
    role: Role


class SettingRecord(View):
    """A setting of the team as it is: an area, a policy and so on, with who changed it last."""

    record: Literal["setting"] = "setting"
    id: Identifier
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    value: JsonValue
    by: Who
    at: Time


class VersionRecord(View):
    """An immutable version of an entry. ``parents`` are the versions that its author saw."""

    id: Identifier
    parents: Annotated[tuple[Identifier, ...], Field(max_length=64)] = ()
    author: Who
    at: Time
    title: Title
    body: Annotated[str, StringConstraints(max_length=MAX_BODY)] = ""
    status: Status
    area: AreaName | None = None
    source: Some = ""
    subject: Some | None = None
    attribute: Some | None = None
    value: Some | None = None
    scope: Some | None = None
    reason: Annotated[str, StringConstraints(max_length=2_600)] = ""
    links: Annotated[tuple[Identifier, ...], Field(max_length=1_000)] = ()
    writers: Annotated[tuple[Who, ...], Field(max_length=1_000)] = ()


class EntryRecord(View):
    """An entry with its versions, oldest first. One with many stands in several records."""

    record: Literal["entry"] = "entry"
    room: RoomName
    id: Identifier
    kind: Kind
    created_by: Who
    created_at: Time
    revisions: tuple[VersionRecord, ...]


class ResolutionRecord(View):
    """A person's word on versions that contradict each other."""

    record: Literal["resolution"] = "resolution"
    room: RoomName
    id: Identifier
    sides: Annotated[tuple[Identifier, ...], Field(max_length=64)]
    outcome: Literal["resolved", "dismissed"]
    reason: Annotated[str, StringConstraints(max_length=2_600)] = ""
    by: Who
    at: Time
    decision: Identifier | None = None


class FactRecord(View):
    """What somebody said of a thing (``about``): a message, a thread, a comparison, a sprint.

    A thing is the fold over its facts, in the order of the file; ``name`` says what ``value``
    holds.
    """

    record: Literal["fact"] = "fact"
    room: RoomName
    id: Identifier
    about: ThingId
    name: FactName
    value: dict[str, JsonValue]
    by: Who
    at: Time
    seen: Annotated[tuple[Identifier, ...], Field(max_length=1_000)] = ()


class TurnRecord(View):
    """A question to a model and its answer, without what the model thought and its tools gave."""

    record: Literal["turn"] = "turn"
    id: Identifier
    asker: Who
    visibility: Literal["shared"]
    question: Long
    text: Long
    model: Some
    model_label: Some
    at: Time
    status: TurnStatus
    path: Annotated[str, StringConstraints(max_length=1_000)] | None = None
    cell: ThingId | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    seconds: float | None = None
    ended: Time | None = None
    shown: tuple[Identifier, ...] = ()
    problem: Annotated[str, StringConstraints(max_length=10_000)] | None = None
    source: Some = ""
    about: ThingId | None = None
    skill: Some | None = None


class EndRecord(View):
    """The last record: a file without it was cut off.

    ``records`` counts those before it; ``withheld`` counts what the gate kept back, which left in
    no other way.
    """

    record: Literal["end"] = "end"
    records: Annotated[int, Field(ge=0)]
    withheld: Annotated[int, Field(ge=0)] = 0


Thing = SettingRecord | EntryRecord | ResolutionRecord | FactRecord | TurnRecord | MemberRecord
"""What stands between the first and the last record."""
KINDS = ("context", "member", "setting", "entry", "resolution", "fact", "turn", "end")

Record = Annotated[
    ContextRecord
    | MemberRecord
    | SettingRecord
    | EntryRecord
    | ResolutionRecord
    | FactRecord
    | TurnRecord
    | EndRecord,
    Field(discriminator="record"),
]
RECORD: TypeAdapter[Any] = TypeAdapter(Record)
"""Reads a record. Raises ValidationError."""


def read_record(value: Any) -> Any:
    """A record from JSON; fields that this version does not know are passed over.

    Raises ValidationError.
    """
    return RECORD.validate_python(value, extra="ignore")
