"""A notebook that is read while it is saved stays where it is.

Jupyter writes a notebook over itself, with a copy beside it. Whoever reads it half-written moves it
aside as damaged and brings the copy back, which the writer then removes: no notebook is left.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from commonground.server.notebook_files import one_at_a_time

pytestmark = pytest.mark.anyio

ROUNDS = 20
NOTEBOOK = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_markdown_cell("x" * 50_000) for _ in range(40)]
)


def model() -> dict[str, Any]:
    return {"type": "notebook", "format": "json", "content": NOTEBOOK}


async def saved_and_read(contents: AsyncLargeFileManager) -> int:
    """How often it could not be saved or read, while both go on."""
    await contents.save(model(), "a.ipynb")
    failed = 0
    for _ in range(ROUNDS):
        saving = [contents.save(model(), "a.ipynb")]
        reading = [contents.get("a.ipynb", content=True) for _ in range(6)]
        found = await asyncio.gather(*saving, *reading, return_exceptions=True)
        failed += sum(isinstance(one, BaseException) for one in found)
    return failed


async def test_it_is_where_it_was_however_often_it_is_read(tmp_path: Path) -> None:
    contents = AsyncLargeFileManager(root_dir=str(tmp_path))
    one_at_a_time(contents)
    assert await saved_and_read(contents) == 0
    assert [name for name in os.listdir(tmp_path) if not name.startswith(".")] == ["a.ipynb"]


async def test_what_is_read_within_a_save_does_not_wait_for_its_end(tmp_path: Path) -> None:
    contents = AsyncLargeFileManager(root_dir=str(tmp_path))
    one_at_a_time(contents)
    await contents.save(model(), "a.ipynb")
    inner = contents.save

    async def reads_first(model: Any, path: str = "") -> Any:
        held = await contents.get(path, content=True)
        return held, await inner(model, path)

    setattr(contents, "save", reads_first)  # noqa: B010
    one_at_a_time(contents)
    async with asyncio.timeout(60):
        held, saved = await contents.save(model(), "a.ipynb")
    assert held["name"] == saved["name"] == "a.ipynb"


async def test_what_a_save_starts_waits_for_its_end_and_so_does_another_spelling(
    tmp_path: Path,
) -> None:
    contents = AsyncLargeFileManager(root_dir=str(tmp_path))
    begun: list[asyncio.Task[Any]] = []
    inner = contents.save

    async def starts(model: Any, path: str = "") -> Any:
        for spelled in ("a.ipynb", "./a.ipynb", "/x/..//a.ipynb"):
            begun.append(asyncio.create_task(contents.get(spelled, content=True)))
        await asyncio.sleep(0)
        assert not any(task.done() for task in begun)
        return await inner(model, path)

    setattr(contents, "save", starts)  # noqa: B010
    one_at_a_time(contents)
    (tmp_path / "x").mkdir()
    async with asyncio.timeout(60):
        await contents.save(model(), "a.ipynb")
        found = await asyncio.gather(*begun, return_exceptions=True)
    assert all(isinstance(one, dict) or "hidden" in str(one) for one in found), found
    assert isinstance(found[0], dict)


async def test_other_notebooks_are_not_waited_for(tmp_path: Path) -> None:
    contents = AsyncLargeFileManager(root_dir=str(tmp_path))
    begun, let = asyncio.Event(), asyncio.Event()
    inner = contents.save

    async def slow(model: Any, path: str = "") -> Any:
        if path == "a.ipynb":
            begun.set()
            await let.wait()
        return await inner(model, path)

    setattr(contents, "save", slow)  # noqa: B010
    one_at_a_time(contents)
    async with asyncio.timeout(60):
        first = asyncio.create_task(contents.save(model(), "a.ipynb"))
        await begun.wait()
        waiting = asyncio.create_task(contents.get("a.ipynb", content=True))
        await contents.save(model(), "b.ipynb")
        await contents.get("", content=True)
        assert not waiting.done()
        let.set()
        await first
        assert (await waiting)["name"] == "a.ipynb"


def test_a_manager_without_waiting_is_left_alone(tmp_path: Path) -> None:
    contents = FileContentsManager(root_dir=str(tmp_path))
    before = contents.get
    one_at_a_time(contents)
    assert contents.get == before
