"""The feature ``comparison``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .names import NAMES
from .routes import ROUTES
from .runner import comparison_runner
from .search import SEARCHED
from .verbs import VERBS

FEATURE = Feature(
    "comparison",
    commands=COMMANDS,
    facts=FACTS,
    routes=ROUTES,
    names=NAMES,
    verbs=VERBS,
    searched=SEARCHED,
    runners=(comparison_runner,),
    cli=("commonground.features.comparison.cli:compare",),
)
