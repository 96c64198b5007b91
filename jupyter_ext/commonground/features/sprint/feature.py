"""The feature ``sprint``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .names import NAMES
from .report import briefing
from .routes import ROUTES
from .search import SEARCHED
from .status_memory import SETTINGS
from .verbs import VERBS

FEATURE = Feature(
    "sprint",
    commands=COMMANDS,
    facts=FACTS,
    settings=SETTINGS,
    routes=ROUTES,
    names=NAMES,
    verbs=VERBS,
    searched=SEARCHED,
    briefing=briefing,
    cli=("commonground.features.sprint.cli:sprint",),
)
