"""What a cell's code defines, reads and may change, by name. Pure; nothing is run.

It errs on the side of more: a method or function that is not known to leave its objects alone may
change them. What no reading of code can tell is said in ``uncertain``.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Mapping

from ...core.metric import UsedMetric, used_metric
from .cell_calls import CallNotes
from .cell_names import CellNames, NameMeanings
from .expressions import all_names, assigned_in, is_lazy, objects_in, root_of

_MAGIC = re.compile(r"^\s*(?:%|!|\?)|^\s*[\w, ]+=\s*(?:%|!)|\?\s*$")
_OURS = re.compile(r"^\s*(?:\w+\s*=\s*)?%%?(?:cg|ai|compare)\b|^\s*%(?:matplotlib|load_ext)\b")
_GIVES = re.compile(r"^(?P<to>\s*[\w, ]+=)\s*[%!]")
_METRIC = re.compile(
    r"^(?P<to>[ \t]*(?:\w[\w, ]*=[ \t]*)?)%cg[ \t]+metric[ \t](?P<rest>[^\n]+)$", re.MULTILINE
)
_OF_PYTHON = re.compile(r"\s*%%(?:time|capture|prun)\b[^\n]*\n?")


def plain_source(source: str) -> tuple[str, bool]:
    """The Python of a cell, and whether a magic of others is in it.

    In place of a magic stands a line that does nothing, or that sets the name to which it gives
    something. A cell in another language has none.
    """
    timed = _OF_PYTHON.match(source)
    if timed is not None:
        source = source[timed.end() :]
    elif source.lstrip().startswith("%%"):
        return "", not _OURS.match(source)
    lines, foreign = [], False
    for line in source.splitlines():
        if not _MAGIC.search(line) or line.lstrip().startswith("#"):
            lines.append(line)
            continue
        foreign = foreign or not _OURS.match(line)
        given = _GIVES.match(line)
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(f"{indent}pass" if given is None else f"{given['to']} None")
    return "\n".join(lines), foreign


def with_metrics(source: str, metrics: Mapping[UsedMetric, str]) -> str:
    """The cell with the expression of each metric in place of ``%cg metric NAME``."""

    def computed(found: re.Match[str]) -> str:
        used = used_metric(found["rest"])
        expression = None if used is None else metrics.get(used)
        return found[0] if expression is None else f"{found['to']}({expression})"

    return _METRIC.sub(computed, source)


def metrics_used(source: str) -> tuple[UsedMetric, ...]:
    """The metrics that a cell computes."""
    return tuple(filter(None, (used_metric(one["rest"]) for one in _METRIC.finditer(source))))


def cell_tree(source: str) -> ast.Module | None:
    """The Python of a cell as a tree; None where it can't be read. Nothing is said of its style."""
    return _tree(plain_source(source)[0])


