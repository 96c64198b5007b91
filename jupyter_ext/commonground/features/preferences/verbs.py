"""``%cg prefer``: sets what its author prefers. What that is, no cell shows."""

from __future__ import annotations

from dataclasses import asdict

from ...core.ids import member_room
from ...core.preference import PREFERENCES, preferences_in
from ...core.setting import current
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .syntax import PREFER

SAVED = "Saved, for you alone. The side panel shows what you prefer, under People."
FORGOTTEN = "Forgotten: you are answered as everybody is."
ELSEWHERE = (
    "What you prefer is yours alone, and a cell is read by everyone: the side panel shows it, "
    "under People."
)


async def prefer(host: Host, call: Call) -> Shown:
    """Change what is named; the rest stays. Raises InvalidCommand for an area that is none."""
    given = {name: value for name, value in call.arguments.given.items() if name != "nothing"}
    nothing = bool(call["nothing"])
    if not given and not nothing:
        return Shown(ELSEWHERE)
    area = given.get("area")
    if area is not None and area not in host.service.areas():
        raise InvalidCommand(f"There is no area {area[:60]!r}.", "See them under People.")
    own = await host.service.snapshot(call.member, member_room(call.member.username))
    before = asdict(preferences_in(current(own.settings.values())))
    value = None if nothing else {**before, **given}
    said = encoded(command="set", name=PREFERENCES, value=value)
    await host.service.run(call.member, host.parse_command(said), source=call.source)
    return Shown(FORGOTTEN if nothing else SAVED)


VERBS = (Verb(PREFER, prefer),)
