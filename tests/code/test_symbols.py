"""What a file defines is found in every language, and digests change with its tokens alone."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.code.grammars import LANGUAGES, grammar, language_of
from commonground.code.symbols import Definition, definitions, innermost, outline, parse
from commonground.code.tokens import Marks, Tokens, hexdigest
from tests.effort import examples

PYTHON = '''"""About the module."""
LIMIT: int = 3

@cached
class Writer(Base):
    """Writes."""

    room: str

    @property
    def size(self) -> int:
        # as a number
        def inner():
            return "a  b"
        if self.room:
            return inner()
        return 0


async def load(path, *, deep=False):
    return [path, -1]
'''
SOURCES = {
    "a.js": """function f(a) { return a - -1 }
export class C { #x = 1; m() { return /a b/g } }
exports.h = () => `t ${1} u`;
""",
    "a.ts": """export interface I<T> { p: string; m(a: T): void }
export const g = async (x: number) => x
type U = 'a b' | 1
abstract class Q { abstract z(): void }
namespace N { export enum E { a } }
""",
    "a.tsx": """export function Panel(props: P) {
  return <div title='a b'>{props.x}</div>
}
""",
    "a.go": """package a

type T struct { x int }

func (t *T) Move(a int) bool { return a < -1 }

const Max = `a b`
""",
    "A.java": """@Ann public class A<T> extends B {
  int x = 1;
  A() {}
  @Override void m() { n("a b"); }
  enum E { P }
}
""",
    "a.rs": """impl<T> Show for Bar<T> { fn m(&self) -> &str { "a b" } }
struct Bar<T>(T);
mod m { pub fn f() {} }
const C: u8 = b'x';
""",
    "a.c": """static const char *foo(int a) { return "a b"; }
struct s { int a; };
#define MAX 3
""",
    "a.cpp": """namespace n { template <class T> class B : C { void f(int y); }; }
int n::B::g(int x) { return x - -1; }
""",
    "a.sql": """CREATE TABLE shop.users (id int, name text DEFAULT 'a b');
CREATE VIEW v AS SELECT 1;
""",
}
NAMES = {
    "a.js": ["f", "C", "C.#x", "C.m", "h"],
    "a.ts": ["I", "I.p", "I.m", "g", "U", "Q", "Q.z", "N", "N.E"],
    "a.tsx": ["Panel"],
    "a.go": ["T", "T.Move", "Max"],
    "A.java": ["A", "A.x", "A.A", "A.m", "A.E", "A.E.P"],
    "a.rs": ["Bar.m", "Bar", "m", "m.f", "C"],
    "a.c": ["foo", "s", "MAX"],
    "a.cpp": ["n", "n.B", "n.B.f", "n.B.g"],
    "a.sql": ["shop.users", "shop.users.id", "shop.users.name", "v"],
}


def found(path: str, source: str) -> dict[str, Definition]:
    return {one.name: one for one in definitions(path, source.encode())}


def test_a_python_file_s_definitions_have_qualified_names_and_lines_with_their_decorators() -> None:
    assert [
        (one.name, one.kind, one.start, one.end) for one in definitions("a.py", PYTHON.encode())
    ] == [
        ("LIMIT", "variable", 2, 2),
        ("Writer", "class", 4, 17),
        ("Writer.room", "field", 8, 8),
        ("Writer.size", "function", 10, 17),
        ("Writer.size.inner", "function", 13, 14),
        ("load", "function", 20, 21),
    ]


@pytest.mark.parametrize("path", SOURCES)
def test_each_language_is_read(path: str) -> None:
    assert [one.name for one in definitions(path, SOURCES[path].encode())] == NAMES[path]


def test_every_language_has_its_grammar_and_its_case_here() -> None:
    assert {language_of(path) for path in [*SOURCES, "a.py"]} == set(LANGUAGES)
    assert all(grammar(name).name == name for name in LANGUAGES)


def lines(path: str, source: str) -> list[tuple[str, int, int]]:
    return [(one.name, one.start, one.end) for one in definitions(path, source.encode())]


def test_what_wraps_one_definition_belongs_to_it_and_what_wraps_several_to_none() -> None:
    exported = "export const f = () => 1;\n\nexport const g = () => 1,\n  h = 2;\n"
    assert lines("a.ts", exported) == [("f", 1, 1), ("g", 3, 3), ("h", 4, 4)]
    assert lines("a.go", "package a\n\ntype (\n\tP struct{}\n\tY int\n)\n") == [
        ("P", 4, 4),
        ("Y", 5, 5),
    ]


def test_definitions_around_a_syntax_error_are_found() -> None:
    broken = "def first():\n    return 1\n\ndef second(:\n    return (\n\n"
    broken += "class Third:\n    def m(self): pass\n"
    assert {"first", "Third.m"} <= found("a.py", broken).keys()


def test_the_innermost_definition_of_a_line() -> None:
    one = definitions("a.py", PYTHON.encode())
    within = {line: innermost(one, line) for line in range(1, 22)}
    named = {line: each.name for line, each in within.items() if each}
    assert [named.get(line) for line in (1, 4, 8, 12)] == [
        None,
        "Writer",
        "Writer.room",
        "Writer.size",
    ]
    assert [named.get(line) for line in (14, 16, 19)] == ["Writer.size.inner", "Writer.size", None]


def test_a_changed_signature_is_told_from_a_changed_body() -> None:
    one = found("a.py", "def f(a):\n    return a\n")["f"]
    other = found("a.py", "def f(a, b=1):\n    return a\n")["f"]
    inside = found("a.py", "def f(a):\n    return -a\n")["f"]
    assert (other.signature != one.signature, other.body == one.body) == (True, True)
    assert (inside.signature == one.signature, inside.body != one.body) == (True, True)
    assert found("a.py", "def g(a):\n    return a\n")["g"].body == one.body


def test_a_statement_that_moves_out_of_a_block_is_a_change() -> None:
    one = found("a.py", "def f(a):\n    if a:\n        b()\n        c()\n")["f"]
    other = found("a.py", "def f(a):\n    if a:\n        b()\n    c()\n")["f"]
    assert other.digest != one.digest


def test_two_statements_are_told_from_one_call() -> None:
    one = found("a.py", "def f():\n    a\n    (b)\n")["f"]
    assert found("a.py", "def f():\n    a(b)\n")["f"].digest != one.digest


def test_a_function_that_moves_into_a_class_keeps_its_digest() -> None:
    one = found("a.py", "def f(a):\n    if a:\n        b()\n        c()\n")["f"]
    inside = "class C:\n\n  def f(a):\n    if a:\n\n      b()\n      # d\n      c()\n"
    assert found("a.py", "import os\n\n" + inside)["C.f"].digest == one.digest


CODE = {
    "cell_type": "code",
    "id": "4f2c",
    "metadata": {},
    "outputs": [],
    "execution_count": 1,
    "source": ["%pip install x\n", "import a\n", "def load(x):\n", "    return x\n"],
}
TEXT = {"cell_type": "markdown", "id": "9b", "metadata": {}, "source": "# Title\nwords"}
NOTEBOOK = json.dumps({"cells": [CODE, TEXT], "metadata": {}, "nbformat": 4}, indent=1)


def test_a_notebook_is_read_by_cell_with_lines_of_its_file() -> None:
    cells = definitions("a.ipynb", NOTEBOOK.encode())
    assert [one.name for one in cells] == ["cell:4f2c", "cell:4f2c.load", "cell:9b"]
    assert [one.kind for one in cells] == ["cell", "function", "cell"]
    text = NOTEBOOK.split("\n")
    assert "def load" in text[cells[1].start - 1]
    assert "return x" in text[cells[1].end - 1]


def test_running_a_cell_is_no_change_and_editing_its_magic_is_one() -> None:
    cells = definitions("a.ipynb", NOTEBOOK.encode())
    ran = NOTEBOOK.replace('"execution_count": 1', '"execution_count": 7').replace(
        "[],", '[{"a": 1}],'
    )
    again = definitions("a.ipynb", ran.encode())
    assert [one.digest for one in again] == [one.digest for one in cells]
    edited = definitions("a.ipynb", NOTEBOOK.replace("install x", "install y").encode())
    assert [one.digest == other.digest for one, other in zip(edited, cells, strict=True)] == [
        False,
        True,
        True,
    ]


ANY = [*SOURCES, "a.py", "a.ipynb", "a.txt"]


@given(st.binary(max_size=400), st.sampled_from(ANY), st.integers(0, 300))
@settings(max_examples=examples(300), deadline=None)
def test_no_bytes_are_too_odd(data: bytes, path: str, place: int) -> None:
    base = {"a.py": PYTHON, "a.ipynb": NOTEBOOK, **SOURCES}.get(path, "").encode()
    for text in (data, base[:place] + data + base[place:]):
        last, found = text.count(b"\n") + 1, definitions(path, text)
        assert all(1 <= one.start <= one.end <= last for one in found)
        assert parse(path, text).definitions == tuple(one[:4] for one in found)


@given(st.lists(st.sampled_from([*"+-&<>=a_$ \n\t(", "\0", "\1", "\5", "\6", "\7", "\x0e", "ü"])))
@settings(max_examples=examples(300), deadline=None)
def test_tokens_are_what_an_expression_says(signs: list[str]) -> None:
    text = re.sub(b"[\1-\5]", b"?", (data := "".join(signs).encode()))
    token = rb"[\w$\x80-\xff]+|\+\+|--|&&|[^\s\w]"
    said = b"".join(one + b"\0" for one in re.findall(token, text))
    assert Tokens(data, Marks(), ()).whole() == hexdigest(said)


def leaves(path: str, source: bytes) -> list[bytes]:
    """The tokens as the grammar itself sees them, literals whole."""
    kept: list[bytes] = []
    nodes = [grammar(language_of(path) or "").parser().parse(source).root_node]
    while nodes:
        node = nodes.pop()
        whole = any(kind in node.type for kind in ("string", "literal", "regex", "jsx"))
        if node.children and not whole:
            nodes.extend(reversed(node.children))
        elif node.text:
            kept.append(node.text)
    return kept


SPACES = {
    "a.rs": [b" ", b"\n", b" /* c d */ ", b" // e\n"],
    "a.sql": [b" ", b"\n\t", b" -- e 'f\n", b" /* c */ "],
}
USUAL_SPACES = [b" ", b"\t", b"\r\n", b" /* c d */ ", b" // e ' \n"]
FREE = ["A.java", "a.rs", "a.cpp", "a.sql"]
"""Sources in which a line's end means nothing."""


@given(st.sampled_from(FREE), st.data())
@settings(max_examples=examples(150), deadline=None)
def test_white_space_and_comments_do_not_matter(path: str, data: st.DataObject) -> None:
    source = SOURCES[path].encode()
    space = st.sampled_from(SPACES.get(path, USUAL_SPACES))
    other = b"".join(leaf + data.draw(space) for leaf in leaves(path, source))
    digests = [(one.name, one.digest) for one in definitions(path, other)]
    assert digests == [(one.name, one.digest) for one in definitions(path, source)]
    assert outline(path, other).digest == outline(path, source).digest


SAID = (b'"""About the module."""', b'"""Writes."""', b"# as a number")


def words(path: str, source: bytes) -> list[tuple[int, int]]:
    """Where its words and numbers stand that are no comment."""
    for said in SAID:
        source = source.replace(said, b"@" * len(said))
    tokens = {leaf for leaf in leaves(path, source) if leaf[:1].isalnum()}
    spans = re.finditer(rb"\w+", source)
    return [span.span() for span in spans if span.group() in tokens]


@given(st.sampled_from(["a.js", "a.ts", "a.go", *FREE, "a.py"]), st.data())
@settings(max_examples=examples(200), deadline=None)
def test_any_other_token_matters(path: str, data: st.DataObject) -> None:
    source = {"a.py": PYTHON, **SOURCES}[path].encode()
    start, end = data.draw(st.sampled_from(words(path, source)))
    other = source[:start] + data.draw(st.sampled_from([b"other", b"zz9", b""])) + source[end:]
    assert outline(path, other).digest != outline(path, source).digest


@given(st.data())
@settings(max_examples=examples(100), deadline=None)
def test_comments_and_the_depth_of_indentation_do_not_matter_in_python(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 8))
    lines: list[str] = []
    for line in PYTHON.splitlines():
        depth = (len(line) - len(line.lstrip())) // 4
        if lines and not lines[-1].lstrip().startswith(
            "@"
        ):  # after which the grammar wants it indented
            lines += data.draw(st.lists(st.sampled_from(["", "   ", " # more"]), max_size=2))
        tail = data.draw(st.sampled_from(["", "  ", "  # why"])) if depth else ""
        lines.append(" " * (depth * width) + line.lstrip() + tail)
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    other = found("a.py", ending.join(lines).replace("Writes.", "Reads.") + ending)
    digests = {name: one.digest for name, one in other.items()}
    assert digests == {name: one.digest for name, one in found("a.py", PYTHON).items()}