def _tree(plain: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(plain)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None


def names_in(source: str, known: NameMeanings | None = None) -> CellNames:
    """The names of one cell; ``known`` is what earlier cells made of names."""
    plain, foreign = plain_source(source)
    found = CellNames(known=NameMeanings() if known is None else known.copy())
    if foreign:
        found.uncertain.append("a magic may do anything")
    tree = _tree(plain)
    if tree is None:
        return _unread(found, plain)
    reader = CellReader(found)
    try:
        for statement in tree.body:
            reader.visit(statement)
    except RecursionError:
        return _unread(found, plain)
    return found


def _unread(found: CellNames, plain: str) -> CellNames:
    """Every name in it may be used and changed."""
    found.uncertain.append("a cell can't be read as Python")
    found.later |= set(re.findall(r"[A-Za-z_]\w*", plain))
    found.changes |= found.later
    return found


class CellReader(CallNotes):
    """Walks the statements of one cell."""

    # Statements

    def visit_Assign(self, node: ast.Assign) -> None:
        """Names get a value."""
        self.visit(node.value)
        for target in node.targets:
            self._target(target)
        self._link([*node.targets, node.value])
        if is_lazy(node.value):
            self._found.known.iterators |= set().union(*map(objects_in, node.targets))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """A name gets a value, and a type."""
        if node.value is not None:
            self.visit(node.value)
            self._target(node.target)
            self._link([node.target, node.value])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """A name gets a value within an expression."""
        self.visit(node.value)
        self._target(node.target)
        self._link([node.target, node.value])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """An object may be changed where it is."""
        self.visit(node.value)
        self._change(root_of(node.target))
        self.generic_visit(node.target)
        if isinstance(node.target, ast.Name):
            self._local_or_changed(node.target.id)
        self._link([node.target, node.value])

    def _local_or_changed(self, name: str) -> None:
        if self._scopes and name not in self._globals[-1]:
            self._scopes[-1].add(name)

    def visit_Delete(self, node: ast.Delete) -> None:
        """Something is taken away."""
        for target in node.targets:
            self._change(root_of(target))

    def _target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Attribute | ast.Subscript):
            self._change(root_of(target))
            self.generic_visit(target)
        elif isinstance(target, ast.Tuple | ast.List):
            for inner in target.elts:
                self._target(inner)
        else:
            self.visit(target)

    def visit_Import(self, node: ast.Import) -> None:
        """Names get modules."""
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self._bind(name)
            self._found.known.modules[name] = alias.name if alias.asname else name

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Names get what is of a module."""
        for alias in node.names:
            if alias.name == "*":
                self._found.uncertain.append(f"from {node.module} import * sets unknown names")
                continue
            name = alias.asname or alias.name
            self._bind(name)
            self._found.known.modules[name] = f"{node.module}.{alias.name}"

    def visit_Global(self, node: ast.Global) -> None:
        """A function sets names of the notebook's."""
        if self._globals:
            self._globals[-1] |= set(node.names)
            self._scopes[-1] -= set(node.names)
            self._found.changes |= set(node.names)

    def _branch(self, node: ast.AST) -> None:
        self._maybe += 1
        self.generic_visit(node)
        self._maybe -= 1

    visit_If = visit_While = visit_Try = visit_TryStar = visit_Match = _branch
    visit_With = visit_AsyncWith = _branch

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        """A name goes through something, if there is anything in it."""
        self._maybe += 1
        self.visit(node.iter)
        self._target(node.target)
        self._link([node.target, node.iter])
        for statement in (*node.body, *node.orelse):
            self.visit(statement)
        self._maybe -= 1

    visit_AsyncFor = visit_For

    # What is run later

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """What it reads counts when it is called."""
        arguments = node.args
        for expression in (*node.decorator_list, *arguments.defaults, *arguments.kw_defaults):
            if expression is not None:
                self.visit(expression)
        self._bind(node.name)
        self._found.known.functions.add(node.name)
        self._link_names({node.name} | all_names(node))
        named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        extra = (arguments.vararg, arguments.kwarg)
        self._inside({a.arg for a in (*named, *filter(None, extra))} | assigned_in(node), node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """What it reads counts when it is called."""
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        self._inside({a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg)}, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Its body runs at once, its methods later."""
        for expression in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self.visit(expression)
        self._bind(node.name)
        self._link_names({node.name} | all_names(node))
        self._found.reads |= all_names(node) if not self._scopes else set()
        self._inside(set(), node.body)

    def _inside(self, names: set[str], body: Iterable[ast.AST]) -> None:
        self._scopes.append(names)
        self._globals.append(set())
        maybe, self._maybe = self._maybe, 0
        for statement in body:
            if isinstance(statement, ast.Global):
                self.visit(statement)
        for statement in body:
            self.visit(statement)
        self._maybe = maybe
        self._scopes.pop()
        self._globals.pop()

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> None:
        names = {
            n.id
            for each in node.generators
            for n in ast.walk(each.target)
            if isinstance(n, ast.Name)
        }
        before = self._found.later
        self._found.later = set()
        self._inside(names, list(ast.iter_child_nodes(node)))
        if self._scopes:
            before |= self._found.later
        else:
            self._found.reads |= self._found.later
        self._found.later = before

    visit_ListComp = visit_SetComp = visit_DictComp = _comprehension

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        """It may be run at once, or later."""
        self._comprehension(node)  # type: ignore[arg-type]
        self._found.later |= all_names(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """What it goes through."""
        self.visit(node.iter)
        for condition in node.ifs:
            self.visit(condition)
