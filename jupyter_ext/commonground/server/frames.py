"""Frames of the live feed: messages of ``crdt/sync.py`` as binary, events as JSON text."""

from __future__ import annotations

import json
from typing import Any

from ..core.ids import Room
from ..crdt.sync import update_message

TEXT, BINARY = 0x1, 0x2
"""WebSocket opcodes (RFC 6455, 5.2)."""


def whole_frame(opcode: int, payload: bytes) -> bytes:
    """An unmasked, uncompressed WebSocket frame (RFC 6455, 5.2), as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes([0x80 | opcode, size]) + payload
    if size < 1 << 16:
        return bytes([0x80 | opcode, 126]) + size.to_bytes(2, "big") + payload
    return bytes([0x80 | opcode, 127]) + size.to_bytes(8, "big") + payload


def update_frame(room: Room, update: bytes) -> bytes:
    """An update of a room, as it goes to every client."""
    return whole_frame(BINARY, update_message(room, update))


def event_frame(event: dict[str, Any]) -> bytes:
    """An event as it goes to every client."""
    text = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    return whole_frame(TEXT, text.encode())
