"""What is answered of the servers of models on this machine."""

from __future__ import annotations

from ...core.views import View


class NearbyServerView(View):
    """A server that answers, and the models that it has."""

    program: str
    url: str
    models: tuple[str, ...]


class LocalChoiceView(View):
    """The model that was chosen."""

    program: str
    url: str
    model: str


class NearbyAnswer(View):
    """What is found, for the context owner; ``asked``: somebody has decided, either way.

    ``fixed``: a key, an address or a name that the server was started with decides instead.
    """

    fixed: bool
    asked: bool
    chosen: LocalChoiceView | None
    servers: tuple[NearbyServerView, ...]
