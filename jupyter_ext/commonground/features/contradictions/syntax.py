"""How ``%cg relate`` is written."""

from __future__ import annotations

from typing import get_args

from ...core.parameter import OneOf, Word
from ...core.syntax import Syntax
from .relation import How

RELATE = Syntax(
    "relate",
    (
        Word("first", missing="Which entry?"),
        Word("how", OneOf(get_args(How)), missing="How does it stand to the other one?"),
        Word("second", missing="To which entry?"),
    ),
    usage=(
        (
            "`%cg relate ENTRY contradicts ENTRY`",
            "how an entry stands to another one: `same`, `replaces`, `contradicts` or `other`",
        ),
    ),
)
SYNTAX = (RELATE,)
