"""The reference's pages, written from the registry: ``python -m commonground.cli.reference DIR``.

Commands, verbs, routes and settings of this installation, features of other packages included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from ..core.command import Command
from ..core.setting import SettingKind
from ..core.syntax import Syntax
from ..grammar import grammar
from ..registry import features
from ..server.openapi import describe


def commands_page() -> str:
    """Every command: its least role, what it does, its fields."""
    intro = (
        "What is sent to `POST commands`: an object with `command` and the fields below. Who sends "
        "it is no field; the server knows. Each needs the role that it names, or one above."
    )
    parts = [_command(each) for each in features().commands]
    acts = [
        f"| `{name}` | {role} |"
        for feature in features()
        for name, role in sorted(feature.acts.items())
    ]
    return _page("Commands", intro, *parts, "## What is no command", _table("act | role", acts))


def verbs_page() -> str:
    """Every verb as it is written, with the rows of help."""
    intro = (
        "What is written in a cell. What stands in brackets may be left out; the text behind "
        "options and words is kept as it is written. `%cg help` prints the table, "
        "`%cg help VERB` what belongs to one verb."
    )
    details = [_verb(syntax) for syntax in grammar()]
    return _page("Verbs", intro, grammar().help().rstrip(), *details)


def http_page() -> str:
    """Every route: method, path, the action that the authorizer is asked for, what it does."""
    document = describe()
    rows = [
        f"| `{method.upper()} {path.lstrip('/')}` | {operation.get('x-action', 'execute')} "
        f"| {_cell(operation.get('summary', ''))} |"
        for path, operations in sorted(document["paths"].items())
        for method, operation in operations.items()
    ]
    intro = (
        "Below `commonground/api/` of the server. Bodies, answers and errors are described in "
        "`openapi.json`, which is made from the same routes."
    )
    return _page("HTTP", intro, _table("route | action | what it does", rows))


def settings_page() -> str:
    """Every setting of a team: its form, and who may change it."""
    intro = (
        "What a team sets for itself, with the command `set` (`name`, `value`). Behind a colon "
        "stands what it is a setting of."
    )
    rows = [_setting(kind) for kind in features().settings]
    return _page("Settings", intro, _table("setting | role", rows))


PAGES: Mapping[str, Any] = {
    "commands.md": commands_page,
    "verbs.md": verbs_page,
    "http.md": http_page,
    "settings.md": settings_page,
}


def _command(command: type[Command]) -> str:
    by = f"Role: {command.needs}." if command.from_people else "Made by the server alone."
    schema = command.model_json_schema()
    rows = []
    for name, of in schema["properties"].items():
        needed = "yes" if name in schema.get("required", ()) else "no"
        if name != "command":
            rows.append(f"| `{name}` | {_cell(_kind(of))} | {needed} |")
    table = _table("field | type | required", rows) if rows else "It has no fields."
    return "\n\n".join([f"## `{command.command_name()}`", prose(command), by, table])


def _kind(schema: Mapping[str, Any]) -> str:
    """A field's type in words, from its JSON schema."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    limit = f", at most {schema['maxLength']:,} characters" if "maxLength" in schema else ""
    return f"{schema.get('type', 'anything')}{limit}"


def _verb(syntax: Syntax) -> str:
    rows = [f"| {write} | {does} |" for write, does in syntax.detail or syntax.usage]
    parts = [f"## `{syntax.head}`", f"```text\n{syntax.form}\n```"]
    return "\n\n".join([*parts, *([_table("write | and", rows)] if rows else [])])


def _setting(kind: SettingKind) -> str:
    role = f"{kind.needs} for one's own, owner for others'" if kind.own else kind.needs
    return f"| `{kind.form}` | {role} |"


def prose(value: Any) -> str:
    """Its docstring on one line, with code as Markdown has it."""
    text = " ".join((value.__doc__ or "").split())
    return text.replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")


def _table(heading: str, rows: Iterable[str]) -> str:
    columns = heading.count("|") + 1
    return "\n".join([f"| {heading} |", "|" + "---|" * columns, *rows])


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", *filter(None, parts)]) + "\n"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the four pages into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
