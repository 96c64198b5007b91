"""How ``%cg share``, ``context`` and ``note`` are written."""

from __future__ import annotations

from ...core.entry import SHARED_KINDS
from ...core.parameter import FreeText, OneOf, VerbOption
from ...core.syntax import Syntax

SHARE = Syntax(
    "share",
    (
        VerbOption("kind", "KIND", OneOf(SHARED_KINDS), default="knowledge"),
        VerbOption("area", "AREA", completes="area"),
        VerbOption("everybody"),
    ),
    FreeText(missing="There is nothing to share."),
    (
        (
            "`%cg share --kind decision TEXT`",
            "add to the team's context (kinds: convention, decision, work, discussion, knowledge)",
        ),
        (
            "`%%cg share --kind decision TITLE` and a body below it",
            "the same, with a longer text",
        ),
        (
            "`%cg share --area AREA TEXT`",
            "for one area; without it for the one you prefer, with `--everybody` for all",
        ),
    ),
    example="%cg share --kind KIND TEXT",
)
CONTEXT = Syntax("context", usage=(("`%cg context`", "what the team's context holds"),))
NOTE = Syntax(
    "note",
    text=FreeText(missing="There is nothing to note."),
    usage=(
        (
            "`%cg note TEXT`",
            "a private note: in a plain IPython only; in a notebook use the side panel",
        ),
    ),
)
SYNTAX = (SHARE, CONTEXT, NOTE)
