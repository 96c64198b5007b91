"""The JSON Schema of the open format, made from its models and from what features declare. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .records import FORMAT, RECORD, VERSION
from .shapes import schema_of

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(facts: Mapping[str, Any]) -> Json:
    """The schema of a whole file; of one line it is ``#/$defs/Record``.

    ``facts`` are the types of the values of facts, by the facts' names.
    """
    found = RECORD.json_schema(ref_template="#/$defs/{model}")
    definitions: Json = found.pop("$defs")
    definitions["FactRecord"]["allOf"] = [_value_of(name, facts[name]) for name in sorted(facts)]
    for declared in definitions.values():
        _without_titles(declared)
    definitions["Record"] = {
        "description": "A record: a line of a .jsonl file, an item of `records` in a .json file.",
        **found,
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:{FORMAT}:{VERSION}",
        "title": "A team's shared context",
        "description": f"Version {VERSION} of the open format of Common Ground. Readers pass over "
        "fields that they do not know, and refuse a file of a later version.",
        "type": "object",
        "required": ["records"],
        "properties": {
            "records": {
                "type": "array",
                "items": {"$ref": "#/$defs/Record"},
                "minItems": 2,
                "description": "A context record first, an end record last.",
            }
        },
        "$defs": dict(sorted(definitions.items())),
    }


def _value_of(name: str, declared: Any) -> Json:
    return {
        "if": {"properties": {"name": {"const": name}}},
        "then": {"properties": {"value": schema_of(declared)}},
    }


def _without_titles(value: Any) -> None:
    """Take out the titles that pydantic makes of fields' names: they say nothing more."""
    for inner in value.get("properties", {}).values():
        inner.pop("title", None)
