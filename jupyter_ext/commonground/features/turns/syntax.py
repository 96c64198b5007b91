"""How ``%%ai``, ``%cg thread``, ``constraint`` and ``turns`` are written."""

from __future__ import annotations

import click

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
        VerbOption("data", "NAME"),
        VerbOption("rows", "NUMBER", click.IntRange(1, 50)),
        VerbOption("fresh"),
        VerbOption("before"),
        VerbOption("model", "NAME", completes="model"),
        VerbOption("compare", "NAME", completes="model"),
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
        (
            "`%%ai --data df`",
            "bring along what a table (or a file of data) looks like, without its rows, as "
            "`%cg profile df` shows it; `--rows 5` adds five rows, which you are shown first",
        ),
        ("`%%ai --fresh`", "begin anew; without it, a question goes on from those above it"),
        (
            "`%%ai --before`",
            "take the answer that a finding or an earlier question gave already, where there is "
            "one; then no model is asked",
        ),
        ("`%%ai --model NAME`", "ask another model than the usual one"),
        ("`%%ai --compare NAME`", "ask that model too, and show both answers side by side"),
        (
            "`@entry:`, `@file:`, `@variable:`, `@name` and `#area` in a question",
            "bring along what they name; Tab completes them",
        ),
    ),
    example="the question on the lines below; flags of %%ai are --insert, --edit, --vars, "
    "--thread NAME, --skill NAME, --data NAME, --rows NUMBER, --fresh, --before, --model NAME, "
    "--compare NAME and --help",
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
    (VerbOption("to", "FILE", completes="file"), VerbOption("overwrite")),
    FreeText("NAME", completes="thread"),
    usage=(
        ("`%cg thread NAME`", "who takes part in a thread, and whose constraints hold"),
        (
            "`%cg thread --to FILE NAME`",
            "the whole thread as a file: Markdown (`.md`) or a notebook (`.ipynb`)",
        ),
    ),
)
TURNS = Syntax(
    "turns",
    (
        VerbOption("limit", "NUMBER", click.IntRange(1, 5_000)),
        VerbOption("private", hidden=True),
    ),
    usage=(
        (
            "`turns = %cg turns`",
            "the team's questions as a DataFrame: who, when, which model, tokens, cost, answer, "
            "entries shown (`--limit` as many, else 500)",
        ),
    ),
)
SYNTAX = (AI, CONSTRAINT, THREAD, TURNS)
