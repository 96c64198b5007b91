"""How ``%cg work``, ``focus``, ``lease`` and ``release`` are written."""

from __future__ import annotations

import click

from ...core.parameter import FreeText, VerbOption
from ...core.syntax import Syntax
from .model import MAX_HOURS

_HOURS = click.IntRange(1, MAX_HOURS)

WORK = Syntax("work", usage=(("`%cg work`", "who works on what now, and where it meets"),))
FOCUS = Syntax(
    "focus",
    (VerbOption("area", "AREA", completes="area"), VerbOption("hours", "HOURS", _HOURS)),
    FreeText(),
    (
        (
            "`%cg focus TEXT`",
            "say what you are at (`--area NAME`, `--hours 8`); without a text: at nothing",
        ),
    ),
    example="%cg focus the invoice totals --area billing",
)
LEASE = Syntax(
    "lease",
    (VerbOption("for", "HOURS"), VerbOption("why", "REASON")),
    FreeText("PATH", missing="It is not said which files."),
    (
        (
            "`%cg lease PATH --for 2h`",
            "ask the others to leave files alone for a while (it stops nobody)",
        ),
    ),
    example="%cg lease billing/invoice.py --for 2h",
)
RELEASE = Syntax(
    "release",
    (),
    FreeText("PATH"),
    (("`%cg release PATH`", "give a lease back; without a path, all of yours"),),
)
SYNTAX = (WORK, FOCUS, LEASE, RELEASE)
