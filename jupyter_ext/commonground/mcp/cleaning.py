"""What leaves for a client, cleaned by the gate as a model's prompt is, then cut."""

from __future__ import annotations

import asyncio

from ..service.host import Host

MAX_TEXT = 24_000
"""Characters of one answer."""


async def fitting(host: Host, text: str) -> str:
    """The text cleaned, then cut: what is cut first may be half a secret that nobody knows."""
    whole = text[: 4 * MAX_TEXT]
    cleaned = (await asyncio.to_thread(host.service.gate().for_prompt, whole)).text
    if len(cleaned) <= MAX_TEXT:
        return cleaned
    return f"{cleaned[:MAX_TEXT]}\n… {len(text) - MAX_TEXT:,} characters left out …"
