"""The feature ``entries``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES

FEATURE = Feature(
    "entries",
    commands=COMMANDS,
    routes=ROUTES,
    cli=("commonground.features.entries.cli:export",),
)
