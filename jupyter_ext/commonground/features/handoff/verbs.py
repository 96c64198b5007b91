"""``%cg handoff today``, ``since`` and ``written``; a handoff to somebody is a message's."""

from __future__ import annotations

from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .pages import markdown
from .runner import KINDS, Handing


async def handoff(host: Host, call: Call) -> Shown:
    """``%cg handoff today [--zone ZONE] [--phrase]``."""
    kind, *words = call.line.split()
    phrase = "--phrase" in words
    words = [word for word in words if word != "--phrase"]
    if words and (words[0] != "--zone" or len(words) != 2):
        raise InvalidCommand(
            f"%cg handoff {kind} does not know {words[0][:40]!r}.",
            f"Write: %cg handoff {kind} [--zone Europe/Berlin] [--phrase]",
        )
    handing = host.find(Handing)
    made = await handing.made(call.member, kind, words[1] if words else None)
    if phrase:
        made = await handing.phrase(call.member, made)
    return Shown(markdown(made.to_wire()))


USAGE = (("`%cg handoff today`", "what was decided, is open, is new and has to be watched today"),)
VERBS = tuple(Verb(f"handoff {kind}", handoff, USAGE if kind == "today" else ()) for kind in KINDS)
