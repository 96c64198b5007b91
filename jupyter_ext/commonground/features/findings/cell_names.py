"""The names of a cell as values, and how they are noted while its code is walked. Pure."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .expressions import objects_in, path_of, root_of
from .harmless import state_of

_PATH = re.compile(r"[\w./ -]{1,200}\.\w{1,8}")
_DYNAMIC = frozenset(
    (
        "exec", "eval", "globals", "locals", "vars", "setattr", "__import__", "compile",
        "get_ipython",
    )
)  # fmt: skip
_BUILTIN = frozenset(dir(builtins))


@dataclass(slots=True)
class NameMeanings:
    """What names stand for after a cell: modules (or what is of one), functions, iterators."""

    modules: dict[str, str] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    iterators: set[str] = field(default_factory=set)

    def copy(self) -> NameMeanings:
        """The same, to be changed by the next cell."""
        return NameMeanings(dict(self.modules), set(self.functions), set(self.iterators))

    def forget(self, name: str) -> None:
        """The name stands for something else now."""
        self.modules.pop(name, None)
        self.functions.discard(name)
        self.iterators.discard(name)


@dataclass(slots=True)
class CellNames:
    """``reads`` are looked up as the cell runs, ``later`` when a function of it is called.

    ``sets`` are given a new value whatever happens; ``changes`` hold another one, or an object that
    may have been changed. A name may also be ``file:PATH`` and ``module:NAME``, for what is kept
    there. ``linked`` are names that may lead to the same object. ``uncertain`` says
    in words why more may matter than these.
    """

    reads: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    sets: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    linked: list[frozenset[str]] = field(default_factory=list)
    known: NameMeanings = field(default_factory=lambda: NameMeanings())
    uncertain: list[str] = field(default_factory=list)

    @property
    def needs(self) -> set[str]:
        """All that it looks up, now or later."""
        return self.reads | self.later


class NameNotes(ast.NodeVisitor):
    """Notes what is read, set and changed; ``_scopes`` are the functions around, ``_maybe`` counts
    what may not run at all."""

    def __init__(self, found: CellNames) -> None:
        self._found = found
        self._scopes: list[set[str]] = []
        self._globals: list[set[str]] = []
        self._maybe = 0

    def visit_Name(self, node: ast.Name) -> None:
        """A name is read or bound."""
        if isinstance(node.ctx, ast.Load):
            self._read(node.id)
        else:
            self._bind(node.id)

    def _read(self, name: str) -> None:
        if any(name in scope for scope in self._scopes):
            return
        if name in _DYNAMIC:
            self._found.uncertain.append(f"{name}() may look up and set any name")
        (self._found.later if self._scopes else self._found.reads).add(name)
        if name in self._found.known.iterators:  # whoever reads it may use it up
            self._found.changes.add(name)

    def visit_Constant(self, node: ast.Constant) -> None:
        """A text that may be a path."""
        if isinstance(node.value, str) and _PATH.fullmatch(node.value):
            self._read(f"file:{node.value}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Something of a module, or of an object."""
        module = self._module(node)
        if module is not None:
            self._read(f"module:{state_of(module)}")
        self.generic_visit(node)

    def _module(self, node: ast.expr) -> str | None:
        """The dotted name of what is of a module; None for anything else."""
        module = self._found.known.modules.get(root_of(node) or "")
        if module is None or root_of(node) in self._local():
            return None
        return f"{module}.{path_of(node)}" if isinstance(node, ast.Attribute) else module

    def _local(self) -> set[str]:
        return set().union(*self._scopes)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        """A pattern may bind a name."""
        if node.name is not None:
            self._bind(node.name)
        self.generic_visit(node)

    def _bind(self, name: str) -> None:
        if self._scopes and name not in self._globals[-1]:
            self._scopes[-1].add(name)
        elif self._scopes or self._maybe:
            self._found.changes.add(name)
        else:
            self._found.sets.add(name)
            self._found.known.forget(name)

    def _change(self, name: str | None) -> None:
        if name is not None and not any(name in scope for scope in self._scopes):
            self._found.changes.add(name)
            (self._found.later if self._scopes else self._found.reads).add(name)

    def _link(self, parts: Iterable[ast.expr]) -> None:
        self._link_names({name for part in parts for name in objects_in(part)})

    def _link_names(self, names: set[str]) -> None:
        known = {
            name for name in names
            if name and name not in self._found.known.modules and name not in _BUILTIN
        }  # fmt: skip
        if len(known) > 1:
            self._found.linked.append(frozenset(known))
