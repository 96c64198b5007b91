"""How ``%cg skills`` is written."""

from __future__ import annotations

from ...core.parameter import Word
from ...core.syntax import Syntax

SKILLS = Syntax(
    "skills",
    (Word("name", completes="skill"),),
    usage=(
        ("`%cg skills`", "which skills there are, and which the team agreed to"),
        ("`%cg skills NAME`", "one skill: what it reads and may do, and its instructions"),
    ),
)
AGREE = Syntax(
    "skills agree",
    (
        Word("name", completes="skill", missing="It is not said which skill."),
        Word("mark", missing="It is not said to which files of it."),
    ),
    usage=(
        (
            "`%cg skills agree NAME MARK`",
            "let questions be asked with a skill as it is now; `%cg skills NAME` shows its mark",
        ),
    ),
)
PROPOSE = Syntax(
    "skills propose",
    (Word("name", completes="skill", missing="It is not said which skill."),),
    usage=(
        (
            "`%cg skills propose NAME`",
            "propose a skill of this folder to the team, as an entry that the owner accepts",
        ),
    ),
)
SYNTAX = (SKILLS, AGREE, PROPOSE)
