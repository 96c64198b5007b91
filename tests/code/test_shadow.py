"""Two pieces of work are merged where nobody sees it, by real git, in real repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonground.code.git import git as commonground_git
from commonground.code.shadow import Contents, TornFile, shadow_merge
from tests.repository import git

pytestmark = pytest.mark.anyio
LINES = [f"line {number}" for number in range(20)]


def text(*changed: tuple[int, str], ending: str = "\n") -> bytes:
    lines = list(LINES)
    for number, line in changed:
        lines[number] = line
    return "".join(line + ending for line in lines).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of one commit, with a few kinds of file."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    for name, content in {
        "a.txt": text(),
        "crlf.txt": text(ending="\r\n"),
        "b.bin": bytes(range(256)),
        "log.md": b"# Log\n",
        ".gitattributes": b"log.md merge=union\na.txt merge=evil\n* -text\n",
    }.items():
        (root / name).write_bytes(content)
    (Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt"))).write_bytes(text())
    _commit(root)
    return root


def _commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "c")


async def torn(root: Path, ours: Contents, theirs: Contents) -> tuple[TornFile, ...]:
    return await shadow_merge(root, "HEAD", ours, theirs, seconds=60)


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({b"a.txt": text((3, "x"))}, {b"a.txt": text((3, "y"))}, [("a.txt", "contents")]),
        ({b"a.txt": text((3, "x"))}, {b"a.txt": text((4, "y"))}, [("a.txt", "contents")]),
        ({b"a.txt": text((3, "x"))}, {b"a.txt": text((5, "y"))}, []),
        ({b"a.txt": text((3, "x"))}, {b"a.txt": text((3, "x"))}, []),
        ({b"a.txt": text((3, "x"))}, {b"b.bin": b"\0"}, []),
        ({b"a.txt": None}, {b"a.txt": text((3, "y"))}, [("a.txt", "modify/delete")]),
        ({b"a.txt": None}, {b"a.txt": None}, []),
        ({b"b.bin": b"\0\1"}, {b"b.bin": b"\0\2"}, [("b.bin", "binary")]),
        ({b"n.txt": b"one\n"}, {b"n.txt": b"two\n"}, [("n.txt", "contents")]),
        ({b"log.md": b"# Log\none\n"}, {b"log.md": b"# Log\ntwo\n"}, []),
        (
            {b"a.txt": None, b"moved.txt": text()},
            {b"a.txt": text((9, "y"))},
            [],
        ),
        (
            {b"a.txt": None, b"moved.txt": text((9, "x"))},
            {b"a.txt": text((9, "y"))},
            [("moved.txt", "contents")],
        ),
        (
            {b"crlf.txt": text((3, "x"), ending="\r\n")},
            {b"crlf.txt": text((9, "y"), ending="\r\n")},
            [],
        ),
        (
            {b"caf\xe9.txt": text((3, "x"))},
            {b"caf\xe9.txt": text((3, "y"))},
            [(os.fsdecode(b"caf\xe9.txt"), "contents")],
        ),
    ],
)
async def test_what_git_says(
    root: Path, ours: Contents, theirs: Contents, found: list[tuple[str, str]]
) -> None:
    assert [(one.path, one.kind) for one in await torn(root, ours, theirs)] == found


async def test_nothing_of_the_repository_is_run_or_changed(root: Path, tmp_path: Path) -> None:
    """A merge driver, a filter and a hook that it configures would each leave a file."""
    mark = tmp_path / "was-run"
    for key in ("merge.evil.driver", "filter.evil.clean", "core.fsmonitor"):
        git(root, "config", key, f"touch {mark}")
    before = _files(root)
    await torn(root, {b"a.txt": text((3, "x"))}, {b"a.txt": text((3, "y"))})
    assert not mark.exists()
    assert _files(root) == before


async def head(root: Path) -> str:
    return (await commonground_git(root, "rev-parse", "HEAD", seconds=60)).strip()


def _files(root: Path) -> set[Path]:
    return set(root.rglob("*"))


async def test_in_a_work_tree_of_its_own_and_on_an_older_commit(root: Path, tmp_path: Path) -> None:
    first = await head(root)
    (root / "a.txt").write_bytes(text((3, "main")))
    _commit(root)
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"))
    sides: list[Contents] = [{b"a.txt": text((3, "x"))}, {b"log.md": b"# Other\n"}]
    assert await shadow_merge(tmp_path / "tree", first, *sides, seconds=60) == ()


async def test_a_commit_that_is_not_there_and_no_repository_at_all(
    root: Path, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="failed"):
        await shadow_merge(root, "0" * 40, {}, {}, seconds=60)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(OSError, match="failed"):
        await shadow_merge(empty, "HEAD", {}, {}, seconds=60)


async def test_a_large_file(root: Path) -> None:
    large = b"".join(b"row %d\n" % number for number in range(1_000_000))
    (root / "large.txt").write_bytes(large)
    _commit(root)
    ours = large.replace(b"row 500000\n", b"ours\n")
    theirs = large.replace(b"row 500000\n", b"theirs\n")
    assert [one.path for one in await torn(root, {b"large.txt": ours}, {b"large.txt": theirs})] == [
        "large.txt"
    ]
