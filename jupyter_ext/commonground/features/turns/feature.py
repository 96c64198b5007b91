"""The feature ``turns``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .abilities import AbilityCheck
from .consent import SETTINGS
from .decision import Decisions
from .earlier_answers import EarlierAnswers
from .facts import FACTS
from .names import NAMES
from .own_calls import own_calls
from .prompt import conversation
from .rating import RateTurn
from .requests import Ask, TryEntry
from .resources import RESOURCES
from .routes import ROUTES
from .runner import turn_runner
from .search import SEARCHED
from .thread_commands import COMMANDS
from .verbs import VERBS
from .views import EVENTS

FEATURE = Feature(
    "turns",
    commands=(*COMMANDS, RateTurn),
    facts=FACTS,
    settings=SETTINGS,
    acts={"ask": Ask.needs, "stop": Ask.needs, "ask_again": Ask.needs, "decide": Ask.needs}
    | {"try": TryEntry.needs},
    routes=ROUTES,
    names=NAMES,
    verbs=VERBS,
    searched=SEARCHED,
    resources=RESOURCES,
    events=EVENTS,
    conversation=conversation,
    runners=(turn_runner, own_calls, AbilityCheck, Decisions, EarlierAnswers),
    cli=("commonground.features.turns.cli:ask", "commonground.features.turns.cli:thread"),
)
