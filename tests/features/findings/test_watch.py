"""How the files of findings are looked at: plain ones, of bounded size, while nobody writes."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId
from commonground.features.findings import watch as watching
from commonground.features.findings.model import SharedFinding
from commonground.features.findings.watch import FindingWatch, served_file

pytestmark = pytest.mark.anyio


async def _no_cells(path: str) -> Mapping[str, str] | None:
    return {}


def _finding(text: str, place: str = "a.csv") -> SharedFinding:
    made: dict[str, Any] = {
        "path": "", "cells": [], "here": False, "packages": {},
        "files": [
            {
                "path": place, "place": place, "size": len(text),
                "digest": hashlib.sha256(text.encode()).hexdigest(),
            }
        ],
    }  # fmt: skip
    return SharedFinding(Entry(EntryId("e_1"), "knowledge", TEAM, "alice", 1), made, "alice", 1)


async def _state(watch: FindingWatch, one: SharedFinding) -> str:
    async with asyncio.timeout(5):
        states = await watch.states([one])
    return states[one.entry.id][0].state


async def test_what_is_no_plain_file_is_gone_and_nobody_waits_for_it(tmp_path: Path) -> None:
    """Opening a pipe waits for who writes to it."""
    os.mkfifo(tmp_path / "a.csv")
    watch = FindingWatch(tmp_path, _no_cells)
    assert await _state(watch, _finding("old")) == "broken"


async def test_a_file_is_read_once_its_stamp_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is being written is read when that is over, and not each second."""
    read: list[str] = []
    digest = watching.digest_of

    def counted(file: Path) -> str:
        read.append(file.name)
        return digest(file)

    monkeypatch.setattr(watching, "digest_of", counted)
    file, watch, one = tmp_path / "a.csv", FindingWatch(tmp_path, _no_cells), _finding("old")
    file.write_text("new")
    for stamp in range(5):
        os.utime(file, ns=(stamp, stamp))
        await _state(watch, one)
    assert not read
    assert await _state(watch, one) == "touched"
    assert await _state(watch, one) == "touched"
    assert len(read) == 1


async def test_another_size_is_another_file_without_reading_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("longer")
    assert await _state(FindingWatch(tmp_path, _no_cells), _finding("old")) == "touched"


async def test_a_large_file_is_known_by_its_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read; what changes it is seen from then on."""
    monkeypatch.setattr(watching, "MOST_READ", 2)
    monkeypatch.setattr(watching, "digest_of", lambda file: pytest.fail("it was read"))
    file, watch, one = tmp_path / "a.csv", FindingWatch(tmp_path, _no_cells), _finding("old")
    file.write_text("old")
    assert [await _state(watch, one) for _ in range(3)] == ["fresh"] * 3
    file.write_text("new")
    os.utime(file, ns=(7, 7))
    assert [await _state(watch, one) for _ in range(3)][-1] == "touched"


@pytest.mark.parametrize(
    "place", ["../out.csv", "a\0.csv", ".git/config", "link.csv", "/etc/hosts"]
)
def test_only_files_that_are_served_are_looked_at(tmp_path: Path, place: str) -> None:
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "config").write_text("x")
    (tmp_path / "out.csv").write_text("x")
    (root / "link.csv").symlink_to(tmp_path / "out.csv")
    (root / "a.csv").write_text("x")
    assert served_file(root, place) is None
    assert served_file(root, "a.csv") == root / "a.csv"
