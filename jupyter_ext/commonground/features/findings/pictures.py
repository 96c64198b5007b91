"""The pictures of findings, by their digest: in the data folder, or in memory without one."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
from pathlib import Path

FOLDER = "findings"
_NAME = re.compile(r"[0-9a-f]{64}\.(?:png|jpeg)")
MOST_BYTES = 300_000


class FindingPictures:
    """``folder`` is the data folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if folder is None else folder / FOLDER
        self._held: dict[str, bytes] = {}

    async def keep(self, data: str, media_type: str) -> str:
        """Keep Base64 of a PNG or JPEG; its name, empty where it is none or too large."""
        try:
            raw = binascii.a2b_base64(data, strict_mode=True)
        except (ValueError, binascii.Error):
            return ""
        begins = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}.get(media_type)
        if begins is None or not raw.startswith(begins) or len(raw) > MOST_BYTES:
            return ""
        name = f"{hashlib.sha256(raw).hexdigest()}.{media_type.partition('/')[2]}"
        if self._folder is None:
            self._held[name] = raw
        else:
            await asyncio.to_thread(self._write, self._folder / name, raw)
        return name

    @staticmethod
    def _write(file: Path, raw: bytes) -> None:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        if not file.exists():
            part = file.with_suffix(".part")
            part.write_bytes(raw)
            part.replace(file)

    async def address(self, name: str) -> str:
        """The picture as a ``data:`` address; empty where it is not kept here."""
        if not _NAME.fullmatch(name):
            return ""
        raw = self._held.get(name)
        if raw is None and self._folder is not None:
            raw = await asyncio.to_thread(_read, self._folder / name)
        if raw is None:
            return ""
        return f"data:image/{name.partition('.')[2]};base64,{base64.b64encode(raw).decode()}"


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
