"""The profiles that members made and the rows that they were shown, theirs alone, while the server
runs. What is sent to a model is what lies here: the same text that was shown.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...core.named_thing import NamedThing
from ...core.role import Member
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import PLAIN, Shown
from ...service.writer import ContextService
from .clean import cleaned
from .model import Profile
from .report import profile_html, profile_markdown, profile_text
from .settings import group_size
from .wire import from_values

KEPT, KEPT_ROWS = 30, 200
"""Of each member: profiles, and texts of rows that they were shown."""
HTML = "text/html"
ELSEWHERE = (
    "A profile is made where the data is: in a cell of a notebook. Write there: %cg profile df"
)
SHOW_FIRST = (
    "Nothing was sent. These rows would be, as they stand here: run the cell again to send them."
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A profile and sample rows as the gate lets them through."""

    profile: Profile
    rows: str

    @property
    def text(self) -> str:
        """What a model is shown, and a person sees."""
        told = profile_text(self.profile)
        return f"{told}\n\nSample rows:\n{self.rows}" if self.rows else told

    def shown(self, note: str = "") -> Shown:
        """The same for a cell; ``note`` stands above it."""
        above = f"**{note}**\n\n" if note else ""
        line = f"<p><b>{note}</b></p>" if note else ""
        plain = f"{note}\n\n{self.text}" if note else self.text
        data = {PLAIN: plain, HTML: f"{line}{profile_html(self.profile, self.rows)}"}
        return Shown(f"{above}{profile_markdown(self.profile, self.rows)}", data)


@dataclass
class _Own:
    """What is one member's."""

    profiles: OrderedDict[str, str] = field(default_factory=OrderedDict)
    rows: OrderedDict[str, str] = field(default_factory=OrderedDict)


class ProfileShelf:
    """Use as ``async with``: what lies here goes with the server."""

    def __init__(self, service: ContextService) -> None:
        self._service = service
        self._own: dict[str, _Own] = {}
        self._one_read = asyncio.Lock()

    async def __aenter__(self) -> ProfileShelf:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._own.clear()

    def group_size(self) -> int:
        """Rows that must share what is shown here."""
        return group_size(self._service.settings())

    async def read(self, reads: Callable[[], Profile]) -> Profile:
        """What it gives, beside the loop; one at a time, also where nobody waits for it any more.

        Raises what it raises.
        """
        await self._one_read.acquire()
        reading = asyncio.create_task(asyncio.to_thread(reads))
        reading.add_done_callback(self._was_read)
        return await asyncio.shield(reading)

    def _was_read(self, reading: asyncio.Task[Profile]) -> None:
        self._one_read.release()
        if not reading.cancelled():
            reading.exception()  # who waits for it is told, and else nobody

    async def take(self, member: Member, values: Mapping[str, str]) -> Cleaned:
        """What the member's kernel made, cleaned, and theirs from now on. Raises InvalidCommand."""
        sent = from_values(values)
        if sent is None:
            raise InvalidCommand("There is no data here to profile.", ELSEWHERE)
        profile, rows = sent
        least = self.group_size()
        if profile.k < least:
            raise InvalidCommand(
                f"What fewer than {least} rows share is not shown in this team.", "Run it again."
            )
        found = await asyncio.to_thread(self._clean, profile, rows)
        own = self._own.setdefault(member.username, _Own())
        _keep(own.profiles, profile.thing, profile_text(found.profile), KEPT)
        return found

    def _clean(self, profile: Profile, rows: str) -> Cleaned:
        gate = self._service.gate()
        held = gate.for_prompt(rows).text if rows else ""
        return Cleaned(cleaned(profile, lambda text: gate.for_prompt(text).text), held)

    def show(self, member: Member, found: Cleaned, note: str = "") -> Shown:
        """For the member's cell; rows in it count as shown to them from now on."""
        if found.rows:
            own = self._own.setdefault(member.username, _Own())
            _keep(own.rows, _digest(found.rows), found.profile.thing, KEPT_ROWS)
        return found.shown(note)

    async def brought(
        self, member: Member, values: Mapping[str, str]
    ) -> NamedThing | Mapping[str, Any]:
        """What a question brings along; rows that its asker was not shown yet are shown first."""
        found = await self.take(member, values)
        if found.rows and _digest(found.rows) not in self._own[member.username].rows:
            return self.show(member, found, SHOW_FIRST).bundle()
        return NamedThing("variable", found.profile.thing, found.text)

    def told(self, member: Member, thing: str) -> str:
        """The member's own last profile of that thing. Raises InvalidCommand."""
        own = self._own.get(member.username, _Own()).profiles
        if thing not in own:
            known = ", ".join(own) or "none"
            raise InvalidCommand(f"There is no profile of that. There are: {known}.")
        return own[thing]


def _keep(held: OrderedDict[str, str], key: str, value: str, most: int) -> None:
    held[key] = value
    held.move_to_end(key)
    while len(held) > most:
        held.popitem(last=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def profile_shelf(host: Host) -> ProfileShelf:
    """The profiles on this server."""
    return ProfileShelf(host.service)
