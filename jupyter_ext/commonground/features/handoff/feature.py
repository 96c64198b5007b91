"""The feature ``handoff``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES
from .runner import handing
from .verbs import VERBS

FEATURE = Feature(
    "handoff",
    commands=COMMANDS,
    routes=ROUTES,
    cli=("commonground.features.handoff.cli:handoff",),
    verbs=VERBS,
    runners=(handing,),
)
