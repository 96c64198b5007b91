"""What a text in a value is, by its declared type: prose that people write, a name, or an id.

The gate and the record ask here, so that no key's name and no list kept by hand decides. A text
whose type is not declared is prose: customer data in it is taken out, and a secret stops it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NewType,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    D = TypeVar("D", bound=DataclassInstance)

TextKind = Literal["prose", "name", "id", "picture"]
Prose = Annotated[str, "prose"]
"""Words that people write: customer data is taken out, a secret keeps them back."""
Name = Annotated[str, "name"]
"""A username, path or area: a secret stops it; a username may be an e-mail address, and stays."""
Person = Annotated[str, "name", "person"]
"""A name that is a member's: their username, also behind an ``@``."""
Id = Annotated[str, "id"]
"""An id: as a name, and no word of anybody's."""
Picture = Annotated[str, "picture"]
"""A picture as a ``data:`` address: nobody's words, and taken away with the words that it shows."""
_PICTURE = re.compile(r"data:image/(?:png;base64,iVBORw0KGgo|jpeg;base64,/9j/)[A-Za-z0-9+/]*={0,2}")

Change = Callable[[str, TextKind, str], str]
"""A text as it becomes, given with its kind and the field that it stands in."""


def changed(value: Any, declared: Any, change: Change, field: str = "text") -> Any:
    """The value with each of its texts changed. Keys that people may choose are names."""
    match value:
        case str():
            return change(value, _kind(declared), field)
        case Mapping():
            return {
                change(str(key), "name", field): changed(
                    inner, _inner(declared, str(key)), change, str(key)
                )
                for key, inner in value.items()
            }
        case list() | tuple():
            item = _item(declared)
            return [changed(inner, item, change, field) for inner in value]
    return value


def is_picture(text: str) -> bool:
    """Whether it is the address of a PNG or JPEG that holds its bytes, and nothing else."""
    return _PICTURE.fullmatch(text) is not None


def fields_changed(value: D, change: Change) -> D:
    """The dataclass with each text in its fields changed, by its type: one of our own is an id.

    A field that holds mappings, numbers or words of a fixed choice is left as it is.
    """
    fresh: dict[str, Any] = {}
    for name, hint in _hints(type(value)).items():
        held = getattr(value, name)
        if held is not None and _holds_text(hint):
            said = changed(held, hint, change, name)
            fresh[name] = tuple(said) if isinstance(held, tuple) else said
    return replace(value, **fresh)


def _holds_text(declared: Any) -> bool:
    """Whether a field of that type holds a text, or several: neither a mapping nor fixed words."""
    if get_origin(declared) in (Literal, dict) or is_typeddict(declared):
        return False
    inner = get_args(declared)
    if get_origin(declared) is Annotated or not inner:
        return (inner[0] if inner else declared) is str or _is_own_id(declared)
    if _is_container(declared) and not issubclass(get_origin(declared), list | tuple):
        return False
    return any(_holds_text(one) for one in inner if one not in (NoneType, ...))


def _is_own_id(declared: Any) -> bool:
    return isinstance(declared, NewType) and declared.__supertype__ is str


def prose_in(value: Any, declared: Any) -> Iterator[str]:
    """The prose in a value, in order: neither names nor ids nor keys."""
    match value:
        case str():
            if _kind(declared) == "prose":
                yield value
        case Mapping():
            for key, inner in value.items():
                yield from prose_in(inner, _inner(declared, str(key)))
        case list() | tuple():
            for inner in value:
                yield from prose_in(inner, _item(declared))


def people_changed(value: Any, declared: Any, change: Callable[[str], str]) -> Any:
    """The value with each name of a member in it changed, keys among them; the rest as it is."""
    match value:
        case str():
            return change(value) if is_person(declared) else value
        case Mapping():
            return {
                change(key) if _names_people(declared) else key: people_changed(
                    inner, _inner(declared, str(key)), change
                )
                for key, inner in value.items()
            }
        case list() | tuple():
            item = _item(declared)
            return [people_changed(inner, item, change) for inner in value]
    return value


def is_person(declared: Any) -> bool:
    """Whether a text of that type is a member's name, also behind ``| None``."""
    if get_origin(declared) is Annotated:
        return "person" in get_args(declared)[1:]
    return not _is_container(declared) and any(map(is_person, get_args(declared)))


def _names_people(declared: Any) -> bool:
    """Whether the keys of a mapping of that type are members' names."""
    return _is_container(declared) and is_person(get_args(declared)[0])


def _prose_fields(kind: type) -> tuple[str, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(name for name, hint in hints.items() if _marked(hint) == "prose")


prose_fields: Callable[[type], tuple[str, ...]] = cache(_prose_fields)
"""The fields of a dataclass that are declared as prose, in order."""


def _kind(declared: Any) -> TextKind:
    return _marked(declared) or "prose"


def _marked(declared: Any) -> TextKind | None:
    """The kind that is declared, also behind ``| None``; None where none is."""
    if _is_own_id(declared):
        return "id"
    if get_origin(declared) is Annotated:
        return next((m for m in get_args(declared)[1:] if m in get_args(TextKind)), None)
    kinds = (_marked(each) for each in get_args(declared) if each is not type(None))
    return None if _is_container(declared) else next(filter(None, kinds), None)


def _is_container(declared: Any) -> bool:
    origin = get_origin(declared)
    return isinstance(origin, type) and issubclass(origin, list | tuple | Mapping)


def _item(declared: Any) -> Any:
    """What a list of that type holds; a list of undeclared type holds what it is itself."""
    return get_args(declared)[0] if _is_container(declared) else declared


def _inner(declared: Any, key: str) -> Any:
    """What stands under a key of a mapping of that type."""
    if is_typeddict(declared):
        return _hints(declared).get(key)
    if _is_container(declared):
        return get_args(declared)[1]
    return declared if _marked(declared) else None


@cache
def _hints(declared: Any) -> dict[str, Any]:
    return get_type_hints(declared, include_extras=True)
