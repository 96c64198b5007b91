"""How ``%cg handoff today``, ``since`` and ``written`` are written."""

from __future__ import annotations

from ...core.parameter import VerbOption
from ...core.syntax import Row, Syntax

_USAGE: tuple[Row, ...] = (
    ("`%cg handoff today`", "what was decided, is open, is new and has to be watched today"),
)
KINDS = ("today", "since", "written")
PAGES = {
    kind: Syntax(
        f"handoff {kind}",
        (VerbOption("zone", "ZONE", completes="zone"), VerbOption("phrase")),
        usage=_USAGE if kind == "today" else (),
        example=f"%cg handoff {kind} [--zone Europe/Berlin] [--phrase]",
    )
    for kind in KINDS
}
SYNTAX = tuple(PAGES.values())
