"""Frames of a live document's socket: which of them leave the document as it is.

The first byte says what a frame is (sync, awareness, a request to save), in sync the second one
says which step. Numbers are varints, which have several spellings of one value; only the plain one
counts here, and every other frame is taken for one that writes.
"""

from __future__ import annotations

SYNC, AWARENESS = 0, 1
STEP1, STEP2, UPDATE = 0, 1, 2
"""A reader's state vector: what they lack is sent back. Steps 1 and 2 of sync hold updates."""


def only_reads(frame: bytes | str) -> bool:
    """Whether it is a state vector or says where somebody's cursor is."""
    if isinstance(frame, str) or not frame:
        return False
    return frame[0] == AWARENESS or frame[:2] == bytes((SYNC, STEP1))


def adds_text(frame: bytes | str) -> bool:
    """Whether it puts something new into the document: an update, or what a copy that comes back
    made while it was away.

    The answer to a state vector begins with the number of copies whose changes it holds, after its
    own length: none where a copy that has just come adds nothing.
    """
    if isinstance(frame, str) or frame[:1] != bytes((SYNC,)):
        return False
    if frame[1:2] == bytes((UPDATE,)):
        return True
    return frame[1:2] == bytes((STEP2,)) and _held(frame[2:])[:1] not in (b"", b"\0")


def _held(message: bytes) -> bytes:
    """What follows a varint."""
    for place, byte in enumerate(message):
        if byte < 0x80:
            return message[place + 1 :]
    return b""
