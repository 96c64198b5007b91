"""Claude in a cloud of one's own: the SDK's own clients, and requests as they are received."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from commonground.ai import catalog
from commonground.ai.base import Done, Model, TextPiece
from commonground.ai.secret import Secret
from commonground.ai.select import Settings, choose, rates_for, settings_from
from commonground.config import without_keys
from commonground.core.prompt import Prompt
from commonground.core.tool import ToolSpec
from commonground.errors import ModelAuth, ModelBusy, SetupError

from .contract import Form
from .provider import Provider, Reply, asking, error, message, used

pytestmark = pytest.mark.anyio

PEM, PKCS8 = Encoding.PEM, PrivateFormat.PKCS8
SONNET = "us.anthropic.claude-sonnet-5-5-20260901-v1:0"
AWS = {"AWS_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true"}
STATIC = {"AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "of-the-test"}
GOOGLE = {"CLOUD_ML_REGION": "europe-west1", "ANTHROPIC_VERTEX_PROJECT_ID": "team-1"}


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> pytest.MonkeyPatch:
    """An environment without anybody's clouds."""
    for name in (*AWS, *STATIC, *GOOGLE, "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    return monkeypatch


@asynccontextmanager
async def chosen(settings: Settings) -> AsyncIterator[Model]:
    model = choose(settings, embedded_available=lambda: False)
    try:
        yield model
    finally:
        await model.close()


async def answer(model: Model, prompt: Prompt) -> tuple[str, Done]:
    async with model.stream(prompt) as pieces:
        found = [piece async for piece in pieces]
    assert isinstance(found[-1], Done)
    return "".join(p.text for p in found if isinstance(p, TextPiece)), found[-1]


def put(environ: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        environ.setenv(name, value)


async def test_bedrock_signs_and_names_the_model_in_the_path(
    environ: pytest.MonkeyPatch, provider: Provider, prompt: Prompt
) -> None:
    put(environ, AWS | STATIC)
    settings = Settings(kind=f"bedrock:{SONNET}", base_url=provider.url)
    async with chosen(settings) as model:
        text, done = await answer(model, prompt)
        provider.reply = Reply(body=message('{"tabs": "yes"}'))
        filled = await model.fill(prompt, Form)
    assert text == "Tabs are agreed."
    assert done.usage.tokens_out == 5
    assert filled.form is not None
    streamed, whole = provider.requests
    assert streamed.path == f"/model/{SONNET}/invoke-with-response-stream"
    assert whole.path == f"/model/{SONNET}/invoke"
    signature = streamed.headers["authorization"]
    assert signature.startswith("AWS4-HMAC-SHA256 Credential=AKIATEST/")
    assert "/eu-central-1/bedrock/aws4_request" in signature
    assert "of-the-test" not in str(streamed)
    assert "x-api-key" not in streamed.headers
    assert streamed.body["anthropic_version"]
    assert not {"model", "stream"} & set(streamed.body)
    assert streamed.body["messages"][0]["content"][-1]["text"] == prompt.question
    assert streamed.body["system"][0]["text"] == prompt.system


async def test_bedrock_takes_a_key_of_its_own_and_tools(
    environ: pytest.MonkeyPatch, provider: Provider, prompt: Prompt
) -> None:
    put(environ, AWS)
    provider.reply = Reply(events=asking(used("look", '{"at": ', '"x"}')))
    spec = ToolSpec("look", "Looks.", {"type": "object"})
    settings = settings_from(
        {
            "COMMONGROUND_MODEL": f"bedrock:{SONNET}",
            "COMMONGROUND_BASE_URL": provider.url,
            "AWS_BEARER_TOKEN_BEDROCK": "bearer-of-the-test",
            "ANTHROPIC_API_KEY": "of-another-provider",
        }
    )
    async with chosen(settings) as model:
        _, done = await answer(model, Prompt("S", "", "", "Q", tools=(spec,)))
    assert [use.input for use in done.uses] == ['{"at": "x"}']
    [request] = provider.requests
    assert request.headers["authorization"] == "Bearer bearer-of-the-test"
    assert "of-another-provider" not in str(request)


async def test_vertex_names_project_region_and_model_in_the_path(
    environ: pytest.MonkeyPatch, provider: Provider, prompt: Prompt, tmp_path: Any
) -> None:
    """With a service account's file, whose tokens come from a loopback address, too."""
    put(environ, GOOGLE)
    tokens = {"access_token": "google-token", "expires_in": 3600, "token_type": "Bearer"}
    provider.replies = [Reply(body=tokens, to="assertion=")]
    file = tmp_path / "credentials.json"
    pem = rsa.generate_private_key(65537, 2048).private_bytes(PEM, PKCS8, NoEncryption())
    account = {"type": "service_account", "client_email": "a@b", "private_key": pem.decode()}
    file.write_text(json.dumps(account | {"token_uri": f"{provider.url}/token"}))
    environ.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    settings = Settings(kind="vertex:claude-sonnet-5-5@20260901", base_url=provider.url)
    async with chosen(settings) as model:
        text, _ = await answer(model, prompt)
    assert text == "Tabs are agreed."
    request = provider.requests[-1]
    assert request.path == (
        "/projects/team-1/locations/europe-west1/publishers/anthropic/models/"
        "claude-sonnet-5-5@20260901:streamRawPredict"
    )
    assert request.headers["authorization"] == "Bearer google-token"
    assert request.body["anthropic_version"]
    assert "model" not in request.body


async def test_foundry_has_its_key_in_a_header_of_its_own(
    environ: pytest.MonkeyPatch, provider: Provider, prompt: Prompt
) -> None:
    settings = settings_from(
        {
            "COMMONGROUND_MODEL": "foundry:our-sonnet",
            "COMMONGROUND_BASE_URL": f"{provider.url}/anthropic",
            "ANTHROPIC_FOUNDRY_API_KEY": "foundry-of-the-test",
        }
    )
    async with chosen(settings) as model:
        text, _ = await answer(model, prompt)
    assert text == "Tabs are agreed."
    [request] = provider.requests
    assert request.path == "/anthropic/v1/messages"
    assert request.body["model"] == "our-sonnet"
    assert request.headers["api-key"] == "foundry-of-the-test"


@pytest.mark.parametrize(
    ("status", "kind", "expected", "said"),
    [
        (403, "permission_error", ModelAuth, "may not use this model"),
        (401, "authentication_error", ModelAuth, "AWS_PROFILE"),
        (429, "rate_limit_error", ModelBusy, "rate limit"),
    ],
)
async def test_a_clouds_refusal_is_an_error_of_ours(
    environ: pytest.MonkeyPatch,
    provider: Provider,
    prompt: Prompt,
    status: int,
    kind: str,
    expected: type[Exception],
    said: str,
) -> None:
    put(environ, AWS | STATIC)
    refused = Reply(status, error(kind), {"retry-after": "90", "x-should-retry": "false"})
    provider.reply = refused
    async with chosen(Settings(kind=f"bedrock:{SONNET}", base_url=provider.url)) as model:
        with pytest.raises(expected, match=said):
            await answer(model, prompt)


@pytest.mark.parametrize(
    ("kind", "variables", "said"),
    [
        # A region of its own: the SDK keeps the credentials that it found for one.
        ("bedrock:x", AWS | {"AWS_REGION": "ap-south-1"}, "AWS_BEARER_TOKEN_BEDROCK"),
        ("vertex:x", GOOGLE | {"GOOGLE_APPLICATION_CREDENTIALS": "/none.json"}, "gcloud auth"),
    ],
)
async def test_missing_credentials_say_what_to_do(
    environ: pytest.MonkeyPatch,
    provider: Provider,
    prompt: Prompt,
    kind: str,
    variables: Mapping[str, str],
    said: str,
) -> None:
    put(environ, variables)
    async with chosen(Settings(kind=kind, base_url=provider.url)) as model:
        with pytest.raises(ModelAuth, match=said) as raised:
            await answer(model, prompt)
        assert raised.value.__context__ is None
        with pytest.raises(ModelAuth, match=said):
            await model.fill(prompt, Form)
    assert provider.requests == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bedrock:x", "AWS_REGION"),
        ("vertex:x", "CLOUD_ML_REGION"),
        ("foundry:x", "ANTHROPIC_FOUNDRY_API_KEY"),
        ("bedrock:", "COMMONGROUND_MODEL to bedrock: and the name"),
    ],
)
def test_what_is_not_set_is_named(environ: pytest.MonkeyPatch, kind: str, said: str) -> None:
    with pytest.raises(SetupError, match=said):
        choose(Settings(kind=kind), embedded_available=lambda: True)


