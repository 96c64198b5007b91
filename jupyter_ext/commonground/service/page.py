"""Pages that leave the team's server: what everybody may read, cleaned by the gate as of now.

One way for every door: a route's download and a file beside a notebook are the same page.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from ..core.page import html_page
from ..core.role import Member, Role, require
from ..errors import InvalidCommand
from .host import Host
from .route import Download
from .verb import Call
from .writer import ContextService

NEEDS: Role = "contributor"
"""Who may write a file with it; everybody who reads may download it."""
ENDINGS = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class ExportedPage:
    """Its title and its text in Markdown; ``name`` is what a download is called."""

    title: str
    markdown: str
    name: str


async def html_of(service: ContextService, page: ExportedPage) -> str:
    """The page as one file of HTML; beside the event loop, since long texts take a while."""
    gate = service.gate()
    at = datetime.fromtimestamp(service.clock() / 1000, UTC)
    note = f"Made by Common Ground on {at:%Y-%m-%d} at {at:%H:%M} UTC. It changes no more."

    def made() -> str:
        title, text = gate.for_prompt(page.title).text, gate.for_prompt(page.markdown).text
        return html_page(title, text, note)

    return await asyncio.to_thread(made)


async def download(host: Host, member: Member, page: ExportedPage) -> Download:
    """The page as the answer of a route."""
    async with host.service.jobs.running("page", member) as job:
        text = await html_of(host.service, page)
        job.checkpoint()
    return Download(text, "text/html", f"{page.name}.html")


async def write_page(host: Host, call: Call, page: ExportedPage, name: str) -> str:
    """Write the page beside the notebook; its path. Raises NotAllowed, InvalidCommand, StoreError.

    A file that holds something else stays, unless ``--overwrite`` is said.
    """
    require(host.service.acting(call.member), NEEDS)
    if not name.lower().endswith(ENDINGS):
        raise InvalidCommand(f"{name!r} is no name of a page.", "Name one that ends in .html.")
    async with host.service.jobs.running("page", call.member) as job:
        text = await html_of(host.service, page)
        with job.settled():
            return await host.files.write(name, call.path, text, overwrite=call["overwrite"])
