"""What a server answers that is no success, and servers that are not there, as our errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2

from ..config import CERTIFICATE_VARIABLE
from ..config import TOKEN_VARIABLE as TOKEN
from ..config import URL_VARIABLE as URL
from ..errors import (
    CommonGroundError,
    NetworkError,
    Quarantined,
    ServerFailed,
    SetupError,
    TokenRefused,
)

START = "Start the server with `commonground lab`"
POINT = (
    f"{START}, then set {URL} to its address and {TOKEN} to a personal token "
    "(`commonground token` prints both)."
)


def place_of(url: str) -> str:
    """Host and port of an address, without whoever is named in it."""
    return urlsplit(url).netloc.rpartition("@")[2] or url


def too_late(url: str) -> NetworkError:
    """A server that did not answer in time."""
    return NetworkError(
        f"The Common Ground server at {place_of(url)} did not answer in time.",
        "Try again; if it goes on, look at the server's log.",
    )


def unreachable(url: str, served: bool, error: Exception, proxy: str | None = None) -> NetworkError:
    """A server that can't be reached; ``served``: it started the kernel that asks."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return NetworkError(
            f"The certificate of the server at {place_of(url)} is not trusted here.",
            f"Set {CERTIFICATE_VARIABLE} to the server's certificate file (PEM).",
        )
    if proxy is not None:
        return NetworkError(
            f"The proxy {proxy} does not reach a Common Ground server at {place_of(url)}.",
            f"Ask without it (NO_PROXY={urlsplit(url).hostname}), or correct HTTP_PROXY, "
            f"HTTPS_PROXY and ALL_PROXY. {POINT}",
        )
    started = "It started this kernel, so it has probably stopped. " if served else ""
    remedy = f"{START} and open the notebook there." if served else POINT
    return NetworkError(f"No Common Ground server answers at {place_of(url)}.", started + remedy)


def _known() -> dict[str, type[CommonGroundError]]:
    """Our errors by code."""
    found: dict[str, type[CommonGroundError]] = {}
    pending: list[type[CommonGroundError]] = [CommonGroundError]
    while pending:
        kind = pending.pop()
        found[kind.code] = kind
        pending += kind.__subclasses__()
    return found


def refusal(response: httpx2.Response, served: bool) -> CommonGroundError:
    """The server's error as ours: by its code, else by what its status means here."""
    try:
        wire = response.json()
    except ValueError:
        wire = None
    fields: dict[str, Any] = wire if isinstance(wire, dict) else {}
    if isinstance(fields.get("code"), str) and "message" in fields:
        kind = _known().get(fields["code"], CommonGroundError)
        said = str(fields["message"]), str(fields.get("remedy") or "")
        if kind is Quarantined:
            return Quarantined(*said, findings=_findings(fields), note=fields.get("note"))
        return kind(*said)
    if response.status_code in (401, 403) or response.is_redirect:
        if served:
            return SetupError("The server does not know this kernel.", "Restart the kernel.")
        return TokenRefused(
            f"The server does not accept the token in {TOKEN}.",
            "Get a new one: `commonground token`.",
        )
    if response.status_code >= 500:
        return ServerFailed(
            f"The server failed (HTTP {response.status_code}).", "Try again; its log says why."
        )
    return not_ours(response)


def _findings(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = fields.get("findings")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def not_ours(response: httpx2.Response) -> NetworkError:
    """Something answers there, and it is no server of ours."""
    return NetworkError(
        f"What answers at {response.url.host}:{response.url.port or ''} is no Common Ground server "
        f"(HTTP {response.status_code}).",
        f"Check {URL}: it ends with /commonground/api, and that server has the extension enabled "
        "(`jupyter server extension list`).",
    )
