"""Stands at every door of the web server: asks for the role, and shuts what stays open too long.

Jupyter asks its authorizer at some doors only (not for settings, workspaces or extensions) and asks
nobody again while a socket is open. So the application hands out each handler's class with a guard
before it, whichever extension brought it: the role is asked for at the door, and looked at again
while the door is open. Knows handlers and users; which door needs what stands in
``identity/doors.py``, and what is each member's own in ``profiles.py``.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast

from jupyter_core.utils import ensure_async
from jupyter_server.auth import User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from ..core.role import Role, at_least
from ..errors import Busy
from ..service.tasks import Tasks
from .editors import Editors
from .fair_queue import FairQueue, HeldPlace, client_of
from .handler import answer_error
from .identity.doors import door_of, opens
from .identity.provider import LinkUser
from .identity.renewal import Renewal
from .identity.room_frames import only_reads
from .profiles import Profiles
from .runs import NOT_LOGGED_IN

log = logging.getLogger(__name__)

LOOK_AGAIN = 0.25
"""Seconds between two looks at who holds a door open. A link is revoked in a file, by another
process: there is no event to wait for."""
ROLE_CHANGED = 4403
"""Close code of a socket whose user has another role now: they may come back with that."""
ONLY_READS = "commongroundOnlyReads"
"""What a page is told of who opens it."""
HANG_UP = 0.25
"""Seconds that a client gets to answer the closing of its socket."""


class Doorkeeper:
    """``role_of`` gives a user's role now, ``current`` the user as of now: None if let in no more.

    ``asks_again``: whether the provider is asked for the user anew, now and then. ``editors`` sees
    what whoever was let in does there.
    """

    def __init__(
        self,
        role_of: Callable[[User], Awaitable[Role]],
        current: Callable[[User], User | None],
        asks_again: Callable[[User], bool],
        profiles: Profiles,
        queue: FairQueue,
        editors: Editors,
    ) -> None:
        self._role_of = role_of
        self._current = current
        self._asks_again = asks_again
        self._profiles = profiles
        self.queue = queue
        self.editors = editors
        self._guests: set[Guest] = set()
        self._classes: dict[type[RequestHandler], type[RequestHandler]] = {}
        self._tasks = Tasks()
        self._watching = False

    async def close(self) -> None:
        """Stop watching."""
        await self._tasks.close()

    def guard(self, application: Application) -> None:
        """From now on, every handler of the application is guarded."""
        inner = application.get_handler_delegate

        def delegate(request: Any, target_class: Any, *args: Any, **kwargs: Any) -> Any:
            return inner(request, self._guarded(target_class), *args, **kwargs)

        application.get_handler_delegate = delegate  # type: ignore[method-assign]

    def _guarded(self, kind: type[RequestHandler]) -> type[RequestHandler]:
        if kind not in self._classes:
            self._classes[kind] = self._made(kind)
        return self._classes[kind]

    def _made(self, kind: type[RequestHandler]) -> type[RequestHandler]:
        if not issubclass(kind, JupyterHandler):
            return kind  # it knows no users
        base = _guarded_socket(self, kind) if issubclass(kind, WebSocketHandler) else kind
        guarded: type[RequestHandler] = _guarded_request(self, base)
        guarded.__module__, guarded.__qualname__ = kind.__module__, kind.__qualname__
        return guarded

    def mark_pages(self, settings: dict[str, Any]) -> None:
        """Say in each page whether who opens it only reads: it starts no kernel then."""
        inner = settings.get("page_config_hook")

        def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
            found = inner(handler, page_config) if inner is not None else page_config
            guest: Guest | None = getattr(handler, "_guest", None)
            reads = guest is not None and only_reader(guest.role)
            return {**found, ONLY_READS: "true" if reads else "false"}

        settings["page_config_hook"] = hook

    async def enter(self, handler: JupyterHandler) -> Guest | None:
        """Who came, once they are let in. Raises HTTPError; None: this door is nobody's."""
        user = handler.current_user
        if not isinstance(user, User) or _is_public(handler):
            return None
        role = await self._role_of(user)
        own = self._profiles.lend(handler, user)
        if not (own or opens(role, door_of(handler))):
            raise HTTPError(
                403, f"Your role here is {role}, which only reads. An admin gives more."
            )
        guest = Guest(handler, user, role)
        self._guests.add(guest)
        if not self._watching:
            self._watching = True
            self._tasks.start(self._watch())
        return guest

    def leave(self, guest: Guest | None) -> None:
        """They have gone."""
        if guest is not None:
            self._guests.discard(guest)

    async def _watch(self) -> None:
        try:
            while self._guests:
                await asyncio.sleep(LOOK_AGAIN)
                await self._look()
        finally:
            self._watching = False

    async def _look(self) -> None:
        roles: dict[str, Role | None] = {}
        for guest in tuple(self._guests):
            user = guest.user
            key = user.link if isinstance(user, LinkUser) else f"{id(guest)}"
            if key not in roles:
                roles[key] = await self._role_now(guest)
            if not guest.stays(roles[key]):
                self._guests.discard(guest)
                guest.show_out(roles[key])

    async def _role_now(self, guest: Guest) -> Role | None:
        try:
            asked = guest.can_ask and self._asks_again(guest.user)
            now = await guest.renewed() if asked else self._current(guest.user)
            return None if now is None else await self._role_of(now)
        except Exception:  # whatever it is: who can't be looked up stays as they are, and is told
            log.exception("It can't be told whether %s is still let in", guest.user.username)
            return guest.role


