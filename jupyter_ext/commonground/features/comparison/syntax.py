"""How ``%%compare``, ``%cg compare``, ``%cg option`` and ``%cg adr`` are written."""

from __future__ import annotations

from ...core.parameter import FreeText, OneOf, VerbOption, Word
from ...core.syntax import Row, Syntax
from .model import PHASES, SIDES

EXAMPLE = """\
goal: Count events per user, a million a minute
options:
  - name: Dictionary
    sketch: one dict in memory, flushed every second
    constraints: [standard library only]
  - Sorted file: append to a file, count with a merge
criteria:
  clarity: 2
  latency: 1
check: |
  def check(module):
      assert module.count([("ada", 1), ("ada", 2)]) == {"ada": 2}
"""
"""What may stand below ``%%compare``."""
_OVERWRITE = VerbOption("overwrite")
_ONE = FreeText("OPTION", completes="option")


def _option(missing: str) -> Word:
    return Word("option", missing=missing, completes="option")


def _compare(
    name: str,
    *parameters: Word | VerbOption,
    text: FreeText | None = None,
    row: Row | None = None,
    example: str = "",
) -> Syntax:
    rows = () if row is None else (row,)
    return Syntax(f"compare {name}", parameters, text, detail=rows, example=example)


BEGIN = Syntax(
    "%%compare",
    usage=(
        (
            "`%%compare` and a goal with options below it",
            "have designs written side by side; `%cg compare help` tells more",
        ),
    ),
    example="%%compare alone, and the goal and options on the lines below",
)
COMPARE = Syntax(
    "compare",
    detail=(("`%cg compare`", "where it stands, with the table"),),
    intro=f"""\
**Compare designs** in a cell that begins with `%%compare`:

```yaml
{EXAMPLE}```

A check may also be the name of a function in the notebook (`check: check`); what `benchmark: |`
holds is timed; `scoring: secret` hides scores until they are revealed; `prototype: |` below an
option is code of your own.""",
)
STATUS = _compare("status")
TABLE = _compare(
    "table",
    row=(
        "`table = %cg compare table`",
        "the table as a pandas DataFrame; `%cg compare plot` draws it",
    ),
)
PLOT = _compare("plot")
REFINE = _compare(
    "refine",
    _option("What should change?"),
    text=FreeText("INSTRUCTION", "What should change?"),
    row=(
        "`%cg compare refine B make it event-driven`",
        "have it changed; also `again B`, `stop B`",
    ),
    example="%cg compare refine B make it event-driven",
)
AGAIN = _compare("again", text=_ONE)
STOP = _compare("stop", text=_ONE)
RUN = _compare(
    "run",
    text=_ONE,
    row=(
        "`%cg compare run` (or `run B`)",
        "run them against the check, apart and within limits",
    ),
)
DIFF = _compare(
    "diff",
    Word("first", missing="Name two options.", completes="option"),
    Word("second", missing="Name two options.", completes="option"),
    row=("`%cg compare diff A B`", "how their files differ"),
    example="%cg compare diff A B",
)
SCORE = _compare(
    "score",
    _option("Which option, and which criterion?"),
    text=FreeText("CRITERION SCORE WHY", completes="criterion"),
    row=(
        "`%cg compare score B clarity 4 short and plain`",
        "your score, 1 to 5; `reveal` shows secret ones",
    ),
    example="%cg compare score B clarity 4 and why",
)
REVEAL = _compare("reveal")
JUDGE = _compare(
    "judge",
    row=("`%cg compare judge`", "have the model score them, apart from what people give"),
)
ARGUE = _compare(
    "argue",
    _option("Which side?"),
    Word("side", OneOf(SIDES, "Which side?"), missing="Which side?"),
    text=FreeText(missing="Which side?"),
    row=(
        "`%cg compare argue B against needs a server`",
        "speak `for` or `against` it, or `note`",
    ),
    example="%cg compare argue B for TEXT (or against, or note)",
)
PHASE = _compare(
    "phase",
    Word("phase", OneOf(PHASES), missing="Which phase?"),
    text=FreeText("MINUTES"),
    row=("`%cg compare phase discuss 10`", "propose, prototype, discuss, decide; with a timer"),
    example="%cg compare phase discuss 10",
)
EXPORT = _compare(
    "export",
    _OVERWRITE,
    text=FreeText("FILE", "Which file? For example comparison.html.", late=True),
    row=(
        "`%cg compare export FILE.html [--overwrite]`",
        "a page with the minutes to keep, send or print; it opens anywhere, offline",
    ),
    example="%cg compare export comparison.html",
)
SAVE = _compare(
    "save",
    _OVERWRITE,
    text=FreeText("FOLDER", "Where to?", late=True, completes="file"),
    row=("`%cg compare save FOLDER`", "write the files; `insert B` makes cells of them"),
    example="%cg compare save FOLDER",
)
INSERT = _compare("insert", text=_ONE)
DECIDE = _compare(
    "decide",
    _option("Which option, and why?"),
    text=FreeText("WHY", "Which option, and why?"),
    row=(
        "`%cg compare decide B simplest that passes`",
        "end it with a decision record (or `none`)",
    ),
    example="%cg compare decide B and why",
)
LIST = _compare(
    "list",
    row=("`%cg compare list`, `find WORDS`", "all comparisons, with what was not chosen"),
)
FIND = _compare("find", text=FreeText("WORDS", completes="comparison"))
OPTION = Syntax(
    "option",
    text=FreeText("NAME", "Which option?", completes="option"),
    detail=(
        (
            "`%%cg option B` and code below it",
            "write or paste an option yourself; a new name adds one",
        ),
    ),
    example="%%cg option B (its letter, or a new name)",
    within="compare",
)
ADR = Syntax(
    "adr export",
    (_OVERWRITE,),
    FreeText("DIR", "%cg adr does one thing.", late=True, completes="file"),
    detail=(("`%cg adr export DIR`", "write all decision records as files (MADR)"),),
    example="%cg adr export DIR",
    within="compare",
)
SYNTAX = (
    BEGIN, COMPARE, STATUS, TABLE, PLOT, OPTION, REFINE, AGAIN, STOP, RUN, DIFF, SCORE, REVEAL,
    JUDGE, ARGUE, PHASE, EXPORT, SAVE, INSERT, DECIDE, LIST, FIND, ADR,
)  # fmt: skip
