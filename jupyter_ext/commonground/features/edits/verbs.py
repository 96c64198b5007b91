"""``%cg provenance``: which cells of this notebook came from a change that the AI proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.notebook_cells import cells_at
from ...service.verb import Call, Shown, Verb
from .provenance import CellOrigins, Origin, origins_in
from .syntax import PROVENANCE

HEAD = """\
| cell | begins with | what | model | asked by | accepted by | when | turn | entries shown |
|---:|---|---|---|---|---|---|---|---|"""
NONE = "No cell of this notebook came from a change that the AI proposed and somebody accepted."


async def provenance(host: Host, call: Call) -> Shown:
    """``%cg provenance``."""
    if call.path is None:
        raise InvalidCommand(
            "The server does not know in which notebook this stands.",
            "Run it in JupyterLab, or use: commonground provenance NOTEBOOK",
        )
    found = origins_in(await cells_at(host, call.path))
    titles = {
        str(revision.id): revision.title
        for room in host.service.shared()
        for entry in room.entries.values()
        for revision in entry.revisions.values()
    }
    return Shown(provenance_markdown(found, titles))


def provenance_markdown(found: Sequence[CellOrigins], titles: Mapping[str, str]) -> str:
    """A table, a row for each accepted change. Entries are named where ``titles`` has them."""
    if not found:
        return NONE
    rows = [_row(cell, origin, titles) for cell in found for origin in cell.origins]
    return "\n".join([HEAD, *rows])


def _row(cell: CellOrigins, origin: Origin, titles: Mapping[str, str]) -> str:
    shown = "; ".join(titles.get(one, one) for one in origin.shown) or "none"
    what = f"{origin.op}, edited first" if origin.edited else origin.op
    texts = (
        cell.first_line,
        what,
        origin.model,
        origin.asked_by,
        origin.accepted_by,
        origin.accepted_at,
        origin.turn,
        shown,
    )
    return f"| {cell.number} | {' | '.join(inline(one) for one in texts)} |"


VERBS = (Verb(PROVENANCE, provenance),)
