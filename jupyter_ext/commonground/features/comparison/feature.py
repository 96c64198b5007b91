"""The feature ``comparison``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES
from .runner import comparing
from .verbs import VERBS

FEATURE = Feature(
    "comparison",
    commands=COMMANDS,
    routes=ROUTES,
    verbs=VERBS,
    runners=(comparing,),
)
