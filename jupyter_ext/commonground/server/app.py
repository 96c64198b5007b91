"""The server extension: wires store, service, model, routes and kernels into a Jupyter server."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.auth import User
from traitlets import default

from ..ai.base import Model, ModelInfo
from ..ai.catalog import cost
from ..ai.chosen import ChosenModel
from ..ai.embedding import Nearness
from ..ai.nearby import Nearby, NearbyModel, addresses_from
from ..ai.offers import OtherModels, others_from
from ..ai.select import choose, is_open, prepare, rates_for, settings_from
from ..clock import now
from ..clouds import ALL_KEY_VARIABLES
from ..config import (
    CONTEXT_DB,
    IDENTITY_DB,
    KEY_FD_VARIABLE,
    MCP_PATH,
    MCP_TOKEN_VARIABLE,
    PAGE_VARIABLE,
    SERVER_PID_VARIABLE,
    TOKEN_VARIABLE,
    data_dir,
    gate_key,
    remove_server_file,
    write_server_file,
)
from ..core.role import Member, Role, at_least
from ..core.turn import Usage
from ..errors import CommonGroundError
from ..features.nearby.model import choice_in
from ..gate.own_values import OwnValues
from ..mcp.endpoint import ClientEndpoint
from ..registry import context_service, features
from ..service.guarded_model import GuardedModel
from ..service.host import Host
from ..service.served_code import ServedCode
from ..service.writer import ContextService
from ..store.chain_head import anchor_at, anchor_place
from ..store.sqlite import SQLiteStore
from .configuration import Configuration
from .doorkeeper import Doorkeeper
from .drafts import Drafts
from .editors import Editors
from .fair_queue import FairQueue
from .feed import FeedHandler
from .files import Files
from .ground import Ground
from .handler import API
from .identity.authorizer import RoleAuthorizer
from .identity.doors import RUNS
from .identity.links import LinkBook
from .identity.members import checked_hub_roles, member_for, member_of
from .identity.provider import LinkUser, PersonalLinks, adopt
from .interrupts import INTERRUPT, InterruptHandler
from .kernels import equip_kernels, own_url, stamped_sockets
from .mcp_handler import McpHandler
from .metrics import turn_metrics
from .notebook_files import one_at_a_time
from .notebooks import LiveNotebooks, collaboration_trouble, documents
from .oauth_routes import oauth_handlers
from .package_log import logged_with
from .profiles import Profiles
from .routes import UnavailableHandler, handlers, own_routes
from .runs import Runs
from .shutdown import end_with_idle_workers
from .status import status_of

SECRET_VARIABLES = (
    *ALL_KEY_VARIABLES, KEY_FD_VARIABLE, TOKEN_VARIABLE, MCP_TOKEN_VARIABLE, PAGE_VARIABLE
)  # fmt: skip
"""Variables that no kernel and no terminal is given."""


def new_id(prefix: str) -> str:
    """A fresh id that nobody can guess: 100 random bits."""
    return f"{prefix}_{secrets.token_hex(13)[:25]}"


class CommonGroundApp(Configuration):
    """The extension ``commonground`` of a Jupyter server."""

    name = "commonground"
    app_name = "Common Ground"
    description = "One shared AI context for a team, inside live, collaborative notebooks."
    load_other_extensions = True
    extension_url = f"/{API}/status"

    @property
    def _visitors_run(self) -> bool:
        """Whether those who come without a name may run code."""
        if self.visitors != "by links":
            return self.visitors == "run"
        provider = self._jupyter.identity_provider
        given = isinstance(provider, PersonalLinks) and bool(provider.book.people())
        return bool(getattr(provider, "token_generated", False)) or not given

    @default("data_dir")
    def _default_data_dir(self) -> str:
        return str(data_dir(Path(self._jupyter.root_dir), os.environ))

    @property
    def _jupyter(self) -> Any:
        return self.serverapp  # there is one as soon as the extension is linked

    def initialize_settings(self) -> None:
        """Build everything; nothing is opened before the first request or the server's start.

        What is set up wrongly leaves a Jupyter server that works, and routes that say what it is.
        """
        self._until_stopped = ExitStack()
        self._until_stopped.enter_context(logged_with(self.log))
        self.ground: Ground | None = None
        self._names: dict[str, str] = {}  # of everybody who was here, also without the panel
        self._trouble: CommonGroundError | None = None
        self._post_doorkeeper()
        one_at_a_time(self._jupyter.contents_manager)
        try:
            self._build()
        except CommonGroundError as error:
            self._trouble = error
            self.log.critical("Common Ground does not work here: %s", error)
        finally:
            for name in SECRET_VARIABLES:  # whatever failed: kernels and terminals inherit nothing
                os.environ.pop(name, None)
            os.environ[SERVER_PID_VARIABLE] = str(os.getpid())  # kernels and terminals are marked

    def _post_doorkeeper(self) -> None:
        """Roles hold at Jupyter's own doors too; first of all, so that whatever fails they do."""
        jupyter = self._jupyter
        jupyter.authorizer = RoleAuthorizer(self._role, jupyter.authorizer, parent=jupyter)
        # Jupyter writes self.settings back over the server's own after this method.
        self.settings["authorizer"] = jupyter.authorizer
        self._profiles = Profiles(Path(self.data_dir), self._is_starter)
        self._queue = FairQueue(self.requests_per_second)
        editors = Editors(self._wrote)
        self._keeper = Doorkeeper(
            self._role, self._current, self._asks_again, self._profiles, self._queue, editors
        )
        self._keeper.guard(jupyter.web_app)
        self._keeper.mark_pages(jupyter.web_app.settings)
        self.settings["page_config_hook"] = jupyter.web_app.settings["page_config_hook"]

    def _build(self) -> None:
        environ = dict(os.environ)  # before keys are taken out of it
        self._model_settings = replace(settings_from(os.environ), rates=self.own_rates())
        self._nearby = addresses_from(environ) if is_open(self._model_settings) else None
        checked_hub_roles(self.hub_roles)
        folder, root = Path(self.data_dir), Path(self._jupyter.root_dir)
        book = LinkBook(folder / IDENTITY_DB)
        self._profiles.begin(were_shared=book.was_used())
        self._page = environ.get(PAGE_VARIABLE)
        adopt(self._jupyter, book)
        # Jupyter writes self.settings back over the server's own after this method.
        for name in ("identity_provider", "page_config_hook"):
            if name in self._jupyter.web_app.settings:
                self.settings[name] = self._jupyter.web_app.settings[name]
        runs = Runs()
        anchor = anchor_at(anchor_place(folder, os.environ))
        nearness = Nearness()
        store = SQLiteStore(folder / CONTEXT_DB, anchor=anchor, strict=True)
        service = context_service(
            store,
            ranking=nearness,
            clock=now,
            new_id=new_id,
            gate_key=gate_key(folder),
            own=self._own_values(gate_key(folder), environ),
            invited=self._invited,
        )
        extensions = self._jupyter.extension_manager
        self._notebooks = LiveNotebooks(
            lambda: documents(extensions),
            lambda name: self._names.get(name) or host.name_of(name),
            lambda: self._jupyter.web_app.settings.get("file_id_manager"),
        )
        trouble_now = partial(collaboration_trouble, extensions)
        host = Host(
            service=service,
            choose_model=lambda: GuardedModel(self._model(service), service.gate),
            costing=lambda usage: self._cost(host.turns.model_info()[0], usage),
            notebooks=self._notebooks,
            files=Files(self._jupyter.contents_manager, root),
            root=root,
            secret=gate_key(folder),
            parse_command=features().parse_command,
            brief=features().brief,
            conversations=features().conversations,
            searched=features().searched,
            tools=features().tools,
            options=self.options(),
            nearness=nearness,
            nearby=self._nearby,
            offers=OtherModels(self._model_settings, others_from(environ)),
            costing_of=self._cost,
            folder=folder,
            code=ServedCode.of(root, folder, service.jobs) if self.code_index else None,
            turn_ended=[turn_metrics()],
        )
        features().build(host)
        if host.code is not None:
            host.runners.insert(0, host.code)
        clients = ClientEndpoint(host, features().clients)
        host.runners.append(clients)
        self.ground = Ground(
            features=features(),
            host=host,
            clients=clients,
            runs=runs,
            member=self._member,
            current=self._current,
            path_of_kernel=self._path_of_kernel,
            collaboration=trouble_now,
            book=book,
            proof=secrets.token_urlsafe(32),
            queue=self._queue,
            gives_links=isinstance(self._jupyter.identity_provider, PersonalLinks),
            page=self._page,
        )
        stamped = stamped_sockets(self._jupyter, runs, self._may_run, self.log)
        if stamped is not None:
            self.settings["kernel_websocket_connection_class"] = stamped
        equip_kernels(self._jupyter, runs, SECRET_VARIABLES)
        if trouble := trouble_now():
            self.log.warning("Common Ground: %s", trouble)

    def _model(self, service: ContextService) -> Model:
        """The model that is set, else that of this machine which the team chose, else the demo."""
        given, addresses = self._model_settings, self._nearby
        if addresses is None:
            return choose(given)

        def choice() -> tuple[Nearby, str] | None:
            found = choice_in(service.settings())
            if found is None or found.url not in addresses:
                return None
            return Nearby(found.program, found.url, ()), found.model

        def make(server: Nearby, name: str) -> NearbyModel:
            return NearbyModel(server, name, window=given.window, max_tokens=given.max_tokens)

        model = ChosenModel(choice, make, lambda: choose(given))
        model.now()  # where there is none, that is said now
        return model

    def _own_values(self, key: bytes, environ: dict[str, str]) -> OwnValues:
        """What the gate recognises: the environment, the server's own secrets, files."""
        given = self._model_settings
        secrets_of_ours = {
            "model key": given.key.reveal() if given.key else "",
            "server token": str(self._jupyter.identity_provider.token or ""),
            **{f"header {name} key": value.reveal() for name, value in given.headers.items()},
        }
        files = [Path(name).expanduser() for name in self.secret_files]
        root = Path(self._jupyter.root_dir).resolve()
        return OwnValues(key, {**environ, **secrets_of_ours}, root, files)

    def _cost(self, info: ModelInfo | None, usage: Usage) -> float | None:
        if info is None:
            return None
        return cost(usage, rates_for(self._model_settings, info, usage.tokens_in))

    def initialize_handlers(self) -> None:
        """The routes and the feed, below ``commonground/api/``."""
        if self.ground is None:
            trouble = {"trouble": self._trouble}
            self.handlers.append((rf"/(?:{API}/.*|{MCP_PATH})", UnavailableHandler, trouble))
            return
        ground, options = self.ground, {"ground": self.ground}
        drafts = Drafts(Path(self.data_dir), now)
        own = own_routes(ground.features, lambda member: status_of(ground, member), drafts)
        for pattern, handler in handlers(ground.features, own):
            self.handlers.append((rf"/{API}/{pattern}", handler, options))
        self.handlers.append((rf"/{API}/feed", FeedHandler, options))
        self.handlers.append((INTERRUPT, InterruptHandler, options))
        self.handlers.append((rf"/{MCP_PATH}", McpHandler, options))
        application = self._jupyter.web_app
        paths = oauth_handlers(application.settings["base_url"])
        application.add_handlers(".*$", [(path, kind, options) for path, kind in paths])

    def _member(self, user: User) -> Member:
        provider = self._jupyter.web_app.settings["identity_provider"]
        member = member_for(
            user,
            provider,
            roles=self.roles,
            default_role=self.default_role,
            hub_roles=self.hub_roles,
        )
        if not member.anonymous:
            self._names[member.username] = member.display_name
        return member

    def _invited(self) -> list[Member]:
        """Whom the server lets in by name: who has a personal link, and whose role is set."""
        provider = self._jupyter.web_app.settings["identity_provider"]
        listed = provider.book.people() if isinstance(provider, PersonalLinks) else ()
        linked = [member_of(one) for one in listed if one.links]
        named = {member.username for member in linked}
        rest = [Member(name, name, role) for name, role in self.roles.items() if name not in named]
        return linked + rest

    def _asks_again(self, user: User) -> bool:
        """Whether only their provider can tell if they are still let in (a hub's user, say)."""
        return not isinstance(user, LinkUser) and not self._member(user).anonymous

    async def _role(self, user: User) -> Role:
        """The role at Jupyter's own doors. Where the store can't be read, it is the link's."""
        if self.ground is not None:
            with suppress(CommonGroundError):
                await self.ground.open()
        return self._role_now(user)

    def _role_now(self, user: User) -> Role:
        member = self._member(user)
        if member.anonymous:
            return "contributor" if self._visitors_run else "reader"
        return member.role if self.ground is None else self.ground.acting(member).role

    def _wrote(self, user: User, path: str) -> None:
        if self.ground is not None:
            self.ground.host.tell_edited(self._member(user), path)

    def _is_starter(self, user: LinkUser) -> bool:
        provider = self._jupyter.web_app.settings["identity_provider"]
        return isinstance(provider, PersonalLinks) and provider.book.is_starter(user.username)

    def _may_run(self, user: User) -> bool:
        """Whether they are still let in, and run code."""
        now = self._current(user)
        return now is not None and at_least(self._role_now(now), RUNS)

    def _current(self, user: User) -> User | None:
        """The user as of now, for sockets that stay open; None once their link is revoked."""
        provider = self._jupyter.web_app.settings["identity_provider"]
        return provider.current(user) if isinstance(provider, PersonalLinks) else user

    # Kernels

    async def _path_of_kernel(self, kernel: str, cell: str | None) -> str | None:
        """The notebook of that kernel; where several share it, the one that holds the cell."""
        paths = [
            str(session["path"]).removeprefix("RTC:")
            for session in await self._jupyter.session_manager.list_sessions()
            if session["kernel"]["id"] == kernel and session["type"] == "notebook"
        ]
        if len(paths) > 1 and cell is not None:
            for path in paths:
                if await self._notebooks.holds(path, cell):
                    return path
        return paths[0] if paths else None

    # Start and end

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        if self.ground is None:
            return
        self.ground.spawn(asyncio.to_thread(prepare, self._model_settings))
        try:
            await self.ground.open()
        except CommonGroundError:
            return  # logged; every request says so too, and tries again
        write_server_file(
            Path(self.data_dir),
            own_url(serverapp),
            Path(serverapp.root_dir),
            shown=serverapp.connection_url,
            certificate=serverapp.certfile or None,
            proof=self.ground.proof,
            page=self._page,
        )

    async def stop_extension(self) -> None:
        """End turns and the model, save, close the store."""
        end_with_idle_workers()
        await self._keeper.close()
        if self.ground is not None:
            remove_server_file(Path(self.data_dir))
            await self.ground.close()
        self._until_stopped.close()
