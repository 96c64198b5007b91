"""The feature ``relevance``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .resources import RESOURCES
from .routes import ROUTES
from .runner import relevance_runner
from .settings import SETTINGS
from .tools import TOOLS

FEATURE = Feature(
    "relevance",
    settings=SETTINGS,
    routes=ROUTES,
    runners=(relevance_runner,),
    tools=TOOLS,
    resources=RESOURCES,
)
