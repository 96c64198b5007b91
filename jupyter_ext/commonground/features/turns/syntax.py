"""How ``%%ai``, ``%cg thread`` and ``%cg constraint`` are written."""

from __future__ import annotations

from ...core.parameter import FreeText, VerbOption
from ...core.syntax import Syntax

AI = Syntax(
    "%%ai",
    (
        VerbOption("insert"),
        VerbOption("edit"),
        VerbOption("vars"),
        VerbOption("thread", "NAME", completes="thread"),
        VerbOption("skill", "NAME", completes="skill"),
        VerbOption("help"),
        VerbOption("private", hidden=True),
    ),
    usage=(
        (
            "`%%ai` and the question below it",
            "ask the model; everyone in the notebook sees the answer grow",
        ),
        ("`%%ai --insert`", "also put the answer's code into new cells below"),
        (
            "`%%ai --edit`",
            "let the AI propose changes of cells, which people accept or refuse one by one",
        ),
        (
            "`%%ai --vars`",
            "put values of variables in place of `{name}`; without it, braces are text",
        ),
        (
            "`%%ai --thread NAME`",
            "ask in a thread: several people, the model knows who said what",
        ),
        ("`%%ai --skill NAME`", "ask with a skill: `%cg skills` lists them"),
    ),
    example="the question on the lines below; flags of %%ai are --insert, --edit, --vars, "
    "--thread NAME, --skill NAME and --help",
)
CONSTRAINT = Syntax(
    "constraint",
    (VerbOption("thread", "NAME", required=True, completes="thread"),),
    FreeText(
        missing="It is not clear which thread's answers have to respect what.",
        late=True,
    ),
    (
        (
            "`%cg constraint --thread NAME TEXT`",
            "what answers in that thread have to respect, in your name",
        ),
    ),
)
THREAD = Syntax(
    "thread",
    text=FreeText("NAME", completes="thread"),
    usage=(("`%cg thread NAME`", "who takes part in a thread, and whose constraints hold"),),
)
SYNTAX = (AI, CONSTRAINT, THREAD)
