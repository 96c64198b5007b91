"""A clone as its watcher reads it: real repositories, with what git makes hard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonground.errors import SetupError
from commonground.features.claims.clone import Clone
from commonground.features.claims.requests import MAX_HUNKS
from tests.features.claims import clones

pytestmark = pytest.mark.anyio


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    return clones.origin(tmp_path)


@pytest.fixture
def folder(origin: Path, tmp_path: Path) -> Path:
    return clones.clone(origin, tmp_path / "ada", "totals")


async def test_changed_lines_are_those_of_the_base_committed_or_not(folder: Path) -> None:
    clones.edit(folder, 10, "ten")
    clones.commit(folder, "Change ten")
    clones.edit(folder, 20, "twenty")
    work = await (await Clone.at(folder / "billing")).work()
    (changed,) = work.files
    assert [(hunk.start, hunk.count) for hunk in changed.hunks] == [(10, 1), (20, 1)]
    assert (work.branch, work.commits, work.subjects) == ("totals", 1, ("Change ten",))
    assert work.base == clones.run(folder, "rev-parse", "origin/main").strip()
    assert "+twenty" in changed.hunks[1].text


async def test_contents_are_told_only_where_they_are_asked_for(folder: Path) -> None:
    clones.edit(folder, 10, "something of mine")
    work = await (await Clone.at(folder)).work()
    assert "something of mine" not in json.dumps(work.fields(contents=False))
    assert "something of mine" in json.dumps(work.fields(contents=True))


async def test_new_renamed_deleted_and_binary_files(folder: Path) -> None:
    (folder / "new file.py").write_text("a\nb\n")
    (folder / "picture.bin").write_bytes(bytes(range(256)))
    clones.run(folder, "mv", "billing/invoice.py", "billing/bill ü.py")
    (folder / "README.md").unlink()
    files = {one.path: one for one in (await (await Clone.at(folder)).work()).files}
    assert {path: one.status for path, one in files.items()} == {
        "new file.py": "A",
        "picture.bin": "A",
        "billing/bill ü.py": "R",
        "README.md": "D",
    }
    assert files["billing/bill ü.py"].old_path == "billing/invoice.py"
    assert files["picture.bin"].binary
    assert files["new file.py"].hunks[0].new_count == 2


async def test_work_that_was_merged_is_done_also_when_it_was_squashed(
    folder: Path, origin: Path, tmp_path: Path
) -> None:
    clones.edit(folder, 10, "ten")
    clones.commit(folder, "Change ten")
    other = clones.clone(origin, tmp_path / "bob", "squashed")
    clones.edit(other, 10, "ten")
    clones.commit(other, "Change ten, squashed")
    clones.run(other, "push", "-q", "origin", "squashed:main")
    found = await Clone.at(folder)
    assert [one.path for one in (await found.work()).files] == ["billing/invoice.py"]
    clones.run(folder, "fetch", "-q")
    assert (await found.work()).files == ()


async def test_work_that_was_dropped_is_gone(folder: Path) -> None:
    clones.edit(folder, 10, "ten")
    found = await Clone.at(folder)
    assert (await found.work()).files
    clones.run(folder, "checkout", "-q", "--", ".")
    assert (await found.work()).files == ()


async def test_a_repository_without_commits_or_remotes_is_read_too(tmp_path: Path) -> None:
    clones.run(tmp_path, "init", "-q")
    (tmp_path / "first.py").write_text("a\n")
    work = await (await Clone.at(tmp_path)).work()
    assert [one.path for one in work.files] == ["first.py"]
    clones.commit(tmp_path, "Begin")
    assert (await (await Clone.at(tmp_path)).work()).files == ()


async def test_carriage_returns_and_very_many_hunks(folder: Path) -> None:
    many = "".join(f"x{n}\ny\n" for n in range(MAX_HUNKS + 50))
    (folder / "many.txt").write_text(many)
    (folder / "dos.txt").write_bytes(b"one\r\ntwo\r\n")
    clones.commit(folder, "Begin more")
    clones.run(folder, "push", "-q", "origin", "HEAD:main")
    clones.run(folder, "fetch", "-q")
    (folder / "many.txt").write_text(many.replace("x", "z"))
    (folder / "dos.txt").write_bytes(b"one\r\nTWO\r\n")
    files = {one.path: one for one in (await (await Clone.at(folder)).work()).files}
    assert files["many.txt"].truncated
    assert len(files["many.txt"].hunks) == MAX_HUNKS
    assert [(h.start, h.count) for h in files["dos.txt"].hunks] == [(2, 1)]


async def test_a_changed_notebook_names_its_cells(folder: Path) -> None:
    def notebook(*sources: str) -> str:
        cells = [
            {"id": f"c{n}", "cell_type": "code", "source": source, "outputs": [], "metadata": {}}
            for n, source in enumerate(sources)
        ]
        return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})

    place = folder / "sales.ipynb"
    place.write_text(notebook("a", "b", "c"))
    clones.commit(folder, "Begin a notebook")
    clones.run(folder, "push", "-q", "origin", "HEAD:main")
    clones.run(folder, "fetch", "-q")
    place.write_text(notebook("a", "changed", "c", "new"))
    (changed,) = (await (await Clone.at(folder)).work()).files
    assert changed.cells == ["c1", "c3"]


async def test_a_sparse_clone_tells_what_it_changes_and_deletes_nothing(
    origin: Path, tmp_path: Path
) -> None:
    place = tmp_path / "sparse"
    clones.run(origin, "clone", "-q", "--sparse", str(origin), str(place))
    clones.run(place, "checkout", "-qb", "totals")
    assert not (place / "billing").exists()
    assert (await (await Clone.at(place)).work()).files == ()
    clones.run(place, "sparse-checkout", "add", "billing")
    clones.edit(place, 12, "total = net + tax")
    (file,) = (await (await Clone.at(place)).work()).files
    assert (file.path, [hunk.start for hunk in file.hunks]) == ("billing/invoice.py", [12])


async def test_a_shallow_clone_tells_its_own_work_and_nothing_of_what_it_lacks(
    origin: Path, folder: Path, tmp_path: Path
) -> None:
    for line in (1, 2):
        clones.edit(folder, line, f"# moved on {line}")
        clones.commit(folder, "Move on")
    clones.run(folder, "push", "-q", "origin", "HEAD:main")
    place = tmp_path / "shallow"
    clones.run(origin, "clone", "-q", "--depth=1", f"file://{origin}", str(place))
    clones.run(place, "checkout", "-qb", "totals")
    clones.edit(place, 12, "total = net + tax")
    clones.commit(place, "Count the tax")
    work = await (await Clone.at(place)).work()
    (file,) = work.files
    assert (work.commits, work.subjects) == (1, ("Count the tax",))
    assert [hunk.start for hunk in file.hunks] == [12]
    clones.edit(folder, 30, "the main line goes on")
    clones.commit(folder, "Go on")
    clones.run(folder, "push", "-q", "origin", "HEAD:main")
    clones.run(place, "fetch", "-q", "--depth=1")  # now no commit is known that both have
    (file,) = (await (await Clone.at(place)).work()).files
    assert [hunk.start for hunk in file.hunks] == [12]


async def test_the_name_of_a_clone_stays(folder: Path, origin: Path, tmp_path: Path) -> None:
    other = clones.clone(origin, tmp_path / "second", "x")
    first = (await Clone.at(folder)).name
    assert (await Clone.at(folder)).name == first
    assert (await Clone.at(other)).name != first


async def test_outside_of_any_work_tree_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no work tree"):
        await Clone.at(tmp_path)
