"""The feature ``freshness``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .anchors import FACTS
from .commands import COMMANDS
from .keeper import FreshnessKeeper
from .routes import ROUTES
from .views import FreshnessEvent

FEATURE = Feature(
    "freshness",
    commands=COMMANDS,
    facts=FACTS,
    routes=ROUTES,
    events=(FreshnessEvent,),
    runners=(FreshnessKeeper,),
    cli=("commonground.features.freshness.cli:check-docs",),
)
