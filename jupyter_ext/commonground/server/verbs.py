"""The verbs that are no feature's (``status``, ``help``), and all verbs of one server."""

from __future__ import annotations

from collections.abc import Callable

from ..core.grammar import HELP, OWN, STATUS, Grammar
from ..core.markdown import status_markdown
from ..core.role import Member
from ..service.feature import Features
from ..service.host import Host
from ..service.status_views import StatusAnswer
from ..service.verb import Call, Shown, Verb, Verbs


def all_verbs(features: Features, status: Callable[[Member], StatusAnswer]) -> Verbs:
    """Every verb; ``status`` tells a member the state of the server."""
    grammar = Grammar((*(verb.syntax for verb in features.verbs), *OWN))

    async def state(host: Host, call: Call) -> Shown:
        """Who you are here, and which model answers."""
        return Shown(status_markdown(status(call.member).plain()))

    async def help_(host: Host, call: Call) -> Shown:
        """How verbs are written."""
        return Shown(grammar.help(call.text))

    return Verbs((*features.verbs, Verb(STATUS, state), Verb(HELP, help_)))
