"""The OpenAPI description of the routes, built from the route table and the request models.

``python -m commonground.server.openapi`` prints it; the file beside this module holds the same,
and a test fails when the two differ.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import TypeAdapter

from .. import __version__
from ..core.command import Ask, Command, GoOn, Redact, RunMagic, Say, Shown
from ..features.comparison.requests import Act, Begin
from ..features.handoff.commands import AcknowledgeHandoff
from .feed import FeedHandler
from .routes import API, RESOURCE, ROUTES, GroundHandler, KernelHandler

_BODIES: dict[tuple[str, str], Any] = {
    ("commands", "post"): Command,
    ("preview", "post"): Shown,
    ("redactions", "post"): Redact,
    ("turns", "post"): Ask,
    ("messages/{message_id}/go-on", "post"): GoOn,
    ("handoff/acknowledge", "post"): AcknowledgeHandoff,
    ("comparisons", "post"): Begin,
    ("comparisons/{comparison_id}", "post"): Act,
    ("verbs", "post"): Say,
    ("kernel/{msg_id}", "post"): RunMagic,
}
_ANSWERS = {
    ("turns", "post"): "202",
    ("messages/{message_id}/go-on", "post"): "202",
    ("comparisons", "post"): "201",
}
"""Where it is not 200: 202 answers before the work is done."""
_GOAL = {"name": "goal", "in": "query", "schema": {"type": "string"}}
_SPRINTS = (
    "sprint",
    "sprint/checks",
    "sprint/review",
    "sprint/export",
    "sprint/whole",
    "kernel/{msg_id}/sprint",
)
_QUERIES: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("comparisons", "get"): [{"name": "find", "in": "query", "schema": {"type": "string"}}],
    ("comparisons/{comparison_id}/options/{option_id}", "get"): [
        {"name": "version", "in": "query", "schema": {"type": "string"}}
    ],
    ("comparisons/{comparison_id}/diff", "get"): [
        {"name": name, "in": "query", "required": True, "schema": {"type": "string"}}
        for name in ("from", "to")
    ],
    ("comparisons/{comparison_id}/table", "get"): [
        {
            "name": "format",
            "in": "query",
            "schema": {"enum": ["csv", "md", "html"], "default": "csv"},
        }
    ],
    ("entries", "get"): [
        {"name": "room", "in": "query", "schema": {"enum": ["team", "mine"], "default": "team"}}
    ],
    ("handoff", "get"): [
        {
            "name": "for",
            "in": "query",
            "schema": {"enum": ["today", "since", "written"], "default": "today"},
        },
        {"name": "zone", "in": "query", "schema": {"type": "string"}},
        {"name": "phrase", "in": "query", "schema": {"enum": ["0", "1"], "default": "0"}},
    ],
    **{(path, "get"): [_GOAL] for path in _SPRINTS},
    ("turns", "get"): [
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
        },
        {"name": "before", "in": "query", "schema": {"type": "string"}},
    ],
}


def template(pattern: str) -> str:
    """A route's pattern as an OpenAPI path: named groups become ``{name}``."""
    return re.sub(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()])*\)", r"{\1}", pattern)


def methods(handler: type[GroundHandler]) -> list[str]:
    """The HTTP methods that a handler answers."""
    verbs = ("get", "post", "put", "patch", "delete")
    return [v for v in verbs if hasattr(getattr(handler, v), "commonground_action")]


def describe() -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Error": _ERROR}
    for pattern, handler in ROUTES:
        path = template(pattern)
        paths[f"/{path}"] = {
            method: _operation(path, method, handler, schemas) for method in methods(handler)
        }
    paths["/feed"] = {"get": _feed()}
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


_ERROR = {
    "type": "object",
    "description": "What happened and what to do next.",
    "required": ["code", "message", "remedy"],
    "properties": {name: {"type": "string"} for name in ("code", "message", "remedy")},
}


def _operation(
    path: str, method: str, handler: type[GroundHandler], schemas: dict[str, Any]
) -> dict[str, Any]:
    function = getattr(handler, method)
    names = re.findall(r"{(\w+)}", path)
    operation: dict[str, Any] = {
        "summary": " ".join((function.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": function.commonground_action,
        "security": [{"kernel": []} if issubclass(handler, KernelHandler) else {"member": []}],
        "parameters": [
            *(
                {"name": n, "in": "path", "required": True, "schema": {"type": "string"}}
                for n in names
            ),
            *_QUERIES.get((path, method), []),
        ],
        "responses": {
            "default": {
                "description": "An error",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
            _ANSWERS.get((path, method), "200"): {"description": "Done"},
        },
    }
    body = _BODIES.get((path, method))
    if body is not None:
        schema = TypeAdapter(body).json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _feed() -> dict[str, Any]:
    return {
        "summary": " ".join((FeedHandler.__doc__ or "").split()),
        "x-resource": RESOURCE,
        "x-action": "read",
        "security": [{"member": []}],
        "responses": {"101": {"description": "A WebSocket: see docs/feed.md"}},
    }


def text() -> str:
    """The document as it stands in the file."""
    return json.dumps(describe(), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(text(), end="")
