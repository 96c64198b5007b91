"""Pictures that a notebook's cells show, as a model that sees can be given them. Pure."""

from __future__ import annotations

import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_PICTURE = 2_000_000
"""Characters of a picture's Base64. The provider takes 5 MB a picture and 32 MB a request."""
MAX_PICTURES = 4
"""Pictures in one prompt: each is about 1,600 tokens, as the provider's documentation counts."""
PICTURE_TOKENS = 1_600
SEE = "see_pictures"
"""What the team's bounds for tools call it: no tool, and settled in the same place."""

_BEGINS: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}
"""How the bytes begin of each type that the Messages API reads."""


@dataclass(frozen=True, slots=True)
class CellPicture:
    """``data`` is Base64 without line ends."""

    media_type: str
    data: str

    @property
    def readable(self) -> bool:
        """Whether a model's server would take it: what it says it is, and not too large."""
        if len(self.data) > MAX_PICTURE:
            return False
        try:
            held = binascii.a2b_base64(self.data, strict_mode=True)
        except (ValueError, binascii.Error):
            return False
        return held.startswith(_BEGINS.get(self.media_type, ()))


def pictures_in(outputs: Iterable[Any]) -> tuple[CellPicture, ...]:
    """The pictures of these outputs, in order, one of each output."""
    found = (_picture_of(fields) for fields in outputs)
    return tuple(picture for picture in found if picture is not None)


def _picture_of(fields: Any) -> CellPicture | None:
    data = fields.get("data") if isinstance(fields, dict) else None
    if not isinstance(data, dict):
        return None
    for media_type in _BEGINS:
        held = data.get(media_type)
        text = "".join(map(str, held)) if isinstance(held, list) else held
        if isinstance(text, str) and text:
            return CellPicture(media_type, "".join(text.split()))
    return None
