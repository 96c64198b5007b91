"""The JSON at an address of our own server: how the command line sees whether it is well."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from ..config import pinned
from ..errors import SetupError


def get_json(
    url: str, token: str | None = None, timeout: float = 10, certificate: str | None = None
) -> Any | None:
    """What is there; None if the server does not answer with any JSON within ``timeout`` seconds.

    ``certificate`` is the path of the server's own (PEM). Raises SetupError where Common Ground
    itself says why it does not work.
    """
    import httpx2  # takes a third of a second, which most commands need not spend

    headers = {"Authorization": f"token {token}"} if token else {}
    try:
        with httpx2.Client(
            trust_env=False,  # a proxy has no business with this machine
            follow_redirects=True,
            timeout=timeout,
            verify=False if certificate is None else pinned(certificate),
        ) as client:
            answer = client.get(url, headers=headers)
            said = answer.json()
    except (httpx2.HTTPError, ValueError, OSError):
        return None
    if answer.is_success:
        return said
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and isinstance(said, dict):
        message, remedy = said.get("message"), said.get("remedy")
        if message is not None and remedy is not None:
            raise SetupError(str(message), str(remedy))
    return None
