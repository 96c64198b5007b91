"""The reference's pages, written from the registry: ``python -m commonground.cli.reference DIR``.

Commands, verbs, routes and settings of this installation, features of other packages included.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..client.calls.waiting import Calls
from ..core.command import Command
from ..core.setting import SettingKind
from ..core.syntax import Syntax
from ..grammar import grammar
from ..registry import features
from ..server.openapi import describe
from .exit_codes import EXIT_CODES


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
        "What a team sets for itself, with `commonground settings NAME VALUE` or the command `set` "
        "(`name`, `value`). Behind a colon stands what it is a setting of."
    )
    rows = [_setting(kind) for kind in features().settings]
    return _page("Settings", intro, _table("setting | role", rows))


def command_line_page() -> str:
    """Every command of the command line with its options, and what its exit code says."""
    from .main import main as root

    intro = (
        "As `commonground COMMAND --help` prints it. Options that many commands have: `--root` "
        "names the folder, `--server URL` another server, `--json` prints JSON for a program."
    )
    codes = _table(
        "exit code | says", (f"| {code} | {text} |" for code, text in EXIT_CODES.items())
    )
    context = click.Context(root, info_name="commonground")
    parts = [
        part for name in root.list_commands(context) for part in _commands(root, name, context)
    ]
    return _page("Command line", intro, codes, *parts)


def _commands(group: click.Group, name: str, context: click.Context) -> Iterator[str]:
    command = group.get_command(context, name)
    if command is None or command.hidden:
        return
    inner = click.Context(command, info_name=name, parent=context, terminal_width=100)
    yield f"## `{inner.command_path}`\n\n```text\n{inner.get_help()}\n```"
    if isinstance(command, click.Group):
        for each in command.list_commands(inner):
            yield from _commands(command, each, inner)


def client_page() -> str:
    """Every method of the Python client: its arguments, what it answers, what it does."""
    intro = (
        "Of `commonground.Client`; those of `commonground.AsyncClient` are the same, awaited. "
        "[The Python client](../how-to/python-client.md) shows how to use it. Every method raises "
        "errors of `commonground.errors`, each with `message` and `remedy`."
    )
    calls = vars(Calls(None))  # type: ignore[arg-type]
    return _page("Python client", intro, *(_methods(name, calls[name]) for name in calls))


def _methods(feature: str, calls: Any) -> str:
    rows = []
    for name in vars(type(calls)):
        if name.startswith("_"):
            continue
        method = getattr(type(calls), name).call
        signature = inspect.signature(method)
        answer = str(signature.return_annotation).removeprefix("ApiCall[").removesuffix("]")
        told = " ".join((method.__doc__ or "").partition("\n\n")[0].split())
        arguments = _cell(str(signature.replace(return_annotation=signature.empty)))
        rows.append(f"| `{name}{arguments}` | `{answer}` | {_cell(told)} |")
    return f"## `client.{feature}`\n\n{_table('method | answers | what it does', rows)}"


PAGES: Mapping[str, Any] = {
    "commands.md": commands_page,
    "verbs.md": verbs_page,
    "http.md": http_page,
    "settings.md": settings_page,
    "command-line.md": command_line_page,
    "python.md": client_page,
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
    """Write the pages into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
