"""The table of failures is complete: every error class of the SDK and its transport is in it."""

from __future__ import annotations

import importlib
import pkgutil
import typing
import warnings
from collections.abc import Iterator

import anthropic
import httpx2
import pytest
from anthropic.types.shared import error_type

from commonground.ai.failures import BY_TYPE, FAILURES, GENERIC, translate, wait_asked
from commonground.ai.secret import Secret
from commonground.errors import ModelError

from .conftest import INFO, KEY


def below(cls: type[BaseException]) -> Iterator[type[BaseException]]:
    for child in cls.__subclasses__():
        yield child
        yield from below(child)


def every_class() -> list[type[BaseException]]:
    """Every error class of the SDK, those of modules that nobody has imported yet included."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for module in pkgutil.walk_packages(anthropic.__path__, "anthropic."):
            try:
                importlib.import_module(module.name)
            except ImportError:
                continue  # an extra that is not installed
    of_sdk = {c for c in below(anthropic.AnthropicError) if c.__module__.startswith("anthropic")}
    of_transport = set(below(httpx2.HTTPError)) | set(below(httpx2.StreamError))
    return sorted(of_sdk | of_transport, key=lambda c: (c.__module__, c.__qualname__))


EVERY = every_class()


def test_the_walk_found_the_sdks_errors() -> None:
    names = {cls.__name__ for cls in EVERY}
    assert {"OverloadedError", "PaymentRequiredError", "ToolsetClosedError", "ReadError"} <= names
    assert len(EVERY) > 100


def test_every_public_error_class_is_mapped_by_itself_or_by_a_base_that_says_something() -> None:
    unmapped = [
        f"{cls.__module__}.{cls.__qualname__}"
        for cls in EVERY
        if cls.__name__ not in GENERIC
        and not any(base.__name__ in FAILURES for base in cls.__mro__)
    ]
    assert unmapped == []


def test_every_class_named_at_the_top_of_the_sdk_is_mapped() -> None:
    named = [getattr(anthropic, name) for name in dir(anthropic)]
    classes = [c for c in named if isinstance(c, type) and issubclass(c, anthropic.AnthropicError)]
    assert classes
    for cls in classes:
        assert cls.__name__ in GENERIC or any(b.__name__ in FAILURES for b in cls.__mro__), cls


def test_every_name_in_the_table_is_a_class_that_exists() -> None:
    names = {cls.__name__ for cls in EVERY} | {"HTTPError", "StreamError"}
    assert set(FAILURES) <= names


def test_every_error_type_that_the_sdk_lists_is_mapped() -> None:
    assert set(typing.get_args(error_type.ErrorType)) <= set(BY_TYPE)


@pytest.mark.parametrize("cls", EVERY, ids=lambda cls: cls.__name__)
def test_translating_gives_an_error_of_ours_with_a_remedy(cls: type[BaseException]) -> None:
    error = cls.__new__(cls)
    error.args = (f"it said {KEY}",)
    ours = translate(error, INFO, Secret(KEY))
    assert isinstance(ours, ModelError)
    assert ours.remedy
    assert KEY not in str(ours)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-1"}, None),
    ],
)
def test_the_wait_that_a_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_asked(headers) == seconds
