"""OAuth 2.1 for clients that log in for themselves, by the SDK's own handlers.

What is granted, to whom and until when is the business of ``Grants``; this module hands it to the
SDK in the SDK's words, and decides two things more: where an answer may be sent, and for which
address a token may be asked.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from mcp.server.auth.handlers.metadata import MetadataHandler, ProtectedResourceMetadataHandler
from mcp.server.auth.provider import (
    AccessToken,
    AuthorizationCode,
    AuthorizationParams,
    AuthorizeError,
    OAuthAuthorizationServerProvider,
    RefreshToken,
    RegistrationError,
    TokenError,
)
from mcp.server.auth.routes import build_metadata, create_auth_routes
from mcp.server.auth.settings import ClientRegistrationOptions, RevocationOptions
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken, ProtectedResourceMetadata
from pydantic import AnyHttpUrl, AnyUrl
from starlette.applications import Starlette
from starlette.routing import Route

from ..core.scope import SCOPES
from ..errors import UserError
from .grants import USUAL, AskedScopes, GivenTokens, Grants, KeptToken

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
EDITORS = frozenset({"cursor", "vscode", "vscode-insiders"})
"""Schemes of editors that take the answer themselves. Every other one is refused: what opens an
address of that scheme is the machine's choice."""
MOST_REDIRECTS, LONGEST = 10, 500
LONGEST_STATE = 2_000
"""Characters of what a client wants to be told again with the answer."""
PUBLIC = "none"
"""How a client proves at the token endpoint that it is itself: by PKCE, with no secret kept."""

_KEPT = {
    "client_id", "client_name", "redirect_uris", "grant_types", "response_types", "scope",
    "token_endpoint_auth_method",
}  # fmt: skip
"""Of what a client says of itself. Its contacts and pictures are of no use here."""
_REGISTRATION = ClientRegistrationOptions(
    enabled=True, valid_scopes=list(SCOPES), default_scopes=list(SCOPES)
)
_REVOCATION = RevocationOptions(enabled=True)


def application(grants: Grants, issuer: str, resource: str) -> Starlette:
    """``/authorize``, ``/token``, ``/register``, ``/revoke``, and the two descriptions.

    ``issuer`` and ``resource`` are whole addresses. Raises ValueError for an issuer that is neither
    on TLS nor on this machine.
    """
    address = AnyHttpUrl(issuer)
    routes = create_auth_routes(
        Provider(grants, issuer, resource),
        address,
        client_registration_options=_REGISTRATION,
        revocation_options=_REVOCATION,
    )
    found = build_metadata(address, None, _REGISTRATION, _REVOCATION)
    found.token_endpoint_auth_methods_supported = [PUBLIC]
    found.revocation_endpoint_auth_methods_supported = [PUBLIC]
    about = ProtectedResourceMetadata(
        resource=AnyHttpUrl(resource),
        authorization_servers=[address],
        scopes_supported=list(SCOPES),
        resource_name="Common Ground",
    )
    own = [
        Route("/server", MetadataHandler(found).handle),
        Route("/resource", ProtectedResourceMetadataHandler(about).handle),
    ]
    return Starlette(routes=[*own, *routes])


