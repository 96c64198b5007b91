"""The route that gives what instruction files are made of."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from ...core.entry import Entry, in_order
from ...core.ids import RevisionId
from ...gate.gate import Gate
from ...service.route import Asked, get
from .views import InstructionsAnswer

_PIN = "pin:"
_passed: WeakKeyDictionary[Gate, dict[RevisionId, bool]] = WeakKeyDictionary()
"""What a gate said of versions, so that each is read once as long as the gate is the same."""


@get("instructions", answer=InstructionsAnswer)
async def instructions(asked: Asked) -> InstructionsAnswer:
    """What instruction files are made of: shared entries, areas, pins, what contradicts what."""
    service = asked.host.service
    entries = in_order(e for room in service.shared() for e in room.entries.values())
    fine = await asyncio.to_thread(_fine, service.gate(), entries)
    code = asked.host.code_states
    states = {} if code is None else await code.code_states()
    pins = (name for name, setting in service.settings().items() if setting.value is True)
    return InstructionsAnswer.of(
        entries=fine,
        areas=list(service.areas().values()),
        pins=sorted(name.removeprefix(_PIN) for name in pins if name.startswith(_PIN)),
        disputes=sorted({dispute.entries for dispute in service.disputes if dispute.sure}),
        broken=sorted(entry for entry, state in states.items() if state.broken),
        withheld=len(entries) - len(fine),
    )


def _fine(gate: Gate, entries: Iterable[Entry]) -> list[Entry]:
    """The entries of whose versions that speak all pass the gate, as it is now."""
    said = _passed.setdefault(gate, {})
    found = []
    for entry in entries:
        speaking = [r for r in entry.revisions.values() if r.speaks]
        for revision in speaking:
            if revision.id not in said:
                text = f"{revision.title}\n{revision.body}"
                said[revision.id] = gate.check(text).outcome == "pass"
        if all(said[revision.id] for revision in speaking):
            found.append(entry)
    return found


ROUTES = (instructions,)
