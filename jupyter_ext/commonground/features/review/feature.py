"""The feature ``review``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES

FEATURE = Feature(
    "review",
    commands=COMMANDS,
    routes=ROUTES,
)
