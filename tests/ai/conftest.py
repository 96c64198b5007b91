"""Fixtures of the model layer's tests: a provider on loopback, prompts, a model over it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from commonground.ai import local
from commonground.ai.anthropic import AnthropicModel
from commonground.ai.base import ModelInfo
from commonground.ai.secret import Secret
from commonground.core.prompt import Prompt

from .provider import Provider

KEY = "sk-test-canary-0123456789abcdef"
INFO = ModelInfo("claude-sonnet-5-5", "Claude Sonnet 5.5", "anthropic", 100_000)

needs_embedded = pytest.mark.skipif(
    not local.available(),
    reason="the embedded model is not installed: run 'commonground model install'",
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def prompt() -> Prompt:
    return Prompt("You help a team.", "<entry>Use tabs.</entry>", "<cell>x = 1</cell>", "Why tabs?")


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as running:
        yield running


Ask = Callable[..., AnthropicModel]


@pytest.fixture
async def over(provider: Provider) -> AsyncIterator[Ask]:
    """Makes a model that asks the provider, with no retries unless told, and closes it."""
    made: list[AnthropicModel] = []

    def make(**options: Any) -> AnthropicModel:
        settings: dict[str, Any] = {
            "info": INFO,
            "key": Secret(KEY),
            "max_tokens": 100,
            "retries": 0,
            "loopback": True,
        }
        made.append(AnthropicModel(base_url=provider.url, **(settings | options)))
        return made[-1]

    yield make
    for model in made:
        await model.close()
