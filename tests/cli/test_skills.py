"""``commonground skills``: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from commonground.cli.main import main
from tests.features.skills.writing import skill_text, write_skill


def skills(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["skills", *map(str, arguments)])


def test_lint_names_what_is_wrong_and_where_and_fails_on_errors_alone(tmp_path: Path) -> None:
    good = write_skill(tmp_path / "skills", "good-one")
    warned = write_skill(
        tmp_path / "skills",
        "long-one",
        skill_text("long-one", "allowed-tools: Bash\n", "[a](b.md)"),
    )
    bad = write_skill(tmp_path / "skills", "bad-one", "---\nname: Bad\n---\n")
    assert skills("lint", good).exit_code == 0
    found = skills("lint", warned / "SKILL.md")
    assert found.exit_code == 0
    assert "[missing-file]" in found.output
    assert "[unknown-tool]" in found.output
    found = skills("lint", tmp_path)
    assert found.exit_code == 1
    assert f"{bad}: error: There is no description" in found.output
    assert "3 skills: 1 can't be used, 1 with warnings." in found.output
    nothing = skills("lint", tmp_path / "skills" / "good-one" / "..", "--json")
    assert [one["ok"] for one in json.loads(nothing.stdout)] == [False, True, True]


def test_lint_of_a_path_without_skills_says_so(tmp_path: Path) -> None:
    found = skills("lint", tmp_path)
    assert found.exit_code == 1
    assert "There is no skill at" in found.output


def test_list_names_which_of_one_name_counts(tmp_path: Path) -> None:
    write_skill(tmp_path / ".agents/skills", "plan-sprint", skill_text("plan-sprint"))
    found = {
        one["where"]: one for one in json.loads(skills("list", "--json", "--root", tmp_path).stdout)
    }
    assert found[".agents/skills/plan-sprint"]["usable"]
    assert found["Common Ground/plan-sprint"]["instead"] == ".agents/skills/plan-sprint"
    assert "Common Ground/write-handoff" in skills("list", "--root", tmp_path).output
