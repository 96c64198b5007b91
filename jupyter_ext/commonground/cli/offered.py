"""What the command line offers, read from the sources without importing them.

Features declare their commands in ``feature.py`` (``Feature(cli=…)``), beside all else that they
bring; importing that takes seconds, and a help page needs a name and a sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path

from ..features import OURS
from ..grammar import installed

PACKAGE = __package__.rpartition(".")[0]


@cache
def offered() -> Mapping[str, str]:
    """Where the features' commands are (``module:command``), by name."""
    ours = [place for noun in OURS for place in _declared(f"{PACKAGE}.features.{noun}.feature")]
    theirs = [place for feature in installed() for place in feature.cli]
    return {place.partition(":")[2]: place for place in (*ours, *theirs)}


def function_of(name: str) -> str:
    """What a command's function is called: ``import`` is ``import_``, as Python has that word."""
    own = name.replace("-", "_")
    return f"{own}_" if iskeyword(own) else own


def sentence(place: str) -> str:
    """What the command at ``module:command`` does: the beginning of its docstring."""
    module, _, name = place.partition(":")
    function = function_of(name)
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return (ast.get_docstring(node) or "").partition("\n\n")[0]
    return ""


def _declared(module: str) -> Iterator[str]:
    """The texts of the tuple that is handed over as ``cli``."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.keyword) and node.arg == "cli":
            yield from (str(ast.literal_eval(one)) for one in getattr(node.value, "elts", ()))


def _tree(module: str) -> ast.Module:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
