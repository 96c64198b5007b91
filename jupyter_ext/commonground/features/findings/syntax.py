"""How ``%cg finding`` is written."""

from __future__ import annotations

import click

from ...core.parameter import FreeText, VerbOption, Word
from ...core.syntax import Syntax

AREA = VerbOption("area", "AREA", completes="area")
FINDING = Syntax(
    "finding",
    (
        AREA,
        VerbOption("rows", "N", click.IntRange(1, 50)),
        VerbOption("cell", "ID"),
        VerbOption("metric", "NAME", completes="metric"),
        VerbOption("preview"),
    ),
    FreeText("CLAIM", missing="The finding claims nothing.", late=True),
    usage=(
        (
            '`%cg finding "CLAIM"`, or `%%cg finding` with it and figures (`churn = 0.12`) below',
            "share the last output with what made it; `--preview` shows first what leaves, "
            "`--metric NAME` adds a figure by the team's definition",
        ),
    ),
    example='%cg finding "Churn doubled in May" (below the cell that shows it)',
)
CHECK = Syntax(
    "finding check",
    (Word("finding", missing="It is not said which finding.", completes="finding"),),
    usage=(
        (
            '`%cg finding check ID`, or its claim: `%cg finding check "CLAIM"`',
            "run what made a finding again, apart from this kernel, and say what differs",
        ),
    ),
)
FINDINGS = Syntax(
    "findings", usage=(("`%cg findings`", "what was found, by whom, and how it stands"),)
)
SYNTAX = (FINDING, CHECK, FINDINGS)
