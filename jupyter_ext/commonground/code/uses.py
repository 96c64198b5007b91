"""What a file imports and which names its definitions call: Python, TypeScript and JavaScript.

The names are as they are written; `resolution` says which file and definition they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node

from .grammars import has_uses
from .symbols import Definition, Parsed


@dataclass(frozen=True, slots=True)
class Import:
    """A name that a file takes from a module: ``from module import name as alias``.

    ``module`` is as it is written, with its dots or slashes. ``name`` is "" where the module itself
    is meant, and "*" for all of it; ``alias`` is the name in this file.
    """

    module: str
    name: str
    alias: str


@dataclass(frozen=True, slots=True)
class Use:
    """A name, with dots, that the definition ``by`` ("": the module) calls or inherits from."""

    by: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Uses:
    """What one file takes from others."""

    imports: tuple[Import, ...] = ()
    uses: tuple[Use, ...] = ()


def uses(parsed: Parsed) -> Uses:
    """What this file imports and calls; nothing in other languages."""
    if not has_uses(parsed.language):
        return Uses()
    captures = parsed.found
    read = _python if parsed.language == "python" else _script
    statements = sorted(captures.get("import", ()), key=lambda node: node.start_byte)
    taken = {one: None for node in statements for one in read(node)}
    around = _around(parsed.outline.definitions)
    called = {_use(node, around): None for node in captures.get("use", ())}
    return Uses(tuple(taken), tuple(one for one in called if one.name))


def _around(definitions: Sequence[Definition]) -> list[str]:
    """The innermost definition of each line, up to the last that has one."""
    names = [""] * (max((one.end for one in definitions), default=0) + 1)
    for one in definitions:
        names[one.start : one.end + 1] = [one.name] * (one.end + 1 - one.start)
    return names


_CHAIN: Final = re.compile(r"[\w$#]+(\.[\w$#]+)*")


def _use(node: Node, around: Sequence[str]) -> Use:
    line = node.start_point.row + 1
    name = _text(node)
    if not name.isidentifier():
        name = "".join(name.replace("?.", ".").split())
        name = name if _CHAIN.fullmatch(name) else ""
    return Use(around[line] if line < len(around) else "", name, line)


def _python(node: Node) -> Iterator[Import]:
    whole = node.type == "import_statement"
    module = "" if whole else _text(node.child_by_field_name("module_name"))
    for name, alias in _named(node.children_by_field_name("name")):
        if whole:
            yield Import(name, "", alias)
        else:
            yield Import("".join(module.split()), name, alias or name)
    if any(child.type == "wildcard_import" for child in node.named_children):
        yield Import(module, "*", "")


def _named(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Each name with its alias, "" where it has none."""
    for node in nodes:
        if node.type in {"aliased_import", "import_specifier", "export_specifier"}:
            name = node.child_by_field_name("name")
            yield _text(name), _text(node.child_by_field_name("alias"))
        else:
            yield _text(node), ""


def _script(node: Node) -> Iterator[Import]:
    if node.type == "variable_declarator":
        yield from _required(node)
        return
    module = _string(node.child_by_field_name("source"))
    clauses = [child for child in node.named_children if child.type.endswith("_clause")]
    if not clauses:
        yield Import(module, "*" if node.type == "export_statement" else "", "")
    for clause in clauses:
        yield from _clause(module, clause)


def _clause(module: str, clause: Node) -> Iterator[Import]:
    for child in (clause, *clause.named_children):
        match child.type:
            case "identifier" if child is not clause:
                yield Import(module, "default", _text(child))
            case "namespace_import":
                yield Import(
                    module, "", _text(child.named_children[0]) if child.named_children else ""
                )
            case "named_imports" | "export_clause":
                parts = [part for part in child.named_children if part.type.endswith("_specifier")]
                for name, alias in _named(parts):
                    yield Import(module, name, alias or name)


def _required(node: Node) -> Iterator[Import]:
    """`const a = require("b")` and `const { c, d } = require("b")`."""
    call, target = node.child_by_field_name("value"), node.child_by_field_name("name")
    arguments = call and call.child_by_field_name("arguments")
    if call is None or _text(call.child_by_field_name("function")) != "require" or not arguments:
        return
    module = _string(arguments.named_children[0])
    if target is not None and target.type == "object_pattern":
        for part in target.named_children:
            key = _text(part.child_by_field_name("key")) or _text(part)
            yield Import(module, key, _text(part.child_by_field_name("value")) or key)
    else:
        yield Import(module, "", _text(target))


def _text(node: Node | None) -> str:
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def _string(node: Node | None) -> str:
    return _text(node).strip("'\"`")
