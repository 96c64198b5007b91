"""The names of people and areas, for whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...service.host import Host


def members(host: Host) -> Iterable[str]:
    """Everybody who was ever here, and whom an area names."""
    named = {who for area in host.service.areas().values() for who in area.members}
    return sorted({*host.names(), *named})


def areas(host: Host) -> Iterable[str]:
    """Every area."""
    return sorted(host.service.areas())


NAMES: Mapping[str, Callable[[Host], Iterable[str]]] = {"member": members, "area": areas}
