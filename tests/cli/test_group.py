"""The features' commands: found by name, loaded when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from commonground.cli.main import HEADINGS, OWN, main
from commonground.cli.offered import offered, sentence
from commonground.errors import SetupError
from commonground.registry import features
from commonground.service.feature import Feature, Features

SOURCES = Path(__file__).parents[2] / "jupyter_ext"


@pytest.mark.parametrize(("name", "place"), sorted(features().cli.items()))
def test_each_command_that_a_feature_names_is_one_of_that_name(name: str, place: str) -> None:
    module, _, _ = place.partition(":")
    with click.Context(main) as ctx:
        found = main.get_command(ctx, name)
    assert isinstance(found, click.Command)
    assert found.name == name
    own = name.replace("-", "_")
    assert found is getattr(import_module(module), f"{own}_" if iskeyword(own) else own)
    assert name not in OWN, "it would hide the feature's"


def test_the_help_lists_our_own_and_the_features_commands() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    for name in ("lab", "note", "audit", "export", "handoff"):
        assert f"\n  {name} " in told


def test_our_own_commands_do_not_wait_for_the_features() -> None:
    script = (
        "import sys; from commonground.cli.main import main\n"
        "main(['note', '--help'], standalone_mode=False)\n"
        "assert 'commonground.registry' not in sys.modules\n"
        "assert 'httpx2' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(SOURCES)}, check=True, timeout=120
    )


def test_two_features_cannot_bring_one_command() -> None:
    twice = [Feature("one", cli=("one.cli:copy",)), Feature("two", cli=("two.cli:copy",))]
    with pytest.raises(SetupError, match="command of the command line of one name: copy"):
        Features(twice)


def test_what_is_read_from_the_sources_is_what_the_features_bring() -> None:
    assert offered() == features().cli
    for name, place in offered().items():
        with click.Context(main) as ctx:
            command = main.get_command(ctx, name)
        assert command is not None
        assert " ".join(sentence(place).split()) == " ".join(
            (command.help or "").partition("\n\n")[0].split()
        )


def test_each_command_stands_once_on_the_help_page() -> None:
    named = [name for names in HEADINGS.values() for name in names]
    assert len(named) == len(set(named))
    assert set(named) >= {*OWN, *offered()}


def test_a_server_starts_without_tables() -> None:
    """pandas takes a second and a hundred megabytes, and few servers ever read a table."""
    script = (
        "import sys; from commonground.registry import features; features()\n"
        "import commonground.server.app\n"
        "heavy = {'pandas', 'narwhals', 'pyarrow', 'networkx'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(SOURCES)}, check=True, timeout=120
    )


def test_the_help_page_waits_for_no_feature() -> None:
    script = (
        "import sys; from commonground.cli.main import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'commonground.registry', 'pydantic', 'httpx2', 'jupyter_server'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(SOURCES)}, check=True, timeout=120
    )
