"""The route that gives and takes personal links: for admins, and for the starter's own terminal.

An admin's browser invites whom nobody knows yet, and no more: what runs in their page could else
come in as a colleague. Each link that is given or taken is on record, without its token.
"""

from __future__ import annotations

import asyncio
import functools
from contextlib import suppress
from typing import Annotated, Any, Literal

from jupyter_core.utils import ensure_async
from jupyter_server.auth import IdentityProvider, User
from pydantic import Field, TypeAdapter
from tornado import web

from ..core.command import parse_with
from ..core.event import Event
from ..core.fields import Wire
from ..core.role import Member, Role, require
from ..errors import NotAllowed, StoreError
from ..service.command_runner import SERVER
from .ground import Ground
from .handler import GroundHandler, from_own_page, route
from .identity.links import Link, Purpose
from .identity.starter import SCHEME, is_starters
from .link_views import GivenLink, TakenLinks

LINKS, INVITATIONS = "links", "invitations"
_Name = Annotated[str, Field(max_length=200)]
_HOW = (
    "Type it in a terminal of whoever started the server, outside of JupyterLab, or set "
    "COMMONGROUND_TOKEN to an admin's personal token."
)


class GiveLink(Wire):
    """A personal link for somebody; ``replace`` ends their old ones of that purpose."""

    act: Literal["give"]
    name: _Name
    role: Role | None = None
    username: _Name | None = None
    purpose: Purpose = "invitation"
    replace: bool = False


class TakeLinks(Wire):
    """Ends all links of somebody, by name or username."""

    act: Literal["take"]
    name: _Name


class Invitation(Wire):
    """A personal link for somebody who was never here. An admin is made of who is here."""

    name: _Name
    role: Literal["reader", "contributor", "owner"]


LinkRequest = Annotated[GiveLink | TakeLinks, Field(discriminator="act")]
_REQUEST: TypeAdapter[GiveLink | TakeLinks] = TypeAdapter(LinkRequest)
_INVITATION = TypeAdapter(Invitation)


class StarterOrMember(IdentityProvider):
    """The server's own provider, and the starter by the process that asks."""

    def __init__(self, inner: IdentityProvider, proof: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._inner = inner
        self._proof = proof

    async def _get_user(self, handler: web.RequestHandler) -> User | None:
        if not handler.request.headers.get("Authorization", "").startswith(SCHEME + " "):
            return await ensure_async(self._inner.get_user(handler))
        assert isinstance(handler, LinksHandler)
        if not await asyncio.to_thread(is_starters, handler.request, self._proof):
            handler.refusal = NotAllowed("Links are not given to kernels and terminals.", _HOW)
            return None
        handler.starter = True
        handler._token_authenticated = True
        return User("starter")


class GivingHandler(GroundHandler):
    """What gives links, and puts on record that it did."""

    def given(self, link: Link) -> GivenLink:
        """The link, to be shown once; no cache on its way keeps it."""
        self.set_header("Cache-Control", "no-store")
        page, person = self.ground.page, link.person
        return GivenLink(
            token=link.token,
            username=person.username,
            display_name=person.display_name,
            role=person.role,
            page=page if page and (self.ground.host.root / page).exists() else None,
        )

    async def record(
        self, command: str, by: Member, source: str, username: str, **more: str
    ) -> None:
        """Put it on record."""
        await put_on_record(self.ground, command, by, source, username, **more)


async def put_on_record(
    ground: Ground, command: str, by: Member, source: str, username: str, **more: str
) -> None:
    """Put on record what was given or taken, of whom.

    A disk that takes nothing is no reason to refuse what is done.
    """
    service = ground.service
    made, detail = service.new_id("a"), {"name": username, **more}
    event = Event(made, service.clock(), by.username, by.role, command, source, detail=detail)
    with suppress(StoreError):
        await service.store.log(event)


class LinksHandler(GivingHandler):
    """``POST links``."""

    starter = False
    _token_authenticated = False

    @functools.cached_property
    def identity_provider(self) -> IdentityProvider:
        """The server's own, and who started it."""
        return StarterOrMember(self.settings["identity_provider"], self.ground.proof)

    @route("write", answer=GivenLink | TakenLinks)
    async def post(self) -> None:
        """Give a personal link, or end all links of somebody; admins and the starter may."""
        if not self.starter:
            if not self.token_authenticated:
                raise NotAllowed("Links are given on the command line.", _HOW)
            require(self.member, "admin")
        asked = parse_with(_REQUEST, self.request.body)
        if isinstance(asked, TakeLinks):
            self.answer(await self._take(asked))
        else:
            self.answer(await self._give(asked))

    @property
    def _giver(self) -> Member:
        return SERVER if self.starter else self.member

    async def _take(self, asked: TakeLinks) -> TakenLinks:
        username = self.ground.book.username_of(asked.name)
        count = self.ground.book.revoke(username)
        await self.record("revoke", self._giver, "cli", username)
        return TakenLinks(username=username, count=count)

    async def _give(self, asked: GiveLink) -> GivenLink:
        purpose = asked.purpose
        link = self.ground.book.invite(
            asked.name, asked.role, asked.username, purpose=purpose, replace=asked.replace
        )
        who = link.person
        await self.record(
            "invite", self._giver, "cli", who.username, role=who.role, purpose=purpose
        )
        return self.given(link)


class InvitationsHandler(GivingHandler):
    """``POST invitations``."""

    @route("write", answer=GivenLink)
    async def post(self) -> None:
        """Invite somebody who was never here; admins may, from a page of this server, too."""
        if not (self.token_authenticated or from_own_page(self.request)):
            raise NotAllowed("Only this server's own pages invite people.", _HOW)
        require(self.member, "admin")
        if not self.ground.gives_links:
            raise NotAllowed(
                "Personal links let nobody in here.", "Invite people where they log in: in the Hub."
            )
        asked = parse_with(_INVITATION, self.request.body)
        link = self.ground.book.invite(asked.name, asked.role, fresh=True)
        await self.record(
            "invite", self.member, "sidebar", link.person.username, role=link.person.role
        )
        self.answer(self.given(link))


LINK_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    (LINKS, LinksHandler),
    (INVITATIONS, InvitationsHandler),
)
