"""Which model is chosen, and how the environment is read and emptied of secrets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonground.ai import catalog
from commonground.ai.catalog import FREE, Rates
from commonground.ai.demo import DemoModel
from commonground.ai.local import INFO as EMBEDDED
from commonground.ai.local import EmbeddedModel
from commonground.ai.scripted import ScriptedModel
from commonground.ai.secret import Secret
from commonground.ai.select import Settings, check_base_url, choose, rates_for, settings_from
from commonground.errors import NoModel, SetupError

from .conftest import KEY


def yes() -> bool:
    return True


def no() -> bool:
    return False


def test_a_key_comes_first() -> None:
    info = choose(Settings(key=Secret(KEY)), embedded_available=yes).info
    assert (info.kind, info.name, info.label) == (
        "anthropic",
        catalog.DEFAULT_MODEL,
        "Claude Sonnet 5.5",
    )
    assert info.window == 984_000
    assert not info.demo


def test_a_base_url_comes_next() -> None:
    settings = Settings(base_url="http://localhost:8080/v1/", model="in-house", window=9000)
    info = choose(settings, embedded_available=yes).info
    assert (info.kind, info.name, info.window) == ("compatible", "in-house", 9000)


def test_a_key_for_a_base_url_goes_there() -> None:
    settings = Settings(key=Secret(KEY), base_url="https://gateway.example")
    assert choose(settings, embedded_available=no).info.kind == "compatible"


def test_then_the_embedded_model_labelled_as_a_demo() -> None:
    model = choose(Settings(), embedded_available=yes)
    assert isinstance(model, DemoModel)
    assert isinstance(model.inner, EmbeddedModel)
    assert model.info.kind == "embedded"
    assert model.info.demo
    assert model.info.label == "demo model (SmolLM2-135M)"
    assert model.inner.pid is None, "choosing must start nothing"


@pytest.mark.parametrize("kind", [None, "embedded"])
def test_without_any_it_says_how_to_get_one(kind: str | None) -> None:
    with pytest.raises(NoModel) as caught:
        choose(Settings(kind=kind), embedded_available=no)
    assert "ANTHROPIC_API_KEY" in caught.value.remedy
    assert "commonground model install" in caught.value.remedy


def test_a_kind_overrules_the_order() -> None:
    key = Secret(KEY)
    scripted = choose(Settings(key=key, kind="scripted"), embedded_available=no)
    assert isinstance(scripted, ScriptedModel)
    embedded = choose(Settings(key=key, kind="embedded"), embedded_available=yes)
    assert isinstance(embedded, DemoModel)
    with pytest.raises(SetupError):
        choose(Settings(kind="psychic"), embedded_available=yes)


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://host", "http://", "https://u:p@host", "http://h:99999", "x"]
)
def test_a_base_url_that_is_none_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(SetupError) as caught:
        choose(Settings(base_url=url), embedded_available=yes)
    assert "COMMONGROUND_BASE_URL" in caught.value.remedy
    assert "u:p" not in str(caught.value)


def test_the_sdk_adds_v1_itself() -> None:
    assert check_base_url("https://host/api/v1/") == "https://host/api"
    assert check_base_url("https://host/api") == "https://host/api"


def test_secrets_leave_the_environment() -> None:
    environ = {
        "ANTHROPIC_API_KEY": KEY,
        "ANTHROPIC_AUTH_TOKEN": "other-token",
        "ANTHROPIC_CUSTOM_HEADERS": "x-gateway: Bearer abc\nbroken line\nx-two: 2",
        "COMMONGROUND_MODEL": "claude-opus-5-5",
        "PATH": "/bin",
    }
    settings = settings_from(environ)
    assert environ == {"COMMONGROUND_MODEL": "claude-opus-5-5", "PATH": "/bin"}
    assert settings.key == Secret(KEY)
    assert settings.headers == {"x-gateway": Secret("Bearer abc"), "x-two": Secret("2")}
    assert settings.model == "claude-opus-5-5"


def test_secrets_leave_the_environment_even_when_a_setting_is_wrong() -> None:
    environ = {"ANTHROPIC_API_KEY": KEY, "COMMONGROUND_MAX_TOKENS": "many"}
    with pytest.raises(SetupError, match="COMMONGROUND_MAX_TOKENS"):
        settings_from(environ)
    assert "ANTHROPIC_API_KEY" not in environ


def test_the_auth_token_serves_where_there_is_no_key() -> None:
    environ = {"ANTHROPIC_API_KEY": "  ", "ANTHROPIC_AUTH_TOKEN": "token"}
    assert settings_from(environ).key == Secret("token")
    assert environ == {}


def test_nothing_set_is_no_key() -> None:
    assert settings_from({}) == Settings()


def test_a_key_from_a_descriptor_overrules_and_closes_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\nsecond line\n")
    descriptor = os.open(tmp_path / "key", os.O_RDONLY)
    environ = {"COMMONGROUND_KEY_FD": str(descriptor), "ANTHROPIC_API_KEY": "another"}
    assert settings_from(environ).key == Secret(KEY)
    assert environ == {}
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_a_key_comes_through_a_pipe_that_stays_open() -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{KEY}\n".encode())
    assert settings_from({"COMMONGROUND_KEY_FD": str(reading)}).key == Secret(KEY)
    os.close(writing)


@pytest.mark.parametrize("descriptor", ["0", "-1", "four", "987654"])
def test_a_descriptor_that_is_not_there_is_said_so(descriptor: str) -> None:
    with pytest.raises(SetupError) as caught:
        settings_from({"COMMONGROUND_KEY_FD": descriptor})
    assert "COMMONGROUND_KEY_FD" in str(caught.value)


@pytest.mark.parametrize("text", ["embedded", "scripted", "scripted:/tmp/script.json"])
def test_the_model_variable_may_name_a_kind(text: str) -> None:
    settings = settings_from({"COMMONGROUND_MODEL": text})
    assert (settings.kind, settings.model) == (text, None)


def test_numbers_and_addresses_are_read() -> None:
    environ = {
        "COMMONGROUND_BASE_URL": "http://localhost:1",
        "ANTHROPIC_BASE_URL": "http://localhost:2",
        "COMMONGROUND_MAX_TOKENS": "900",
        "COMMONGROUND_WINDOW": "8000",
    }
    settings = settings_from(environ)
    assert settings.base_url == "http://localhost:1"
    assert (settings.max_tokens, settings.window) == (900, 8000)
    assert settings_from({"ANTHROPIC_BASE_URL": "http://b"}).base_url == "http://b"


def test_rates_follow_the_kind_and_the_settings() -> None:
    mine = Rates(1, 1, 1, 1)
    settings = Settings(key=Secret(KEY), rates={catalog.DEFAULT_MODEL: mine})
    info = choose(settings, embedded_available=no).info
    assert rates_for(settings, info, 10) == mine
    assert rates_for(Settings(), info, 10) == catalog.MODELS[catalog.DEFAULT_MODEL].rates
    assert rates_for(Settings(), EMBEDDED, 10) == FREE
