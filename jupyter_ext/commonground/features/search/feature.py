"""The feature ``search``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .runner import search_runner
from .tools import TOOLS
from .verbs import VERBS

FEATURE = Feature(
    "search",
    routes=ROUTES,
    verbs=VERBS,
    tools=TOOLS,
    runners=(search_runner,),
    cli=("commonground.features.search.cli:search",),
)
