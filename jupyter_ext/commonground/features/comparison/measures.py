"""What can be read off a prototype without running it, as values.

``complexity.py`` adds how complex it is; the rest is read from the files here.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from .files import parsed


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the files of one version.

    ``lines`` are those that hold something; ``complexity`` is the cyclomatic complexity of all
    functions together and ``worst`` that of the one with most, None where none could be counted.
    ``dependencies`` are modules from outside of the tree and of Python's own library.
    ``public`` is what others may call; None where no Python file parses.
    """

    files: int
    lines: int
    complexity: int | None
    worst: int | None
    dependencies: tuple[str, ...] | None
    public: tuple[str, ...] | None

    def to_wire(self) -> dict[str, object]:
        """JSON: the fields as they are, tuples as lists."""
        names = ("files", "lines", "complexity", "worst", "dependencies", "public")
        wire = {name: getattr(self, name) for name in names}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in wire.items()}


def lines_in(files: Mapping[str, str]) -> int:
    """Lines that hold something, in all files."""
    return sum(1 for text in files.values() for line in text.splitlines() if line.strip())


def dependencies_of(files: Mapping[str, str]) -> tuple[str, ...] | None:
    """What its Python files import that is neither theirs nor Python's; None if none parses."""
    trees = _trees(files)
    if not trees:
        return None
    own = {PurePosixPath(path).parts[0].removesuffix(".py") for path in files}
    own |= {PurePosixPath(path).stem for path in trees}
    found = {name for tree in trees.values() for name in _imported(tree)}
    return tuple(sorted(found - own - set(sys.stdlib_module_names)))


def public_in(files: Mapping[str, str]) -> tuple[str, ...] | None:
    """Functions, classes and methods that others may call, with their parameters, as written."""
    trees = _trees(files)
    if not trees:
        return None
    found = [(path, call) for path, tree in trees.items() for call in _public(tree)]
    several = len({path for path, _ in found}) > 1
    return tuple(f"{_module(path)}.{call}" if several else call for path, call in found)


def _trees(files: Mapping[str, str]) -> dict[str, ast.Module]:
    """The Python files that parse, without tests."""
    found = {}
    for path, text in files.items():
        name = PurePosixPath(path).name
        if name.endswith(".py") and not name.startswith("test_"):
            tree = parsed(text)
            if tree is not None:
                found[path] = tree
    return found


def _module(path: str) -> str:
    return ".".join(PurePosixPath(path).with_suffix("").parts).removesuffix(".__init__")


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _public(tree: ast.Module) -> Iterator[str]:
    listed = _listed(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            shown = node.name in listed if listed is not None else not node.name.startswith("_")
            if shown:
                yield from _calls(node)


def _calls(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[str]:
    if not isinstance(node, ast.ClassDef):
        yield f"{node.name}({_parameters(node)})"
        return
    methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    made = next((m for m in methods if m.name == "__init__"), None)
    yield f"{node.name}({_parameters(made, bound=True) if made else ''})"
    for method in methods:
        if not method.name.startswith("_"):
            yield f"{node.name}.{method.name}({_parameters(method, bound=True)})"


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef, *, bound: bool = False) -> str:
    arguments = node.args
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args)][1 if bound else 0 :]
    names += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    names += [a.arg for a in arguments.kwonlyargs]
    names += [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return ", ".join(names)


def _listed(tree: ast.Module) -> frozenset[str] | None:
    """The names in ``__all__``, where it is written out."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple):
            names = [t.id for t in node.targets if isinstance(t, ast.Name)]
            if "__all__" in names:
                items = node.value.elts
                return frozenset(str(i.value) for i in items if isinstance(i, ast.Constant))
    return None
