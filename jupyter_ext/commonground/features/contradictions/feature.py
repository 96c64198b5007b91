"""The feature ``contradictions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .judge import judge_for
from .neighbours import neighbours_for
from .relation import FACTS
from .routes import ROUTES
from .runner import ContradictionIndex
from .settings import SETTINGS
from .verbs import VERBS

FEATURE = Feature(
    "contradictions",
    commands=COMMANDS,
    facts=FACTS,
    settings=SETTINGS,
    routes=ROUTES,
    disputes=ContradictionIndex,
    verbs=VERBS,
    runners=(judge_for, neighbours_for),
)
