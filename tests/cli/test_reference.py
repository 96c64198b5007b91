"""The reference holds everything that the registry has."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from commonground.cli.exit_codes import EXIT_CODES
from commonground.cli.main import main as commonground
from commonground.cli.reference import main
from commonground.grammar import grammar
from commonground.registry import features
from commonground.server.openapi import describe


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages by name, as the command writes them."""
    folder = tmp_path_factory.mktemp("reference")
    ran = CliRunner().invoke(main, [str(folder / "new")])
    assert ran.exit_code == 0, ran.output
    return {path.name: path.read_text("utf-8") for path in Path(folder / "new").iterdir()}


def test_each_page_begins_with_its_heading(pages: dict[str, str]) -> None:
    named = {"commands", "verbs", "http", "settings", "command-line", "python"}
    assert {name.removesuffix(".md") for name in pages} == named
    assert all(text.startswith("# ") and text.count("\n# ") == 0 for text in pages.values())


def test_every_command_is_there_with_its_role_and_fields(pages: dict[str, str]) -> None:
    sections = pages["commands.md"].split("\n## ")
    for command in features().commands:
        (section,) = (s for s in sections if s.startswith(f"`{command.command_name()}`\n"))
        assert command.needs in section or not command.from_people
        for name, field in command.model_fields.items():
            assert name == "command" or f"| `{field.alias or name}` |" in section


def test_every_verb_is_there_as_it_is_written(pages: dict[str, str]) -> None:
    assert grammar().help().strip() in pages["verbs.md"]
    for syntax in grammar():
        assert f"## `{syntax.head}`\n\n```text\n{syntax.form}\n```" in pages["verbs.md"]


def test_every_route_is_there_with_its_action(pages: dict[str, str]) -> None:
    for path, operations in describe()["paths"].items():
        for method, operation in operations.items():
            row = f"| `{method.upper()} {path.lstrip('/')}` | {operation.get('x-action', '')}"
            assert row in pages["http.md"]


def test_every_setting_is_there_with_its_role(pages: dict[str, str]) -> None:
    for kind in features().settings:
        assert f"| `{kind.form}` | {kind.needs}" in pages["settings.md"]


def test_the_command_line_is_there_with_its_exit_codes(pages: dict[str, str]) -> None:
    page = pages["command-line.md"]
    with click.Context(commonground) as context:
        for name in commonground.list_commands(context):
            assert f"\n## `commonground {name}`\n" in page
    assert "\n## `commonground mcp token revoke`\n" in page
    for code, text in EXIT_CODES.items():
        assert f"| {code} | {text} |" in page


def test_every_method_of_the_client_is_there(pages: dict[str, str]) -> None:
    page = pages["python.md"]
    for feature in features():
        for command in feature.commands:
            if command.from_people:
                assert f"| `{command.command_name()}(" in page
