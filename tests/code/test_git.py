"""git is asked without running what a repository configures, and is stopped when it is too slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.code.git import git
from tests import repository

pytestmark = pytest.mark.anyio
NAME = "Grüße an alle.txt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository.git(tmp_path, "init")
    (tmp_path / NAME).write_text("hello")
    return tmp_path


async def test_names_come_as_they_are(root: Path) -> None:
    listed = await git(root, "ls-files", "--others", "-z", seconds=30)
    assert listed.split("\0") == [NAME, ""]


async def test_a_program_that_the_repository_names_is_not_run(root: Path) -> None:
    ran = root / "ran"
    program = root / ".git" / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    repository.git(root, "config", "core.fsmonitor", str(program))
    await git(root, "ls-files", "--others", "-z", seconds=30)
    assert not ran.exists()
    repository.git(root, "ls-files", "--others")
    assert ran.exists()  # it is one that git would run


async def test_what_git_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="git ls-files failed"):
        await git(tmp_path, "ls-files", seconds=30)


async def test_it_is_stopped_when_it_takes_too_long(root: Path) -> None:
    slow = ("-c", "alias.wait=!exec sleep 600", "wait")
    with pytest.raises(TimeoutError):
        await git(root, *slow, seconds=0.2)
