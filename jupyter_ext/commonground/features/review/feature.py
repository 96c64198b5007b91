"""The feature ``review``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .client_prompts import PROMPTS
from .commands import COMMANDS
from .routes import ROUTES

FEATURE = Feature(
    "review",
    commands=COMMANDS,
    routes=ROUTES,
    prompts=PROMPTS,
    cli=("commonground.features.review.cli:review",),
)
