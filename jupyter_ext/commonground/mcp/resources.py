"""Resources as clients list, read and follow them: a feature's own, as the member sees them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence

from mcp_types import ListResourcesResult, ReadResourceResult, TextResourceContents
from mcp_types import Resource as ListedLine
from mcp_types import ResourceTemplate as Template

from ..errors import InvalidCommand, UnknownId
from ..service.client_offer import ClientOffer
from ..service.client_resource import SCHEME, ClientResource, ListedResource
from ..service.host import Host
from .caller import Caller
from .cleaning import fitting

PAGE = 100
"""Resources on one page of the list."""
TEXT = "text/plain"
_ADDRESS = re.compile(rf"{SCHEME}([a-z_]{{1,40}})(?:/([A-Za-z0-9_-]{{1,64}}))?")


class ClientResources:
    """The resources of one server."""

    def __init__(self, host: Host, offer: ClientOffer) -> None:
        self._host = host
        self._kinds = {kind.name: kind for kind in offer.resources}

    async def page(self, caller: Caller, cursor: str | None) -> ListResourcesResult:
        """Those after the cursor, by their addresses. Raises InvalidCommand."""
        after = "" if cursor is None else _address_in(cursor)
        found = await self._all(caller)
        rest = sorted(address for address in found if address > after)
        shown = rest[:PAGE]
        return ListResourcesResult(
            resources=[_line(address, *found[address]) for address in shown],
            next_cursor=_cursor(shown[-1]) if len(rest) > PAGE else None,
        )

    def templates(self, caller: Caller) -> Sequence[Template]:
        """How addresses are made, of what the caller's token lets it read."""
        return [
            Template(
                uri_template=f"{SCHEME}{kind.name}/{{id}}",
                name=kind.name,
                description=kind.told,
                mime_type=TEXT,
            )
            for kind in self._kinds.values()
            if kind.scope in caller.scopes
        ]

    async def read(self, caller: Caller, address: str) -> ReadResourceResult:
        """The text at an address. Raises UnknownId, NotAllowed."""
        kind, id = self._found(address)
        caller.require(kind.scope)
        member = self._host.service.acting(caller.member)
        text = await fitting(self._host, await kind.read(self._host, member, id))
        return ReadResourceResult(
            contents=[TextResourceContents(uri=address, mime_type=TEXT, text=text)]
        )

    def require(self, caller: Caller, address: str) -> None:
        """Raise UnknownId, NotAllowed for what the caller can't follow."""
        caller.require(self._found(address)[0].scope)

    async def versions(self, caller: Caller) -> Mapping[str, object]:
        """The version of each resource by its address."""
        return {address: one.version for address, (_, one) in (await self._all(caller)).items()}

    async def _all(self, caller: Caller) -> Mapping[str, tuple[ClientResource, ListedResource]]:
        member = self._host.service.acting(caller.member)
        return {
            kind.address(one.id): (kind, one)
            for kind in self._kinds.values()
            if kind.scope in caller.scopes
            for one in await kind.list(self._host, member)
        }

    def _found(self, address: str) -> tuple[ClientResource, str]:
        parts = _ADDRESS.fullmatch(address)
        kind = None if parts is None else self._kinds.get(parts[1])
        if kind is None or parts is None:
            raise UnknownId("There is no such resource.", "List the resources.")
        return kind, parts[2] or ""


def _line(address: str, kind: ClientResource, one: ListedResource) -> ListedLine:
    return ListedLine(
        uri=address,
        name=one.id or kind.name,
        title=one.title,
        description=" ".join(filter(None, (kind.told, one.about and f"({one.about})"))),
        mime_type=TEXT,
    )


def _cursor(address: str) -> str:
    return base64.urlsafe_b64encode(address.encode()).decode()


def _address_in(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, ValueError):
        raise InvalidCommand("That is no cursor of this list.", "List from the start.") from None
