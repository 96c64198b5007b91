"""What a command would do, shown before it is sent: it writes nothing.

Asks the service for the plan, the gate and the readers, and the rules for what contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...core.command import Command
from ...core.dispute import statement
from ...core.entry import Entry
from ...core.ids import EntryId, RevisionId, Room, room_area, room_owner
from ...core.revision import Revision
from ...core.role import Member
from ...core.statement import Contradiction
from ...gate.gate import Outcome
from ...gate.passage import inspect
from ...service.writer import ContextService
from .keyed import Fields, suggest
from .runner import ContradictionIndex, index_of

MOST_SHOWN = 10
"""Contradictions in one preview at most."""


@dataclass(frozen=True, slots=True)
class Clash:
    """An entry that the text would contradict, the rule, and both quotes (the text's first).

    Where the rule is not ``sure``, a hint.
    """

    entry: str
    title: str
    rule: str
    quotes: tuple[str, str]
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, as it would be stored; who it would reach; what it would contradict.

    ``readers`` are usernames whose view and prompts it reaches; everyone else on the team may look
    it up. ``findings`` are the gate's, with the field they stand in, and never hold the value.
    """

    status: str
    outcome: Outcome
    findings: tuple[dict[str, Any], ...]
    title: str
    body: str
    area: str | None
    private: bool
    readers: tuple[str, ...]
    contradicts: tuple[Clash, ...]
    fields: Fields | None
    """Keyed fields that the text suggests, where its author gave none."""


async def preview(service: ContextService, member: Member, command: Command) -> Preview:
    """What ``command`` would do. Raises as ``ContextService.run`` does, but never Quarantined."""
    plan = await service.plan(member, command, source="preview")
    inspected = inspect(plan, service.gate().check, service.rules)
    room, change = inspected.plan.writes[0]
    (said,) = (r for r in change.revisions if r.id == plan.revision)
    quarantined = bool(inspected.quarantined)
    outcome: Outcome = "quarantine" if quarantined else "redact" if inspected.redacted else "pass"
    findings = inspected.quarantined or inspected.redacted
    clashes: tuple[Clash, ...] = ()
    if room_owner(room) is None:
        clashes = await _clashes(service, command, room, said)
    return Preview(
        status=said.status,
        outcome=outcome,
        findings=tuple(findings),
        title=said.title,
        body=said.body,
        area=room_area(room),
        private=room_owner(room) is not None,
        readers=_readers(service, member, room),
        contradicts=clashes,
        fields=suggest(said.title, said.body) if said.subject is None else None,
    )


def _readers(service: ContextService, member: Member, room: Room) -> tuple[str, ...]:
    if room_owner(room) is not None:
        return (member.username,)
    known = service.known() | {member.username: member}
    return tuple(sorted(u for u, m in known.items() if room in service.rooms_of(m)))


async def _clashes(
    service: ContextService, command: Command, room: Room, said: Revision
) -> tuple[Clash, ...]:
    own = {said.entry, *(EntryId(entry) for entry in command.speaks_of)}
    await service.compare()
    entry = Entry(said.entry, "knowledge", room, said.author, said.at)
    found = await index_of(service).against(statement(entry, said), own)
    found.sort(key=lambda clash: not clash.sure)
    return tuple(_from(found[:MOST_SHOWN], said.id, index_of(service)))


def _from(
    found: Iterable[Contradiction], own: RevisionId, known: ContradictionIndex
) -> Iterable[Clash]:
    for each in found:
        mine_first = each.a == own
        head = known.head(RevisionId(each.b if mine_first else each.a))
        if head is not None:
            other, revision = head
            quotes = (each.quote_a, each.quote_b)
            quotes = quotes if mine_first else quotes[::-1]
            yield Clash(other.id, revision.title, each.rule, quotes, each.why, each.sure)
