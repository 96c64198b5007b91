"""What of a result may leave without its rows: how a chart is drawn, and texts that hold none.

A text stays unless it is known to hold none: whoever wrote it says ``--rows``.
"""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from ..features.findings.cone import Cone
from ..features.findings.names import cell_tree
from .finding_inputs import files_in

MOST_WORD = 200
"""Characters of a title, a field, and of a line of text that leaves."""
_PLAIN_MODULES = frozenset(
    (
        "__future__", "cmath", "collections", "dataclasses", "datetime", "decimal", "enum",
        "fractions", "functools", "itertools", "math", "numbers", "operator", "random", "re",
        "statistics", "string", "textwrap", "time", "typing",
    )
)  # fmt: skip
"""Modules that read no data; every other may."""
_READING = frozenset(("__import__", "compile", "eval", "exec", "globals", "input", "open", "vars"))
_TOLD = ("field", "aggregate", "type", "title")
_PARTS = ("layer", "concat", "hconcat", "vconcat")


# Charts


def bare_chart(spec: Mapping[str, Any]) -> dict[str, Any]:
    """How a chart of Vega-Lite is drawn: marks, and what its channels show. None of its data.

    Every key that is not known to hold none is left out: values stand in transforms, too.
    """
    found: dict[str, Any] = {}
    mark = spec.get("mark")
    kind = mark.get("type") if isinstance(mark, Mapping) else mark
    title = spec.get("title")
    title = title.get("text") if isinstance(title, Mapping) else title
    channels = spec.get("encoding")
    encoding = {
        str(name)[:MOST_WORD]: told
        for name, shown in (channels.items() if isinstance(channels, Mapping) else ())
        if (told := _channel(shown))
    }
    for name, word in (("mark", kind), ("title", title)):
        if isinstance(word, str):
            found[name] = word[:MOST_WORD]
    if encoding:
        found["encoding"] = encoding
    for name in _PARTS:
        parts = spec.get(name)
        if isinstance(parts, list):
            found[name] = [bare_chart(one) for one in parts if isinstance(one, Mapping)]
    if isinstance(spec.get("spec"), Mapping):
        found["spec"] = bare_chart(spec["spec"])
    return found


def _channel(shown: Any) -> Any:
    if isinstance(shown, list):
        return [told for one in shown if (told := _channel(one))]
    if not isinstance(shown, Mapping):
        return {}
    return {name: shown[name][:MOST_WORD] for name in _TOLD if isinstance(shown.get(name), str)}


def chart_words(spec: Mapping[str, Any]) -> str:
    """The same as JSON; empty where there is nothing to tell."""
    bare = bare_chart(spec)
    return json.dumps(bare, ensure_ascii=False) if bare else ""


# Texts


def holds_no_rows(text: str, cone: Cone, space: Mapping[str, Any]) -> bool:
    """Whether a text can't hold rows: a number, or a short line of cells that read no data."""
    if _is_number(text):
        return True
    short = len(text) <= MOST_WORD and "\n" not in text and "\r" not in text
    return short and not cone.uncertain and not _reads_data(cone, space)


def _is_number(text: str) -> bool:
    try:
        return len(text) <= 40 and math.isfinite(float(text))
    except ValueError:
        return False


def _reads_data(cone: Cone, space: Mapping[str, Any]) -> bool:
    """Whether a cell of the cone may read data: by a library, a file, or what it was given."""
    sources = [run.source for run in cone.runs]
    return any(_source_reads(source, space) for source in sources) or bool(files_in(sources))


def _source_reads(source: str, space: Mapping[str, Any]) -> bool:
    tree = cell_tree(source)
    return tree is None or any(_node_reads(node, space) for node in ast.walk(tree))


def _node_reads(node: ast.AST, space: Mapping[str, Any]) -> bool:
    if isinstance(node, ast.Import):
        return not _plain(alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return bool(node.level) or not _plain([node.module or ""])
    if isinstance(node, ast.Name):
        held = space.get(node.id)
        given = held.__name__ if isinstance(held, ModuleType) else type(held).__module__
        return node.id in _READING or not _plain([given])
    return False


def _plain(modules: Iterable[str]) -> bool:
    tops = {name.partition(".")[0] for name in modules}
    return tops <= _PLAIN_MODULES | {"builtins", "__main__"}
