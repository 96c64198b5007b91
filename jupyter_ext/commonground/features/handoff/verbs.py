"""``%cg handoff today``, ``since`` and ``written``; a handoff to somebody is a message's."""

from __future__ import annotations

from ...service.host import Host
from ...service.page import write_page
from ...service.verb import Call, Handler, Shown, Verb
from .pages import as_page, markdown
from .runner import HandoffWriter
from .syntax import EXPORT, PAGES


def _page(kind: str) -> Handler:
    async def page(host: Host, call: Call) -> Shown:
        """A page of a handoff as Markdown; ``--phrase`` has the model put it into words."""
        writer = host.find(HandoffWriter)
        made = await writer.report(call.member, kind, call["zone"])
        if call["phrase"]:
            made = await writer.phrase(call.member, made)
        return Shown(markdown(made.to_wire()))

    return page


async def _export(host: Host, call: Call) -> Shown:
    """Today's handoff as a page beside the notebook."""
    made = await host.find(HandoffWriter).report(call.member, "today", call["zone"])
    path = await write_page(host, call, as_page(made.to_wire()), call.arguments.plain)
    return Shown(f"The page is written: `{path}`")


VERBS = (
    *(Verb(syntax, _page(kind)) for kind, syntax in PAGES.items()),
    Verb(EXPORT, _export),
)
