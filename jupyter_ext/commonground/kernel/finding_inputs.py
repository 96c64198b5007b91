"""What cells read from outside of the kernel: files, queries, packages and seeds, by their code.

Files are those whose path a cell writes as a literal and which are there; a path that is put
together at run time is not seen.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..features.findings.connections import place_of_text
from ..features.findings.names import cell_tree
from .frame_digest import frame_digest, is_frame

MOST = 50
MOST_BYTES = 2 * 1024 * 1024 * 1024
"""Of a file that is digested: about five seconds a gigabyte."""
_SEEDS = re.compile(r"(?:^|\.)(?:seed|default_rng|RandomState|manual_seed|set_seed|PRNGKey)$")
_QUERY = re.compile(r"^\s*(?:select|with|from|insert|update|delete|create)\b", re.IGNORECASE)


def _trees(sources: Iterable[str]) -> Iterator[ast.Module]:
    return filter(None, map(cell_tree, sources))


def _nodes(sources: Iterable[str]) -> Iterator[ast.AST]:
    for tree in _trees(sources):
        yield from ast.walk(tree)


# Files


def files_in(sources: Sequence[str]) -> list[dict[str, Any]]:
    """The files that cells name and that are there: path, size and SHA-256."""
    found: dict[str, dict[str, Any]] = {}
    for node in _nodes(sources):
        text = literal_path(node)
        if text is None or text in found or not 0 < len(text) <= 1_000 or "\n" in text:
            continue
        try:
            size = Path(text).stat().st_size if Path(text).is_file() else -1
            if 0 <= size <= MOST_BYTES:
                with Path(text).open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                found[text] = {"path": text, "size": size, "digest": digest}
        except (OSError, ValueError):
            continue
    return list(found.values())[:MOST]


def literal_path(node: ast.AST) -> str | None:
    """A text, or texts that ``/`` joins: ``Path("data") / "sales.csv"``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        left, right = literal_path(node.left), literal_path(node.right)
        return f"{left}/{right}" if left and right else None
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        named = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        return literal_path(node.args[0]) if named == "Path" else None
    return None


# Seeds and packages


def seeds_in(sources: Sequence[str]) -> list[str]:
    """The calls that set a seed, as they are written."""
    found: dict[str, None] = {}
    for node in _nodes(sources):
        if not isinstance(node, ast.Call):
            continue
        if node.args and _SEEDS.search(ast.unparse(node.func)):
            found[ast.unparse(node)[:200]] = None
        for keyword in node.keywords:
            if keyword.arg in ("random_state", "seed"):
                found[f"{keyword.arg}={ast.unparse(keyword.value)}"[:200]] = None
    return list(found)[:20]


def versions_in(sources: Sequence[str]) -> dict[str, str]:
    """The versions of the packages that cells import, by the package's name."""
    modules: set[str] = set()
    for node in _nodes(sources):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.partition(".")[0])
    by_module = importlib.metadata.packages_distributions()
    names = {name for module in modules for name in by_module.get(module, ())}
    if "ipykernel" in sys.modules:
        names.add("ipykernel")
    return {name: importlib.metadata.version(name) for name in sorted(names)[:100]}


# Queries


def queries_in(sources: Sequence[str], space: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The queries that cells write: text, connection, and rows and digest of what they gave.

    The result is known where the call is all that is assigned to a name which holds a table.
    """
    trees = list(_trees(sources))
    given = {
        id(node.value): node.targets[0].id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found = []
    for tree in trees:
        for node in ast.walk(tree):
            text = _query_of(node)
            if text is not None and isinstance(node, ast.Call):
                found.append(_query(text, node, space, given.get(id(node))))
    return found[:MOST]


def _query_of(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not node.args:
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    first = node.args[0]
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return None
    asks = name in ("read_sql", "read_sql_query", "execute", "sql", "query")
    return first.value if asks and _QUERY.match(first.value) else None


def _query(
    text: str, call: ast.Call, space: Mapping[str, Any], target: str | None
) -> dict[str, Any]:
    held = space.get(target) if target else None
    rows, digest = None, ""
    if held is not None and is_frame(held):
        found = frame_digest(held)
        rows, digest = found.rows, found.digest
    asked = call.args[1:2] or [k.value for k in call.keywords if k.arg in ("con", "connection")]
    if not asked and isinstance(call.func, ast.Attribute):
        asked = [call.func.value]
    connection = space.get(asked[0].id) if asked and isinstance(asked[0], ast.Name) else None
    return {
        "text": text[:2_000],
        "connection": _address(connection),
        "rows": rows,
        "digest": digest,
    }


def _address(connection: Any) -> str:
    """Where a connection leads, without a name and a password; its type where it does not say."""
    if connection is None:
        return ""
    engine = getattr(connection, "engine", connection)
    url = getattr(engine, "url", None)
    kind = f"{type(connection).__module__}.{type(connection).__name__}"[:200]
    if url is not None and hasattr(url, "drivername"):  # SQLAlchemy's own reading of it
        port = f":{url.port}" if url.port else ""
        return place_of_text(f"{url.drivername}://{url.host or ''}{port}/{url.database or ''}")
    text = connection if isinstance(connection, str) else url
    return (place_of_text(text) if isinstance(text, str) else "") or kind
