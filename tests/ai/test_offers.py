"""The models that a question may name: of the provider that answers, and of no other."""

from __future__ import annotations

import pytest

from commonground.ai import catalog
from commonground.ai.offers import OtherModels, others_from
from commonground.ai.secret import Secret
from commonground.ai.select import Settings
from commonground.errors import SetupError

KEY = Secret("a-key-of-one-provider")


def names(settings: Settings, *named: str) -> tuple[str, ...]:
    return tuple(offer.name for offer in OtherModels(settings, named).offers)


def test_a_key_offers_the_catalog_and_anything_else_what_is_named() -> None:
    assert names(Settings(key=KEY)) == tuple(catalog.MODELS)
    assert names(Settings(key=KEY, base_url="http://127.0.0.1:1")) == ()
    assert names(Settings(kind="bedrock:one", key=KEY)) == ()
    assert names(Settings(), "embedded") != ()
    assert others_from({"COMMONGROUND_MODELS": " one, two ,one,"}) == ("one", "two")


@pytest.mark.parametrize("named", ["claude-other", "bedrock:claude-other"])
def test_another_model_of_a_cloud_is_asked_in_that_cloud(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    offers = OtherModels(Settings(kind="bedrock:claude-one", key=KEY), [named])
    assert [offer.name for offer in offers.offers] == ["claude-other"]
    assert offers.offers[0].label.endswith("(Amazon Bedrock)")
    assert offers.choose("claude-other").info.kind == "bedrock"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (Settings(kind="bedrock:one", key=KEY), "vertex:other"),
        (Settings(key=KEY), "bedrock:other"),
        (Settings(key=KEY, base_url="http://127.0.0.1:1"), "foundry:other"),
        (Settings(), "claude-other"),
    ],
)
def test_what_another_provider_would_answer_is_refused(settings: Settings, named: str) -> None:
    with pytest.raises(SetupError, match="COMMONGROUND_MODELS names"):
        OtherModels(settings, [named])
