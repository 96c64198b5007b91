"""What a file defines: functions, classes, constants, tables, cells, with their lines and digests.

It is given bytes and a name and returns values; it reads no file and knows no git.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from tree_sitter import Node, Query, QueryCursor

from .cells import CellSource, cells
from .grammars import CodeGrammar, grammar, language_of
from .names import body, name
from .tokens import Marks, Tokens, hexdigest


class Definition(NamedTuple):
    """One definition. Two of a file may have the same name (overloads); then both are listed.

    ``name`` is qualified with dots in every language, from the outside in: ``Writer.save``,
    ``cell:4f2c.load``. ``kind`` is function, class, method, field, variable, constant, interface,
    type, enum, struct, namespace, macro, table, view, trigger, index, sequence, schema or cell.
    Lines count from 1 and both belong to it, its decorators, too. The digests ignore comments,
    docstrings, white space and the place: ``digest`` is of the whole, ``signature`` of what stands
    before the body, ``body`` of the body ("" where it has none), which a rename leaves as it is.
    """

    name: str
    kind: str
    start: int
    end: int
    digest: str
    signature: str
    body: str


class FileOutline(NamedTuple):
    """What a file defines, in order of lines, and the digest of all of it."""

    digest: str
    definitions: tuple[Definition, ...]


NOTEBOOK: Final = ".ipynb"


def definitions(path: str, data: bytes) -> tuple[Definition, ...]:
    """What the file with this name and content defines, in order of lines.

    Nothing where its language is not known. It never raises for what the bytes hold: around a
    syntax error it finds what it can.
    """
    return outline(path, data).definitions


def outline(path: str, data: bytes) -> FileOutline:
    """The same, with a digest of the file, from which white space and comments are left out.

    Where the language is not known, there are no comments, and a space is no more than that.
    """
    if is_notebook(path):
        return _notebook(data)
    return _outlined(language_of(path), data)


class DefinitionName(NamedTuple):
    """A definition without its digests, which take a third of the time that reading takes."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file defines, with what its language's query found where it is in one language."""

    definitions: tuple[DefinitionName, ...]
    language: str = ""
    found: Mapping[str, list[Node]] = field(default_factory=dict)


def parse(path: str, data: bytes) -> Parsed:
    """What a file defines, and what was found in it for those who look for more."""
    if is_notebook(path):
        return Parsed(tuple(_in_notebook(data)))
    name = language_of(path)
    if name is None:
        return Parsed(())
    language = grammar(name)
    found = _found(language, language.names, data)
    return Parsed(tuple(one.known for one in _named(found)), name, found)


def _found(language: CodeGrammar, query: Query, data: bytes) -> dict[str, list[Node]]:
    return QueryCursor(query).captures(language.parser().parse(data).root_node)


def reads(path: str) -> bool:
    """Whether definitions can be found in a file of this name."""
    return language_of(path) is not None or is_notebook(path)


def is_notebook(path: str) -> bool:
    """Whether a file of this name is read by cell."""
    return path.lower().endswith(NOTEBOOK)


def innermost(found: Sequence[Definition], line: int) -> Definition | None:
    """The smallest definition that this line belongs to; None outside of all."""
    around = [one for one in found if one.start <= line <= one.end]
    return min(around, key=lambda one: (one.end - one.start, -one.start), default=None)


def _outlined(name: str | None, data: bytes) -> FileOutline:
    if name is None:
        return FileOutline(hexdigest(b" ".join(data.split())), ())
    language = grammar(name)
    captures = _found(language, language.marked, data)
    named = list(_named(captures))
    tokens = Tokens(data, _marks(name, captures), [_part(one) for one in named])
    return FileOutline(tokens.whole(), tuple(map(_definition, named, tokens.digests())))


def _definition(one: _NamedNode, digests: tuple[str, str]) -> Definition:
    signature, inner = digests
    digest = hexdigest((signature + inner).encode())
    return Definition(*one.known, digest, signature, inner)


def _marks(language: str, captures: Mapping[str, list[Node]]) -> Marks:
    comments, literals, blocks, statements = (
        [(node.start_byte, node.end_byte) for node in captures.get(kind, ())] for kind in _MARKS
    )
    return Marks(comments, literals, blocks, statements, arrows=language == "go")


_MARKS: Final = ("comment", "text", "block", "statement")
_NO_DEFINITIONS: Final = frozenset({*_MARKS, "import", "use"})


class _NamedNode(NamedTuple):
    """A definition by its qualified name and lines, its node, and the node that wraps it."""

    known: DefinitionName
    node: Node
    outer: Node


