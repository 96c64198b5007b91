"""Areas read from a real work tree: CODEOWNERS, git's log, folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.core.area import Area
from commonground.features.team.worktree import WorkTree
from tests.repository import git

pytestmark = pytest.mark.anyio
MEMBERS = {"alice": "Alice Adams", "bob": "Bob Brown"}


def commit(root: Path, name: str, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a") as file:
            file.write("more\n")
    git(root, "add", "-A")
    email = f"{name.split()[0].lower()}@example.org"
    git(root, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-qm", "work")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


async def test_who_touched_a_folder_is_in_its_area(root: Path) -> None:
    for turn in range(4):
        commit(root, "Alice Adams", f"api/a{turn}.py", "api/größe.py")
    commit(root, "bob", "web/index.ts", "README.md")
    commit(root, "Somebody Else", "web/other.ts")
    found = await WorkTree(root).suggested(MEMBERS)
    assert found.suggested == (
        Area("api", ("/api/",), ("alice",)),
        Area("web", ("/web/",), ("bob",)),
    )


async def test_only_the_served_part_of_a_repository_counts(root: Path) -> None:
    commit(root, "Alice Adams", "api/a.py", "served/models/m.py")
    found = await WorkTree(root / "served").suggested(MEMBERS)
    assert [area.globs for area in found.suggested] == [("/models/",)]


async def test_codeowners_name_members_by_what_they_are_called_here(root: Path) -> None:
    (root / ".github").mkdir()
    (root / ".github" / "CODEOWNERS").write_text("/api/ @Alice-Adams @org/core\n!/x @bob\n")
    found = await WorkTree(root).suggested(MEMBERS)
    assert found.codeowners == (Area("api", ("/api/",), ("alice",)),)
    passed, stranger = found.problems
    assert passed.startswith(".github/CODEOWNERS, line 2:")
    assert stranger.startswith("CODEOWNERS names org/core, who are no members here")


async def test_what_the_team_has_is_not_suggested_again(root: Path) -> None:
    commit(root, "Alice Adams", "api/a.py", "web/a.ts", "docs/a.md")
    found = await WorkTree(root).suggested(MEMBERS)
    has = {"backend": Area("backend", ("api/",)), "web": Area("web")}
    assert [area.name for area in found.without(has).suggested] == ["docs"]


async def test_a_folder_without_git_suggests_its_folders(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").touch()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "b").touch()
    found = await WorkTree(tmp_path).suggested(MEMBERS)
    assert found.suggested == (Area("data", ("/data/",)),)


async def test_an_empty_or_vanished_folder_suggests_nothing(tmp_path: Path) -> None:
    assert (await WorkTree(tmp_path / "gone").suggested({})).suggested == ()
    assert (await WorkTree(tmp_path).suggested({})).suggested == ()
