"""The route that gives and takes personal links: for admins, and for the starter's own terminal."""

from __future__ import annotations

import asyncio
import functools
from typing import Annotated, Any, Literal

from jupyter_core.utils import ensure_async
from jupyter_server.auth import IdentityProvider, User
from pydantic import Field, TypeAdapter
from tornado import web

from ..core.command import parse_with
from ..core.fields import Wire
from ..core.role import Role, require
from ..errors import NotAllowed
from .handler import GroundHandler, route
from .identity.links import Purpose
from .identity.starter import SCHEME, is_starters
from .link_views import GivenLink, TakenLinks

LINKS = "links"
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


LinkRequest = Annotated[GiveLink | TakeLinks, Field(discriminator="act")]
_REQUEST: TypeAdapter[GiveLink | TakeLinks] = TypeAdapter(LinkRequest)


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


class LinksHandler(GroundHandler):
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
        asked, book = parse_with(_REQUEST, self.request.body), self.ground.book
        if isinstance(asked, TakeLinks):
            username = book.username_of(asked.name)
            self.answer(TakenLinks(username=username, count=book.revoke(username)))
            return
        link = book.invite(
            asked.name, asked.role, asked.username, purpose=asked.purpose, replace=asked.replace
        )
        person = link.person
        self.answer(
            GivenLink(
                token=link.token,
                username=person.username,
                display_name=person.display_name,
                role=person.role,
            )
        )


LINK_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = ((LINKS, LinksHandler),)
