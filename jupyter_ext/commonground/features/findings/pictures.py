"""The picture of a finding: kept with it, so that backup and redaction hold as for its words."""

from __future__ import annotations

import binascii

from ...core.texts import is_picture

MOST_BYTES = 48_000
"""Of a picture that is kept; a kernel sends none that is larger."""


def picture_of(data: str, media_type: str) -> str:
    """Base64 of a PNG or JPEG as its ``data:`` address; empty where it is none or too large."""
    try:
        raw = binascii.a2b_base64(data, strict_mode=True)
    except (ValueError, binascii.Error):
        return ""
    address = f"data:{media_type};base64,{data}"
    return address if len(raw) <= MOST_BYTES and is_picture(address) else ""
