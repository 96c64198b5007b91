"""How ``%cg summaries`` is written."""

from __future__ import annotations

import click

from ...core.parameter import VerbOption
from ...core.syntax import Syntax

SUMMARIES = Syntax(
    "summaries",
    (VerbOption("propose", "NUMBER", click.IntRange(1, 20)),),
    usage=(
        ("`%cg summaries`", "small entries that speak of one subject, by number"),
        ("`%cg summaries --propose NUMBER`", "propose one entry for that group"),
    ),
)
SYNTAX = (SUMMARIES,)
