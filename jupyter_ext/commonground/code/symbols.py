"""What a file defines: functions, classes, constants, tables, cells, with their lines and digests.

It is given bytes and a name and returns values; it reads no file and knows no git.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from tree_sitter import Node, QueryCursor

from .cells import CellSource, cells
from .grammars import CodeGrammar, grammar, language_of
from .names import body, name
from .tokens import Marks, Tokens, hexdigest


@dataclass(frozen=True, slots=True)
class Definition:
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


@dataclass(frozen=True, slots=True)
class FileOutline:
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
    return parse(path, data).outline


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's outline, with what its language's query found where it is in one language."""

    outline: FileOutline
    language: str = ""
    found: Mapping[str, list[Node]] = field(default_factory=dict)


def parse(path: str, data: bytes) -> Parsed:
    """The outline of a file, and what was found in it for those who look for more."""
    if path.lower().endswith(NOTEBOOK):
        return Parsed(_notebook(data))
    name = language_of(path)
    if name is None:
        return Parsed(FileOutline(hexdigest(b" ".join(data.split())), ()))
    found = _found(grammar(name), data)
    return Parsed(_source(name, data, found), name, found)


def _found(language: CodeGrammar, data: bytes) -> dict[str, list[Node]]:
    return QueryCursor(language.query).captures(language.parser().parse(data).root_node)


def reads(path: str) -> bool:
    """Whether definitions can be found in a file of this name."""
    return language_of(path) is not None or path.lower().endswith(NOTEBOOK)


def innermost(found: Sequence[Definition], line: int) -> Definition | None:
    """The smallest definition that this line belongs to; None outside of all."""
    around = [one for one in found if one.start <= line <= one.end]
    return min(around, key=lambda one: (one.end - one.start, -one.start), default=None)


def _source(language: str, data: bytes, captures: Mapping[str, list[Node]]) -> FileOutline:
    named = list(_named(captures))
    tokens = Tokens(data, _marks(language, captures), [one.part for one in named])
    found = [_definition(one, tokens) for one in named]
    return FileOutline(tokens.whole(), tuple(found))


def _definition(one: _NamedPart, tokens: Tokens) -> Definition:
    signature, inner = tokens.digests(*one.part)
    digest = hexdigest((signature + inner).encode())
    return Definition(one.name, one.kind, *one.lines, digest, signature, inner)


def _marks(language: str, captures: Mapping[str, list[Node]]) -> Marks:
    comments, literals, blocks, statements = (
        [(node.start_byte, node.end_byte) for node in captures.get(kind, ())] for kind in _MARKS
    )
    return Marks(comments, literals, blocks, statements, arrows=language == "go")


_MARKS: Final = ("comment", "text", "block", "statement")
_NO_DEFINITIONS: Final = frozenset({*_MARKS, "import", "use"})


@dataclass(frozen=True, slots=True)
class _NamedPart:
    """A definition's qualified name, its lines, and its bytes: start, start of its body, end."""

    name: str
    kind: str
    part: tuple[int, int, int]
    lines: tuple[int, int]


def _named(captures: Mapping[str, list[Node]]) -> Iterator[_NamedPart]:
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
            yield _placed(full, kind, outer, node)


def _wrapped(ordered: Sequence[tuple[str, Node]]) -> Iterator[tuple[str, Node, Node]]:
    """Each definition with the node of its range: what wraps it alone (`export`, decorators)."""
    wrapper: Node | None = None
    for place, (kind, node) in enumerate(ordered):
        if kind == "wrapper":
            if wrapper is None or node.end_byte > wrapper.end_byte:
                wrapper = node
            continue
        outer = node if wrapper is None or wrapper.end_byte < node.end_byte else wrapper
        shared = any(
            node.end_byte <= other.start_byte < outer.end_byte
            for other in _inside(ordered, place, outer)
        )
        yield kind, node, node if shared else outer
        wrapper = None


def _inside(ordered: Sequence[tuple[str, Node]], place: int, outer: Node) -> Iterator[Node]:
    """Those after this place that start inside that node."""
    for _, other in islice(ordered, place + 1, None):
        if other.start_byte >= outer.end_byte:
            return
        yield other


def _placed(full: str, kind: str, outer: Node, node: Node) -> _NamedPart:
    inner = body(node)
    start, end = outer.start_byte, outer.end_byte
    first, last = outer.start_point.row + 1, outer.end_point.row + (outer.end_point.column > 0)
    part = (start, end if inner is None else inner.start_byte, end)
    return _NamedPart(full, kind, part, (first, max(first, last)))


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
        whole = (cell.start, cell.end, inside.digest)
        found.append(Definition(cell.name, "cell", *whole, signature="", body=inside.digest))
        for one in inside.definitions:
            start, end = cell.lines[one.start - 1], cell.lines[one.end - 1]
            found.append(replace(one, name=f"{cell.name}.{one.name}", start=start, end=end))
    return FileOutline(hexdigest("".join(digests).encode()), tuple(found))


def _cell(cell: CellSource) -> FileOutline:
    source = cell.source.encode("utf-8", "surrogatepass")
    if cell.language is None:
        return FileOutline(hexdigest(b" ".join(source.split())), ())
    inside = _source(cell.language, source, _found(grammar(cell.language), source))
    said = "\n".join((inside.digest, *cell.magics))
    return replace(inside, digest=hexdigest(said.encode()))
