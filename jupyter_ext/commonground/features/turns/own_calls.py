"""The server's own questions, to the model that answers turns: see ``service/own_calls.py``."""

from __future__ import annotations

from ...service.host import Host
from ...service.own_calls import OwnCalls
from .runner import TurnRunner


def own_calls(host: Host) -> OwnCalls:
    """Those of this server."""
    return OwnCalls(host.service, host.find(TurnRunner).model, host.costing, host.allowance)
