"""What an anchor may point at: whatever lies there, the server reads little and never waits."""

from __future__ import annotations

import os
import threading
import tracemalloc
from pathlib import Path

import pytest

from commonground.features.freshness.anchors import CodeAnchor
from commonground.features.freshness.served import MOST_BYTES, ServedRepository
from tests import repository

pytestmark = pytest.mark.anyio
LARGE = 400 * 2**20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    repository.git(root, "init", "-b", "main")
    (root / "orders.py").write_text("def make_order(x):\n    return x + 1\n")
    repository.git(root, "add", "-A")
    repository.git(root, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-m", "Begin")
    return root


async def looked(root: Path) -> ServedRepository:
    served = ServedRepository(root)
    await served.look()
    return served


def set_size(path: Path, size: int) -> None:
    with path.open("ab") as file:
        file.truncate(size)


async def test_of_a_large_file_no_more_is_read_than_of_any_other(root: Path) -> None:
    set_size(root / "big.bin", LARGE)
    served = await looked(root)
    tracemalloc.start()
    try:
        tied = served.tied(CodeAnchor("big.bin"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * MOST_BYTES
    assert tied.digest
    assert [one.state for one in await served.judged([tied])] == ["fresh"]
    set_size(root / "big.bin", LARGE + 1)
    assert [one.state for one in await (await looked(root)).judged([tied])] == ["touched"]


async def test_a_pipe_holds_nobody_up(root: Path) -> None:
    os.mkfifo(root / "pipe.py")
    served = await looked(root)
    found: list[CodeAnchor] = []
    reading = threading.Thread(
        target=lambda: found.append(served.tied(CodeAnchor("pipe.py"))), daemon=True
    )
    reading.start()
    reading.join(10)
    assert [one.digest for one in found] == [""]
    assert [one.state for one in await served.judged(found)] == ["unanchored"]
    assert not await served.changed()


async def test_a_link_is_what_it_says_and_not_what_it_leads_to(root: Path) -> None:
    outside = root.parent / "secret.py"
    outside.write_text("def hidden():\n    pass\n")
    (root / "link.py").symlink_to(outside)
    (root / "lead.py").symlink_to("orders.py")
    served = await looked(root)
    tied = served.tied(CodeAnchor("link.py"))
    assert not served.tied(CodeAnchor("link.py", "hidden")).digest
    outside.write_text("def hidden():\n    return 1\n")
    assert [one.state for one in await (await looked(root)).judged([tied])] == ["fresh"]
    (root / "link.py").unlink()
    (root / "link.py").symlink_to("orders.py")
    again = (await looked(root)).tied(CodeAnchor("link.py"))
    assert again.digest
    assert again.digest != tied.digest


async def test_what_lies_behind_a_linked_folder_is_not_there(root: Path) -> None:
    (root.parent / "away").mkdir()
    (root.parent / "away" / "a.py").write_text("A = 1\n")
    (root / "in").symlink_to(root.parent / "away")
    served = await looked(root)
    assert not served.tied(CodeAnchor("in/a.py")).digest
    assert not await served.changed()
    (root / "in").unlink()
    (root.parent / "away").rename(root / "in")
    assert (await looked(root)).tied(CodeAnchor("in/a.py")).digest
