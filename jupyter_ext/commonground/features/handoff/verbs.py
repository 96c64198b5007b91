"""``%cg handoff today``, ``since`` and ``written``; a handoff to somebody is a message's."""

from __future__ import annotations

from ...service.host import Host
from ...service.verb import Call, Handler, Shown, Verb
from .pages import markdown
from .runner import HandoffWriter
from .syntax import PAGES


def _page(kind: str) -> Handler:
    async def page(host: Host, call: Call) -> Shown:
        """A page of a handoff as Markdown; ``--phrase`` has the model put it into words."""
        writer = host.find(HandoffWriter)
        made = await writer.report(call.member, kind, call["zone"])
        if call["phrase"]:
            made = await writer.phrase(call.member, made)
        return Shown(markdown(made.to_wire()))

    return page


VERBS = tuple(Verb(syntax, _page(kind)) for kind, syntax in PAGES.items())
