"""How ``%cg profile`` is written."""

from __future__ import annotations

import click

from ...core.parameter import VerbOption, Word
from ...core.syntax import Syntax

MOST_ROWS = 50
"""Sample rows that may be asked for."""
ROWS = VerbOption("rows", "NUMBER", click.IntRange(1, MOST_ROWS))
PROFILE = Syntax(
    "profile",
    (ROWS, Word("thing", missing="It is not said of what.", completes="file")),
    usage=(
        (
            "`%cg profile df`",
            "what a table looks like without its rows: types, gaps, spread, common values, keys, "
            "and what changed since last time; also a file (CSV, Parquet, JSON)",
        ),
        (
            "`%cg profile --rows 5 df`",
            "with five of its rows, as `%%ai --data df --rows 5` sends them",
        ),
    ),
)
SYNTAX = (PROFILE,)
