"""Claude in a cloud of one's own: the SDK's clients for Bedrock, Vertex AI and Foundry.

Beside ``anthropic.py`` the only module that imports the SDK. Where credentials are, and which
region is meant, each client reads from the environment as its cloud's other programs do; we hand
over what a key or an address of ours says.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import Any

from anthropic import (
    AnthropicError,
    AsyncAnthropicBedrock,
    AsyncAnthropicFoundry,
    AsyncAnthropicVertex,
)

from ..clouds import CLOUD_KEY_VARIABLES, LABELS, Cloud
from ..errors import SetupError
from .secret import Secret

CloudClient = AsyncAnthropicBedrock | AsyncAnthropicVertex | AsyncAnthropicFoundry

NEEDED: Mapping[Cloud, tuple[str, ...]] = {
    "bedrock": ("boto3", "botocore"),
    "vertex": ("google.auth", "requests"),
    "foundry": (),
}
"""What the client imports, which comes with the extra of the cloud's name."""
_REMEDIES: Mapping[Cloud, str] = {
    "bedrock": "Set AWS_REGION where the Jupyter server is started.",
    "vertex": "Set CLOUD_ML_REGION and ANTHROPIC_VERTEX_PROJECT_ID where the Jupyter server is "
    "started.",
    "foundry": "Set ANTHROPIC_FOUNDRY_RESOURCE (or COMMONGROUND_BASE_URL) and "
    f"{CLOUD_KEY_VARIABLES['foundry']} where the Jupyter server is started.",
}


def cloud_client(
    cloud: Cloud, key: Secret | None, base_url: str | None, shared: Mapping[str, Any]
) -> CloudClient:
    """The client; it reaches nothing yet. ``shared`` is what every client of the SDK takes.

    Raises SetupError where a package, a region or a credential is missing.
    """
    _has_its_packages(cloud)
    try:
        return _made(cloud, key.reveal() if key else None, base_url, shared)
    except (ValueError, AnthropicError) as error:
        said = str(error).split(". ")[0]
        raise SetupError(f"{LABELS[cloud]}: {said}.", _REMEDIES[cloud]) from None


def _made(
    cloud: Cloud, key: str | None, base_url: str | None, shared: Mapping[str, Any]
) -> CloudClient:
    if cloud == "bedrock":
        return AsyncAnthropicBedrock(api_key=key, base_url=base_url, **shared)
    if cloud == "vertex":
        return AsyncAnthropicVertex(base_url=base_url, **shared)
    if base_url is not None:
        return AsyncAnthropicFoundry(api_key=key, base_url=base_url, **shared)
    return AsyncAnthropicFoundry(api_key=key, **shared)


def _has_its_packages(cloud: Cloud) -> None:
    missing = [name for name in NEEDED[cloud] if not _is_there(name)]
    if missing:
        raise SetupError(
            f"{LABELS[cloud]} needs packages that are not installed: {', '.join(missing)}.",
            f"pip install 'jupyter-commonground[{cloud}]', then restart the Jupyter server.",
        )


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # of the package that it is in
        return False
