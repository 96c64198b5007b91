"""How ``%cg handoff today``, ``since`` and ``written`` are written."""

from __future__ import annotations

from ...core.parameter import FreeText, VerbOption
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
EXPORT = Syntax(
    "handoff export",
    (VerbOption("zone", "ZONE"), VerbOption("overwrite")),
    FreeText("FILE", "Which file? For example handoff.html."),
    usage=(
        (
            "`%cg handoff export FILE.html [--overwrite]`",
            "today's as a page to keep, send or print",
        ),
    ),
    example="%cg handoff export handoff.html [--zone Europe/Berlin]",
)
SYNTAX = (*PAGES.values(), EXPORT)
