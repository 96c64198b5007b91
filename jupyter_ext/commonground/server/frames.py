"""Frames of the live feed: the Yjs sync protocol for each room, and events as JSON text.

A binary frame is a room's name (its length as a variable integer, then UTF-8) and a message of the
sync protocol (https://github.com/yjs/y-protocols).
"""

from __future__ import annotations

from pycrdt import Decoder, create_update_message, write_var_uint

from ..core.ids import Room
from ..service.events import FeedEvent

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


def update_frame(room: Room, update: bytes) -> bytes:
    """An update of a room, as it goes to every client."""
    return whole_frame(BINARY, frame(room, bytes(create_update_message(update))))


def event_frame(event: FeedEvent) -> bytes:
    """An event as it goes to every client."""
    return whole_frame(TEXT, event.json_bytes())
