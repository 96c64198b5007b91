"""The feature ``edits``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .routes import ROUTES
from .runner import CellEdits
from .tools import TOOLS
from .verbs import VERBS

FEATURE = Feature(
    "edits",
    commands=tuple(COMMANDS),
    facts=FACTS,
    routes=ROUTES,
    tools=TOOLS,
    runners=(CellEdits,),
    verbs=VERBS,
    cli=("commonground.features.edits.cli:provenance",),
)
