"""How the team is governed: what settings and the rota say of roles and of new versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...core.duty import Duty
from ...core.entry import Kind
from ...core.revision import Status
from ...core.role import Member, Role
from ...core.setting import Setting
from .policy import acting, duty_in, status_in


class TeamGovernance:
    """The shipped ``Governance``: policies by kind, roles by setting, a rota of context owners."""

    def duty(
        self, settings: Mapping[str, Setting], changes: Iterable[Setting], at: int
    ) -> Duty | None:
        """Who is context owner at that time (ms since 1970); None where no rota is set."""
        return duty_in(settings, changes, at)

    def acting(
        self, member: Member, settings: Mapping[str, Setting], on_duty: Duty | None
    ) -> Member:
        """The member with the role that they have now."""
        return acting(member, settings, on_duty)

    def status(self, settings: Mapping[str, Setting], kind: Kind, role: Role) -> Status:
        """The status of a new version by somebody of that role. Raises NotAllowed."""
        return status_in(settings, kind, role)
