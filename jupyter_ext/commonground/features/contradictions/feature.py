"""The feature ``contradictions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .judge import judging
from .routes import ROUTES
from .runner import Contradicting

FEATURE = Feature(
    "contradictions",
    commands=COMMANDS,
    routes=ROUTES,
    disputes=Contradicting,
    runners=(judging,),
)
