"""The feature ``messages``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .commands import COMMANDS
from .facts import FACTS
from .names import NAMES
from .prompt import conversation, open_messages
from .resources import RESOURCES
from .routes import ROUTES
from .search import SEARCHED
from .tools import TOOLS
from .verbs import VERBS

FEATURE = Feature(
    "messages",
    commands=COMMANDS,
    facts=FACTS,
    routes=ROUTES,
    names=NAMES,
    verbs=VERBS,
    searched=SEARCHED,
    tools=TOOLS,
    resources=RESOURCES,
    briefing=open_messages,
    conversation=conversation,
    cli=("commonground.features.messages.cli:inbox",),
)