@pytest.mark.parametrize(
    ("kind", "package"), [("bedrock", "boto3"), ("vertex", "google.auth"), ("vertex", "requests")]
)
def test_a_missing_package_names_the_extra(
    environ: pytest.MonkeyPatch, kind: str, package: str
) -> None:
    put(environ, AWS | GOOGLE)

    class Absent:
        def find_spec(self, name: str, *_: object) -> None:
            if name == package:
                raise ModuleNotFoundError(name)

    environ.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    held = {name: one for name, one in sys.modules.items() if name.startswith(package)}
    for name in held:
        environ.delitem(sys.modules, name)
    with pytest.raises(SetupError, match=rf"pip install 'jupyter-commonground\[{kind}\]'"):
        choose(Settings(kind=f"{kind}:x"), embedded_available=lambda: True)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://bedrock-runtime.eu-central-1.amazonaws.com", "bedrock:m"),
        ("https://europe-west1-aiplatform.googleapis.com/v1", "vertex:m"),
        ("https://aiplatform.eu.rep.googleapis.com/v1", "vertex:m"),
        ("https://team.services.ai.azure.com/anthropic/", "foundry:m"),
        ("https://gateway.example/bedrock-runtime", None),
        ("https://amazonaws.com.example", None),
    ],
)
def test_an_address_tells_the_cloud(url: str, kind: str | None) -> None:
    settings = settings_from({"COMMONGROUND_MODEL": "m", "ANTHROPIC_BASE_URL": url})
    assert settings.kind == kind


