"""The shape of the package: no circle of imports, no long module, no large class, no name twice.

Prints what is wrong, a line each, and exits with 1 then; silent where all is well.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import grimp
import networkx

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "jupyter_ext" / "commonground"
MAX_LINES = 400
MAX_METHODS = 25


def circles() -> Iterator[str]:
    """Modules that import each other, over however many steps; imports for types count."""
    sys.path.insert(0, str(PACKAGE.parent))
    graph = grimp.build_graph(PACKAGE.name, cache_dir=None)
    drawn = networkx.DiGraph()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            if not _lazy(module):
                drawn.add_edge(module, other)
    for found in networkx.strongly_connected_components(drawn):
        if len(found) > 1:
            yield f"a circle of imports: {', '.join(sorted(found))}"


def _lazy(module: str) -> bool:
    """The package itself imports what Jupyter and IPython look for when they ask, not before."""
    return module == PACKAGE.name


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Each module's place, text and tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield str(path.relative_to(PACKAGE.parent)), text, ast.parse(text)


def sizes() -> Iterator[str]:
    """Modules and classes that are too large."""
    for place, text, tree in modules():
        lines = len(text.splitlines())
        if lines > MAX_LINES:
            yield f"{place} has {lines} lines; at most {MAX_LINES}"
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
                methods = sum(isinstance(each, kinds) for each in node.body)
                if methods > MAX_METHODS:
                    yield f"{place}: {node.name} has {methods} methods; at most {MAX_METHODS}"


def names() -> Iterator[str]:
    """Classes of one name in several places."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place, _, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(place)
    for name, places in sorted(found.items()):
        if len(places) > 1:
            yield f"the class {name} is in {len(places)} places: {', '.join(places)}"


def main() -> int:
    """Print every finding."""
    findings = [*circles(), *sizes(), *names()]
    print("\n".join(findings), end="\n" if findings else "")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
