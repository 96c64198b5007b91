"""The routes: those of the features, and the server's own (status, commands, verbs, kernels)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from ..core.command import Command
from ..core.question import Question
from ..core.role import Member
from ..core.views import BundleAnswer, ErrorView, OutcomeView
from ..errors import CommonGroundError
from ..service.feature import Features
from ..service.name_views import NamesAnswer
from ..service.route import SENT, Asked, Route, get, post
from ..service.status_views import StatusAnswer
from ..service.verb import Call
from .drafts import Drafts, draft_routes
from .feature_handler import FeatureHandler, handler_for, paths
from .handler import RESOURCE, GroundHandler
from .job_routes import JOB_ROUTES
from .kernel_routes import KERNEL_ROUTES, MESSAGE, KernelHandler, names_of
from .link_routes import LINK_ROUTES
from .magics import Say
from .token_routes import TOKEN_ROUTES
from .verbs import all_verbs


class UnavailableHandler(APIHandler):
    """Every route of a server that is set up wrongly: what is wrong, and what to do."""

    auth_resource = RESOURCE

    def initialize(self, trouble: CommonGroundError) -> None:
        """Keep what to say."""
        self._trouble = trouble

    @web.authenticated
    @authorized("read", resource=RESOURCE)  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """503 with the error."""
        self.set_status(503)
        self.finish(ErrorView.of_error(self._trouble).json_bytes())

    @web.authenticated
    @authorized("write", resource=RESOURCE)  # type: ignore[untyped-decorator]
    def post(self) -> None:
        """503 with the error."""
        self.set_status(503)
        self.finish(ErrorView.of_error(self._trouble).json_bytes())


def own_routes(
    features: Features,
    status: Callable[[Member], StatusAnswer],
    drafts: Drafts | None = None,
) -> tuple[Route, ...]:
    """The routes that are no feature's; ``status`` tells a member the state of the server."""
    every = all_verbs(features, status)

    @get("status", answer=StatusAnswer)
    async def state(asked: Asked) -> StatusAnswer:
        """Who you are here, which model answers, whether all is well."""
        return status(asked.member)

    @post("commands", body=SENT, answer=OutcomeView)
    async def commands(asked: Asked) -> OutcomeView:
        """Carry out one command; answered once it is durable, under one Idempotency-Key once."""
        command: Command = asked.body
        outcome = await asked.host.commands.run(
            asked.member, command, source=asked.source, key=asked.key
        )
        return outcome.view()

    @post("verbs", body=Say, answer=BundleAnswer)
    async def verbs(asked: Asked) -> BundleAnswer:
        """Carry out a verb of ``%cg`` for a headless run; answers with what to show."""
        say: Say = asked.body
        call = Call(
            asked.member,
            say.line,
            say.body,
            asked.source,
            lambda text: Question(text, "shared", asked.source),
            vars=say.vars,
        )
        shown = await every.perform(asked.host, say.verb, call)
        return BundleAnswer.showing(shown.bundle())

    @get("names/{kind}", answer=NamesAnswer)
    async def names(asked: Asked) -> NamesAnswer:
        """The names of one kind (member, area, task, thread), for completion; none of another."""
        return names_of(features, asked.host, asked.path["kind"])

    return (state, commands, verbs, names, *JOB_ROUTES, *draft_routes(drafts))


class KernelFeatureHandler(KernelHandler, FeatureHandler):
    """A feature's route for a kernel: for whoever runs the cell."""


class KernelWritingHandler(KernelFeatureHandler):
    """The same for whoever writes a cell, and has not run it."""

    completing = True


Handlers = tuple[tuple[str, type[GroundHandler]], ...]


def _for_cells(route: Route) -> type[KernelFeatureHandler]:
    return KernelWritingHandler if route.writing else KernelFeatureHandler


def handlers(features: Features, own: Iterable[Route]) -> Handlers:
    """Every JSON route below ``commonground/api/``; the feed is the only other one."""
    made = [
        (pattern, handler_for(routes, features))
        for pattern, routes in paths((*own, *features.routes)).items()
    ]
    cells = [
        (f"{MESSAGE}/{route.pattern}", handler_for([route], features, _for_cells(route)))
        for route in features.routes
        if route.cells
    ]
    return (*made, *cells, *KERNEL_ROUTES, *LINK_ROUTES, *TOKEN_ROUTES)
