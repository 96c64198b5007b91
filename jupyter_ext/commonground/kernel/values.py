"""The variables that a question names, as text: ``{name}`` by its value, ``@variable:name`` told.

Only those that it names, and within bounds: nothing else leaves the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..core.magic import NAMED, placeholders
from ..core.reference import references_in
from ..errors import InvalidCommand
from .profile import told_of

MAX_VALUE = 20_000
"""Characters of one variable's value that the server takes."""
MAX_VALUES = 50
"""Variables in one question that the server takes."""


def values_in(
    text: str, namespace: Mapping[str, Any], group: Callable[[], int], *, braces: bool
) -> dict[str, str]:
    """What the server is sent with a question. Raises InvalidCommand.

    What is named with a sign is marked so; names in ``braces`` count where that is asked for.
    ``group`` gives how many rows of a table must share what is told of it.
    """
    names = {name for name, _, _ in placeholders(text)} if braces else set()
    told = [one.name for one in references_in(text) if one.kind == "variable"]
    if len(names) + len(told) > MAX_VALUES:
        raise InvalidCommand(
            f"The question names more than {MAX_VALUES} variables.", "Name fewer of them."
        )
    values = {name: _value(name, namespace) for name in sorted(names)}
    return values | {f"{NAMED}{name}": _told(name, namespace, group) for name in told}


def _value(name: str, namespace: Mapping[str, Any]) -> str:
    if name not in namespace:
        raise InvalidCommand(
            f"There is no variable {name!r} to put in place of {{{name}}}.",
            "Give it a value in a cell above, or leave --vars out: then braces are text.",
        )
    try:
        value = str(namespace[name])
    except Exception as error:  # noqa: BLE001 whatever somebody's __str__ raises
        raise InvalidCommand(
            f"{name!r} has no text: its __str__ raised {type(error).__name__}.",
            "Name what can be printed, or leave --vars out: then braces are text.",
        ) from None
    if len(value) > MAX_VALUE:
        raise InvalidCommand(
            f"{name!r} has {len(value):,} characters as text; at most {MAX_VALUE:,} are sent.",
            "Name a part of it, or a summary.",
        )
    return value


def _told(name: str, namespace: Mapping[str, Any], group: Callable[[], int]) -> str:
    if name not in namespace:
        raise InvalidCommand(
            f"There is no variable {name!r} in this notebook.",
            "Give it a value in a cell above, or name another one.",
        )
    return told_of(namespace[name], group)
