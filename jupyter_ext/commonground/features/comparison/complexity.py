"""Measures a prototype's files without running them. Alone imports radon and lizard.

Python is counted by radon, from its syntax tree; lizard reads other languages word by word, and in
Python it would miss functions of one line.
"""

from __future__ import annotations

from collections.abc import Mapping

import lizard
from radon.complexity import cc_visit

from .files import Tree
from .measures import Measures, dependencies_of, lines_in, public_in


def measure(tree: Tree) -> Measures | None:
    """The measures of the files; None where there is no file."""
    if not tree.files:
        return None
    wrong = {problem.path for problem in tree.problems}
    fine = {path: text for path, text in tree.files.items() if path not in wrong}
    counted = complexities(fine)
    return Measures(
        files=len(tree.files),
        lines=lines_in(tree.files),
        complexity=sum(counted) if counted else None,
        worst=max(counted, default=None),
        dependencies=dependencies_of(fine),
        public=public_in(fine),
    )


def complexities(files: Mapping[str, str]) -> list[int]:
    """The cyclomatic complexity of every function, in the languages that are known."""
    found: list[int] = []
    for path, text in files.items():
        if path.endswith(".py"):
            found += [block.complexity for block in cc_visit(text) if block.letter in ("F", "M")]
            continue
        if lizard.get_reader_for(path) is None:
            continue
        try:
            analysed = lizard.analyze_file.analyze_source_code(path, text)
        except (RecursionError, IndexError, KeyError, ValueError):
            continue  # it reads whatever somebody wrote: then this file is not counted
        found += [function.cyclomatic_complexity for function in analysed.function_list]
    return found
