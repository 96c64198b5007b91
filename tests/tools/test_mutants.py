"""Changes are made where behaviour is, and one that no test notices is told from one that is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tools.mutants import Result, drawn, mutants, near_tests, run

SOURCE = '''\
"""Says é; 1 < 2 here is no code."""

import logging
log = logging.getLogger(__name__)


def small(value: int, limit: int = 3) -> bool:
    """Whether `value` < `limit`."""
    log.info("looked %d", 1)
    if not value:
        raise ValueError(f"not {1 + 1}")
    return value < limit and value != 7
'''

TESTS = """\
from commonground.core.small import small


def test_small() -> None:
    assert small(2) is True
    assert small(3) is False
"""


def applied() -> dict[str, str]:
    """Each changed line by what it was."""
    made = [mutant.applied(SOURCE) for mutant in mutants("m.py", SOURCE)]
    before = SOURCE.splitlines()
    return {
        new.strip(): old.strip()
        for text in made
        for old, new in zip(before, text.splitlines(), strict=True)
        if old != new
    }


def test_comparisons_joints_constants_and_statements_are_changed() -> None:
    assert set(applied()) == {
        "def small(value: int, limit: int = 4) -> bool:",
        "if value:",
        "if True:",
        "if False:",
        "pass",
        "return None",
        "return value <= limit and value != 7",
        "return value < limit or value != 7",
        "return value < limit and value == 7",
        "return value < limit and value != 8",
    }


def test_docstrings_words_and_logs_stay_as_they_are() -> None:
    changed = set(applied().values())
    assert not any("log.info" in line or line.startswith('"""') for line in changed)


PROFILE = 'from hypothesis import settings\nsettings.register_profile("ci", max_examples=1)\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one module and one test of it."""
    module = tmp_path / "jupyter_ext" / "commonground" / "core" / "small.py"
    test = tmp_path / "tests" / "elsewhere" / "test_small.py"
    profile = tmp_path / "conftest.py"
    inits = [(folder / "__init__.py", "") for folder in (module.parent, module.parent.parent)]
    for path, text in (*inits, (module, SOURCE), (test, TESTS), (profile, PROFILE)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath=["jupyter_ext"]'
    )
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def test_what_no_test_notices_survives(project: Path) -> None:
    module = "jupyter_ext/commonground/core/small.py"
    assert near_tests(project, module) == ["tests/elsewhere/test_small.py"]
    found = {m.instead: m for m in mutants(module, SOURCE)}
    tried = [found["<="], found["8"]]
    results = list(run(project, tried, jobs=1))
    assert [result.killed for result in results] == [True, False]
    assert isinstance(results[0], Result)
    assert (project / module).read_text() == SOURCE


def test_the_same_seed_draws_the_same_sample(project: Path) -> None:
    everything, chosen = drawn(project, ["core"], sample=2, seed=5)
    assert (everything, len(chosen)) == (10, 2)
    assert drawn(project, ["core"], sample=2, seed=5)[1] == chosen
    assert drawn(project, ["core"], sample=2, seed=6)[1] != chosen


def test_a_folder_that_is_not_there_is_named(project: Path) -> None:
    with pytest.raises(SystemExit, match="no jupyter_ext/commonground/nowhere"):
        drawn(project, ["nowhere"], sample=1, seed=1)
