"""``commonground check-docs`` on real repositories: what broke, who broke it, and where it went."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.features.freshness.sarif import rule_of
from tests import repository
from tests.features.freshness.sarif_rules import problems_of

GUIDE = """# Guide

The orders are in `src/orders.py`, made by `make_order()`.
Bills are in [their module](../src/bills.py), and `src/` has the rest.
`src/old.py` was removed.
Foreign: `openai/gpt-x`, `SOME_VARIABLE`.
"""
ADA = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def commit(root: Path, subject: str) -> str:
    repository.git(root, "add", "-A")
    repository.git(root, *ADA, "commit", "-m", subject)
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "docs").mkdir(parents=True)
    (root / "src").mkdir()
    repository.git(root, "init", "-b", "main")
    (root / "src" / "orders.py").write_text("def make_order(x):\n    return x + 1\n" * 3)
    (root / "src" / "bills.py").write_text("RATE = 3\n")
    (root / "docs" / "guide.md").write_text(GUIDE)
    commit(root, "Begin")
    return root


def checked(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check-docs", str(root), *more])


def findings(root: Path) -> list[dict[str, Any]]:
    return list(json.loads(checked(root, "--json").output)["findings"])


def test_what_stands_is_fine(root: Path) -> None:
    result = checked(root)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("0 broken, 0 touched, 4 fresh")


def test_a_renamed_file_is_broken_with_its_commit_and_its_new_place(root: Path) -> None:
    (root / "lib").mkdir()
    repository.git(root, "mv", "src/orders.py", "lib/orders.py")
    moved = commit(root, "Move the orders")
    result = checked(root)
    assert result.exit_code == 1
    assert "docs/guide.md:3:20: `src/orders.py` is gone since" in result.output
    assert f"{moved[:10]} (Ada," in result.output
    assert "Move the orders). It is now lib/orders.py." in result.output
    (found,) = findings(root)
    assert found["broken_by"]["commit"] == moved
    assert (found["new_place"], found["new_place_sure"]) == ("lib/orders.py", True)


def test_a_file_that_was_renamed_twice_is_named_where_it_is_today(root: Path) -> None:
    for place in ("lib", "app"):
        (root / place).mkdir()
        before = "src" if place == "lib" else "lib"
        repository.git(root, "mv", f"{before}/orders.py", f"{place}/orders.py")
        commit(root, f"Move to {place}")
    (found,) = findings(root)
    assert found["new_place"] == "app/orders.py"
    assert found["broken_by"]["subject"] == "Move to lib"


def test_a_deleted_file_and_a_symbol_that_no_code_names_are_broken(root: Path) -> None:
    (root / "src" / "bills.py").unlink()
    (root / "src" / "orders.py").write_text("def create(x):\n    return x\n")
    last = commit(root, "Clean up")
    found = {each["reference"]: each for each in findings(root) if each["state"] == "broken"}
    assert set(found) == {"../src/bills.py", "make_order"}
    assert found["make_order"]["target"] == "src/orders.py:make_order"
    assert found["make_order"]["broken_by"]["commit"] == last
    assert "new_place" not in found["../src/bills.py"]


def test_a_symbol_that_code_still_names_is_not_broken(root: Path) -> None:
    (root / "src" / "orders.py").write_text("from elsewhere import make_order\n")
    commit(root, "Import it")
    assert checked(root).exit_code == 0


def test_a_change_of_the_file_is_told_and_breaks_nothing(root: Path) -> None:
    (root / "src" / "bills.py").write_text("RATE = 4\n")
    commit(root, "Raise the rate")
    result = checked(root, "--touched")
    assert result.exit_code == 0
    assert "`../src/bills.py` was changed by 1 commit since this was written" in result.output
    assert "Raise the rate" in result.output


def test_a_line_that_is_written_after_the_break_was_never_anchored(root: Path) -> None:
    (root / "src" / "bills.py").unlink()
    commit(root, "Drop the bills")
    text = (root / "docs" / "guide.md").read_text()
    (root / "docs" / "guide.md").write_text(text.replace("Bills are in", "The bills live in"))
    commit(root, "Say it better")
    assert checked(root).exit_code == 0


def test_what_is_not_committed_yet_is_judged_by_the_work_tree(root: Path) -> None:
    (root / "src" / "bills.py").unlink()
    result = checked(root)
    assert result.exit_code == 1
    assert "`../src/bills.py` (src/bills.py) is gone." in result.output
    (root / "NEW.md").write_text("See `src/bills.py` and `src/orders.py`.\n")
    assert "NEW.md" not in checked(root).output


def test_records_of_changes_are_left_alone(root: Path) -> None:
    (root / "CHANGELOG.md").write_text("`src/bills.py` is there.\n")
    commit(root, "Write the log")
    repository.git(root, "rm", "src/bills.py")
    commit(root, "Drop the bills")
    result = checked(root)
    assert "CHANGELOG.md" not in result.output
    assert "1 record of changes left out" in result.output


def test_a_shallow_clone_says_that_it_knows_too_little(root: Path, tmp_path: Path) -> None:
    repository.git(root, "rm", "src/bills.py")
    commit(root, "Drop the bills")
    repository.git(tmp_path, "clone", "--depth", "1", root.as_uri(), "shallow")
    result = checked(tmp_path / "shallow")
    assert result.exit_code == 0
    assert "fetch-depth: 0" in result.output


def test_without_git_only_links_are_judged_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text("[gone](gone.md) [here](a.md) `src/unknown.py`\n")
    result = CliRunner().invoke(main, ["check-docs", "a.md"])
    assert result.exit_code == 1
    assert "`gone.md` leads to no file." in result.output
    assert "src/unknown.py" not in result.output
    assert "no git history" in result.output


def test_a_path_that_is_not_there_is_wrong_use(root: Path) -> None:
    assert CliRunner().invoke(main, ["check-docs", str(root / "nothing")]).exit_code == 2
    assert CliRunner().invoke(main, ["check-docs"]).exit_code == 2


def test_sarif_obeys_the_rules_of_its_schema(root: Path, tmp_path: Path) -> None:
    repository.git(root, "mv", "src/bills.py", "src/größe #1.py")
    commit(root, "Rename")
    output = tmp_path / "found.sarif"
    result = checked(root, "--format", "sarif", "--touched", "--output", str(output))
    assert result.exit_code == 1
    log = json.loads(output.read_text("utf-8"))
    assert problems_of(log) == []
    (one,) = log["runs"][0]["results"]
    assert one["ruleId"] == "broken-path"
    assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
    assert "größe #1.py" in one["message"]["text"]


def test_the_rules_of_the_schema_notice_what_breaks_them(root: Path) -> None:
    log = json.loads(checked(root, "--format", "sarif").output)
    assert problems_of(log) == []
    del log["runs"][0]["tool"]["driver"]["name"]
    log["version"] = "2.0"
    assert len(problems_of(log)) == 2
    assert rule_of.__doc__


def test_many_documents_are_read_with_one_pass_over_the_log(root: Path) -> None:
    for number in range(30):
        (root / "docs" / f"page{number}.md").write_text(f"`src/orders.py` {number}\n")
    commit(root, "Write pages")
    assert "34 fresh" in checked(root).output


@pytest.mark.parametrize("subject", ["chore: begin", "c", "fix \x01 bell \x02", "0" * 40])
def test_a_commit_may_be_called_anything(root: Path, subject: str) -> None:
    (root / "more.txt").write_text("more")
    commit(root, subject)
    (root / "src" / "orders.py").unlink()
    gone = commit(root, subject)
    found = {one["state"]: one for one in findings(root)}
    assert found["broken"]["broken_by"]["commit"] == gone


def test_where_git_fails_nothing_is_called_fine(root: Path) -> None:
    (root / "more.txt").write_text("more")
    head = commit(root, "Go on")
    (root / ".git" / "objects" / head[:2] / head[2:]).unlink()
    result = checked(root)
    assert result.exit_code == 1
    assert "git did not answer: git log failed" in result.output
    assert "safe.directory" in result.output
