"""Which names stand in an expression, and where a dotted name begins. Pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .harmless import makes_iterator


def values_of(node: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call."""
    yield from node.args
    yield from (keyword.value for keyword in node.keywords)


def name_in(node: ast.expr) -> str | None:
    """The name, where it is one and nothing else."""
    return node.id if isinstance(node, ast.Name) else None


def root_of(node: ast.AST) -> str | None:
    """The name at the beginning of ``a.b[c].d``, also behind calls: ``a.b().c``."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def is_lazy(node: ast.expr) -> bool:
    """Whether its value may be used up by whoever reads it."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else name_in(node.func)
        return makes_iterator(name or "")
    return isinstance(node, ast.GeneratorExp)


def path_of(node: ast.Attribute) -> str:
    """``b.c`` of ``a.b.c``."""
    parts = [node.attr]
    inner: ast.expr = node.value
    while not isinstance(inner, ast.Name):
        if isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        elif isinstance(inner, ast.Call):
            inner = inner.func
        elif isinstance(inner, ast.Subscript | ast.Starred):
            inner = inner.value
        else:
            break
    return ".".join(reversed(parts))


def objects_in(node: ast.AST) -> set[str]:
    """The names whose objects the value of an expression may be, or hold."""
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.Compare):
        return set()
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def all_names(node: ast.AST) -> set[str]:
    """Every name that stands in it."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def assigned_in(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names that are local to a function since it gives them a value somewhere."""
    inner = [each for statement in node.body for each in ast.walk(statement)]
    stored = {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    told = {n for each in inner if isinstance(each, ast.Global | ast.Nonlocal) for n in each.names}
    return stored - told
