"""The feature ``findings``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .model import FACTS
from .routes import ROUTES
from .runner import FindingKeeper
from .schedule import CheckSchedule
from .settings import SETTINGS
from .verbs import NAMES, VERBS

FEATURE = Feature(
    "findings",
    commands=COMMANDS,
    facts=FACTS,
    settings=SETTINGS,
    routes=ROUTES,
    verbs=VERBS,
    names=NAMES,
    runners=(FindingKeeper, CheckSchedule),
)
