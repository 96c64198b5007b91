"""The served folder as a model may read it: what git does not ignore, and no way out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonground.errors import InvalidCommand
from commonground.features.files.folder import ServedFolder
from tests.repository import git

pytestmark = pytest.mark.anyio


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with what may be read and what may not, without git."""
    served = tmp_path / "served"
    (served / "src").mkdir(parents=True)
    (served / "src" / "a.py").write_text("a = 1\n")
    (served / "README.md").write_text("Read me\n")
    (served / ".env").write_text("KEY=1\n")
    (served / ".git_not").mkdir()
    (served / ".git_not" / "config").write_text("hidden\n")
    (tmp_path / "outside.txt").write_text("outside\n")
    (served / "link.txt").symlink_to(tmp_path / "outside.txt")
    (served / "linked").symlink_to(tmp_path)
    (served / "picture.bin").write_bytes(b"\0\1\2" * 10)
    os.mkfifo(served / "fifo")
    return served


def ignoring(root: Path, *patterns: str) -> None:
    """Make it a work tree that ignores these."""
    git(root, "init", "-q")
    (root / ".gitignore").write_text("\n".join(patterns) + "\n")


async def test_without_git_files_are_listed_but_for_hidden_ones_and_links(root: Path) -> None:
    found = await ServedFolder(root).paths()
    assert found == ("README.md", "fifo", "picture.bin", "src/a.py")


async def test_what_git_ignores_is_not_there_and_what_is_new_is(root: Path) -> None:
    ignoring(root, "src/", "*.bin")
    folder = ServedFolder(root)
    assert "README.md" in await folder.paths()
    assert "src/a.py" not in await folder.paths()
    with pytest.raises(InvalidCommand):
        await folder.read("src/a.py")


async def test_a_folder_within_a_work_tree_shows_its_own_files_only(root: Path) -> None:
    ignoring(root, "*.log")
    (root / "src" / "run.log").write_text("noise\n")
    assert await ServedFolder(root / "src").paths() == ("a.py",)


async def test_where_git_can_not_say_what_it_ignores_nothing_is_read(root: Path) -> None:
    (root / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(InvalidCommand, match="git can't list"):
        await ServedFolder(root).paths()


async def test_a_folder_or_a_file_narrows_the_list(root: Path) -> None:
    folder = ServedFolder(root)
    assert await folder.paths("src") == await folder.paths("src/") == ("src/a.py",)
    assert await folder.paths("sr") == ()
    assert await folder.paths("README.md") == ("README.md",)


async def test_a_listed_file_is_read(root: Path) -> None:
    assert await ServedFolder(root).read("src/a.py") == "a = 1\n"


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "src/../../outside.txt",
        "/etc/passwd",
        "link.txt",
        "linked/outside.txt",
        ".env",
        ".git_not/config",
        "src",
        "nowhere.py",
        "picture.bin",
        "fifo",
        "src/a.py\0.txt",
        "",
        ".",
        "README.md/",
    ],
)
@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
async def test_everything_else_is_refused_in_the_same_words(
    root: Path, path: str, tracked: bool
) -> None:
    if tracked:  # git may know a link, and a hidden file; it is refused all the same
        ignoring(root)
        git(root, "add", "-f", "link.txt", "linked", ".env", ".git_not")
    with pytest.raises(InvalidCommand, match="can't be read") as caught:
        await ServedFolder(root).read(path)
    assert "outside\n" not in str(caught.value)


async def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_followed(root: Path) -> None:
    folder = ServedFolder(root)
    assert "README.md" in await folder.paths()
    (root / "README.md").unlink()
    (root / "README.md").symlink_to(root.parent / "outside.txt")
    assert folder.text_of("README.md") is None
    (root / "src" / "a.py").unlink()
    (root / "src").rmdir()
    (root / "src").symlink_to(root.parent)
    assert folder.text_of("src/outside.txt") is None


async def test_a_file_that_is_too_large_is_not_read(root: Path) -> None:
    assert ServedFolder(root).text_of("README.md", most=3) is None


async def test_listing_runs_no_program_that_the_work_tree_names(root: Path) -> None:
    ignoring(root)
    witness = root.parent / "ran"
    hook = root.parent / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {witness}\n")
    hook.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(hook))
    await ServedFolder(root).paths()
    assert not witness.exists()
