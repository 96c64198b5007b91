"""What crosses the wire is as it is described: every answer, error, line and event has a model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from types import SimpleNamespace
from typing import Any, Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from commonground.core.entry import SHARED_KINDS
from commonground.core.views import ErrorView, View
from commonground.errors import InvalidCommand, Quarantined
from commonground.registry import features
from commonground.server import openapi
from commonground.server.feature_handler import encode
from commonground.server.feed import FeedHandler
from commonground.server.kernel_routes import KERNEL_ROUTES
from commonground.server.routes import own_routes
from commonground.service.events import FeedEvent, PresenceEvent

ROUTES = (*own_routes(features(), openapi.no_state), *features().routes)
SCHEMAS = openapi.describe()["components"]["schemas"]


def models(kind: Any) -> Iterator[type[View]]:
    """The models of an answer; fails where it is anything else."""
    if isinstance(kind, type) and issubclass(kind, View):
        yield kind
        return
    parts = [part for part in get_args(kind) if not hasattr(part, "discriminator")]
    assert parts, f"{kind} says nothing about what is answered"
    for part in parts:
        yield from models(part)


def kernel_answers() -> Iterator[Any]:
    for _, handler in KERNEL_ROUTES:
        for method in openapi.methods(handler):
            yield getattr(handler, method).commonground_answer


ANSWERS: list[type[View]] = sorted(
    {m for r in ROUTES if r.answer is not str for m in models(r.answer)}
    | {m for answer in kernel_answers() for m in models(answer)}
    | {*features().events, ErrorView},
    key=lambda m: m.__name__,
)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_every_answer_is_a_model_or_a_file(route: Any) -> None:
    assert route.answer is str or list(models(route.answer))


def test_every_event_is_declared_by_the_service_or_a_feature() -> None:
    ours = {e for e in FeedEvent.__subclasses__() if e.__module__.startswith("commonground.")}
    assert ours == set(features().events)


class Rumour(FeedEvent):
    """An event that no feature declares."""

    type: Literal["rumour"]


def test_an_event_that_nobody_declares_does_not_leave() -> None:
    sent: list[bytes] = []
    feed: Any = FeedHandler.__new__(FeedHandler)
    feed._ground = SimpleNamespace(features=features(), as_json=lambda event: event.json_bytes())
    feed._send = sent.append
    feed.on_event(Rumour.of())
    assert sent == []
    feed.on_event(PresenceEvent.of(members=()))
    assert [json.loads(one) for one in sent] == [{"type": "presence", "members": []}]


def example(schema: Mapping[str, Any]) -> Any:
    """The plainest value of that schema, with one item in each list."""
    match schema:
        case {"$ref": str(name)}:
            return example(SCHEMAS[name.rpartition("/")[2]])
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"anyOf": [first, *_]} | {"oneOf": [first, *_]}:
            return example(first)
        case {"prefixItems": list(items)}:
            return [example(item) for item in items]
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            return {name: example(field) for name, field in fields.items()}
        case "array":
            return [example(schema["items"])]
    if "pattern" in schema:
        return next(text for text in ("text", "team") if re.search(schema["pattern"], text))
    plainest: dict[Any, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True}
    return plainest.get(schema.get("type"))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in it but the whole."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def replaced(value: Any, path: Sequence[Any], by: Any) -> Any:
    """The value with another one at that place."""
    if not path:
        return by
    changed = copy(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], by)
    return changed


@pytest.mark.parametrize("model", ANSWERS, ids=lambda m: m.__name__)
def test_what_is_described_is_what_is_sent(model: type[View]) -> None:
    whole = example(SCHEMAS[model.__name__])
    sent = json.loads(encode(TypeAdapter(model), whole))
    assert sent == whole
    schema = {"$ref": f"#/components/schemas/{model.__name__}", "components": {"schemas": SCHEMAS}}
    Draft202012Validator(schema).validate(sent)


@pytest.mark.parametrize("model", ANSWERS, ids=lambda m: m.__name__)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_broken_answer_does_not_leave(model: type[View], data: st.DataObject) -> None:
    whole = example(SCHEMAS[model.__name__])
    path = data.draw(st.sampled_from(list(places(whole))))
    with pytest.raises(ValidationError):
        encode(TypeAdapter(model), replaced(whole, path, 3j))
    with pytest.raises(ValidationError):
        encode(TypeAdapter(model), whole | {"no such field": 1})


def test_an_error_tells_what_happened_and_a_kept_back_text_what_was_found() -> None:
    plain = ErrorView.of_error(InvalidCommand("Not so.", "But so.")).plain()
    assert plain == {"code": "invalid_command", "message": "Not so.", "remedy": "But so."}
    found = {"rule": "aws", "label": "a key", "kind": "secret", "start": 0, "end": 4}
    found |= {"fingerprint": "ab", "field": "body"}
    kept = ErrorView.of_error(Quarantined("Kept.", findings=[found], note="n_1")).plain()
    assert (kept["findings"], kept["note"]) == ([found], "n_1")


def test_the_constants_of_the_browser_are_those_of_the_server() -> None:
    constants = openapi.describe()["x-constants"]
    assert constants["limits"] == {"title": 200, "body": 20_000, "question": 50_000}
    assert constants["shared_kinds"] == list(SHARED_KINDS)
    assert constants["default_policies"]["decision"] == "review"
    assert constants["default_policies"]["work"] == "open"