def _named(captures: Mapping[str, list[Node]]) -> Iterator[_NamedNode]:
    """The definitions from the outside in, each with the names around it."""
    around: list[tuple[int, str]] = []
    for kind, node, outer in _wrapped(_ordered(captures)):
        while around and around[-1][0] < node.end_byte:
            around.pop()
        if not (own := name(node)):
            continue
        full = f"{around[-1][1]}.{own}" if around else own
        around.append((node.end_byte, full))
        if kind != "scope":
            yield _NamedNode(_placed(full, kind, outer), node, outer)


def _wrapped(ordered: Sequence[tuple[str, Node]]) -> Iterator[tuple[str, Node, Node]]:
    """Each definition with the node of its range: what wraps it alone (`export`, decorators)."""
    wrapper: Node | None = None
    for place, (kind, node) in enumerate(ordered):
        if kind == "wrapper":
            if wrapper is None or node.end_byte > wrapper.end_byte:
                wrapper = node
            continue
        if wrapper is None or wrapper.end_byte < node.end_byte or _shared(ordered, place, wrapper):
            yield kind, node, node
        else:
            yield kind, node, wrapper
        wrapper = None


def _shared(ordered: Sequence[tuple[str, Node]], place: int, wrapper: Node) -> bool:
    """Whether another definition follows the one at this place in what wraps it."""
    end = ordered[place][1].end_byte
    return any(end <= other.start_byte for other in _inside(ordered, place, wrapper))


def _inside(ordered: Sequence[tuple[str, Node]], place: int, outer: Node) -> Iterator[Node]:
    """Those after this place that start inside that node."""
    for _, other in islice(ordered, place + 1, None):
        if other.start_byte >= outer.end_byte:
            return
        yield other


def _placed(full: str, kind: str, outer: Node) -> DefinitionName:
    first, (row, column) = outer.start_point[0] + 1, outer.end_point
    return DefinitionName(full, kind, first, max(first, row + (column > 0)))


def _part(one: _NamedNode) -> tuple[int, int, int]:
    """Its bytes: where it starts, where its body does, where it ends."""
    inner, end = body(one.node), one.outer.end_byte
    return one.outer.start_byte, end if inner is None else inner.start_byte, end


def _ordered(captures: Mapping[str, list[Node]]) -> list[tuple[str, Node]]:
    """Each range once, with its most telling kind, the outer before the inner."""
    best: dict[tuple[int, int, bool], tuple[int, str, Node]] = {}
    for kind, nodes in captures.items():
        if kind in _NO_DEFINITIONS:
            continue
        rank = _RANK.get(kind, 0)
        for node in nodes:
            key = (node.start_byte, -node.end_byte, kind != "wrapper")
            if key not in best or best[key][0] > rank:
                best[key] = (rank, kind, node)
    return [best[key][1:] for key in sorted(best)]


_RANK: Final = {"type": 1, "variable": 1, "constant": 1}
"""A range may be captured as a function and as a variable: then it is the former."""


def _notebook(data: bytes) -> FileOutline:
    found: list[Definition] = []
    digests: list[str] = []
    for cell in cells(data):
        inside = _cell(cell)
        digests.append(inside.digest)
        whole = DefinitionName(cell.name, "cell", cell.start, cell.end)
        found.append(Definition(*whole, inside.digest, signature="", body=inside.digest))
        for one in inside.definitions:
            found.append(Definition(*_moved(cell, one), *one[4:]))
    return FileOutline(hexdigest("".join(digests).encode()), tuple(found))


def _moved(cell: CellSource, one: Definition | DefinitionName) -> DefinitionName:
    """A definition of a cell, as one of the notebook."""
    start, end = cell.lines[one.start - 1], cell.lines[one.end - 1]
    return DefinitionName(f"{cell.name}.{one.name}", one.kind, start, end)


def _source(cell: CellSource) -> bytes:
    return cell.source.encode("utf-8", "surrogatepass")


def _cell(cell: CellSource) -> FileOutline:
    inside = _outlined(cell.language, _source(cell))
    if cell.language is None:
        return inside
    said = "\n".join((inside.digest, *cell.magics))
    return inside._replace(digest=hexdigest(said.encode()))


def _in_notebook(data: bytes) -> Iterator[DefinitionName]:
    for cell in cells(data):
        yield DefinitionName(cell.name, "cell", cell.start, cell.end)
        if cell.language is not None:
            language = grammar(cell.language)
            for one in _named(_found(language, language.names, _source(cell))):
                yield _moved(cell, one.known)
