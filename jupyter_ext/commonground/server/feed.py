"""The live feed: one WebSocket a browser, with documents and events, and a browser's commands.

Binary frames carry the Yjs sync protocol for each room (its name before the message): a client may
send its state vector, and every other binary frame is dropped, so no document is written here. Text
frames carry events, and from a client its commands, for the same service as requests.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from jupyter_core.utils import ensure_async
from jupyter_server.auth import User
from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado import web
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketHandler

from ..core.ids import Room, member_room
from ..core.role import Member
from ..crdt.sync import frame, parse_step1, sync_step2
from ..errors import NotAllowed, NotLoggedIn, StoreError
from ..service.events import FeedEvent, HealthEvent, HelloEvent
from ..service.rooms import may_read
from .fair_queue import client_of
from .frames import BINARY, whole_frame
from .ground import Ground
from .handler import from_own_page
from .identity.members import by_servers_own_token
from .identity.provider import LinkUser
from .identity.renewal import Renewal
from .socket_commands import SocketCommands

log = logging.getLogger(__name__)

MAX_FRAME = 4 * 1024 * 1024
"""Bytes of a client's frame: a state vector fits many times over."""
MAX_BEHIND = 16 * 1024 * 1024
"""Bytes that may wait for a slow client before it is asked to come back and resume."""
TOO_SLOW = 1013


class FeedHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """``GET feed``: resource ``commonground``, action ``read``; for each command ``write``."""

    auth_resource = "commonground"

    def initialize(self, ground: Ground) -> None:
        """Keep what the extension hands to its handlers."""
        self._ground = ground
        self._answering: set[Room] = set()
        self._leave: Callable[[], None] | None = None
        self._commands = SocketCommands(ground, self._sender, self._send, client_of(self))

    def get_compression_options(self) -> None:
        """None: frames are made once for all clients, which a compressor of each would undo."""

    def set_default_headers(self) -> None:
        """WebSockets take none of JupyterHandler's."""

    @property
    def max_message_size(self) -> int:
        """Larger frames close the socket."""
        return MAX_FRAME

    @ws_authenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Authorize, then upgrade."""
        allowed = await ensure_async(
            self.authorizer.is_authorized(self, self.current_user, "read", self.auth_resource)
        )
        if not allowed or by_servers_own_token(self.identity_provider, self):
            raise web.HTTPError(403)
        self._member = self._ground.member(self.current_user)
        self._renewal = Renewal(self.current_user, self._ask_again)
        result = super().get(*args, **kwargs)
        if result is not None:
            await result

    @property
    def member(self) -> Member:
        """Who follows."""
        return self._member

    @property
    def takes_commands(self) -> bool:
        """Whether this socket may command: it has a token, or its page is the server's own.

        What the XSRF cookie is to a request: a browser sends cookies with a foreign page's socket,
        and that page's origin, which it can't choose. ``allow_origin`` lets such pages only read.
        """
        return self.token_authenticated or from_own_page(self.request)

    async def _user(self) -> User | None:
        """Who holds this socket open, as of now; None once they are let in no more."""
        user: User = self.current_user
        if self._member.anonymous or isinstance(user, LinkUser):
            return self._ground.current(user)
        return await self._renewal.user()

    async def _ask_again(self) -> User | None:
        # A provider keeps its answer on the handler that it was asked with: so a new one.
        anew = FeedHandler(self.application, self.request, ground=self._ground)
        found = self.identity_provider.get_user(anew)
        return cast("User | None", await ensure_async(found))

    async def _sender(self) -> Member:
        """Who sends a command, as of now. Raises NotLoggedIn, NotAllowed."""
        if not self.takes_commands:
            raise NotAllowed("This page may only read here.", "Send the command as a request.")
        user = await self._user()
        if user is None:
            raise NotLoggedIn("You are not let in here any more.")
        allowed = self.authorizer.is_authorized(self, user, "write", self.auth_resource)
        if not await ensure_async(allowed):
            raise NotAllowed("The server's authorizer lets you only read here.", "Ask an admin.")
        return self._ground.member(user)

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Say hello: who you are, your rooms, turns under way; then presence."""
        super().open(*args, **kwargs)
        self.set_nodelay(True)
        self._ground.spawn(self._welcome())

    async def _welcome(self) -> None:
        service = self._ground.service
        rooms = []
        try:
            if not self.member.anonymous:
                await service.room(member_room(self.member.username))
            for name in service.rooms_of(self.member):
                room = await service.room(name)
                rooms.append({"name": name, "generation": room.generation})
        except StoreError as error:
            log.error("The feed could not be opened: %s", error)
            self.close(TOO_SLOW, "store")
            return
        active = self._ground.turns.active(self.member)
        self.on_event(
            HelloEvent.of(
                user=service.acting(self.member),
                rooms=rooms,
                commands=self.takes_commands,
                active=active,
            )
        )
        self.on_event(HealthEvent.of(store=service.store_health.view()))
        if self.ws_connection is not None:
            self._leave = service.listen(self)

    def on_message(self, message: str | bytes) -> None:
        """Answer a state vector and a command; drop everything else."""
        if isinstance(message, str):
            self._commands.take(message)
            return
        asked = parse_step1(message)
        if asked is None:
            log.debug("A frame that is no state vector was dropped")
            return
        room, vector = asked
        if room in self._answering or room not in self._ground.service.rooms_of(self.member):
            return  # one answer at a time: whoever asks without reading costs nobody else anything
        self._answering.add(room)
        self._ground.spawn(self._answer(room, vector))

    async def _answer(self, name: Room, vector: bytes) -> None:
        try:
            room = await self._ground.service.room(name)
            update = room.update_since(vector)
            sent = self._send(whole_frame(BINARY, frame(name, sync_step2(update))))
            if sent is not None:
                await sent
        except ValueError:
            log.debug("A state vector that can't be read was dropped")
        except StreamClosedError:
            log.debug("A feed closed before it had its answer")
        finally:
            self._answering.discard(name)

    def on_update(self, room: Room, update: bytes) -> None:
        """Pass a durable update on."""
        if may_read(self.member, room):
            self._send(self._ground.encoded(room, update))

    def on_event(self, event: FeedEvent) -> None:
        """Pass an event on, if it is declared: nothing else leaves."""
        if not self._ground.features.declares(event):
            log.error("The event %s is no feature's, so it is not sent", type(event).__name__)
            return
        self._send(self._ground.as_json(event))

    def _send(self, whole: bytes) -> Awaitable[None] | None:
        """Send a whole WebSocket frame, made once for all; tornado would make one per client.

        The result is done once the client's connection has taken it all; None if it is gone.
        """
        connection = self.ws_connection
        stream = None if connection is None else connection.stream
        if connection is None or connection.is_closing() or stream is None:
            return None
        if len(stream._write_buffer) > MAX_BEHIND:
            self.close(TOO_SLOW, "too slow")
            return None
        try:
            return stream.write(whole)
        except StreamClosedError:
            log.debug("A feed closed while something was sent to it")
            return None

    def on_close(self) -> None:
        """Leave."""
        if self._leave is not None:
            self._leave()
            self._leave = None
        super().on_close()
