"""How ``%cg prefer`` is written."""

from __future__ import annotations

from ...core.parameter import OneOf, VerbOption
from ...core.preference import ASKS, DETAILS, STYLES
from ...core.syntax import Syntax

PREFER = Syntax(
    "prefer",
    (
        VerbOption("language", "LANGUAGE"),
        VerbOption("style", "STYLE", OneOf(STYLES)),
        VerbOption("detail", "DETAIL", OneOf(DETAILS)),
        VerbOption("area", "AREA", completes="area"),
        VerbOption("asks", "ASKS", OneOf(ASKS)),
        VerbOption("nothing"),
    ),
    usage=(
        (
            "`%cg prefer --language German --detail brief`",
            f"how you want to be answered: also `--style` ({', '.join(STYLES)}), `--area` (where "
            "your questions and entries belong), `--asks private` (not in shared questions)",
        ),
        ("`%cg prefer --nothing`", "forget what you prefer"),
    ),
)
SYNTAX = (PREFER,)
