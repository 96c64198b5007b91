"""The feature ``exceptions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .settings import SETTINGS

FEATURE = Feature(
    "exceptions",
    settings=SETTINGS,
    routes=ROUTES,
    cli=("commonground.features.exceptions.cli:exceptions",),
)
