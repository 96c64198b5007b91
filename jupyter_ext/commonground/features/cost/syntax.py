"""How ``%cg cost`` is written."""

from __future__ import annotations

from ...core.syntax import Syntax

COST = Syntax(
    "cost",
    usage=(
        (
            "`%cg cost`",
            "what the team's questions cost in the last 14 days, day by day, as a DataFrame",
        ),
    ),
)
SYNTAX = (COST,)
