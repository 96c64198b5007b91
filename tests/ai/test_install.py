"""``commonground model install``: what it runs, what it tells, and what it says when it can't."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from commonground.ai.install import PINS, _environment, _installers, _missing, _run, install
from commonground.errors import SetupError

from .conftest import needs_embedded

PINNED = [f"{name}=={version}" for name, version in PINS.items()]


class Machine:
    """A machine on which commands are recorded and, from ``works_at`` on, do their work."""

    def __init__(self, *, present: bool = False, works_at: int = 0) -> None:
        self.present = present
        self.works_at = works_at
        self.ran: list[list[str]] = []
        self.told: list[str] = []

    def missing(self) -> list[str]:
        return [] if self.present else PINNED

    def run(self, command: Sequence[str], environ: Mapping[str, str], report: object) -> int:
        self.ran.append(list(command))
        if len(self.ran) <= self.works_at:
            assert callable(report)
            report("error: dns failure")
            return 2
        self.present = True
        return 0

    def install(self, *installers: list[str]) -> None:
        install(
            self.told.append,
            missing=self.missing,
            installers=lambda: list(installers),
            run=self.run,
        )


def test_it_runs_nothing_where_everything_is_there() -> None:
    machine = Machine(present=True)
    machine.install(["uv"])
    assert machine.ran == []
    assert machine.told == ["The embedded model is installed."]


def test_it_installs_the_pins_with_the_first_installer_and_tells() -> None:
    machine = Machine()
    machine.install(["uv", "pip"], ["pip"])
    assert machine.ran == [["uv", "pip", *PINNED]]
    assert machine.told[0].startswith("Installing xllamacpp==")
    assert machine.told[-1] == "The embedded model is installed."


def test_a_second_installer_steps_in_for_one_that_fails() -> None:
    machine = Machine(works_at=1)
    machine.install(["uv"], ["pip"])
    assert [command[0] for command in machine.ran] == ["uv", "pip"]


def test_a_failure_says_why_and_what_to_do() -> None:
    with pytest.raises(SetupError) as caught:
        Machine(works_at=9).install(["uv"])
    assert "dns failure" in caught.value.message
    assert "commonground model install" in caught.value.remedy


def test_without_an_installer_it_says_what_to_install_by_hand() -> None:
    with pytest.raises(SetupError) as caught:
        Machine().install()
    assert all(pin in caught.value.remedy for pin in PINNED)


def test_every_installer_leaves_dependencies_out_and_names_no_host() -> None:
    for command in _installers():
        assert "--no-deps" in command
        assert not [word for word in command if "://" in word or "index" in word]


def test_the_users_index_counts_for_uv_too_and_no_key_goes_along() -> None:
    mirror = {"PIP_INDEX_URL": "https://mirror.example/simple"}
    assert _environment(mirror)["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    both = mirror | {"UV_INDEX_URL": "https://uv.example/simple"}
    assert "UV_DEFAULT_INDEX" not in _environment(both)
    assert _environment({"ANTHROPIC_API_KEY": "sk", "PATH": "/bin"}) == {"PATH": "/bin"}


def test_output_is_passed_on_line_by_line_and_a_missing_program_is_told() -> None:
    told: list[str] = []
    script = "import sys; print('one'); print(); print('two', file=sys.stderr); sys.exit(3)"
    assert _run([sys.executable, "-c", script], os.environ, told.append) == 3
    assert sorted(told) == ["one", "two"]
    assert _run(["/nowhere/uv"], {}, told.append) == 127
    assert "/nowhere/uv" in told[-1]


def test_an_unreachable_index_becomes_a_setup_error(tmp_path: Path) -> None:
    """A real installer, a new environment, and an index at which nobody listens."""
    if not (commands := _installers()):
        pytest.skip("neither uv nor pip is here")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "v"], check=True)
    python = str(tmp_path / "v" / "bin" / "python")
    command = [python if word == sys.executable else word for word in commands[0]]
    if command[0] == python:  # "python -m uv": the tool is here, its target is there
        command = [sys.executable, *command[1:]]
    nobody = {
        "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "UV_NO_CACHE": "1",
        "PIP_NO_CACHE_DIR": "1",
        "UV_HTTP_RETRIES": "0",
        "PIP_RETRIES": "0",
        "UV_NO_CONFIG": "1",
        "PIP_TARGET": str(tmp_path / "t"),
        "PIP_IGNORE_INSTALLED": "1",
    }
    told: list[str] = []
    with pytest.raises(SetupError) as caught:
        install(
            told.append,
            missing=lambda: PINNED,
            installers=lambda: [command],
            run=lambda c, e, r: _run(c, {**e, **nobody}, r),
        )
    assert "could not be installed" in caught.value.message
    assert len(told) > 1


@needs_embedded
def test_nothing_is_missing_on_a_machine_that_has_it() -> None:
    assert _missing() == []
