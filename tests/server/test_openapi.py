"""The OpenAPI file describes the routes that exist, with the resource and action of each."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from commonground.registry import features
from commonground.server import openapi
from commonground.server.handler import RESOURCE
from commonground.server.routes import handlers, own_routes

ROUTES = handlers(features(), own_routes(features(), openapi.no_state))
FILE = Path(openapi.__file__).with_suffix(".json")


def test_the_file_is_what_the_routes_say() -> None:
    """After a change: ``python -m commonground.server.openapi > .../server/openapi.json``."""
    assert FILE.read_text() == openapi.text()


def test_the_file_is_openapi() -> None:
    validate(json.loads(FILE.read_text()))


@pytest.mark.parametrize(("pattern", "handler"), ROUTES)
def test_every_method_of_every_route_names_resource_and_action(pattern: str, handler: type) -> None:
    own = [v for v in ("get", "post", "put", "patch", "delete") if v in vars(handler)]
    assert own
    described = json.loads(FILE.read_text())["paths"][f"/{openapi.template(pattern)}"]
    assert sorted(described) == sorted(own)
    for verb in own:
        assert getattr(handler, verb).commonground_action in ("read", "write", "execute")
        assert described[verb]["x-resource"] == RESOURCE
        assert described[verb]["summary"]


def test_nothing_is_described_that_is_not_there() -> None:
    paths = set(json.loads(FILE.read_text())["paths"])
    assert paths == {f"/{openapi.template(pattern)}" for pattern, _ in ROUTES} | {"/feed"}
