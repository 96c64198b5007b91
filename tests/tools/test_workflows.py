"""What the code host is told to do exists here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
RELEASER = "jupyter-server/jupyter_releaser/"


def steps(path: Path) -> list[dict[str, Any]]:
    """All steps of a workflow."""
    jobs = yaml.safe_load(path.read_text())["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("path", sorted(GITHUB.rglob("*.yml")), ids=lambda path: path.name)
def test_every_file_for_the_code_host_is_yaml(path: Path) -> None:
    assert isinstance(yaml.safe_load(path.read_text()), dict)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_make_target_and_local_action_that_a_workflow_calls_is_there(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for step in steps(path):
        called = re.match(r"make ([a-z-]+)", step.get("run", ""))
        assert called is None or called[1] in targets
        uses = step.get("uses", "")
        assert not uses.startswith("./") or (ROOT / uses / "action.yml").is_file()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_has_more_rights_than_to_read_unless_a_job_says_so(path: Path) -> None:
    assert yaml.safe_load(path.read_text())["permissions"] == {"contents": "read"}


def test_releases_use_a_releaser_that_has_the_fix_of_1_11_2() -> None:
    used = [s["uses"] for path in WORKFLOWS for s in steps(path) if RELEASER in s.get("uses", "")]
    assert len(used) == 4
    for action in used:
        version = tuple(int(part) for part in action.rpartition("@v")[2].split("."))
        assert version >= (1, 11, 2)