def test_no_key_goes_to_another_provider_and_none_is_left_for_kernels() -> None:
    keys = {
        "ANTHROPIC_API_KEY": "one",
        "AWS_BEARER_TOKEN_BEDROCK": "two",
        "ANTHROPIC_FOUNDRY_API_KEY": "three",
    }
    for model, key in (
        ("m", "one"),
        ("bedrock:m", "two"),
        ("foundry:m", "three"),
        ("vertex:m", None),
    ):
        environ = {"COMMONGROUND_MODEL": model, **keys}
        assert without_keys(environ) == ({"COMMONGROUND_MODEL": model}, key or "")
        assert settings_from(environ).key == (None if key is None else Secret(key))
        assert environ == {"COMMONGROUND_MODEL": model}


@pytest.mark.parametrize(
    "name",
    [
        SONNET,
        "anthropic.claude-sonnet-5-5",
        "eu.anthropic.claude-sonnet-5-5-v2",
        "claude-sonnet-5-5@20260901",
        "claude-sonnet-5-5@default",
        "claude-sonnet-5-5-latest",
    ],
)
def test_a_model_is_known_by_the_names_that_clouds_give_it(name: str) -> None:
    known = catalog.MODELS["claude-sonnet-5-5"]
    assert catalog.known_as(name) == known
    assert catalog.rates_of(name) == known.rates
    assert catalog.least_cached(name) == known.least_cached


def test_another_model_is_not_taken_for_one_of_the_table() -> None:
    for name in ("amazon.nova", "claude-sonnet-5", "my-claude-sonnet-5-5", ""):
        assert catalog.known_as(name) is None


def test_a_cloud_is_told_in_the_label_and_priced(environ: pytest.MonkeyPatch) -> None:
    put(environ, AWS)
    settings = Settings(kind=f"bedrock:{SONNET}")
    info = choose(settings, embedded_available=lambda: False).info
    assert info.label == "Claude Sonnet 5.5 (Amazon Bedrock)"
    assert info.window == 984_000
    assert rates_for(settings, info, 100) == catalog.MODELS["claude-sonnet-5-5"].rates
