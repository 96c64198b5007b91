"""Compute a metric by the team's definition, from what this notebook holds."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ..core.metric import plain_expression
from ..errors import InvalidCommand
from ..features.findings.harmless import computing_library, harmless_function


def computed(space: Mapping[str, Any], name: str, expression: str) -> Any:
    """The metric's value. Raises InvalidCommand where a name is missing, or the expression fails.

    The expression is given what it names and nothing else: data and functions of this notebook,
    libraries that compute, and what of Python changes nothing.
    """
    plain = plain_expression(expression)
    held = {"__builtins__": {one: getattr(builtins, one) for one in dir(builtins) if _safe(one)}}
    for wanted in sorted(_names(plain)):
        if wanted in space:
            held[wanted] = _usable(wanted, space[wanted])
        elif not _safe(wanted):
            raise InvalidCommand(
                f"{name} is computed from {wanted}, which this notebook does not have.",
                f"Load {wanted} first. By the team: {name} = {plain}",
            )
    try:
        return eval(plain, held)
    except Exception as error:  # noqa: BLE001 whatever the team's expression raises
        raise InvalidCommand(
            f"{name} = {plain} raised {type(error).__name__}: {str(error)[:200]}",
            "Look at what it is computed from, or ask who defined it.",
        ) from None


def _names(expression: str) -> set[str]:
    tree = ast.walk(ast.parse(expression, mode="eval"))
    named = [node for node in tree if isinstance(node, ast.Name)]
    stored = {node.id for node in named if isinstance(node.ctx, ast.Store)}
    inner = {
        each.arg
        for node in ast.walk(ast.parse(expression, mode="eval"))
        if isinstance(node, ast.Lambda)
        for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    }
    return {node.id for node in named} - stored - inner


def _safe(name: str) -> bool:
    return hasattr(builtins, name) and not name.startswith("_") and harmless_function(name)


def _usable(name: str, value: Any) -> Any:
    if isinstance(value, ModuleType) and not computing_library(value.__name__):
        raise InvalidCommand(
            f"A metric computes, and {name} is the module {value.__name__}.",
            "Define it by data, by your functions, and by libraries such as pandas and numpy.",
        )
    return value
