"""The feature ``team``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .governance import TeamGovernance
from .names import NAMES
from .routes import ROUTES
from .settings import SETTINGS

FEATURE = Feature(
    "team",
    commands=COMMANDS,
    settings=SETTINGS,
    routes=ROUTES,
    names=NAMES,
    governance=TeamGovernance(),
    cli=("commonground.features.team.cli:settings",),
)
