"""The feature ``sprint``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .report import briefing
from .routes import ROUTES
from .verbs import SPRINT_VERB

FEATURE = Feature(
    "sprint",
    commands=COMMANDS,
    routes=ROUTES,
    verbs=SPRINT_VERB,
    briefing=briefing,
)
