"""A closed notebook is read where its file is another one, and never taken for what it was."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.code.plain_files import read_file
from commonground.features.findings import saved
from commonground.features.findings.saved import QUIET, SavedNotebooks

LONG_AGO = time.time_ns() - 100 * QUIET


def write(file: Path, source: str, at: int | None = None) -> None:
    file.write_text(json.dumps({"cells": [{"cell_type": "code", "id": "a", "source": source}]}))
    if at is not None:
        os.utime(file, ns=(at, at))


def source_of(notebooks: SavedNotebooks, file: Path) -> str | None:
    cells = notebooks.cells(file)
    return None if cells is None else "".join(one.cell.source for one in cells)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read."""
    found: list[str] = []

    def counted(path: Path, most: int) -> bytes:
        found.append(path.name)
        return read_file(path, most)

    monkeypatch.setattr(saved, "read_file", counted)
    return found


def test_what_is_the_same_is_read_once(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "QUIET", -1)  # as if it had been quiet for long
    file, notebooks = tmp_path / "a.ipynb", SavedNotebooks()
    write(file, "x = 1")
    assert [source_of(notebooks, file) for _ in range(3)] == ["x = 1"] * 3
    assert read == ["a.ipynb"]
    write(file, "x = 22")
    assert source_of(notebooks, file) == "x = 22"
    assert len(read) == 2


def test_one_that_was_written_just_now_is_read_again(tmp_path: Path, read: list[str]) -> None:
    """Two writes within one tick of the clock have one stamp."""
    file, notebooks = tmp_path / "a.ipynb", SavedNotebooks()
    write(file, "x = 1")
    assert source_of(notebooks, file) == "x = 1"
    assert source_of(notebooks, file) == "x = 1"
    assert len(read) == 2


@pytest.mark.parametrize("held", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"cells": 7}'])
def test_what_is_no_notebook_has_no_cells(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "a.ipynb"
    file.write_bytes(held)
    assert SavedNotebooks().cells(file) is None


def test_a_pipe_a_link_and_a_gap_hold_nobody_up(tmp_path: Path) -> None:
    notebooks = SavedNotebooks()
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path / "a.ipynb", "x = 1")
    (tmp_path / "link").symlink_to(tmp_path / "a.ipynb")
    for name in ("pipe", "link", "gone"):
        assert notebooks.cells(tmp_path / name) is None


def test_no_more_are_kept_than_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST_KEPT", 2)
    monkeypatch.setattr(saved, "QUIET", -1)
    notebooks = SavedNotebooks()
    for name in "abc":
        write(tmp_path / name, name)
        notebooks.cells(tmp_path / name)
    assert [file.name for file in notebooks._known] == ["b", "c"]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2)), max_size=8))
def test_a_reader_sees_what_stands_there(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[int, int]]
) -> None:
    """Whatever its stamp says: a tool may set it back."""
    file, notebooks = tmp_path_factory.mktemp("saved") / "a.ipynb", SavedNotebooks()
    for number, age in writes:
        write(file, f"x = {number}", LONG_AGO + age)
        assert source_of(notebooks, file) == f"x = {number}"
