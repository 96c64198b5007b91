"""How ``%cg sprint`` and its verbs are written."""

from __future__ import annotations

from ...core.parameter import FreeText, OneOf, VerbOption, Word
from ...core.syntax import Row, Syntax
from .model import UNITS

_DAYS = (VerbOption("from", "DAY"), VerbOption("to", "DAY"))
_UNIT = OneOf(UNITS, "Estimates are in points or in days.")
_TASK = (
    VerbOption("for", "NAME", completes="member"),
    VerbOption("estimate", "3"),
    VerbOption("after", "A,B", completes="task"),
    VerbOption("area", "NAME", completes="area"),
    VerbOption("files", "P,Q", completes="file"),
    VerbOption("notes", "TEXT"),
)


def _text(name: str, missing: str = "", completes: str = "") -> FreeText:
    """Free text among which options may stand anywhere."""
    return FreeText(name, missing, late=True, strict=True, completes=completes)


def _verb(
    name: str,
    *parameters: Word | VerbOption,
    text: FreeText | None = None,
    row: Row | None = None,
    rows: tuple[Row, ...] = (),
    example: str = "",
) -> Syntax:
    return Syntax(
        f"sprint {name}", parameters, text, detail=(row,) if row else rows, example=example
    )


SPRINT = Syntax(
    "sprint",
    usage=(
        (
            "`%cg sprint`",
            "the sprint: goal, your tasks, who waits for whom; see `%cg sprint help`",
        ),
    ),
    detail=(("`%cg sprint`", "the goal, your tasks, what they wait for and who waits for them"),),
    intro="**Sprints** in a cell:",
    outro="What went well and badly is noted in the side panel, so that it stays hidden until it "
    "is revealed.",
)
NEW = _verb(
    "new",
    *_DAYS,
    VerbOption("unit", "points", _UNIT),
    VerbOption("fresh"),
    text=_text("GOAL"),
    row=(
        "`%cg sprint new [--from DAY] [--to DAY] [--unit days] [--fresh] GOAL`",
        "begin one, with what the last one left; `--fresh` without it",
    ),
)
ABOUT = _verb("about", *_DAYS, text=_text("GOAL"))
IMPORT = _verb(
    "import",
    VerbOption("encoding", "NAME"),
    text=FreeText("FILE", "There is nothing to import.", late=True, completes="file"),
    rows=(
        (
            "`%cg sprint import FILE`",
            "tasks from a CSV, or from an export of Jira, GitHub, GitLab, Linear, Trello, Azure",
        ),
        ("`%%cg sprint import` and the file's text below it", "the same"),
    ),
    example="%cg sprint import FILE, or the file's text below %%cg sprint import",
)
STATUS = _verb(
    "status",
    Word("column", missing="Which column does it mean, and which status?", completes="column"),
    text=_text("STATUS", "Which status?"),
    row=(
        "`%cg sprint status done STATUS`",
        "say once what a status of your tracker means: todo, doing, review, done, dropped",
    ),
    example="%cg sprint status done Deployed",
)
ADD = _verb(
    "add",
    *_TASK,
    text=_text("TITLE"),
    row=(
        "`%cg sprint add TITLE [--for NAME] [--estimate 3] [--after A,B] [--area NAME] "
        "[--files P,Q]`",
        "add a task",
    ),
)
EDIT = _verb(
    "edit",
    Word("key", missing="Which task?", completes="task"),
    *_TASK,
    text=_text("TITLE"),
    row=("`%cg sprint edit KEY [TITLE] [--for NAME] …`", "change it; `--for -` empties"),
    example="%cg sprint edit KEY --for NAME",
)
MOVE = _verb(
    "move",
    Word("key", missing="Which card, and where?", completes="task"),
    VerbOption("before", "KEY", completes="task"),
    text=_text("COLUMN", "Which card, and where?", "column"),
    row=(
        "`%cg sprint move KEY COLUMN [--before KEY]`",
        "move its card; `out` takes it out of the sprint",
    ),
)
CAPACITY = _verb(
    "capacity",
    text=FreeText("NAME AMOUNT", completes="member"),
    row=("`%cg sprint capacity NAME AMOUNT`", "how much somebody can do"),
)
CHECKS = _verb(
    "checks",
    row=(
        "`%cg sprint checks`, `board`, `load`",
        "what is wrong with the plan; the board; who has what",
    ),
)
UNIT = _verb(
    "unit",
    Word("unit", _UNIT, missing="Are estimates in points or in days?"),
    row=("`%cg sprint unit points`, or `days`", "what estimates are in, on the whole board"),
)
COMMENT = _verb(
    "comment",
    Word("key", missing="On which card?", completes="task"),
    text=_text("TEXT", "What is there to say?"),
    row=("`%cg sprint comment KEY TEXT`", "say something on a card"),
)
LIMIT = _verb(
    "limit",
    text=_text("COLUMN NUMBER", "Which column, and how many cards at most?"),
    row=("`%cg sprint limit COLUMN NUMBER`", "how many cards it should have at most; `-`: any"),
    example="%cg sprint limit In progress 3",
)
POKER = _verb(
    "poker",
    Word("key", missing="Which card do you estimate?", completes="task"),
    VerbOption("reveal"),
    VerbOption("take", "3"),
    VerbOption("again"),
    row=(
        "`%cg sprint poker KEY [--reveal] [--take 3] [--again]`",
        "estimate a card together: in secret on the board, revealed, then one is taken",
    ),
)
BURNDOWN = _verb("burndown", row=("`%cg sprint burndown`", "what was left at the end of each day"))
BOARD = _verb("board")
LOAD = _verb("load")
EXPORT = _verb(
    "export",
    VerbOption("overwrite"),
    text=_text("FILE", completes="file"),
    row=(
        "`%cg sprint export FILE [--overwrite]`",
        "write it as CSV, in the form in which it came; FILE.html is a page to keep or print",
    ),
)
REVIEW = _verb(
    "review",
    row=(
        "`%cg sprint review`",
        "done and planned, decisions, questions and cost, what to tidy up",
    ),
)
WELL = _verb("well", text=FreeText())
BADLY = _verb("badly", text=FreeText())
REVEAL = _verb(
    "reveal",
    row=(
        "`%cg sprint reveal`, `action TEXT [--for NAME]`, `end [NOTE]`",
        "the rest of a review",
    ),
)
ACTION = _verb("action", VerbOption("for", "NAME", completes="member"), text=_text("TEXT"))
END = _verb("end", text=FreeText("NOTE"))
SYNTAX = (
    SPRINT, NEW, ABOUT, IMPORT, STATUS, ADD, EDIT, MOVE, CAPACITY, CHECKS, BOARD, LOAD, EXPORT,
    REVIEW, WELL, BADLY, REVEAL, ACTION, END, COMMENT, UNIT, LIMIT, POKER, BURNDOWN,
)  # fmt: skip
