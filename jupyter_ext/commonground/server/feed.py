"""The live feed: one WebSocket a browser, on which the server speaks and the client only asks.

Binary frames carry the Yjs sync protocol for each room (its name before the message); text frames
carry events. A client may send its state vector; every other frame is dropped, so nothing can be
written here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import ws_authenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from pycrdt import Decoder, create_update_message, write_var_uint
from tornado import web
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketHandler

from ..core.entry import Room, member_room
from ..core.role import Member
from ..errors import StoreError
from ..service.writer import may_read
from .ground import Ground
from .identity.members import by_servers_own_token
from .runs import NOT_LOGGED_IN

log = logging.getLogger(__name__)

MAX_FRAME = 4 * 1024 * 1024
"""Bytes of a client's frame: a state vector fits many times over."""
MAX_BEHIND = 16 * 1024 * 1024
"""Bytes that may wait for a slow client before it is asked to come back and resume."""
TOO_SLOW = 1013
LOOK_AGAIN = 2.0
"""Seconds between two looks at whether the follower is still let in."""
SYNC, STEP1, STEP2 = 0, 0, 1
TEXT, BINARY = 0x1, 0x2
"""WebSocket opcodes (RFC 6455, 5.2)."""


def frame(room: Room, message: bytes) -> bytes:
    """A message of the sync protocol, addressed to a room."""
    name = room.encode()
    return bytes(write_var_uint(len(name))) + name + message


def whole_frame(opcode: int, payload: bytes) -> bytes:
    """An unmasked, uncompressed WebSocket frame (RFC 6455, 5.2), as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes([0x80 | opcode, size]) + payload
    if size < 1 << 16:
        return bytes([0x80 | opcode, 126]) + size.to_bytes(2, "big") + payload
    return bytes([0x80 | opcode, 127]) + size.to_bytes(8, "big") + payload


def sync_step2(update: bytes) -> bytes:
    """The answer to a state vector."""
    return bytes([SYNC, STEP2]) + bytes(write_var_uint(len(update))) + update


def parse_step1(data: bytes) -> tuple[Room, bytes] | None:
    """Room and state vector of a client's frame; None for everything else."""
    try:
        decoder = Decoder(data)
        room = decoder.read_var_string()
        if decoder.read_var_uint() != SYNC or decoder.read_var_uint() != STEP1:
            return None
        vector = decoder.read_message()
    except (IndexError, ValueError, RuntimeError):  # what pycrdt raises on cut-off messages
        return None
    return None if vector is None else (Room(room), bytes(vector))


class FeedHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """``GET feed``: resource ``commonground``, action ``read``."""

    auth_resource = "commonground"

    def initialize(self, ground: Ground) -> None:
        """Keep what the extension hands to its handlers."""
        self._ground = ground
        self._answering: set[Room] = set()
        self._leave: Callable[[], None] | None = None
        self._watching: asyncio.Task[None] | None = None

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
        result = super().get(*args, **kwargs)
        if result is not None:
            await result

    @property
    def member(self) -> Member:
        """Who follows."""
        return self._member

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Say hello: who you are, your rooms, turns under way; then presence."""
        super().open(*args, **kwargs)
        self.set_nodelay(True)
        self._ground.spawn(self._welcome())
        self._watching = self._ground.spawn(self._watch())

    async def _watch(self) -> None:
        """Close the feed of somebody whose link was revoked meanwhile."""
        # Links are revoked in a file, by another process: there is no event to wait for.
        while self._ground.current(self.current_user) is not None:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_AGAIN)
        self.close(NOT_LOGGED_IN, "Your link was revoked.")

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
        active = self._ground.asking.active(self.member)
        self.on_event(
            {
                "type": "hello",
                "user": service.acting(self.member).to_wire(),
                "rooms": rooms,
                "active": [t.to_wire(text=False) for t in active],
            }
        )
        self.on_event({"type": "health", "store": service.health()})
        if self.ws_connection is not None:
            self._leave = service.listen(self)

    def on_message(self, message: str | bytes) -> None:
        """Answer a state vector; drop everything else."""
        asked = parse_step1(message) if isinstance(message, bytes) else None
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

    def on_event(self, event: dict[str, Any]) -> None:
        """Pass an event on."""
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
        if self._watching is not None:
            self._watching.cancel()
        if self._leave is not None:
            self._leave()
            self._leave = None
        super().on_close()


def update_frame(room: Room, update: bytes) -> bytes:
    """An update of a room, as it goes to every client."""
    return whole_frame(BINARY, frame(room, bytes(create_update_message(update))))


def event_frame(event: dict[str, Any]) -> bytes:
    """An event as it goes to every client."""
    text = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    return whole_frame(TEXT, text.encode())