class Guest:
    """Somebody at an open door, with the role that they came with."""

    def __init__(self, handler: JupyterHandler, user: User, role: Role) -> None:
        self.handler = handler
        self.user = user
        self.role = role
        self.ended = False
        self.sifted = door_of(handler).sifted
        self._renewal = Renewal(user, self._ask_again, time.monotonic)

    @property
    def can_ask(self) -> bool:
        """Whether the server's own provider let them in, and not a kernel's token."""
        ours = self.handler.settings.get("identity_provider")
        return self.handler.identity_provider is ours

    async def renewed(self) -> User | None:
        """The user as their provider knows them now and then."""
        return await self._renewal.user()

    async def _ask_again(self) -> User | None:
        # A provider keeps its answer on the handler that it was asked with: so a new one.
        anew = JupyterHandler(self.handler.application, self.handler.request)
        found = self.handler.identity_provider.get_user(anew)
        return cast("User | None", await ensure_async(found))

    def stays(self, role: Role | None) -> bool:
        """Whether the door may stay open for somebody with that role.

        A lower role ends it: they come back with that. A higher one ends a live document that is
        read only, which is then opened anew.
        """
        if role is None or not at_least(role, self.role):
            return False
        return not (self.sifted and only_reader(self.role) and not only_reader(role))

    def hears(self, message: bytes | str) -> bool:
        """Whether what they send counts: not once they were shown out, nor where they only read."""
        if self.ended:
            return False
        return not (self.sifted and only_reader(self.role)) or only_reads(message)

    def show_out(self, role: Role | None) -> None:
        """Close the door now, whether or not the client plays along."""
        self.ended = True
        if not isinstance(self.handler, WebSocketHandler):
            _hang_up(self.handler)
            return
        code = NOT_LOGGED_IN if role is None else ROLE_CHANGED
        self.handler.close(code, "Your link was revoked." if role is None else "Your role changed.")
        asyncio.get_running_loop().call_later(HANG_UP, _hang_up, self.handler)


def only_reader(role: Role) -> bool:
    """Whether somebody with that role writes nothing in Jupyter."""
    return role == "reader"


def _is_public(handler: JupyterHandler) -> bool:
    method = getattr(handler, (handler.request.method or "").lower(), None)
    return bool(getattr(method, "__allow_unauthenticated", False))


def _hang_up(handler: RequestHandler) -> None:
    connection = getattr(handler, "ws_connection", None) or handler.request.connection
    stream = getattr(connection, "stream", None)
    if stream is not None:
        stream.close()


def _guarded_request(keeper: Doorkeeper, kind: Any) -> Any:
    """The handler's class with the role asked for before its method runs."""

    class GuardedHandler(kind):  # type: ignore[misc]
        _guest: Guest | None = None
        _place: HeldPlace | None = None

        async def prepare(self, *args: Any, **kwargs: Any) -> None:
            try:
                self._place = await keeper.queue.enter(client_of(self))
            except Busy as error:
                answer_error(self, error)
                return
            await ensure_async(super().prepare(*args, **kwargs))
            if not self._finished:
                self._guest = await keeper.enter(self)

        def on_finish(self) -> None:
            if self._place is not None:
                self._place.leave()
            if self._guest is not None:
                keeper.editors.asked(self, self._guest.user)
            if getattr(self, "ws_connection", None) is None:  # a socket's request ends as it opens
                keeper.leave(self._guest)
            super().on_finish()

        def on_connection_close(self) -> None:
            keeper.leave(self._guest)
            super().on_connection_close()

    return GuardedHandler


def _guarded_socket(keeper: Doorkeeper, kind: Any) -> Any:
    """A socket's class that hears nobody who was shown out, and no reader who writes."""

    class GuardedSocket(kind):  # type: ignore[misc]
        def on_message(self, message: Any) -> Any:
            guest = self._guest
            if guest is not None:
                if not guest.hears(message):
                    return None
                if guest.sifted:
                    keeper.editors.heard(self, guest.user, message)
            return super().on_message(message)

    return GuardedSocket
