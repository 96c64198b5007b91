"""The feature ``cost``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .runner import cost_keeper
from .settings import SETTINGS
from .verbs import VERBS
from .views import EVENTS

FEATURE = Feature(
    "cost",
    settings=SETTINGS,
    routes=ROUTES,
    verbs=VERBS,
    events=EVENTS,
    runners=(cost_keeper,),
)
