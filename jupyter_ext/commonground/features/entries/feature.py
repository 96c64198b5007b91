"""The feature ``entries``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .resources import RESOURCES
from .routes import ROUTES
from .search import SEARCHED
from .tools import TOOLS
from .verbs import VERBS

FEATURE = Feature(
    "entries",
    commands=COMMANDS,
    routes=ROUTES,
    verbs=VERBS,
    searched=SEARCHED,
    tools=TOOLS,
    resources=RESOURCES,
)
