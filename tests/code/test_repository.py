"""git's answers, from real repositories of every kind."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from commonground.code.changes import DiffHunk, FileChange, parse_changes
from commonground.code.repository import Repository
from tests.repository import git

pytestmark = pytest.mark.anyio
LINES = [f"line {number}\n" for number in range(1, 21)]


def commit(root: Path, message: str = "more") -> None:
    git(root, "add", "-A")
    git(
        root,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        message,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "one"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "a.txt").write_text("".join(LINES))
    (root / "b.py").write_text("def f():\n    return 1\n" * 9)
    (root / ".gitignore").write_text("*.log\n")
    commit(root)
    return root


async def at(folder: Path) -> Repository:
    found = await Repository.find(folder)
    assert found is not None
    return found


def named(changes: tuple[FileChange, ...]) -> dict[str, FileChange]:
    return {one.path: one for one in changes}


async def test_a_folder_without_git_is_none(tmp_path: Path) -> None:
    assert await Repository.find(tmp_path) is None


async def test_changes_against_a_commit_staged_unstaged_and_new(root: Path) -> None:
    lines = [*LINES[:4], "other\n", *LINES[5:10], *LINES[12:], "last\n"]
    (root / "a.txt").write_text("".join(lines))
    git(root, "add", "-A")
    (root / "a.txt").write_text("".join(["first\n", *lines]))
    (root / "new.py").write_text("a = 1\nb = 2")
    (root / "x.log").write_text("no")
    found = named(await (await at(root)).changes("HEAD"))
    assert found.keys() == {"a.txt", "new.py"}
    assert found["a.txt"].hunks == (
        DiffHunk(0, 0, 1, 1),
        DiffHunk(5, 1, 6, 1),
        DiffHunk(11, 2, 11, 0),
        DiffHunk(20, 0, 20, 1),
    )
    assert found["new.py"] == FileChange("new.py", "untracked", None, (DiffHunk(0, 0, 1, 2),))


async def test_renames_deletions_binary_files_and_odd_names(root: Path) -> None:
    odd = os.fsdecode(b'\xff"\t o\xc3\xbc.bin')
    (root / odd).write_bytes(b"\0\1\2")
    (root / "c.txt").write_text("c\n")
    commit(root)
    (root / "lib").mkdir()
    git(root, "mv", "b.py", "lib/core.py")
    (root / "lib/core.py").write_text((root / "lib/core.py").read_text() + "x = 1\n")
    (root / odd).write_bytes(b"\0\1\3")
    (root / "c.txt").unlink()
    commit(root)
    repository = await at(root)
    found = named(await repository.committed("HEAD"))
    assert found["lib/core.py"] == FileChange(
        "lib/core.py", "renamed", "b.py", (DiffHunk(18, 0, 19, 1),)
    )
    assert found[odd] == FileChange(odd, "modified", None, (), binary=True)
    assert found["c.txt"] == FileChange("c.txt", "deleted", None, (DiffHunk(1, 1, 0, 0),))
    assert await repository.between("HEAD~1", "HEAD") == tuple(found.values())
    assert await repository.content("HEAD~1", odd) == b"\0\1\2"
    assert await repository.content("HEAD", "c.txt") is None
    assert odd in {one.path for one in (await repository.listing()).files}


async def test_a_part_of_a_work_tree_sees_itself_alone(root: Path) -> None:
    (root / "lib").mkdir()
    (root / "lib/core.py").write_text("a = 1\n")
    commit(root)
    (root / "lib/core.py").write_text("a = 2\n")
    (root / "a.txt").write_text("other\n")
    found = await (await at(root / "lib")).changes("HEAD")
    assert [(one.path, one.hunks) for one in found] == [("core.py", (DiffHunk(1, 1, 1, 1),))]
    assert await (await at(root / "lib")).content("HEAD", "core.py") == b"a = 1\n"


async def test_the_merge_base_survives_a_rebase_and_a_forced_push(root: Path) -> None:
    first = await (await at(root)).commit("HEAD")
    git(root, "checkout", "-q", "-b", "work")
    (root / "w.txt").write_text("w\n")
    commit(root)
    git(root, "checkout", "-q", "main")
    (root / "m.txt").write_text("m\n")
    commit(root)
    repository = await at(root)
    assert await repository.merge_base("main", "work") == first
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "rebase", "-q", "main", "work")
    assert await repository.merge_base("main", "work") == await repository.commit("main")
    assert [one.path for one in await repository.between("main", "work")] == ["w.txt"]
    git(root, "reset", "-q", "--hard", "main~1")
    assert (await repository.head()).commit == first
    assert (await repository.head()).branch == "work"


async def test_a_worktree_and_a_submodule_are_repositories_of_their_own(
    root: Path, tmp_path: Path
) -> None:
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "side")
    tree = await at(tmp_path / "tree")
    assert (await tree.head()).branch == "side"
    assert tree.git_dir != tree.common_dir == root / ".git"
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(root), "part")
    (outer / "clone").mkdir()
    git(outer / "clone", "init", "-q")
    (outer / "clone" / "z.py").write_text("z = 1\n")
    listing = await (await at(outer)).listing()
    assert set(listing.nested) == {"part", "clone"}
    assert [one.path for one in listing.files] == [".gitmodules"]
    assert {one.path for one in (await (await at(outer / "part")).listing()).files} >= {
        "a.txt",
        "b.py",
    }


async def test_a_shallow_clone_says_so_and_has_no_merge_base(root: Path, tmp_path: Path) -> None:
    commit(root, "again")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "copy")
    copy = await at(tmp_path / "copy")
    assert copy.shallow
    assert await copy.main_branch() == "origin/main"
    assert await copy.merge_base("HEAD", "HEAD~1") is None
    assert (await copy.committed("HEAD"))[0].change == "added"


async def test_before_the_first_commit_all_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "a.py").write_text("a = 1\n")
    repository = await at(tmp_path)
    assert (await repository.head()).commit is None
    assert [one.change for one in await repository.changes(None)] == ["untracked"]
    git(tmp_path, "add", "-A")
    assert [one.change for one in await repository.changes(None)] == ["added"]


async def test_no_program_of_the_repository_is_run(root: Path) -> None:
    ran = root.parent / "ran"
    program = root / ".git" / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    for key in (
        "filter.x.clean",
        "diff.y.textconv",
        "diff.y.command",
        "diff.external",
        "core.fsmonitor",
    ):
        git(root, "config", key, str(program))
    git(root, "config", "filter.x.required", "true")
    (root / ".git" / "info" / "attributes").write_text("*.txt filter=x diff=y\n")
    (root / "a.txt").write_text("other\n")
    repository = await at(root)
    assert [one.path for one in await repository.changes("HEAD")] == ["a.txt"]
    assert await repository.edited() == {"a.txt"}
    await repository.committed("HEAD")
    await repository.listing()
    assert not ran.exists()
    with suppress(subprocess.CalledProcessError):
        git(root, "diff")
    assert ran.exists()  # it is one that git would run


@pytest.mark.parametrize("name", ["--output=x", "no such", "HEAD~99", ""])
async def test_what_is_no_commit_is_none(root: Path, name: str) -> None:
    assert await (await at(root)).commit(name) is None
    with pytest.raises(OSError, match="no commit"):
        await (await at(root)).between(name, "HEAD")


def test_what_is_no_diff_holds_no_changes() -> None:
    assert parse_changes(b"") == parse_changes(b"\0\0\0") == parse_changes(b":") == ()
