"""Who reveals what is secret for now, and of how many people something is waited for."""

from __future__ import annotations

from collections.abc import Collection

from ..core.facilitator import may_reveal
from ..core.role import Member, at_least
from .writer import ContextService


def facilitates(service: ContextService, member: Member, opened_by: str) -> bool:
    """Whether the member may reveal what is in a thing of ``opened_by``."""
    return may_reveal(service.acting(member), opened_by, service.settings())


def invited(service: ContextService, spoke: Collection[str], area: str | None = None) -> int:
    """How many are expected to say something: who may, of the area's members or of all, and
    whoever did already."""
    known = map(service.acting, service.known().values())
    able = {m.username for m in known if not m.anonymous and at_least(m.role, "contributor")}
    found = service.areas().get(area) if area is not None else None
    return len({*spoke, *(able if found is None else able & {*found.members})})
