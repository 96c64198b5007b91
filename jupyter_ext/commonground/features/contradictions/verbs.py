"""``%cg relate``: what it does and shows."""

from __future__ import annotations

from ...core.command import parse_as
from ...core.entry import Entry
from ...core.markdown import inline
from ...core.revision import Revision
from ...errors import InvalidCommand, UnknownId
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .commands import Relate
from .relation import How
from .syntax import RELATE

_SAID: dict[How, str] = {
    "same": "**{0}** says the same as **{1}**: that is on the record.",
    "replaces": "**{0}** replaces **{1}**.",
    "contradicts": "**{0}** contradicts **{1}**: that is a dispute until a person resolves it.",
    "other": "**{0}** and **{1}** are two things: nobody is asked about them again.",
}
WAITS = "**{0}** shall replace **{1}**: that waits for the context owner."


async def relate(host: Host, call: Call) -> Shown:
    """Say how two entries stand to each other, as of today's versions."""
    (_, first), (other, second) = _today(host, call["first"]), _today(host, call["second"])
    how: How = call["how"]
    command = parse_as(Relate, encoded(first=first.id, second=second.id, how=how))
    await host.service.run(call.member, command, source=call.source)
    text = _SAID[how]
    if how == "replaces" and _live(host, other.id):
        text = WAITS
    return Shown(text.format(inline(first.title), inline(second.title)))


def _live(host: Host, entry: str) -> bool:
    return any(found.live for found in _shared(host) if found.id == entry)


def _today(host: Host, named: str) -> tuple[Entry, Revision]:
    """The entry of that id with its one version. Raises UnknownId, InvalidCommand."""
    found = next((entry for entry in _shared(host) if entry.id == named), None)
    if found is None:
        raise UnknownId(f"There is no shared entry {named[:40]!r}.")
    if len(found.standing) != 1:
        raise InvalidCommand("That entry is in dispute itself.", "Settle its versions first.")
    return found, found.standing[0]


def _shared(host: Host) -> list[Entry]:
    return [entry for room in host.service.shared() for entry in room.entries.values()]


VERBS = (Verb(RELATE, relate),)
