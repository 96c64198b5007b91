"""The feature ``skills``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .runner import skill_book
from .settings import SETTINGS
from .tools import TOOLS
from .verbs import NAMES, VERBS

FEATURE = Feature(
    "skills",
    settings=SETTINGS,
    routes=ROUTES,
    verbs=VERBS,
    names=NAMES,
    runners=(skill_book,),
    tools=TOOLS,
    cli=("commonground.cli.skills:skills",),
)
