"""The names of threads and models, for whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...service.host import Host
from .thread import threads_in


def threads(host: Host) -> Iterable[str]:
    """Titles of the open ones, the one used last first."""
    found = threads_in(host.service.shared())
    return dict.fromkeys(thread.title for thread in found if not thread.closed)


def models(host: Host) -> Iterable[str]:
    """What a question may name, the usual one first."""
    return (offer.name for offer in host.turns.offered())


NAMES: Mapping[str, Callable[[Host], Iterable[str]]] = {"thread": threads, "model": models}
