"""The contract of a Model, kept by each of the three."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from commonground.ai.base import Model
from commonground.ai.local import EmbeddedModel
from commonground.ai.scripted import ScriptedModel

from .conftest import Ask, needs_embedded
from .contract import ModelContract


class TestScripted(ModelContract):
    @pytest.fixture
    def model(self) -> Model:
        return ScriptedModel()


class TestAnthropic(ModelContract):
    @pytest.fixture
    def model(self, over: Ask) -> Model:
        return over()


@needs_embedded
class TestEmbedded(ModelContract):
    @pytest.fixture
    async def model(self) -> AsyncIterator[Model]:
        embedded = EmbeddedModel(max_tokens=12)
        yield embedded
        await embedded.close()
