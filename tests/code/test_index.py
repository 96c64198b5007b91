"""The index holds what the folder's files define, follows them, and is only a cache."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from commonground.code.index import CodeIndex, IndexUpdate
from tests.repository import git

pytestmark = pytest.mark.anyio
ODD = os.fsdecode(b"odd\xff.py")
SECONDS = 60.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "served"
    (root / "src" / "team").mkdir(parents=True)
    (root / "web").mkdir()
    (root / "src/team/__init__.py").write_text("")
    (root / "src/team/store.py").write_text(
        "class Store:\n    def put(self):\n        pass\n\n\ndef load():\n    pass\n"
    )
    (root / "src/team/view.py").write_text(
        "from team.store import load\n\n\ndef show():\n    return load()\n"
    )
    (root / "web/view.ts").write_text(
        "import { open } from './panel'\nexport const f = () => open()\n"
    )
    (root / "web/panel.ts").write_text("export function open() {}\r\n")
    (root / "README.md").write_text("# Hello\n")
    (root / ".gitignore").write_text("*.log\nbuild/\n")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "more")


@asynccontextmanager
async def opened(root: Path) -> AsyncIterator[CodeIndex]:
    async with CodeIndex(root, root.parent / "cache" / "code.db") as index:
        yield index


async def named(index: CodeIndex, name: str) -> list[tuple[str, str]]:
    return [(one.path, one.definition.name) for one in await index.find(name)]


async def test_definitions_are_found_by_name_and_by_file(root: Path) -> None:
    async with opened(root) as index:
        await index.build()
        assert await named(index, "load") == [("src/team/store.py", "load")]
        assert await named(index, "Store.put") == [("src/team/store.py", "Store.put")]
        assert await named(index, "tore.put") == []
        outline = await index.outline("web/panel.ts")
        assert outline is not None
        assert [one.name for one in outline.definitions] == ["open"]
        (root / "web/panel.ts").write_text("// moved\nexport function open() {}\n")
        moved = await index.outline("web/panel.ts")
        assert moved is not None
        assert (moved.digest, moved.definitions[0].start) == (outline.digest, 2)
        assert await index.outline("README.md") is None
        assert set(await index.paths()) >= {"README.md", "src/team/view.py"}
        assert (index.state.stage, index.state.amount.definitions) == ("ready", 6)


async def test_callers_are_found_through_imports(root: Path) -> None:
    async with opened(root) as index:
        await index.build()
        for path, name, caller in (
            ("src/team/store.py", "load", ("src/team/view.py", "show")),
            ("web/panel.ts", "open", ("web/view.ts", "f")),
        ):
            found = await index.callers(path, name)
            assert [(one.path, one.definition.name) for one in found] == [caller]
        assert await index.callers("src/team/store.py", "Store.put") == ()


async def test_what_is_not_parsed_is_counted_by_its_reason(root: Path) -> None:
    (root / "big.py").write_bytes(b"a = 1\n" * 1_700_000)
    (root / "blob.py").write_bytes(b"\0\1\2")
    (root / "app.js").write_text("function a(){}" * 1_000)
    (root / "x.log").write_text("no")
    (root / ODD).write_text("def odd():\n    pass\n")
    (root / "crlf.py").write_bytes(b"def crlf():\r\n    pass\r\n")
    (root / "link.py").symlink_to(root / "src/team/store.py")
    async with opened(root) as index:
        await index.build()
        assert index.state.amount.skipped == (("binary", 1), ("large", 1), ("minified", 1))
        assert await named(index, "odd") == [(ODD, "odd")]
        assert await named(index, "crlf") == [("crlf.py", "crlf")]
        assert not {"x.log", "link.py"} & set(await index.paths())


async def test_a_second_start_parses_nothing_and_a_damaged_cache_is_made_anew(root: Path) -> None:
    updates: list[IndexUpdate] = []
    async with opened(root) as index:
        await index.build()
    async with opened(root) as index:
        index.when_updated(updates.append)
        await index.build()
        assert updates == [IndexUpdate(frozenset(), moved=True)]
        assert await named(index, "load") == [("src/team/store.py", "load")]
    (root.parent / "cache" / "code.db").write_bytes(b"no database" * 1_000)
    async with opened(root) as index:
        await index.build()
        assert await named(index, "load") == [("src/team/store.py", "load")]


async def test_branches_deletions_and_moved_folders_are_followed_by_a_build(root: Path) -> None:
    async with opened(root) as index:
        await index.build()
        git(root, "checkout", "-q", "-b", "work")
        git(root, "mv", "src/team", "src/crew")
        (root / "web/view.ts").unlink()
        commit(root)
        await index.build()
        assert await named(index, "load") == [("src/crew/store.py", "load")]
        assert "web/view.ts" not in await index.paths()
        git(root, "checkout", "-q", "-f", "main")
        await index.build()
        assert await named(index, "load") == [("src/team/store.py", "load")]


async def test_a_folder_without_git_and_repositories_in_it(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / "node_modules" / "x").mkdir(parents=True)
    (root / "node_modules/x/index.js").write_text("function hidden() {}\n")
    inner = root / "clones" / "one"
    inner.mkdir(parents=True)
    git(inner, "init", "-q")
    (inner / ".gitignore").write_text("no.py\n")
    (inner / "yes.py").write_text("def inner():\n    pass\n")
    (inner / "no.py").write_text("def ignored():\n    pass\n")
    async with opened(root) as index:
        await index.build()
        assert await named(index, "inner") == [("clones/one/yes.py", "inner")]
        assert await named(index, "ignored") == await named(index, "hidden") == []
        assert [name for name, _ in index.tree.repositories] == ["clones/one"]


async def test_a_build_can_be_cancelled_and_goes_on_where_it_was(root: Path) -> None:
    for number in range(450):
        (root / f"n{number}.py").write_text(f"def f{number}():\n    pass\n")

    def progress(done: int, total: int) -> None:
        if done:
            raise RuntimeError("enough")

    async with opened(root) as index:
        with pytest.raises(RuntimeError, match="enough"):
            await index.build(progress)
        assert str(index.state.stage) == "cancelled"
        assert 0 < index.state.amount.files < 450
        told: list[int] = []
        await index.build(lambda done, total: told.append(done))
        assert index.state.stage == "ready"
        assert told[-1] == index.state.amount.files == len(await index.paths())


async def test_what_comes_while_the_folder_is_looked_at_is_not_lost(root: Path) -> None:
    async with opened(root) as index:
        await index.build()
        await index.refresh(["src/team/store.py"])  # the process that follows is there
        listed = index.tree
        building = asyncio.create_task(index.build())
        while index.tree is listed:  # noqa: ASYNC110
            await asyncio.sleep(0)
        (root / "late.py").write_text("def late():\n    pass\n")
        await index.refresh(["late.py"])
        assert await named(index, "late") == [("late.py", "late")]
        await building
        assert await named(index, "late") == [("late.py", "late")]


async def following(index: CodeIndex) -> tuple[asyncio.Task[None], asyncio.Queue[IndexUpdate]]:
    """It watches, once the first update has come."""
    updates: asyncio.Queue[IndexUpdate] = asyncio.Queue()
    index.when_updated(updates.put_nowait)
    task = asyncio.create_task(index.keep())
    async with asyncio.timeout(SECONDS):
        await updates.get()
    return task, updates


async def until(updates: asyncio.Queue[IndexUpdate], path: str) -> IndexUpdate:
    async with asyncio.timeout(SECONDS):
        while True:
            update = await updates.get()
            if path in update.paths:
                return update


async def test_it_follows_edits_new_files_deletions_moves_and_commits(root: Path) -> None:
    async with opened(root) as index:
        await index.build()
        task, updates = await following(index)
        (root / "src/team/store.py").write_text("def save():\n    pass\n")
        await until(updates, "src/team/store.py")
        assert await named(index, "save") == [("src/team/store.py", "save")]
        assert await named(index, "load") == []
        (root / "new.go").write_text("package a\n\nfunc Run() {}\n")
        (root / "x.log").write_text("no")
        await until(updates, "new.go")
        assert await named(index, "Run") == [("new.go", "Run")]
        (root / "new.go").unlink()
        await until(updates, "new.go")
        assert await named(index, "Run") == []
        (root / "web").rename(root / "site")
        await until(updates, "site/panel.ts")
        assert await named(index, "open") == [("site/panel.ts", "open")]
        git(root, "checkout", "-q", "-f", "-b", "other")
        await until(updates, "web/panel.ts")
        assert ("web/panel.ts", "open") in await named(index, "open")
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_no_module_of_the_folder_is_imported_by_its_readers(root: Path) -> None:
    ran = root.parent / "ran"
    for name in ("json.py", "sqlite3.py", "commonground.py", "sitecustomize.py"):
        (root / name).write_text(f"open({str(ran)!r}, 'w')\n")
    async with opened(root) as index:
        await index.build()
        assert "json.py" in await index.paths()
    assert not ran.exists()


async def test_a_folder_that_git_refuses_is_said(root: Path) -> None:
    (root / ".git" / "HEAD").write_text("no head\n")
    async with opened(root) as index:
        with pytest.raises(OSError, match="git can't list"):
            await index.build()
        assert (index.state.stage, index.state.problem) == (
            "failed",
            "git can't list the files here",
        )


async def test_a_cache_that_can_not_be_written_is_said(root: Path) -> None:
    (root.parent / "cache" / "code.db").mkdir(parents=True)
    async with opened(root) as index:
        with pytest.raises(OSError, match="the cache of the code index failed"):
            await index.build()
        assert index.state.stage == "failed"
        assert "cache" in (index.state.problem or "")
