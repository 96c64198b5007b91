"""The feature ``instructions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES

FEATURE = Feature(
    "instructions",
    commands=COMMANDS,
    routes=ROUTES,
    cli=(
        "commonground.features.instructions.cli:files",
        "commonground.features.instructions.init_cli:init",
    ),
)
