"""What a call may change: its arguments, its object, what its module keeps, a file. Pure."""

from __future__ import annotations

import ast

from .cell_names import NameNotes
from .expressions import name_in, objects_in, root_of, values_of
from .harmless import harmless_function, harmless_method, state_of, writes_file


class CallNotes(NameNotes):
    """Notes calls beside names."""

    def visit_Call(self, node: ast.Call) -> None:
        """What is called may change something."""
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else name_in(node.func)
        if writes_file(
            name or "", [v.value for v in values_of(node) if isinstance(v, ast.Constant)]
        ):
            self._found.changes |= {
                f"file:{v.value}"
                for v in ast.walk(node)
                if isinstance(v, ast.Constant) and isinstance(v.value, str)
            }
        module = self._module(node.func)
        if module is not None:
            self._of_module(node, module)
        elif isinstance(node.func, ast.Attribute):
            self._method(node, node.func)
        elif harmless_function(name or ""):
            self._functions(node)
        else:
            self._arguments(node)
            self._change(root_of(node.func))

    def _of_module(self, node: ast.Call, module: str) -> None:
        state = f"module:{state_of(module)}"
        if not harmless_function(module):
            self._arguments(node)
            self._change(root_of(node.func))
            self._change(state)
        self._functions(node)

    def _method(self, node: ast.Call, called: ast.Attribute) -> None:
        root = root_of(called)
        if harmless_method(called.attr) and not any(k.arg == "inplace" for k in node.keywords):
            return self._functions(node)
        self._change(root)
        self._arguments(node)
        self._link_names({root or "", *(n for v in values_of(node) for n in objects_in(v))})
        return None

    def _functions(self, node: ast.Call) -> None:
        """A function that is handed over is called, and may change what it knows."""
        for value in values_of(node):
            name = name_in(value)
            if name in self._found.known.functions:
                self._change(name)
            elif isinstance(value, ast.Lambda):
                self._arguments(node)

    def _arguments(self, node: ast.Call) -> None:
        for value in values_of(node):
            for name in objects_in(value):
                self._change(name)
