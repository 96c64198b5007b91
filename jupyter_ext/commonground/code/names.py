"""How a definition's name and body are found in its part of the syntax tree, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tree_sitter import Node

_VALUES: Final = {
    "assignment": "right",
    "const_item": "value",
    "const_spec": "value",
    "field_definition": "value",
    "preproc_def": "value",
    "preproc_function_def": "value",
    "public_field_definition": "value",
    "static_item": "value",
    "type_spec": "type",
    "var_spec": "value",
    "variable_declarator": "value",
}
"""Where the body is not called so."""

_FUNCTION_IN: Final = {
    "variable_declarator": "value",
    "assignment_expression": "right",
    "pair": "value",
}
"""Where a function is a value with a name beside it."""

_NAMED: Final = {
    "assignment": "left",
    "assignment_expression": "left",
    "pair": "key",
    "impl_item": "type",
    "type_alias_statement": "left",
    "field_definition": "property",
}
"""Where the name is not called so."""

_DECLARED: Final = {
    "field_declaration",
    "constant_declaration",
    "function_definition",
    "declaration",
    "type_definition",
}
"""Where the name may be deep in a declarator of C, C++ or Java."""

_IDENTIFIERS: Final = {
    "destructor_name",
    "field_identifier",
    "identifier",
    "operator_cast",
    "operator_name",
    "primitive_type",
    "qualified_identifier",
    "template_function",
    "type_identifier",
}
_DECLARATORS: Final = {"function_declarator", "pointer_declarator", "parenthesized_declarator"}

_GENERIC: Final = re.compile(r"<[^<>]*>")
_REMARK: Final = re.compile(r"/\*.*?\*/|(//|--).*?(\n|$)", re.DOTALL)
_DOT: Final = re.compile(r"\s*(::|\.prototype\.|->|\?\.|\.)\s*")
_LONGEST: Final = 200
"""Characters of a name. What is longer is an expression that was taken for one."""


def body(node: Node) -> Node | None:
    """The part of a definition after its signature; None where it is all signature."""
    kind = node.type
    value = node.child_by_field_name(_FUNCTION_IN[kind]) if kind in _FUNCTION_IN else None
    found = (value or node).child_by_field_name("body")
    if found is None and kind in _VALUES:
        return node.child_by_field_name(_VALUES[kind])
    return found


def name(node: Node) -> str:
    """A definition's own name, with dots where it is qualified itself; "" where it has none."""
    kind = node.type
    field = node.child_by_field_name(_NAMED.get(kind, "name"))
    if kind == "method_declaration":
        if (receiver := node.child_by_field_name("receiver")) is not None:
            return f"{_receiver(receiver)}.{text_of(field)}".strip(".")
    elif field is None and kind in _DECLARED:
        field = _declared(node)
    elif field is None and kind.startswith("create_"):
        field = _first(node, {"object_reference", "identifier"})
    return _plain(text_of(field))


def _declared(node: Node) -> Node | None:
    found = node.child_by_field_name("declarator")
    while found is not None and found.type not in _IDENTIFIERS:
        found = (
            found.child_by_field_name("declarator")
            or found.child_by_field_name("name")
            or _first(found, _IDENTIFIERS | _DECLARATORS)
        )
    return found


def _first(node: Node, kinds: Iterable[str]) -> Node | None:
    return next((child for child in node.named_children if child.type in kinds), None)


def _receiver(node: Node) -> str:
    """The type of a Go method: `(w *Writer[T])` is that of `Writer`."""
    found = re.findall(r"\w+", re.sub(r"\[.*\]", "", text_of(node), flags=re.DOTALL))
    return found[-1] if found else ""


def text_of(node: Node | None) -> str:
    """The text of a node, as UTF-8 with signs for what is none; "" where there is no node."""
    text = None if node is None else node.text
    return text.decode("utf-8", "replace") if text else ""


def _plain(text: str) -> str:
    """The name on one line, with dots, and without quotes, comments and type parameters.

    "" where it is no name.
    """
    if text.isidentifier():
        return text
    if text[:1] in {"[", "{"} or len(text) > _LONGEST:
        return ""
    text = _REMARK.sub(" ", text)
    if "operator" not in text:
        while (shorter := _GENERIC.sub("", text)) != text:
            text = shorter
    text = _DOT.sub(".", " ".join(text.strip("'\"`\r").split())).strip("&* .")
    return text.removeprefix("module.").removeprefix("exports.")
