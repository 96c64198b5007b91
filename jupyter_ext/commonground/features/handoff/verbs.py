"""``%cg handoff today``, ``since`` and ``written``; a handoff to somebody is a message's."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import InvalidCommand
from ...server.calling import Call, Shown, Verb
from ...server.ground import Ground
from .pages import markdown
from .routes import handed

KINDS = ("today", "since", "written")


async def handoff(ground: Ground, call: Call) -> Shown:
    """``%cg handoff today [--zone ZONE] [--phrase]``."""
    kind, *words = call.line.split()
    phrase = "--phrase" in words
    words = [word for word in words if word != "--phrase"]
    if words and (words[0] != "--zone" or len(words) != 2):
        raise InvalidCommand(
            f"%cg handoff {kind} does not know {words[0][:40]!r}.",
            f"Write: %cg handoff {kind} [--zone Europe/Berlin] [--phrase]",
        )
    made = await handed(ground.handing, call.member, kind, words[1] if words else None)
    if phrase:
        made = await ground.handing.phrase(call.member, made)
    return Shown(markdown(made.to_wire()))


def with_handoffs(verbs: Mapping[str, Verb]) -> dict[str, Verb]:
    """The verbs, of which ``handoff`` is ours where a day is named, and a message's elsewhere."""
    messages = verbs.get("handoff")

    async def either(ground: Ground, call: Call) -> Shown:
        first = call.line.split(None, 1)[:1]
        if first and first[0] in KINDS:
            return await handoff(ground, call)
        if messages is None:
            raise InvalidCommand("There is nothing to hand over.", "Write: %cg handoff today")
        return await messages(ground, call)

    return {**verbs, "handoff": either}
