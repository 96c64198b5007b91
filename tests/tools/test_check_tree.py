"""What the check of the tree lets pass, and what it refuses."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest
from tools.check_tree import ROOT, TOP_LEVEL, check

from tests.data.gate.shapes import SHAPES


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A clean clone with one file."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "README.md").write_text("# A project\n")
    return tmp_path


def found_in(tree: Path) -> list[str]:
    return check(tree, [])[1]


def test_the_repository_passes_as_it_is() -> None:
    count, found = check(ROOT, [])
    assert count > 100
    assert found == []


def test_every_name_in_the_list_may_stand_at_the_top(tree: Path) -> None:
    for name in TOP_LEVEL - {"README.md"}:
        (tree / name).write_text("words\n")
    assert found_in(tree) == []


@pytest.mark.parametrize("name", ["develop/develop.jsonl", "notes.txt", "scratch/deep/er.py"])
def test_a_name_at_the_top_that_nobody_listed_is_refused(tree: Path, name: str) -> None:
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("words\n")
    [problem] = found_in(tree)
    assert problem.startswith(f"{name.partition('/')[0]}: not a name that stands at the top")


def test_a_file_that_git_ignores_is_nobodys_business(tree: Path) -> None:
    (tree / ".gitignore").write_text("build/\n")
    (tree / "build").mkdir()
    (tree / "build" / "log.txt").write_text("words\n")
    assert found_in(tree) == []


@pytest.mark.parametrize(
    "shape", ["aws_key", "github", "anthropic", "stripe", "slack_bot", "rsa", "jwt", "gcp_key"]
)
def test_what_looks_like_a_live_key_is_refused_with_its_line_and_not_shown(
    tree: Path, shape: str
) -> None:
    key = SHAPES[shape](Random(shape))
    (tree / "docs").mkdir()
    (tree / "docs" / "guide.md").write_text(f"# Guide\n\nSet it to\n{key}\nand start.\n")
    problems = found_in(tree)
    assert problems
    assert all(one.startswith("docs/guide.md:4: what looks like a live key:") for one in problems)
    assert key not in "\n".join(problems)


def test_no_remark_on_the_line_excuses_a_key(tree: Path) -> None:
    key = SHAPES["github"](Random(1))
    (tree / "README.md").write_text(f"{key}  check-tree: allow\n")
    assert len(found_in(tree)) == 1


def test_what_only_stands_for_a_key_passes(tree: Path) -> None:
    (tree / "README.md").write_text("glpat-xxxxxxxxxxxxxxxxxxxx\nghp_" + "0" * 36 + "\n")
    assert found_in(tree) == []


def test_a_registry_and_a_path_of_one_machine_are_refused_unless_meant(tree: Path) -> None:
    lines = ["https://registry.npmjs" + ".org/left-pad", "/home" + "/ada/notes.txt"]
    (tree / "README.md").write_text("\n".join(lines))
    assert len(found_in(tree)) == 2
    (tree / "README.md").write_text("\n".join(f"{line} check-tree: allow" for line in lines))
    assert found_in(tree) == []
