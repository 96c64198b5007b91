"""Findings as answers to questions: what was found out need not be asked of a model again.

One whose check gave something else is never offered, nor one whose making is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...core.ids import Room
from ...core.precedent import AnswerStanding, EarlierAnswer, PrecedentKind
from ...core.role import Member
from ...core.snapshot import Snapshot
from ...errors import UnknownId
from ...service.host import Host
from .model import SharedFinding, findings_in
from .runner import FindingKeeper, worst
from .text import FRESH


class FoundAnswers:
    """Use as ``async with FoundAnswers(host)``."""

    kind: PrecedentKind = "finding"

    def __init__(self, host: Host) -> None:
        self._host = host
        self._read: dict[Room, tuple[Snapshot, Mapping[str, EarlierAnswer]]] = {}

    async def __aenter__(self) -> FoundAnswers:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs."""

    async def answers(self, room: Room) -> Mapping[str, EarlierAnswer | None]:
        """The findings of that room; a member's own holds none."""
        snapshot = next((s for s in self._host.service.shared() if s.room == room), None)
        if snapshot is None:
            return {}
        known = self._read.get(room)
        if known is None or known[0] is not snapshot:
            found = {one.id: _earlier(one) for one in findings_in([snapshot])}
            known = self._read[room] = (snapshot, found)
        return known[1]

    async def standing(self, member: Member, key: str) -> AnswerStanding | None:
        """How a finding stands; None where it was refuted, what made it is gone, or is disputed."""
        keeper = self._host.find(FindingKeeper)
        try:
            one = keeper.finding(member, key)
        except UnknownId:
            return None
        state, cause = worst(keeper.anchors().get(one.entry.id, ()))
        refuted = one.check is not None and one.check.state == "differs"
        if refuted or one.entry.disputed or state not in ("fresh", "touched"):
            return None
        body = f"**{one.claim}**\n\n{one.entry.standing[-1].body}".strip()
        if state == "touched":
            return AnswerStanding("touched", cause, body)
        return AnswerStanding("fresh", FRESH, body)


def _earlier(one: SharedFinding) -> EarlierAnswer:
    body = one.entry.standing[-1].body if one.entry.standing else ""
    target = one.shared.get("target")
    cell = target.get("cell") if isinstance(target, Mapping) else None
    return EarlierAnswer(
        one.id, one.claim, one.by, one.at, body, one.path or None, str(cell) if cell else None
    )
