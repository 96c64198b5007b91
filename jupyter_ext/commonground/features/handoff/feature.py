"""The feature ``handoff``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .routes import ROUTES
from .runner import handoff_writer
from .tools import PROMPTS, TOOLS
from .verbs import VERBS

FEATURE = Feature(
    "handoff",
    commands=COMMANDS,
    facts=FACTS,
    routes=ROUTES,
    cli=("commonground.features.handoff.cli:handoff",),
    verbs=VERBS,
    tools=TOOLS,
    prompts=PROMPTS,
    runners=(handoff_writer,),
)
