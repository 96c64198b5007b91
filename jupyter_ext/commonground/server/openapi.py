"""The OpenAPI description of the interface, made from the features' routes, models and events.

``python -m commonground.server.openapi`` prints it; the file beside this module holds the same,
and a test fails when the two differ.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from .. import __version__
from ..core.role import Member
from ..core.views import ErrorView
from ..registry import features
from ..service.feature import Features
from ..service.route import Route
from ..service.status_views import StatusAnswer
from .command_frames import CommandFrame
from .constants import CONSTANTS, Constants
from .feature_handler import body_of
from .feed import FeedHandler
from .handler import API, RESOURCE, GroundHandler
from .kernel_routes import KERNEL_ROUTES
from .link_routes import (
    INVITATIONS,
    LINKS,
    Invitation,
    InvitationsHandler,
    LinkRequest,
    LinksHandler,
)
from .magics import RunMagic
from .routes import own_routes
from .token_routes import TOKEN_ROUTES, TOKENS, MakeClientToken

_REF = "#/components/schemas/{model}"
JSON, LINES, FILE = "application/json", "application/x-ndjson", "text/plain"


class _Schema(GenerateJsonSchema):
    """Without the titles that only repeat the names of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def describe(found: Features | None = None) -> JsonSchemaValue:
    """The whole document, of all features of this installation unless others are given."""
    found = found or features()
    schemas: JsonSchemaValue = {}
    _schema(ErrorView, schemas)
    paths: JsonSchemaValue = {}
    for route in (*own_routes(found, no_state), *found.routes):
        operation = _operation(route, found, schemas)
        paths.setdefault(f"/{route.path}", {})[route.method] = operation
        if route.cells:
            paths[f"/kernel/{{msg_id}}/{route.path}"] = {route.method: _of_cells(operation)}
    paths |= _kernel_paths(schemas)
    paths[f"/{LINKS}"] = {"post": _links(LINKS, LinksHandler, LinkRequest, schemas)}
    invites = _links(INVITATIONS, InvitationsHandler, Invitation, schemas)
    paths[f"/{INVITATIONS}"] = {"post": invites}
    paths |= _token_paths(schemas)
    paths["/feed"] = {"get": _feed(schemas)}
    schemas["FeedEvent"] = _schema(found.feed_event, schemas)
    _schema(Constants, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Common Ground",
            "version": __version__,
            "description": f"Below Jupyter's base URL, at {API}/. Every operation names the "
            "resource and action that the server's authorizer is asked for.",
        },
        "x-constants": CONSTANTS.plain(),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "member": {"type": "apiKey", "in": "header", "name": "Authorization"},
                "kernel": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(route: Route, found: Features, schemas: JsonSchemaValue) -> JsonSchemaValue:
    operation: JsonSchemaValue = {
        "summary": route.summary,
        "x-resource": RESOURCE,
        "x-action": route.action,
        "security": [{"member": []}],
        "parameters": [*_ids(route.path), *_query(route.query)],
        "responses": {
            "default": _error(),
            str(route.status): _answer(route.answer, schemas, lines=route.lines),
        },
    }
    body = body_of(route, found)
    if body is not None:
        operation["requestBody"] = _body(body, schemas)
    return operation


def no_state(member: Member) -> StatusAnswer:
    """The state of the server, which nobody asks for here."""
    raise LookupError(member.username)


def _answer(kind: Any, schemas: JsonSchemaValue, *, lines: bool) -> JsonSchemaValue:
    """An answer in JSON, in lines of it, or as a file."""
    mime = LINES if lines else FILE if kind is str else JSON
    return {"description": "Done", "content": {mime: {"schema": _schema(kind, schemas)}}}


def _body(kind: Any, schemas: JsonSchemaValue) -> JsonSchemaValue:
    return {"required": True, "content": {JSON: {"schema": _schema(kind, schemas)}}}


def _error() -> JsonSchemaValue:
    schema = {"$ref": _REF.format(model="ErrorView")}
    return {"description": "An error", "content": {JSON: {"schema": schema}}}


def _schema(kind: Any, schemas: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of a type; the models in it are put among the document's."""
    schema = TypeAdapter(kind).json_schema(ref_template=_REF, schema_generator=_Schema)
    schemas.update(schema.pop("$defs", {}))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        schemas[kind.__name__] = schema
        schema = {"$ref": _REF.format(model=kind.__name__)}
    return schema


def _ids(path: str) -> list[JsonSchemaValue]:
    names = re.findall(r"{(\w+)}", path)
    return [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names
    ]


def _query(model: type[BaseModel] | None) -> list[JsonSchemaValue]:
    if model is None:
        return []
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _plain(field)}
        for name, field in schema["properties"].items()
    ]


def _plain(field: JsonSchemaValue) -> JsonSchemaValue:
    """A query's field without what only names it; absent is how null is sent."""
    kept = {key: value for key, value in field.items() if key not in ("title", "anyOf")}
    if "anyOf" in field:
        kept |= next(each for each in field["anyOf"] if each.get("type") != "null")
    return {key: value for key, value in kept.items() if value is not None}


def _of_cells(operation: JsonSchemaValue) -> JsonSchemaValue:
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


def _kernel_paths(schemas: JsonSchemaValue) -> JsonSchemaValue:
    """The server's own routes of kernels."""
    found: JsonSchemaValue = {}
    for pattern, handler in KERNEL_ROUTES:
        path = template(pattern)
        found[f"/{path}"] = {
            method: _kernel_operation(path, getattr(handler, method), schemas)
            for method in methods(handler)
        }
    found["/kernel/{msg_id}"]["post"]["requestBody"] = _body(RunMagic, schemas)
    return found


def _kernel_operation(path: str, function: Any, schemas: JsonSchemaValue) -> JsonSchemaValue:
    answer, lines = function.commonground_answer, function.commonground_lines
    return {
        "summary": " ".join((function.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": function.commonground_action,
        "security": [{"kernel": []}],
        "parameters": _ids(path),
        "responses": {"default": _error(), "200": _answer(answer, schemas, lines=lines)},
    }


def _links(path: str, handler: Any, body: Any, schemas: JsonSchemaValue) -> JsonSchemaValue:
    """A route of personal links; the starter's own terminal may ask as well."""
    found = _kernel_operation(path, handler.post, schemas)
    found["requestBody"] = _body(body, schemas)
    return {**found, "security": [{"member": []}]}


def _token_paths(schemas: JsonSchemaValue) -> JsonSchemaValue:
    """The routes of one's own tokens for clients."""
    found: JsonSchemaValue = {}
    for pattern, handler in TOKEN_ROUTES:
        path = template(pattern)
        found[f"/{path}"] = {
            method: {
                **_kernel_operation(path, getattr(handler, method), schemas),
                "security": [{"member": []}],
            }
            for method in methods(handler)
        }
    found[f"/{TOKENS}"]["post"]["requestBody"] = _body(MakeClientToken, schemas)
    return found


def _feed(schemas: JsonSchemaValue) -> JsonSchemaValue:
    return {
        "summary": " ".join((FeedHandler.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": "read",
        "security": [{"member": []}],
        "responses": {"101": {"description": "A WebSocket: see docs/reference/feed.md"}},
        "x-text-frames": {"$ref": _REF.format(model="FeedEvent")},
        "x-client-frames": _schema(CommandFrame, schemas),
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(describe(), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(text(), end="")
