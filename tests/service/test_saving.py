"""Files written below a root: nowhere else, whole, and nothing lost unsaid."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonground.errors import InvalidCommand
from commonground.service.saving import save_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path / "root"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "path",
    [
        "../x.csv", "/x.csv", "a/../../x.csv", ".y.csv", "a/.git/x", "a\\..\\x.csv", "a//b", "",
        "con.csv", "x.csv\n", "file.csv/", "out/x.csv", "link.csv", "dead.csv", "deep/up/x.csv",
        "loop/x.csv", "hidden/x.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("overwrite", [False, True])
def test_no_path_leads_out_and_nothing_is_written_before_that_is_known(
    root: Path, path: str, overwrite: bool
) -> None:
    out = root.parent / "out"
    (out / "kept.csv").write_text("kept")
    (root / "out").symlink_to(out)
    (root / "link.csv").symlink_to(out / "kept.csv")
    (root / "dead.csv").symlink_to(out / "new.csv")
    (root / "deep").mkdir()
    (root / "deep" / "up").symlink_to("../../out")
    (root / "loop").symlink_to("loop")
    (root / ".secret").mkdir()
    (root / "hidden").symlink_to(".secret")
    before = everything(root.parent)
    with pytest.raises(InvalidCommand):
        save_files(root, {"fine.csv": "x", path: "y"}, overwrite=overwrite)
    assert everything(root.parent) == before


def test_a_link_within_the_root_is_followed_to_where_it_leads(root: Path) -> None:
    (root / "real").mkdir()
    (root / "short").symlink_to("real")
    (root / "alias.csv").symlink_to("real/a.csv")
    assert save_files(root, {"short/b.csv": b"b", "alias.csv": "a"}) == ["alias.csv", "short/b.csv"]
    assert (root / "real" / "b.csv").read_bytes() == b"b"
    assert (root / "real" / "a.csv").read_text() == "a"
    assert (root / "alias.csv").is_symlink()


def test_another_file_in_the_way_is_named_and_none_is_written(root: Path) -> None:
    (root / "a.csv").write_text("old")
    with pytest.raises(InvalidCommand, match=r"a\.csv") as refused:
        save_files(root, {"a.csv": "new", "b.csv": "new"})
    assert "--overwrite" in refused.value.remedy
    assert everything(root) == {"a.csv": b"old"}
    save_files(root, {"a.csv": "new", "b.csv": "new"}, overwrite=True)
    assert everything(root) == {"a.csv": b"new", "b.csv": b"new"}


def test_a_pipe_or_a_notebook_is_replaced_by_nobody(root: Path) -> None:
    os.mkfifo(root / "pipe.csv")
    (root / "n.ipynb").write_text("{}")
    for path in ("pipe.csv", "n.ipynb"):
        with pytest.raises(InvalidCommand):
            save_files(root, {path: "x"}, overwrite=True)
    assert (root / "n.ipynb").read_text() == "{}"


def test_folders_are_made_only_where_that_is_meant(root: Path) -> None:
    with pytest.raises(InvalidCommand, match="no folder"):
        save_files(root, {"new/a.csv": "x"}, new_folders=False)
    assert not (root / "new").exists()
    save_files(root, {"new/er/a.csv": "x"})
    assert everything(root) == {"new/er/a.csv": b"x"}


def test_two_paths_of_one_file_are_refused_before_either_is_written(root: Path) -> None:
    (root / "real").mkdir()
    (root / "alias.csv").symlink_to("real/a.csv")
    for files in (
        {"alias.csv": "one", "real/a.csv": "two"},
        {"x.csv": "file", "x.csv/inner.csv": "below it"},
    ):
        with pytest.raises(InvalidCommand):
            save_files(root, files, overwrite=True)
        assert everything(root) == {}
    assert save_files(root, {"alias.csv": "same", "real/a.csv": "same"}) == [
        "alias.csv",
        "real/a.csv",
    ]


def test_who_may_read_a_file_stays_when_it_is_written_again(root: Path) -> None:
    path = root / "a.csv"
    path.write_text("old")
    path.chmod(0o600)
    save_files(root, {"a.csv": "new"}, overwrite=True)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)


def test_a_hidden_path_is_written_where_the_program_names_it(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    save_files(root, {".github/x.md": "x"}, dotted={".github/x.md"})
    assert (root / ".github/x.md").read_text() == "x"
    (root / "link.md").symlink_to(".git/hook")
    for path in (".git/x", "../x", ".github/../../x", "link.md"):
        with pytest.raises(InvalidCommand, match="does not lead into"):
            save_files(root, {path: "x"}, dotted={path})
    with pytest.raises(InvalidCommand, match="does not lead into"):
        save_files(root, {".github/y.md": "y"}, dotted={".github/x.md"})
