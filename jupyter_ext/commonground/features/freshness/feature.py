"""The feature ``freshness``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from . import anchors, decay
from .commands import COMMANDS
from .keeper import FreshnessKeeper
from .routes import ROUTES
from .unused import UnusedKeeper
from .views import FreshnessEvent

FEATURE = Feature(
    "freshness",
    commands=COMMANDS,
    facts={**anchors.FACTS, **decay.FACTS},
    settings=decay.SETTINGS,
    routes=ROUTES,
    events=(FreshnessEvent,),
    runners=(FreshnessKeeper, UnusedKeeper),
    cli=("commonground.features.freshness.cli:check-docs",),
)
