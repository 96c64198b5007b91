"""What there is to say of a file that was imported: taken out, cut, guessed, and asked.

Pure. It tells of the file and not of what just changed, so that a cell run again prints the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...core.markdown import inline
from .statuses import MAX_STATUS

CUT_TOLD = 12
"""What was cut or left out of a file, that is told line by line."""


def taken_out(labels: Sequence[str]) -> str:
    """What the gate kept from the others, in words; the file that is exported lacks it, too."""
    counts = Counter(labels)
    said = ", ".join(f"{inline(label)} ({count})" for label, count in sorted(counts.items()))
    head = "**Taken out, since nobody else may see it**, also of what is exported"
    return f"{head}: {said}." if said else ""


def cut(notes: Sequence[str]) -> str:
    """What was not taken of a file as it stands there, by row and column."""
    if not notes:
        return ""
    lines = [f"- {inline(note)}" for note in notes[:CUT_TOLD]]
    more = [f"- and {len(notes) - CUT_TOLD} more"] if len(notes) > CUT_TOLD else []
    return "\n".join(["**Cut or left out:**", "", *lines, *more])


def asked(statuses: Sequence[str]) -> str:
    """The question what statuses mean that nothing explains: it is asked until it is answered."""
    if not statuses:
        return ""
    named = ", ".join(f"“{inline(status[:MAX_STATUS])}”" for status in statuses[:CUT_TOLD])
    return (
        f"**What do these statuses mean?** {named}. Each has a column of its own and counts as "
        "work under way, until you say it once: `%cg sprint status done STATUS` "
        "(or todo, doing, review, dropped)."
    )


def guessed(encoding: str) -> str:
    """That a code page was guessed, and how to name another."""
    if not encoding.startswith("cp"):
        return ""
    return (
        f"The file is not UTF-8 and was read as {encoding}. If letters are wrong: "
        "`%cg sprint import FILE --encoding NAME`"
    )
