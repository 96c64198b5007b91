"""The rules of the SARIF 2.1.0 schema for the parts that we write, as a JSON schema.

The standard's own schema has 3,000 lines; these are its definitions of the objects that occur here,
with nothing else allowed in them.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft7Validator

_TEXT = {"type": "string", "minLength": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_COUNT = {"type": "integer", "minimum": 1}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


_MESSAGE = _object(["text"], text=_TEXT)
_ARTIFACT = _object([], uri={"type": "string", "format": "uri-reference", "pattern": "^[!-~]+$"},
                    uriBaseId=_TEXT)  # fmt: skip
_REGION = _object([], startLine=_COUNT, startColumn=_COUNT, endLine=_COUNT, endColumn=_COUNT)
_RULE = _object(
    ["id"], id=_TEXT, shortDescription=_MESSAGE, fullDescription=_MESSAGE,
    defaultConfiguration=_object([], level=_LEVEL),
)  # fmt: skip
_RESULT = _object(
    ["message"], ruleId=_TEXT, ruleIndex={"type": "integer", "minimum": -1}, level=_LEVEL,
    message=_MESSAGE,
    locations={"type": "array", "items": _object(
        [], physicalLocation=_object([], artifactLocation=_ARTIFACT, region=_REGION))},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
)  # fmt: skip
_RUN = _object(
    ["tool"],
    tool=_object(["driver"], driver=_object(
        ["name"], name=_TEXT, version=_TEXT, informationUri={"type": "string", "format": "uri"},
        rules={"type": "array", "items": _RULE, "uniqueItems": True})),
    originalUriBaseIds={"type": "object", "additionalProperties": _object(
        [], uri={"type": "string"}, description=_MESSAGE)},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations={"type": "array", "items": _object(
        ["executionSuccessful"], executionSuccessful={"type": "boolean"},
        toolExecutionNotifications={"type": "array", "items": _object(
            ["message"], message=_MESSAGE, level=_LEVEL)})},
    results={"type": ["array", "null"], "items": _RESULT},
)  # fmt: skip
SCHEMA = _object(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"enum": ["2.1.0"]},
    runs={"type": ["array", "null"], "items": _RUN},
)


def problems_of(log: Any) -> list[str]:
    """What of it the schema does not allow."""
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(log)]
