"""Compute a metric by the team's definition, from what this notebook holds."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from ..core.ids import shared_room
from ..core.metric import Metric, assigned, plain_expression
from ..errors import InvalidCommand
from ..features.findings.harmless import computing_library

_COMPUTING = (
    "abs", "all", "any", "bool", "complex", "dict", "divmod", "enumerate", "filter", "float",
    "frozenset", "hash", "int", "isinstance", "iter", "len", "list", "map", "max", "min", "next",
    "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple",
    "zip",
)  # fmt: skip
"""What of Python's own an expression is given: nothing that changes or reaches anything else."""


def held_as_told(told: Iterable[str]) -> list[Metric]:
    """What holds, as the server tells it to kernels: ``AREA|NAME = EXPRESSION``."""
    found = []
    for line in told:
        area, _, formula = line.partition("|")
        stated = assigned(formula)
        if stated is not None:
            found.append(Metric("", *stated, "", shared_room(area or None), "", 0, "accepted"))
    return found


def computed(space: Mapping[str, Any], name: str, expression: str) -> Any:
    """The metric's value. Raises InvalidCommand where a name is missing, or the expression fails.

    The expression is given what it names and nothing else: data and functions of this notebook,
    libraries that compute, and what of Python computes.
    """
    plain = plain_expression(expression)
    held: dict[str, Any] = {"__builtins__": {one: getattr(builtins, one) for one in _COMPUTING}}
    named, bound = _names(plain)
    for wanted in sorted(named):
        if wanted in space:
            held[wanted] = _usable(wanted, space[wanted])
        elif wanted not in _COMPUTING and wanted not in bound:
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


def _names(expression: str) -> tuple[set[str], set[str]]:
    """The names that are read, and those that are given a value inside."""
    named, bound = set[str](), set[str]()
    for node in ast.walk(ast.parse(expression, mode="eval")):
        if isinstance(node, ast.Name):
            (named if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    return named, bound


def _usable(name: str, value: Any) -> Any:
    if isinstance(value, ModuleType) and not computing_library(value.__name__):
        raise InvalidCommand(
            f"A metric computes, and {name} is the module {value.__name__}.",
            "Define it by data, by your functions, and by libraries such as pandas and numpy.",
        )
    return value