class Provider(OAuthAuthorizationServerProvider[AuthorizationCode, RefreshToken, AccessToken]):
    """The grants, as the SDK asks for them."""

    def __init__(self, grants: Grants, issuer: str, resource: str) -> None:
        self._grants = grants
        self._issuer = issuer
        self._resource = resource

    async def get_client(self, client_id: str) -> OAuthClientInformationFull | None:
        """One that registered."""
        found = await self._grants.client(client_id)
        return None if found is None else OAuthClientInformationFull.model_validate(found)

    async def register_client(self, client_info: OAuthClientInformationFull) -> None:
        """Keep it, as a client without a secret of its own: the answer tells it so."""
        _require_safe(client_info)
        client_info.client_secret = client_info.client_secret_expires_at = None
        client_info.token_endpoint_auth_method = PUBLIC
        kept = client_info.model_dump(mode="json", exclude_none=True, include=_KEPT)
        try:
            await self._grants.register(client_info.client_id, kept)
        except UserError as error:
            raise RegistrationError("invalid_client_metadata", str(error)) from error

    async def authorize(
        self, client: OAuthClientInformationFull, params: AuthorizationParams
    ) -> str:
        """Where the member is asked."""
        if params.resource is not None and params.resource.rstrip("/") != self._resource:
            raise AuthorizeError("invalid_target", f"This server only speaks for {self._resource}.")
        if len(params.state or "") > LONGEST_STATE:
            raise AuthorizeError("invalid_request", f"A state has {LONGEST_STATE:,} characters.")
        return await self._grants.ask(
            AskedScopes(
                client=client.client_id,
                scopes=tuple(USUAL if params.scopes is None else params.scopes),
                challenge=params.code_challenge,
                redirect_uri=str(params.redirect_uri),
                explicit=params.redirect_uri_provided_explicitly,
                state=params.state,
                resource=params.resource,
            )
        )

    async def load_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: str
    ) -> AuthorizationCode | None:
        """What a code of that client stands for."""
        found = await self._grants.code(authorization_code)
        if found is None or found.asked.client != client.client_id:
            return None
        return AuthorizationCode(
            code=authorization_code,
            scopes=list(found.asked.scopes),
            expires_at=found.ends / 1000,
            client_id=found.asked.client,
            code_challenge=found.asked.challenge,
            redirect_uri=AnyUrl(found.asked.redirect_uri),
            redirect_uri_provided_explicitly=found.asked.explicit,
            resource=found.asked.resource,
            subject=found.username,
        )

    async def exchange_authorization_code(
        self, client: OAuthClientInformationFull, authorization_code: AuthorizationCode
    ) -> OAuthToken:
        """Tokens for a code, once."""
        try:
            return _token(await self._grants.exchange(authorization_code.code))
        except UserError as error:
            raise TokenError("invalid_grant", str(error)) from error

    async def load_refresh_token(
        self, client: OAuthClientInformationFull, refresh_token: str
    ) -> RefreshToken | None:
        """Whose it is."""
        found = await self._grants.refresh(refresh_token)
        return None if found is None else RefreshToken(**_told(found, refresh_token))

    async def exchange_refresh_token(
        self, client: OAuthClientInformationFull, refresh_token: RefreshToken, scopes: list[str]
    ) -> OAuthToken:
        """New secrets; the old ones work no more."""
        return _token(await self._grants.renew(refresh_token.token, tuple(scopes)))

    async def load_access_token(self, token: str) -> AccessToken | None:
        """Whose it is."""
        found = await self._grants.access(token)
        return None if found is None else AccessToken(**_told(found, token))

    async def revoke_token(self, token: AccessToken | RefreshToken) -> None:
        """End the grant, by whichever of its secrets."""
        access = await self._grants.access(token.token)
        found = access or await self._grants.refresh(token.token)
        if found is not None:
            await self._grants.end(found.id)


def _token(given: GivenTokens | None) -> OAuthToken:
    if given is None:
        raise TokenError("invalid_grant", "It was used before, or was taken back.")
    return OAuthToken(
        access_token=given.access,
        refresh_token=given.refresh,
        expires_in=given.seconds,
        scope=" ".join(given.scopes),
    )


def _told(kept: KeptToken, secret: str) -> dict[str, Any]:
    return {
        "token": secret,
        "client_id": kept.client,
        "scopes": list(kept.scopes),
        "expires_at": kept.ends // 1000,
        "subject": kept.username,
    }


def _require_safe(client: OAuthClientInformationFull) -> None:
    """Raise RegistrationError for an address that answers must not be sent to."""
    given = client.redirect_uris or []
    if len(given) > MOST_REDIRECTS or not all(_is_safe(str(uri)) for uri in given):
        raise RegistrationError(
            "invalid_redirect_uri",
            "Redirect URIs are https, http on this machine, or an editor's own scheme "
            f"({', '.join(sorted(EDITORS))}), without a fragment or a password; at most "
            f"{MOST_REDIRECTS}.",
        )


def _is_safe(uri: str) -> bool:
    parts = urlsplit(uri)
    if len(uri) > LONGEST or parts.fragment or "@" in parts.netloc or not parts.netloc:
        return False
    if parts.scheme == "http":
        return parts.netloc.rpartition(":")[0] in LOOPBACK or parts.netloc in LOOPBACK
    return parts.scheme == "https" or parts.scheme in EDITORS
