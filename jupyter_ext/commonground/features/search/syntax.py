"""How ``%cg find`` is written."""

from __future__ import annotations

from ...core.parameter import FreeText, Marked, VerbOption
from ...core.syntax import Syntax

FIND = Syntax(
    "find",
    (
        Marked("who", "@#", completes="recipient"),
        VerbOption("kind", "KIND"),
        VerbOption("since", "WHEN"),
    ),
    FreeText("WORDS", late=True),
    (
        (
            "`%cg find WORDS`",
            "look through all that the team shares: entries, questions, threads, messages, tasks, "
            "comparisons; typing errors are forgiven",
        ),
        (
            "`%cg find @name #area --kind decision --since 7d WORDS`",
            "the same of one person, area, kind or time",
        ),
    ),
    example="%cg find @name #area --kind KIND --since 7d WORDS",
)
SYNTAX = (FIND,)
