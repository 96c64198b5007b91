"""Which model answers: a key, else a base URL, else the embedded model, else how to get one.

Knows the settings and their order. Reads the environment only in ``settings_from``, which takes
the keys out of it, so that no kernel that is started later inherits them.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from ..clouds import ALL_KEY_VARIABLES, CLOUDS, LABELS, Cloud, cloud_in, cloud_of, key_variables
from ..errors import NoModel, SetupError
from . import catalog, local, scripted
from .base import Model, ModelInfo
from .catalog import Rates
from .demo import DemoModel
from .learning import LearningModel
from .secret import Secret

MIN_WINDOW = 2_000
"""Tokens of the smallest window that the prompt's fixed parts fit into."""
MAX_KEY = 16 * 1024
"""Bytes read from the descriptor that COMMONGROUND_KEY_FD names."""

HOW_TO_GET_ONE = (
    "Set ANTHROPIC_API_KEY where the Jupyter server is started, "
    "or run 'commonground model install' for the embedded demo model."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides on the model. ``kind`` overrules the order: embedded, scripted[:FILE], or a
    cloud and the name of its model (bedrock:NAME, vertex:NAME, foundry:NAME).

    ``headers`` go with every request; ``window`` and ``max_tokens`` are in tokens; ``rates`` are
    per model name and overrule the catalog's.
    """

    key: Secret | None = None
    base_url: str | None = None
    model: str | None = None
    kind: str | None = None
    max_tokens: int | None = None
    window: int | None = None
    headers: Mapping[str, Secret] = field(default_factory=dict)
    rates: Mapping[str, Rates] = field(default_factory=dict)


def settings_from(environ: MutableMapping[str, str]) -> Settings:
    """Settings from environment variables. Every variable that holds a secret is removed.

    ``COMMONGROUND_KEY_FD`` names an inherited descriptor that the key is read from (to its end or
    the first line break) and that is then closed; it overrules ``ANTHROPIC_API_KEY``, which
    overrules ``ANTHROPIC_AUTH_TOKEN``. The removal does not change what the operating system
    showed of this process at its start: only the descriptor keeps the key out of that too.
    ``COMMONGROUND_MODEL`` is a model's name, ``embedded``, ``scripted``, ``scripted:FILE.json``, or
    one of a cloud's as in ``bedrock:NAME``; the key is that cloud's then. Raises SetupError.
    """
    of_its_own = key_variables(cloud_in(environ))
    held = {name: environ.pop(name, "") for name in ALL_KEY_VARIABLES}
    found = [held[name] for name in of_its_own]
    headers = _headers(environ.pop("ANTHROPIC_CUSTOM_HEADERS", ""))
    descriptor = environ.pop("COMMONGROUND_KEY_FD", "").strip()
    if descriptor:
        found.insert(0, read_key(descriptor))
    keys = [Secret(text) for text in found]
    model = environ.get("COMMONGROUND_MODEL", "").strip() or None
    base_url = environ.get("COMMONGROUND_BASE_URL") or environ.get("ANTHROPIC_BASE_URL") or ""
    kind = _kind(model, base_url.strip() or None)
    return Settings(
        key=next((key for key in keys if key), None),
        base_url=base_url.strip() or None,
        model=None if kind else model,
        kind=kind,
        max_tokens=_tokens(environ, "COMMONGROUND_MAX_TOKENS"),
        window=_tokens(environ, "COMMONGROUND_WINDOW", least=MIN_WINDOW),
        headers=headers,
    )


def _kind(model: str | None, base_url: str | None) -> str | None:
    """What overrules the order: a kind that is named, or a cloud that the address is of."""
    named = (model or "").partition(":")[0]
    if model and (named in ("embedded", "scripted") or named in CLOUDS):
        return model
    cloud = cloud_of(None, base_url)
    return None if cloud is None else f"{cloud}:{model or ''}"


def choose(
    settings: Settings, *, embedded_available: Callable[[], bool] = local.available
) -> Model:
    """The model for these settings. Starts and reaches nothing. Raises NoModel, SetupError."""
    kind = settings.kind or ""
    if kind.partition(":")[0] == "scripted":
        return scripted.from_setting(kind)
    cloud = CLOUDS.get(kind.partition(":")[0])
    if cloud is not None:
        return _in_cloud(settings, cloud, kind.partition(":")[2].strip())
    if kind not in ("", "embedded"):
        raise SetupError(
            f"There is no kind of model called {kind!r}.",
            "Set COMMONGROUND_MODEL to a model's name, embedded, scripted, or a cloud and its "
            "model's name (bedrock:NAME, vertex:NAME, foundry:NAME).",
        )
    if not kind and (settings.key or settings.base_url):
        return _remote(settings)
    if embedded_available():
        return DemoModel(local.EmbeddedModel(max_tokens=settings.max_tokens or local.MAX_TOKENS))
    raise NoModel("No model is set up.", HOW_TO_GET_ONE)


def is_open(settings: Settings) -> bool:
    """Whether nothing says which model answers, so that one of this machine may be chosen."""
    return not (settings.kind or settings.key or settings.base_url)


def prepare(settings: Settings) -> None:
    """Import what the first question needs, which takes seconds; call it off the event loop."""
    cloud = (settings.kind or "").partition(":")[0] in CLOUDS
    if cloud or (not settings.kind and (settings.key or settings.base_url)):
        importlib.import_module(".anthropic", __package__)


def rates_for(settings: Settings, info: ModelInfo, prompt_tokens: int) -> Rates | None:
    """The rates for a turn with this model; None where nobody has priced it."""
    if info.kind in ("embedded", "scripted", "local"):
        return catalog.FREE
    return catalog.rates_of(info.name, settings.rates, prompt_tokens=prompt_tokens)


def read_key(descriptor: str) -> str:
    """The key from an inherited file descriptor, which is closed. Raises SetupError."""
    try:
        number = int(descriptor)
        if number < 3:
            raise ValueError("a standard stream")
        with os.fdopen(number, "rb") as stream:
            return stream.readline(MAX_KEY).decode("ascii").strip()
    except (ValueError, OSError) as error:
        raise SetupError(
            f"The key can't be read from COMMONGROUND_KEY_FD={descriptor[:12]!r} "
            f"({type(error).__name__}).",
            "Start the server so that it inherits that descriptor, such as: "
            "COMMONGROUND_KEY_FD=3 jupyter lab 3< keyfile",
        ) from None


def _remote(settings: Settings) -> Model:
    from .anthropic import AnthropicModel  # about a second, which the other kinds don't pay here

    base_url = check_base_url(settings.base_url) if settings.base_url else None
    name = settings.model or catalog.DEFAULT_MODEL
    max_tokens = settings.max_tokens or catalog.DEFAULT_MAX_TOKENS
    window = settings.window or catalog.window_of(name, max_tokens)
    kind: Literal["anthropic", "compatible"] = "compatible" if base_url else "anthropic"
    model = AnthropicModel(
        ModelInfo(name, catalog.label_of(name), kind, window, tools=True, sees=kind == "anthropic"),
        key=settings.key,
        base_url=base_url,
        max_tokens=max_tokens,
        headers=settings.headers,
    )
    return LearningModel(model) if base_url else model


def _in_cloud(settings: Settings, cloud: Cloud, name: str) -> Model:
    from .anthropic import AnthropicModel

    if not name:
        raise SetupError(
            f"{LABELS[cloud]} is to answer, and no model is named.",
            f"Set COMMONGROUND_MODEL to {cloud}: and the name that the model has there.",
        )
    max_tokens = settings.max_tokens or catalog.DEFAULT_MAX_TOKENS
    window = settings.window or catalog.window_of(name, max_tokens)
    label = f"{catalog.label_of(name)} ({LABELS[cloud]})"
    return AnthropicModel(
        ModelInfo(name, label, cloud, window, tools=True, sees=catalog.known_as(name) is not None),
        key=settings.key,
        base_url=check_base_url(settings.base_url, cloud) if settings.base_url else None,
        max_tokens=max_tokens,
        headers=settings.headers,
        cloud=cloud,
    )


def check_base_url(url: str, cloud: Cloud | None = None) -> str:
    """The address as the SDK wants it: without ``/v1`` at its end, but for a cloud's.

    Raises SetupError unless it is http(s) and holds no name or password.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or "@" in parts.netloc:
        raise SetupError(
            "The model's base URL is not an http(s) address, or holds a password.",
            "Set COMMONGROUND_BASE_URL to http(s)://HOST[:PORT][/PATH] and the key apart from it.",
        )
    return url.rstrip("/") if cloud else url.rstrip("/").removesuffix("/v1")


def _tokens(environ: Mapping[str, str], name: str, least: int = 1) -> int | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 8 or not least <= int(text) <= 10_000_000:
        raise SetupError(
            f"{name} is not a number of tokens from {least:,} to 10,000,000: {text[:20]!r}.",
            f"Correct {name}.",
        )
    return int(text)


def _headers(lines: str) -> dict[str, Secret]:
    pairs = (line.partition(":") for line in lines.splitlines())
    return {name.strip(): Secret(value) for name, colon, value in pairs if colon and name.strip()}
