"""Question marks in our lines: a question to people stays one, and ``%cg?`` shows our help.

IPython reads any line that ends in ``?`` as a wish for help on its last word.
"""

from __future__ import annotations

import re

from IPython.core.getipython import get_ipython

from ..core.magic import magics_in

MINE = "_commonground_magic"
"""An attribute of what this package has registered with IPython."""

_ASKS_FOR_HELP = re.compile(r"(\?{0,2})%{1,2}(cg|ai|compare)(?: +([\w -]+?))? *(\?{0,2})")


def keep_question_marks(lines: list[str]) -> list[str]:
    """Lines of a cell, with ``%cg`` lines that end in ``?`` made calls.

    IPython would look for help on their last word instead. A cell that only asks for help, as
    ``%cg?``, ``?%%ai`` and ``%cg sprint?`` do, shows ours.
    """
    if (help_wanted := _help_wanted("".join(lines))) is not None:
        return [f"get_ipython().run_line_magic('cg', {help_wanted!r})\n"]
    ours = {magic.line for magic in magics_in("".join(lines)) if not magic.cell_magic}
    kept = []
    for line in lines:
        text = line.strip()
        asked = text.startswith("%cg ") and text.endswith("?") and text[3:].strip() in ours
        indent = line[: len(line) - len(line.lstrip())]
        call = f"{indent}get_ipython().run_line_magic('cg', {text[3:].strip()!r})\n"
        kept.append(call if asked else line)
    return kept


def _help_wanted(cell: str) -> str | None:
    """The ``%cg`` line that shows the help which the cell asks for; None where it asks for none."""
    found = _ASKS_FOR_HELP.fullmatch(cell.strip())
    if found is None or not (found[1] or found[4]):
        return None
    name, verb = found[2], found[3] or ""
    if not verb:
        shell = get_ipython()
        known = shell.magics_manager.magics["cell"] if shell is not None else {}
        return "help" if hasattr(known.get(name), MINE) else None
    from ..grammar import grammar  # click, and what other packages bring

    return f"help {verb}" if name == "cg" and grammar().tells_of(verb) else None


setattr(keep_question_marks, MINE, True)  # as with the magics
