"""How ``%cg suggestions`` is written."""

from __future__ import annotations

from ...core.parameter import VerbOption
from ...core.syntax import Syntax

SUGGESTIONS = Syntax(
    "suggestions",
    (VerbOption("sweep"),),
    usage=(
        ("`%cg suggestions`", "what the AI suggests to keep of answers and threads"),
        ("`%cg suggestions --sweep`", "look through the threads of the last days at once"),
    ),
)
SYNTAX = (SUGGESTIONS,)
