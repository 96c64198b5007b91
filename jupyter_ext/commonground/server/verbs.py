"""What ``%cg`` and our cell magics do beyond questions and entries: a table of verbs.

A handler is given who asks, what was written and where, and answers with what to show; cells and
headless runs use the same one. It refuses to know who sent it: routes establish that.
"""

from __future__ import annotations

from ..errors import InvalidCommand
from ..features.comparison.verbs import COMPARISON_VERBS
from ..features.handoff.verbs import with_handoffs
from ..features.messages.verbs import MESSAGE_VERBS
from ..features.sprint.verbs import SPRINT_VERBS
from .calling import Call as Call
from .calling import Shown as Shown
from .calling import Verb
from .ground import Ground

VERBS: dict[str, Verb] = with_handoffs({**MESSAGE_VERBS, **COMPARISON_VERBS, **SPRINT_VERBS})
"""By the word behind ``%cg``; a cell magic of its own stands here as ``%%name``."""


async def perform(ground: Ground, verb: str, call: Call) -> Shown:
    """Carry out a verb. Raises InvalidCommand where there is none of that name."""
    found = VERBS.get(verb)
    if found is None:
        raise InvalidCommand(f"%cg does not know {verb[:40]!r}.", "Try %cg help.")
    return await found(ground, call)
