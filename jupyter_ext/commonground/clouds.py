"""Which cloud answers as Claude, by a model's name or an address, and which variable holds its key.

Knows names alone: the command line asks it before it starts a server, and it imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

Cloud = Literal["bedrock", "vertex", "foundry"]
CLOUDS: Mapping[str, Cloud] = {"bedrock": "bedrock", "vertex": "vertex", "foundry": "foundry"}
LABELS: Mapping[Cloud, str] = {
    "bedrock": "Amazon Bedrock",
    "vertex": "Google Vertex AI",
    "foundry": "Microsoft Foundry",
}
KEY_VARIABLES = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
"""The key of Claude's own provider, or of the server at the base URL."""
CLOUD_KEY_VARIABLES: Mapping[Cloud, str] = {
    "bedrock": "AWS_BEARER_TOKEN_BEDROCK",
    "foundry": "ANTHROPIC_FOUNDRY_API_KEY",
}
ALL_KEY_VARIABLES = (*KEY_VARIABLES, *CLOUD_KEY_VARIABLES.values())
"""Whatever starts a server takes all of these out of its environment."""
_HOSTS: tuple[tuple[str, str, Cloud], ...] = (
    ("bedrock-runtime", ".amazonaws.com", "bedrock"),
    ("", "aiplatform.googleapis.com", "vertex"),
    ("aiplatform.", ".googleapis.com", "vertex"),
    ("", ".services.ai.azure.com", "foundry"),
)
"""How the hosts of each begin and end."""


def cloud_of(model: str | None, base_url: str | None) -> Cloud | None:
    """The cloud that is named before the model (``bedrock:NAME``), else that of the address."""
    named = CLOUDS.get((model or "").partition(":")[0])
    if named is not None or not base_url:
        return named
    try:
        host = urlsplit(base_url).hostname or ""
    except ValueError:
        return None
    fitting = (
        cloud for begin, end, cloud in _HOSTS if host.startswith(begin) and host.endswith(end)
    )
    return next(fitting, None)


def cloud_in(environ: Mapping[str, str]) -> Cloud | None:
    """The cloud that these variables choose."""
    base_url = environ.get("COMMONGROUND_BASE_URL") or environ.get("ANTHROPIC_BASE_URL")
    return cloud_of(environ.get("COMMONGROUND_MODEL", "").strip(), (base_url or "").strip())


def key_variables(cloud: Cloud | None) -> tuple[str, ...]:
    """Where the key is, the first that is set counts: no key goes to another provider than its."""
    if cloud is None:
        return KEY_VARIABLES
    own = CLOUD_KEY_VARIABLES.get(cloud)
    return () if own is None else (own,)
