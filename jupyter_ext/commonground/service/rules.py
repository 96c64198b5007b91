"""What features hand to the service: who holds which role, which settings there are, disputes.

The service imports no feature; it is given these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..core.dispute import Dispute
from ..core.duty import Duty
from ..core.entry import Kind
from ..core.fact import FactTypes
from ..core.revision import Status
from ..core.role import Member, Role
from ..core.setting import Setting, SettingKinds
from ..core.snapshot import Snapshot


class Governance(Protocol):
    """How settings and the rota give members their roles, and new versions their status. Pure."""

    def duty(
        self, settings: Mapping[str, Setting], changes: Iterable[Setting], at: int
    ) -> Duty | None:
        """Who is context owner at that time (ms since 1970); None where no rota is set."""
        ...

    def acting(
        self, member: Member, settings: Mapping[str, Setting], on_duty: Duty | None
    ) -> Member:
        """The member with the role that they have now."""
        ...

    def status(self, settings: Mapping[str, Setting], kind: Kind, role: Role) -> Status:
        """The status of a new version by somebody of that role. Raises NotAllowed."""
        ...


class DisputeIndex(Protocol):
    """What contradicts what in the shared rooms, kept up to date as they change."""

    reads: frozenset[str]
    """The names of facts that change what it finds."""
    hints: tuple[Dispute, ...]
    """As of the last look: what may contradict, or of which one shall replace the other."""

    async def look(self, snapshots: Iterable[Snapshot]) -> tuple[Dispute, ...]:
        """Take in what is new; today's disputes and hints, ordered by their sides' ids."""
        ...

    async def forget(self) -> None:
        """Drop all that was read: documents were made anew."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """All of it, for one service."""

    governance: Governance
    settings: SettingKinds
    index: DisputeIndex
    facts: FactTypes = field(default_factory=FactTypes)
