"""What members have typed and not sent, for their other browsers: each member's own, nobody else's.

One file a member, beside the shared documents and in none of them: no feed, log or audit record has
a word of it, and it passes no gate, since nobody else is shown it. Knows no forms.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from ..config import DRAFTS
from ..core.fields import Wire
from ..core.role import require
from ..core.views import View
from ..errors import StoreError
from ..service.route import Asked, Route, post

MOST = 50
"""Drafts that are kept of a member: the latest."""
ROOM = 100_000
"""Bytes that a member's drafts may have in all."""
KEPT_FOR = 30 * 24 * 3_600_000
"""Milliseconds for which a draft is kept."""
AT_ONCE = 200
"""Drafts in one request, and ended ones that are remembered."""


class UnsentDraft(Wire):
    """What stands in one form: ``text`` is for the browser to read; None: sent or given up then."""

    key: Annotated[str, Field(min_length=1, max_length=300)]
    at: Annotated[int, Field(ge=0)]
    text: Annotated[str, Field(max_length=50_000)] | None = None


class ExchangeDrafts(Wire):
    """What changed in one browser."""

    drafts: Annotated[list[UnsentDraft], Field(max_length=AT_ONCE)]


class DraftView(View):
    """A draft as a browser is given it."""

    key: str
    at: int
    text: str | None


class DraftsAnswer(View):
    """All of a member's drafts, and which ended."""

    drafts: list[DraftView]


_DRAFTS = TypeAdapter(list[UnsentDraft])


class Drafts:
    """Files below the server's data. ``now`` is in milliseconds since 1970."""

    def __init__(self, data: Path, now: Callable[[], int]) -> None:
        self._folder = data / DRAFTS
        self._now = now
        self._writing = asyncio.Lock()

    async def exchange(self, username: str, changed: Iterable[UnsentDraft]) -> list[UnsentDraft]:
        """Keep what is newer than before; all there is then. Raises StoreError."""
        async with self._writing:
            return await asyncio.to_thread(self._exchange, username, tuple(changed))

    def _exchange(self, username: str, changed: tuple[UnsentDraft, ...]) -> list[UnsentDraft]:
        file = self._folder / f"{hashlib.sha256(username.encode()).hexdigest()[:32]}.json"
        now = self._now()
        before = _read(file)
        held = {draft.key: draft for draft in before}
        for draft in changed:
            # A clock that goes ahead must not win for ever.
            timely = draft.model_copy(update={"at": min(draft.at, now)})
            if draft.key not in held or timely.at > held[draft.key].at:
                held[draft.key] = timely
        kept = bounded(held.values(), now)
        if kept != before:
            try:
                _write(file, kept)
            except OSError as error:
                raise StoreError(f"Your drafts could not be kept: {error.strerror}.") from None
        return kept


def bounded(drafts: Iterable[UnsentDraft], now: int) -> list[UnsentDraft]:
    """The latest of those that are not too old, as many as there is room for."""
    kept: list[UnsentDraft] = []
    room, left, ended = ROOM, MOST, AT_ONCE
    for draft in sorted(drafts, key=lambda draft: (-draft.at, draft.key)):
        if draft.at < now - KEPT_FOR:
            continue
        if draft.text is None:
            ended -= 1
            if ended >= 0:
                kept.append(draft)
            continue
        size = len(draft.text.encode()) + len(draft.key.encode())
        if left > 0 and size <= room:
            room, left = room - size, left - 1
            kept.append(draft)
    return kept


def _read(file: Path) -> list[UnsentDraft]:
    """What is kept; nothing where the file is no such: drafts are worth no refusal."""
    try:
        return _DRAFTS.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return []


def _write(file: Path, drafts: list[UnsentDraft]) -> None:
    """Whole or not at all, for its owner's eyes. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sink:
            sink.write(_DRAFTS.dump_json(drafts))
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def draft_routes(drafts: Drafts | None) -> tuple[Route, ...]:
    """The one route; None where it is only described."""

    @post("drafts", body=ExchangeDrafts, answer=DraftsAnswer)
    async def exchange(asked: Asked) -> DraftsAnswer:
        """Keep what you typed and did not send, for you alone, and get what you typed elsewhere."""
        require(asked.member, None)
        assert drafts is not None
        body: ExchangeDrafts = asked.body
        return DraftsAnswer.of(drafts=await drafts.exchange(asked.member.username, body.drafts))

    return (exchange,)
