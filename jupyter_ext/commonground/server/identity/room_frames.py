"""Frames of a live document's socket: which of them leave the document as it is.

The first byte says what a frame is (sync, awareness, a request to save), in sync the second one
says which step. Numbers are varints, which have several spellings of one value; only the plain one
counts here, and every other frame is taken for one that writes.
"""

from __future__ import annotations

SYNC, AWARENESS = 0, 1
STEP1 = 0
"""A reader's state vector: what they lack is sent back. Steps 1 and 2 of sync hold updates."""


def only_reads(frame: bytes | str) -> bool:
    """Whether it is a state vector or says where somebody's cursor is."""
    if isinstance(frame, str) or not frame:
        return False
    return frame[0] == AWARENESS or frame[:2] == bytes((SYNC, STEP1))
