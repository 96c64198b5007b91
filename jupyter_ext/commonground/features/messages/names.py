"""Whom one may write to, and which messages may be answered, for whoever writes a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...service.host import Host
from .inbox import audience
from .model import ALL, messages_in

MOST = 50
"""Messages, the newest ones."""


def recipients(host: Host) -> Iterable[str]:
    """People and areas with their marks, and everybody."""
    team = audience(host.service)
    areas = (name for name, members in team.areas.items() if members)
    return (ALL, *(f"@{n}" for n in sorted(team.members)), *(f"#{n}" for n in sorted(areas)))


def messages(host: Host) -> Iterable[str]:
    """Titles, those that are still open first."""
    team = audience(host.service)
    newest = sorted(messages_in(host.service.shared()), key=lambda m: m.at, reverse=True)
    newest.sort(key=lambda message: not message.waits_for(team))
    return dict.fromkeys(message.title for message in newest[:MOST])


NAMES: Mapping[str, Callable[[Host], Iterable[str]]] = {
    "recipient": recipients,
    "message": messages,
}
