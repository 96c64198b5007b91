"""The feature ``contradictions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .judge import judge_for
from .routes import ROUTES
from .runner import ContradictionIndex

FEATURE = Feature(
    "contradictions",
    commands=COMMANDS,
    routes=ROUTES,
    disputes=ContradictionIndex,
    runners=(judge_for,),
)
