"""What the value of a fact holds, from its declared type: as JSON Schema, and whether one fits.

Pure. The types are those that features declare (``core/texts.py``); a field that is left out is as
good as one that is there, a field that no type knows is none of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

_PLAIN: Mapping[Any, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    NoneType: "null",
}
MOST_DEPTH = 6
"""Levels of lists and mappings in a value."""


def schema_of(declared: Any) -> dict[str, Any]:
    """The JSON Schema of values of that type."""
    if get_origin(declared) is Annotated:
        return schema_of(get_args(declared)[0])
    if declared in _PLAIN:
        return {"type": _PLAIN[declared]}
    if is_typeddict(declared):
        about = " ".join((declared.__doc__ or "").split())
        fields = {name: schema_of(hint) for name, hint in hints_of(declared).items()}
        return {"type": "object", "description": about, "properties": fields}
    origin, inner = get_origin(declared), get_args(declared)
    if origin is list:
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1])}
    return {"anyOf": [schema_of(one) for one in inner]} if inner else {}


def misfit(value: Any, declared: Any, place: str = "value") -> str | None:
    """Where in a value something is of another type than declared; None where it fits."""
    if get_origin(declared) is Annotated:
        return misfit(value, get_args(declared)[0], place)
    if is_typeddict(declared):
        return _misfit_in(value, declared, place)
    origin, inner = get_origin(declared), get_args(declared)
    if origin is list:
        if not isinstance(value, list):
            return place
        found = (misfit(one, inner[0], f"{place}[{n}]") for n, one in enumerate(value))
        return next(filter(None, found), None)
    if origin is dict:
        if not isinstance(value, dict):
            return place
        found = (misfit(one, inner[1], f"{place}.{key}") for key, one in value.items())
        return next(filter(None, found), None)
    if inner:
        return None if any(misfit(value, one, place) is None for one in inner) else place
    return None if _is_plain(value, declared) else place


def too_deep(value: Any, most: int = MOST_DEPTH) -> bool:
    """Whether a value is nested further than any of ours."""
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return False
    return most == 0 or any(too_deep(one, most - 1) for one in inner)


def _misfit_in(value: Any, declared: Any, place: str) -> str | None:
    if not isinstance(value, dict):
        return place
    hints = hints_of(declared)
    for name, inner in value.items():
        if name not in hints:
            return f"{place}.{name}"
        found = misfit(inner, hints[name], f"{place}.{name}")
        if found is not None:
            return found
    missing = sorted(declared.__required_keys__ - value.keys())
    return f"{place}.{missing[0]}" if missing else None


def _is_plain(value: Any, declared: Any) -> bool:
    if declared is Any:
        return True
    if declared is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, declared) and (declared is bool or not isinstance(value, bool))


@cache
def hints_of(declared: Any) -> dict[str, Any]:
    """The fields of a declared type, with what each is."""
    return get_type_hints(declared, include_extras=True)
