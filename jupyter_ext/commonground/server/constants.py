"""What the browser has to know as the server does: limits, names and patterns, as data.

It stands in the description of the interface (``x-constants``), from which the front end's
constants are generated, so that nothing of it is written in two languages.
"""

from __future__ import annotations

from typing import get_args

from ..core.area import MAX_GLOBS, MAX_MEMBERS
from ..core.bundle import DEMO, PLAIN_CHARS, TABLE_MIME, TURN_MIME
from ..core.entry import SHARED_KINDS, Kind
from ..core.fields import AREA_NAME
from ..core.preference import DETAILS, STYLES, Detail, Style
from ..core.revision import KEYED, STATUSES, Status
from ..core.role import ROLES, Policy, Role
from ..core.views import View
from ..features.comparison.model import PHASES, SIDES, Phase, Side
from ..features.comparison.report import COMPARISON_MIME
from ..features.files.sandbox import LIMITS as SANDBOX
from ..features.handoff.report import PARTS as HANDOFF_PARTS
from ..features.handoff.report import Part
from ..features.messages.model import ALL, MESSAGE_KINDS, MessageKind
from ..features.messages.model import PARTS as MESSAGE_PARTS
from ..features.sprint.model import COLUMNS, DONE, DROPPED, OUT
from ..features.team.policy import policies_in
from ..features.team.settings import MAX_DAYS, MAX_ZONES
from ..features.team.views import PoliciesView
from ..service.status_views import KINDS, LIMITS, LimitsView


class TeamLimits(View):
    """How many of what the settings of a team hold at most; ``days`` of one turn of the rota."""

    members: int
    globs: int
    days: int
    zones: int


class SandboxLimits(View):
    """What code may use that a model proposed: seconds, bytes of memory and of output."""

    seconds: float
    memory: int
    output: int


class MimeTypes(View):
    """The types of our outputs."""

    turn: str
    comparison: str
    table: str


class Constants(View):
    """All of it."""

    limits: LimitsView
    team_limits: TeamLimits
    sandbox: SandboxLimits
    styles: tuple[Style, ...]
    details: tuple[Detail, ...]
    plain_chars: int
    kinds: tuple[Kind, ...]
    shared_kinds: tuple[Kind, ...]
    roles: tuple[Role, ...]
    statuses: tuple[Status, ...]
    policies: tuple[Policy, ...]
    default_policies: PoliciesView
    keyed: tuple[str, ...]
    area_pattern: str
    demo_prefix: str
    mime: MimeTypes
    message_kinds: tuple[MessageKind, ...]
    message_parts: tuple[str, ...]
    everybody: str
    handoff_parts: tuple[Part, ...]
    phases: tuple[Phase, ...]
    sides: tuple[Side, ...]
    columns: dict[str, str]
    done: str
    dropped: str
    taken_out: str


CONSTANTS = Constants.of(
    limits=LIMITS,
    team_limits=TeamLimits(members=MAX_MEMBERS, globs=MAX_GLOBS, days=MAX_DAYS, zones=MAX_ZONES),
    sandbox=SandboxLimits(seconds=SANDBOX.seconds, memory=SANDBOX.memory, output=SANDBOX.output),
    styles=STYLES,
    details=DETAILS,
    plain_chars=PLAIN_CHARS,
    kinds=KINDS,
    shared_kinds=SHARED_KINDS,
    roles=ROLES,
    statuses=STATUSES,
    policies=get_args(Policy),
    default_policies=policies_in({}),
    keyed=KEYED,
    area_pattern=AREA_NAME,
    demo_prefix=DEMO,
    mime=MimeTypes(turn=TURN_MIME, comparison=COMPARISON_MIME, table=TABLE_MIME),
    message_kinds=MESSAGE_KINDS,
    message_parts=MESSAGE_PARTS,
    everybody=ALL,
    handoff_parts=HANDOFF_PARTS,
    phases=PHASES,
    sides=SIDES,
    columns=COLUMNS,
    done=DONE,
    dropped=DROPPED,
    taken_out=OUT,
)
