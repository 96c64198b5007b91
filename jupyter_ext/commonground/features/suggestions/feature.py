"""The feature ``suggestions``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .asked import answer_suggester
from .commands import COMMANDS
from .facts import FACTS
from .routes import ROUTES
from .settings import SETTINGS
from .settling import thread_sweeper
from .verbs import VERBS

FEATURE = Feature(
    "suggestions",
    commands=COMMANDS,
    acts={"sweep": "contributor"},
    facts=FACTS,
    settings=SETTINGS,
    routes=ROUTES,
    verbs=VERBS,
    runners=(answer_suggester, thread_sweeper),
    cli=("commonground.features.suggestions.cli:suggestions",),
)
