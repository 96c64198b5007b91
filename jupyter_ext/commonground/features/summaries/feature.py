"""The feature ``summaries``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .routes import ROUTES
from .verbs import VERBS
from .writer import summary_writer

FEATURE = Feature(
    "summaries",
    commands=COMMANDS,
    acts={"draft_summary": "contributor"},
    routes=ROUTES,
    verbs=VERBS,
    runners=(summary_writer,),
    cli=("commonground.features.summaries.cli:summaries",),
)
