"""What a file imports and which names its definitions call: Python, TypeScript and JavaScript.

The names are as they are written; `resolution` says which file and definition they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tree_sitter import Node

from .grammars import has_uses
from .names import text_of
from .symbols import DefinitionName, Parsed


class Import(NamedTuple):
    """A name that a file takes from a module: ``from module import name as alias``.

    ``module`` is as it is written, with its dots or slashes. ``name`` is "" where the module itself
    is meant, and "*" for all of it; ``alias`` is the name in this file.
    """

    module: str
    name: str
    alias: str


class Use(NamedTuple):
    """A name, with dots, that the definition ``by`` ("": the module) calls or inherits from."""

    by: str
    name: str
    line: int


class Uses(NamedTuple):
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
    around = _around(parsed.definitions)
    called = {_use(node, around): None for node in captures.get("use", ())}
    return Uses(tuple(taken), tuple(one for one in called if one.name))


def _around(definitions: Sequence[DefinitionName]) -> list[str]:
    """The innermost definition of each line, up to the last that has one."""
    names = [""] * (max((one.end for one in definitions), default=0) + 1)
    for one in definitions:
        names[one.start : one.end + 1] = [one.name] * (one.end + 1 - one.start)
    return names


_CHAIN: Final = re.compile(r"[\w$#]+(\.[\w$#]+)*")


def _use(node: Node, around: Sequence[str]) -> Use:
    line = node.start_point.row + 1
    name = text_of(node)
    if not name.isidentifier():
        name = "".join(name.replace("?.", ".").split())
        name = name if _CHAIN.fullmatch(name) else ""
    return Use(around[line] if line < len(around) else "", name, line)


def _python(node: Node) -> Iterator[Import]:
    whole = node.type == "import_statement"
    module = "" if whole else text_of(node.child_by_field_name("module_name"))
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
            yield text_of(name), text_of(node.child_by_field_name("alias"))
        else:
            yield text_of(node), ""


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
                yield Import(module, "default", text_of(child))
            case "namespace_import":
                yield Import(
                    module, "", text_of(child.named_children[0]) if child.named_children else ""
                )
            case "named_imports" | "export_clause":
                parts = [part for part in child.named_children if part.type.endswith("_specifier")]
                for name, alias in _named(parts):
                    yield Import(module, name, alias or name)


def _required(node: Node) -> Iterator[Import]:
    """`const a = require("b")` and `const { c, d } = require("b")`."""
    call, target = node.child_by_field_name("value"), node.child_by_field_name("name")
    arguments = call and call.child_by_field_name("arguments")
    if call is None or text_of(call.child_by_field_name("function")) != "require" or not arguments:
        return
    module = _string(arguments.named_children[0])
    if target is not None and target.type == "object_pattern":
        for part in target.named_children:
            key = text_of(part.child_by_field_name("key")) or text_of(part)
            yield Import(module, key, text_of(part.child_by_field_name("value")) or key)
    else:
        yield Import(module, "", text_of(target))


def _string(node: Node | None) -> str:
    return text_of(node).strip("'\"`")
