"""Messages of the Yjs sync protocol, each addressed to a room.

A room's name (its length as a variable integer, then UTF-8) goes before a message of the sync
protocol (https://github.com/yjs/y-protocols).
"""

from __future__ import annotations

from pycrdt import Decoder, create_update_message, write_var_uint

from ..core.ids import Room

SYNC, STEP1, STEP2 = 0, 0, 1


def frame(room: Room, message: bytes) -> bytes:
    """A message of the sync protocol, addressed to a room."""
    name = room.encode()
    return bytes(write_var_uint(len(name))) + name + message


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


def update_message(room: Room, update: bytes) -> bytes:
    """An update of a room."""
    return frame(room, bytes(create_update_message(update)))
