"""The feature ``meeting``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .requests import Present
from .routes import ROUTES
from .runner import meetings
from .views import EVENTS

FEATURE = Feature(
    "meeting",
    acts={"present": Present.needs},
    routes=ROUTES,
    events=EVENTS,
    runners=(meetings,),
)
