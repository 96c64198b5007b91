"""The feature ``exchange``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS, LEAST
from .routes import ROUTES

FEATURE = Feature(
    "exchange",
    commands=COMMANDS,
    acts={"import_history": LEAST["history"]},
    routes=ROUTES,
    cli=(
        "commonground.features.exchange.cli:export",
        "commonground.features.exchange.cli:import",
    ),
)
