"""The files in an answer: where their paths stand, what is refused, and where they do not parse."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.path import safe_path
from commonground.features.comparison.files import FileProblem, tree_of


def block(info: str, text: str = "x = 1", above: str = "") -> str:
    return f"{above}\n\n```{info}\n{text}\n```\n"


@pytest.mark.parametrize(
    "answer",
    [
        block("python app/main.py"),
        block("python:app/main.py"),
        block("app/main.py"),
        block('python title="app/main.py"'),
        block("python {path=app/main.py}"),
        block("python", "# app/main.py\nx = 1"),
        block("python", "# file: app/main.py\n\nx = 1"),
        block("", '"""app/main.py"""\nx = 1'),
        block("python", above="`app/main.py`"),
        block("python", above="**app/main.py**:"),
        block("python", above="### File: `./app/main.py`"),
        block("python", above="1. text\n\napp/main.py:"),
    ],
)
def test_a_path_stands_where_models_put_it(answer: str) -> None:
    assert tree_of(answer).files == {"app/main.py": "x = 1\n"}


def test_several_files_of_several_languages() -> None:
    answer = (
        block("python main.py") + block("ts", "// src/a.ts\nlet a") + block("json c.json", "{}")
    )
    tree = tree_of(answer)
    assert list(tree.files) == ["main.py", "src/a.ts", "c.json"]
    assert tree.files["src/a.ts"] == "let a\n"
    assert tree.parses


def test_without_any_path_the_first_python_block_is_the_module() -> None:
    tree = tree_of(block("python", "a = 1") + block("sh", "ls") + block("py", "b = 2"))
    assert tree.files == {"main.py": "a = 1\n", "part_2.py": "b = 2\n"}


def test_with_paths_a_block_without_one_is_an_illustration() -> None:
    tree = tree_of(block("python main.py") + block("python", "main.run()"))
    assert list(tree.files) == ["main.py"]
    assert tree.notes == ("A block without a path was left out.",)


def test_what_a_person_pastes_needs_no_fence() -> None:
    assert tree_of("def f():\n    return 1").files == {"main.py": "def f():\n    return 1\n"}
    for prose in ("", "hello", "I would use a queue.", "A, B"):
        assert tree_of(prose).files == {}


def test_where_a_file_does_not_parse_is_said_with_its_line() -> None:
    answer = (
        block("python a.py", "x = 1\ny = (")
        + block("json b.json", '{\n"a": }')
        + block("toml c.toml", "a = 1\nb")
        + block("python d.py", "z = 1")
    )
    assert [(p.path, p.line) for p in tree_of(answer).problems] == [
        ("a.py", 2), ("b.json", 2), ("c.toml", 2),
    ]  # fmt: skip


def test_an_answer_that_was_cut_off_says_in_which_file() -> None:
    tree = tree_of("```python main.py\nx = 1\n")
    assert tree.files == {"main.py": "x = 1\n"}
    assert tree.problems == (FileProblem("main.py", "the answer was cut off in this file"),)


@pytest.mark.parametrize(
    "path",
    [
        "../up.py", "a/../../up.py", "/etc/cron.d/x.py", "a//b.py", "~/x.py/..", ".git/hooks/x.sh",
        "a/.ssh/config.py", "C:/x.py", "a\\b.py", "con.py", "a/nul.txt", "x" * 300 + ".py",
        "a/b.py.", "a\x00.py", "", ".", "./../x.py",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    assert safe_path(path) is None


def test_a_refused_path_is_said_and_its_file_left_out() -> None:
    tree = tree_of(block("python ../../up.py") + block("python main.py"))
    assert list(tree.files) == ["main.py"]
    assert [p.path for p in tree.problems] == ["../../up.py"]


def test_files_that_are_in_each_others_way_are_left_out() -> None:
    tree = tree_of(block("python a.py") + block("python a.py/b.py") + block("python A.py"))
    assert list(tree.files) == ["a.py"]
    assert len(tree.problems) == 2


def test_a_file_that_is_given_twice_is_the_last_one() -> None:
    tree = tree_of(block("python a.py", "x = 1") + block("python a.py", "x = 2"))
    assert tree.files == {"a.py": "x = 2\n"}
    assert tree.notes == ("a.py is there twice; the last one counts.",)


@given(st.text(max_size=120))
def test_no_path_that_is_taken_leads_out(path: str) -> None:
    safe = safe_path(path)
    if safe is not None:
        pure = PurePosixPath(safe)
        assert not pure.is_absolute()
        assert ".." not in pure.parts
        assert str(pure) == safe


@given(st.text(alphabet="`~\n #./ax=py:\\\"'", max_size=200))
def test_whatever_an_answer_looks_like_its_files_are_safe(answer: str) -> None:
    for path in tree_of(answer).files:
        assert safe_path(path) == path


def test_blocks_in_lists_and_quotations_are_files_without_their_indentation() -> None:
    answer = (
        "1. The code:\n\n   `main.py`\n\n    ```python\n    def run():\n        return 1\n    ```\n"
        "2. And the settings:\n\n   ```toml settings.toml\n   limit = 3\n   ```\n\n"
        "> `quoted.py`\n>\n> ```python\n> x = 1\n> ```\n"
    )
    tree = tree_of(answer)
    assert tree.files == {
        "main.py": "def run():\n    return 1\n",
        "settings.toml": "limit = 3\n",
        "quoted.py": "x = 1\n",
    }
    assert tree.problems == ()


def test_a_block_directly_below_another_takes_no_path_from_above_it() -> None:
    tree = tree_of("`a.py`\n```python\nx = 1\n```\n```python\ny = 2\n```\n")
    assert tree.files == {"a.py": "x = 1\n"}
    assert tree.notes == ("A block without a path was left out.",)
