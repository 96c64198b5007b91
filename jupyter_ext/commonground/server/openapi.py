"""The OpenAPI description of the interface, made from the features' routes, models and events.

``python -m commonground.server.openapi`` prints it; the file beside this module holds the same,
and a test fails when the two differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from .. import __version__
from ..registry import features
from ..service.feature import Features
from ..service.route import Route
from .feature_handler import body_of
from .feed import FeedHandler
from .handler import API, RESOURCE, GroundHandler
from .kernel_routes import KERNEL_ROUTES
from .magics import RunMagic
from .routes import own_routes

_REF = "#/components/schemas/{model}"
_ERROR = {
    "type": "object",
    "description": "What happened and what to do next.",
    "required": ["code", "message", "remedy"],
    "properties": {name: {"type": "string"} for name in ("code", "message", "remedy")},
}


def describe(found: Features | None = None) -> dict[str, Any]:
    """The whole document, of all features of this installation unless others are given."""
    found = found or features()
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths: dict[str, Any] = {}
    for route in (*own_routes(found, lambda member: {}), *found.routes):
        operation = _operation(route, found, schemas)
        paths.setdefault(f"/{route.path}", {})[route.method] = operation
        if route.cells:
            paths[f"/kernel/{{msg_id}}/{route.path}"] = {route.method: _of_cells(operation)}
    paths |= _kernel_paths(schemas)
    paths["/feed"] = {"get": _feed()}
    schemas |= _events(found)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Common Ground",
            "version": __version__,
            "description": f"Below Jupyter's base URL, at {API}/. Every operation names the "
            "resource and action that the server's authorizer is asked for.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "member": {"type": "apiKey", "in": "header", "name": "Authorization"},
                "kernel": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(route: Route, found: Features, schemas: dict[str, Any]) -> dict[str, Any]:
    answer = _schema(route.answer, schemas, mode="serialization")
    operation: dict[str, Any] = {
        "summary": route.summary,
        "x-resource": RESOURCE,
        "x-action": route.action,
        "security": [{"member": []}],
        "parameters": [*_ids(route.path), *_query(route.query)],
        "responses": {
            "default": _error(),
            str(route.status): {"description": "Done", "content": {"application/json": answer}},
        },
    }
    body = body_of(route, found)
    if body is not None:
        schema = _schema(body, schemas)
        operation["requestBody"] = {"required": True, "content": {"application/json": schema}}
    return operation


def _error() -> dict[str, Any]:
    schema = {"$ref": _REF.format(model="Error")}
    return {"description": "An error", "content": {"application/json": {"schema": schema}}}


def _schema(kind: Any, schemas: dict[str, Any], mode: Any = "validation") -> dict[str, Any]:
    """The schema of a type; the models in it are put among the document's."""
    schema = TypeAdapter(kind).json_schema(ref_template=_REF, mode=mode)
    schemas.update(schema.pop("$defs", {}))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        schemas[kind.__name__] = schema
        schema = {"$ref": _REF.format(model=kind.__name__)}
    return {"schema": schema}


def _ids(path: str) -> list[dict[str, Any]]:
    names = re.findall(r"{(\w+)}", path)
    return [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names
    ]


def _query(model: type[BaseModel] | None) -> list[dict[str, Any]]:
    if model is None:
        return []
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _plain(field)}
        for name, field in schema["properties"].items()
    ]


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """A query's field without what only names it; absent is how null is sent."""
    kept = {key: value for key, value in field.items() if key not in ("title", "anyOf")}
    if "anyOf" in field:
        kept |= next(each for each in field["anyOf"] if each.get("type") != "null")
    return {key: value for key, value in kept.items() if value is not None}


def _of_cells(operation: dict[str, Any]) -> dict[str, Any]:
    """The same operation as kernels ask for it."""
    return {
        **operation,
        "x-action": "execute",
        "security": [{"kernel": []}],
        "parameters": [*_ids("{msg_id}"), *operation["parameters"]],
    }


def template(pattern: str) -> str:
    """A route's pattern as an OpenAPI path: named groups become ``{name}``."""
    return re.sub(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()])*\)", r"{\1}", pattern)


def methods(handler: type[GroundHandler]) -> list[str]:
    """The HTTP methods that a handler answers."""
    verbs = ("get", "post", "put", "patch", "delete")
    return [v for v in verbs if hasattr(getattr(handler, v), "commonground_action")]


def _kernel_paths(schemas: dict[str, Any]) -> dict[str, Any]:
    """The server's own routes of kernels."""
    found: dict[str, Any] = {}
    for pattern, handler in KERNEL_ROUTES:
        path = template(pattern)
        operations = {m: _kernel_operation(path, getattr(handler, m)) for m in methods(handler)}
        found[f"/{path}"] = operations
    body = _schema(RunMagic, schemas)
    found["/kernel/{msg_id}"]["post"]["requestBody"] = {
        "required": True,
        "content": {"application/json": body},
    }
    return found


def _kernel_operation(path: str, function: Any) -> dict[str, Any]:
    return {
        "summary": " ".join((function.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": function.commonground_action,
        "security": [{"kernel": []}],
        "parameters": _ids(path),
        "responses": {"default": _error(), "200": {"description": "Done"}},
    }


def _events(found: Features) -> dict[str, Any]:
    """The models of the feed's text frames, with all that they hold."""
    models: Iterable[type[BaseModel]] = [e for feature in found for e in feature.events]
    _, schema = models_json_schema([(m, "serialization") for m in models], ref_template=_REF)
    return dict(schema.get("$defs", {}))


def _feed() -> dict[str, Any]:
    return {
        "summary": " ".join((FeedHandler.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": "read",
        "security": [{"member": []}],
        "responses": {"101": {"description": "A WebSocket: see docs/reference/feed.md"}},
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(describe(), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(text(), end="")
