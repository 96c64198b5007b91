"""Which language a file is in, by its name, and how tree-sitter finds definitions in it.

Each language has a wheel with its grammar and a query in `queries/`; nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from typing import Final

from tree_sitter import Language, Parser, Query

LANGUAGES: Final = {
    "python": (".py", ".pyi", ".pyw"),
    "javascript": (".js", ".jsx", ".mjs", ".cjs"),
    "typescript": (".ts", ".mts", ".cts"),
    "tsx": (".tsx",),
    "go": (".go",),
    "java": (".java",),
    "rust": (".rs",),
    "c": (".c",),
    "cpp": (".cc", ".cpp", ".cxx", ".c++", ".h", ".hh", ".hpp", ".hxx", ".ipp", ".cu", ".cuh"),
    "sql": (".sql", ".ddl"),
}
"""A header may be C or C++; the grammar of C++ reads both."""

_BY_SUFFIX: Final = {suffix: name for name, suffixes in LANGUAGES.items() for suffix in suffixes}
_MODULES: Final = {"tsx": "typescript"}
_USES: Final = {
    "python": ("python",),
    "typescript": ("typescript",),
    "tsx": ("typescript", "jsx"),
    "javascript": ("typescript", "jsx"),
}


@dataclass(frozen=True, slots=True)
class CodeGrammar:
    """A language's parser, and how its definitions are found.

    ``marked`` finds comments, literals, blocks and statements beside them: what digests are made
    with. ``names`` finds imports and calls beside them, for a third less time.
    """

    name: str
    language: Language
    marked: Query
    names: Query

    def parser(self) -> Parser:
        """A parser of its own: one may not be used by two threads at once."""
        return Parser(self.language)


def language_of(path: str) -> str | None:
    """The language of the file with this name; None where its definitions can't be found."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return _BY_SUFFIX.get(name[dot:].lower()) if dot > 0 else None


@cache
def grammar(name: str) -> CodeGrammar:
    """The grammar of one of `LANGUAGES`; it is loaded once."""
    wheel = _MODULES.get(name, name)
    module = import_module(f"tree_sitter_{wheel}")
    pointer: Callable[[], object] = getattr(module, _function(name))
    language = Language(pointer())
    uses = (f"{part}_uses" for part in _USES.get(name, ()))
    marked, names = _query(language, wheel, f"{wheel}_marks"), _query(language, wheel, *uses)
    return CodeGrammar(name, language, marked, names)


def _query(language: Language, *parts: str) -> Query:
    queries = files(__package__).joinpath("queries")
    text = "\n".join(queries.joinpath(f"{part}.scm").read_text("utf-8") for part in parts)
    return Query(language, text)


def load(paths: Iterable[str]) -> int:
    """Load the grammars of these files: that takes longer than to read one. How many they are."""
    names = {name for path in paths if (name := language_of(path)) is not None}
    return len([grammar(name) for name in names])


def has_uses(name: str) -> bool:
    """Whether imports and calls are looked for in this language."""
    return name in _USES


def _function(name: str) -> str:
    return f"language_{name}" if name in {"typescript", "tsx"} else "language"


@cache
def versions() -> str:
    """The grammars' versions in one line: another one may find other definitions in a file."""
    wheels = sorted({_MODULES.get(name, name) for name in LANGUAGES})
    return " ".join(f"{wheel}={version(f'tree-sitter-{wheel}')}" for wheel in wheels)
