"""``%cg profile``: what the kernel made of its data, cleaned and shown."""

from __future__ import annotations

from collections.abc import Iterable

from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .shelf import ProfileShelf
from .syntax import PROFILE


async def profile(host: Host, call: Call) -> Shown:
    """The kernel has looked at the data; what it found comes with the line."""
    shelf = host.find(ProfileShelf)
    return shelf.show(call.member, await shelf.take(call.member, call.vars))


def group_size(host: Host) -> Iterable[str]:
    """The rows that must share what is shown, for a kernel that is about to look."""
    return (str(host.find(ProfileShelf).group_size()),)


NAMES = {"groupsize": group_size}
VERBS = (Verb(PROFILE, profile),)
