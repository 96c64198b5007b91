"""A skill's folder is read whole or not at all, and nothing outside of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonground.features.skills import folder as bounds
from commonground.features.skills.folder import Refused, read_folder, skill_folders
from commonground.features.skills.model import counted
from commonground.features.skills.places import SHIPPED, on_disk, places

from .writing import skill_text, write_skill

SECRET = "what nobody may read"


def test_all_files_are_read_but_hidden_ones(tmp_path: Path) -> None:
    folder = write_skill(
        tmp_path, references__checks="Look twice.", **{"scripts__run.py": "print(1)"}
    )
    (folder / ".env").write_text(SECRET)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text(SECRET)
    files = read_folder(tmp_path, "count-beans")
    assert list(files.sizes) == ["SKILL.md", "references/checks", "scripts/run.py"]
    assert files.text("references/checks") == "Look twice."
    assert files.text("../outside") is None


@pytest.mark.parametrize("change", ["content", "name", "more", "boundary"])
def test_any_change_of_a_file_is_another_digest(tmp_path: Path, change: str) -> None:
    folder = write_skill(tmp_path, a="one", b="two")
    before = read_folder(tmp_path, "count-beans").digest
    match change:
        case "content":
            (folder / "a").write_text("One")
        case "name":
            (folder / "a").rename(folder / "c")
        case "more":
            (folder / "c").write_text("")
        case "boundary":
            (folder / "a").write_text("onet")
            (folder / "b").write_text("wo")
    assert read_folder(tmp_path, "count-beans").digest != before


@pytest.mark.parametrize("kind", ["file", "folder", "skill", "manifest", "pipe", "hard to name"])
def test_links_and_what_is_no_plain_file_are_refused(tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "SKILL.md").write_text(skill_text())
    place = tmp_path / "skills"
    folder = write_skill(place)
    match kind:
        case "file":
            (folder / "notes.md").symlink_to(outside / "SKILL.md")
        case "folder":
            (folder / "references").symlink_to(outside)
        case "skill":
            (folder / "SKILL.md").unlink()
            folder.rmdir()
            folder.symlink_to(outside)
        case "manifest":
            (folder / "SKILL.md").unlink()
            (folder / "SKILL.md").symlink_to(outside / "SKILL.md")
        case "pipe":
            os.mkfifo(folder / "pipe")
        case "hard to name":
            (folder / "a\nb").write_text("x")
    assert skill_folders(place) == ("count-beans",)
    with pytest.raises(Refused):
        read_folder(place, "count-beans")


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_FILE", 1_000)
    monkeypatch.setattr(bounds, "MOST_BYTES", 1_500)
    monkeypatch.setattr(bounds, "MOST_FILES", 4)
    folder = write_skill(tmp_path)
    (folder / "large").write_text("x" * 1_001)
    with pytest.raises(Refused, match="1,000 bytes"):
        read_folder(tmp_path, "count-beans")
    (folder / "large").write_text("x" * 900)
    (folder / "larger").write_text("x" * 900)
    with pytest.raises(Refused, match="1,500 bytes"):
        read_folder(tmp_path, "count-beans")
    (folder / "larger").write_text("")
    for name in "abc":
        (folder / name).write_text("")
    with pytest.raises(Refused, match="4 files"):
        read_folder(tmp_path, "count-beans")
    deep = write_skill(tmp_path / "deep", **{"__".join("abcdefgh"): "x"})
    with pytest.raises(Refused, match="folders deep"):
        read_folder(deep.parent, "count-beans")


def test_of_one_name_the_folders_skill_counts_then_the_homes_and_the_others_say_so(
    tmp_path: Path,
) -> None:
    root, home = tmp_path / "root", tmp_path / "home"
    write_skill(root / "skills", "plan-sprint", skill_text("plan-sprint"))
    write_skill(root / ".agents/skills", "plan-sprint", skill_text("plan-sprint"))
    write_skill(home / ".claude/skills", "plan-sprint", skill_text("plan-sprint"))
    write_skill(home / ".agents/skills", "at-home", skill_text("at-home"))
    found = {one.where: one for one in counted(on_disk(places(root, home)))}
    chosen = found[".agents/skills/plan-sprint"]
    assert chosen.usable
    assert {one.where for one in found.values() if one.instead == chosen.where} == {
        "skills/plan-sprint",
        "~/.claude/skills/plan-sprint",
        "Common Ground/plan-sprint",
    }
    assert found["~/.agents/skills/at-home"].source == "home"


def test_one_that_cannot_be_used_hides_no_other(tmp_path: Path) -> None:
    write_skill(tmp_path / "skills", "plan-sprint", "no front matter")
    found = {one.where: one for one in counted(on_disk(places(tmp_path, tmp_path / "home")))}
    assert found["Common Ground/plan-sprint"].usable
    assert not found["skills/plan-sprint"].usable


def test_a_place_that_is_reached_through_a_link_is_none(tmp_path: Path) -> None:
    write_skill(tmp_path / "outside")
    (tmp_path / "root" / ".claude").mkdir(parents=True)
    (tmp_path / "root" / ".claude" / "skills").symlink_to(tmp_path / "outside")
    (tmp_path / "root" / ".agents").symlink_to(tmp_path)
    found = places(tmp_path / "root", tmp_path / "home")
    assert [one.shown for one in found if one.source == "repository"] == ["skills"]


def test_a_name_that_is_not_its_folders_is_an_error(tmp_path: Path) -> None:
    write_skill(tmp_path / "skills", "mine", skill_text("plan-sprint"))
    [mine] = [one for one in on_disk(places(tmp_path, tmp_path)) if one.where == "skills/mine"]
    assert not mine.usable
    assert "have to be the same" in mine.problems[0].message


def test_the_skills_that_come_with_the_product_are_without_fault() -> None:
    found = [
        one
        for one in on_disk(places(Path("/nowhere"), Path("/nowhere")))
        if one.source == "shipped"
    ]
    assert [one.name for one in found] == [
        "architecture-options",
        "code-review-with-team",
        "plan-sprint",
        "write-handoff",
    ]
    for one in found:
        assert one.problems == ()
        assert one.manifest is not None
        assert one.manifest.needs
        assert len(one.files.sizes) > 1
        for path in one.files.sizes:
            assert path == "SKILL.md" or path in one.manifest.body
    assert SHIPPED.is_dir()
