"""What a question names with a sign, as a model is shown it: data, within bounds. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .delimited import as_data
from .prompt import trim


@dataclass(frozen=True, slots=True)
class NamedThing:
    """What a question names with a sign, as text: a file, a variable, a person, an area."""

    kind: str
    name: str
    text: str


def render_named(things: Sequence[NamedThing], budget: int) -> str:
    """What the question names, each trimmed so that all of it fits."""
    each = budget // max(1, len(things))
    return "\n".join(
        f'<named kind="{thing.kind}" name="{_attribute(thing.name)}">'
        f"{as_data(trim(thing.text, each))}</named>"
        for thing in things
    )


def _attribute(text: str) -> str:
    return as_data(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
