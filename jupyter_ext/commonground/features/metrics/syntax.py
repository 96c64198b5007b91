"""How ``%cg metric`` is written."""

from __future__ import annotations

from ...core.parameter import FreeText, VerbOption
from ...core.syntax import Syntax

METRIC = Syntax(
    "metric",
    (VerbOption("area", "AREA", completes="area"),),
    FreeText(
        "NAME = EXPRESSION", missing="It is not said which metric.", late=True, completes="metric"
    ),
    usage=(
        (
            "`%cg metric revenue = orders.amount.sum()`; `%%cg metric` with what it means below",
            "define a figure once for the team: a convention, which the context owner accepts",
        ),
        (
            "`revenue = %cg metric revenue`",
            "compute it here by the team's definition, which is shown beside the value",
        ),
    ),
    example="%cg metric revenue = orders.amount.sum()",
)
METRICS = Syntax(
    "metrics", usage=(("`%cg metrics`", "the figures that the team defined, and how"),)
)
SYNTAX = (METRIC, METRICS)
