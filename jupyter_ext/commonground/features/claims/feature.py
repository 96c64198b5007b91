"""The feature ``claims``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .requests import ReportWork
from .routes import ROUTES
from .runner import work_in_progress
from .settings import SETTINGS
from .tools import TOOLS
from .verbs import VERBS
from .views import EVENTS

FEATURE = Feature(
    "claims",
    commands=COMMANDS,
    acts={"report_work": ReportWork.needs},
    facts=FACTS,
    settings=SETTINGS,
    routes=ROUTES,
    verbs=VERBS,
    events=EVENTS,
    runners=(work_in_progress,),
    tools=TOOLS,
    cli=("commonground.features.claims.cli:work",),
)
