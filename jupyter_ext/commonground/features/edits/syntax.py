"""How ``%cg provenance`` is written."""

from __future__ import annotations

from ...core.syntax import Syntax

PROVENANCE = Syntax(
    "provenance",
    usage=(
        (
            "`%cg provenance`",
            "which cells came from the AI: model, who asked, who accepted, entries shown",
        ),
    ),
)
SYNTAX = (PROVENANCE,)
