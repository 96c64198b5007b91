"""``commonground mcp install CLIENT``: the lines that a client needs, put into its configuration.

The token is never written: the configuration names the variable that holds it, or has the client
ask for it. Nothing else in the file changes, and what would is shown before it is asked for.
"""

from __future__ import annotations

import difflib
import json
import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..config import MCP_TOKEN_VARIABLE
from ..errors import InvalidCommand, SetupError, UserError
from .jsonc import read_object, with_member

NAME = "commonground"
Entry = Mapping[str, Any]
_INPUT = "commonground-token"


@dataclass(frozen=True, slots=True)
class ClientFile:
    """Where a client keeps its servers, and how one stands there; ``user`` from the home on."""

    project: str
    user: str | None
    path: tuple[str, ...]
    entry: Callable[[list[str]], Entry]
    hint: str = ""
    also: tuple[tuple[tuple[str, ...], Any], ...] = ()
    """What else has to be in the file."""


def _plain(reference: str, **more: object) -> Callable[[list[str]], Entry]:
    def entry(line: list[str]) -> Entry:
        env = {MCP_TOKEN_VARIABLE: reference} if reference else {}
        return {**more, "command": line[0], "args": line[1:], "env": env}

    return entry


_SET = f"Set {MCP_TOKEN_VARIABLE} where {{}} is started."
CLIENTS: Mapping[str, ClientFile] = {
    "claude-code": ClientFile(
        ".mcp.json",
        None,
        ("mcpServers", NAME),
        _plain(f"${{{MCP_TOKEN_VARIABLE}}}", type="stdio"),
        _SET.format("claude"),
    ),
    "cursor": ClientFile(
        ".cursor/mcp.json",
        ".cursor/mcp.json",
        ("mcpServers", NAME),
        _plain(f"${{env:{MCP_TOKEN_VARIABLE}}}"),
        _SET.format("Cursor"),
    ),
    "vscode": ClientFile(
        ".vscode/mcp.json",
        None,
        ("servers", NAME),
        _plain(f"${{input:{_INPUT}}}", type="stdio"),
        "VS Code asks for the token once, and keeps it.",
        (
            (
                ("inputs",),
                {
                    "type": "promptString",
                    "id": _INPUT,
                    "description": "Token for clients of Common Ground",
                    "password": True,
                },
            ),
        ),
    ),
    "codex": ClientFile(
        ".codex/config.toml",
        ".codex/config.toml",
        ("mcp_servers", NAME),
        lambda line: {"command": line[0], "args": line[1:], "env_vars": [MCP_TOKEN_VARIABLE]},
        _SET.format("codex"),
    ),
    "zed": ClientFile(
        ".zed/settings.json",
        ".config/zed/settings.json",
        ("context_servers", NAME),
        _plain("", source="custom"),
        _SET.format("Zed"),
    ),
}


@click.command()
@click.argument("client", type=click.Choice(list(CLIENTS)))
@click.option("--user", is_flag=True, help="In your own configuration instead of the project's.")
@click.option(
    "--server", metavar="URL", help="The server's address, where it is another machine's."
)
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option(
    "--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."),
    help="The project's folder. Default: the current one.",
)  # fmt: skip
def install(client: str, user: bool, server: str | None, yes: bool, project: Path) -> None:
    """Write the lines that CLIENT needs into its configuration, once you have seen them.

    The token is not written: set it in COMMONGROUND_MCP_TOKEN (`commonground mcp token new`).
    """
    given = CLIENTS[client]
    if user and given.user is None:
        raise UserError(f"The own configuration of {client} is not written.", "Leave --user out.")
    place = Path.home() / str(given.user) if user else project / given.project
    before = _read(place)
    try:
        after = changed(given, before, _command(user, server))
    except InvalidCommand as error:
        raise UserError(f"{place}: {error.message}", _by_hand(given, user, server)) from error
    if after == before:
        click.echo(f"{place} has it already.")
        return
    click.echo(_difference(place, before, after))
    if not yes and not click.confirm(f"Write {place}?", default=True):
        raise click.Abort
    _write(place, after)
    click.echo(f"Written: {place}. {given.hint}", err=True)


def _command(user: bool, server: str | None) -> list[str]:
    """How a client starts us: by name where others read the file, else by where we are."""
    found = shutil.which("commonground") or os.path.join(os.path.dirname(sys.executable), NAME)
    return [found if user else NAME, "mcp", *(["--server", server] if server else [])]


def changed(given: ClientFile, text: str, line: list[str]) -> str:
    """The file's text with the client's lines in it; the same where they are there already.

    Raises InvalidCommand, with why they can't be put in.
    """
    entry = dict(given.entry(line))
    if given.project.endswith(".toml"):
        return _with_table(text, given.path, entry)
    found: Any = read_object(text)
    for key in given.path:
        found = found.get(key) if isinstance(found, dict) else None
    if found is not None and found != entry:
        raise InvalidCommand(f"It has other lines for {NAME}.")
    if found is None:
        text = with_member(text, given.path, entry)
    for path, value in given.also:
        text = _with_item(text, path, value)
    return text


def _with_item(text: str, path: tuple[str, ...], value: Any) -> str:
    found = read_object(text).get(path[0])
    if found is None:
        return with_member(text, path, [value])
    if isinstance(found, list) and any(one == value for one in found):
        return text
    raise InvalidCommand(f"Its “{path[0]}” lacks an item.")


def _with_table(text: str, path: tuple[str, ...], entry: Entry) -> str:
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise InvalidCommand("The file is no TOML.") from None
    before = found
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if found == entry:
        return text
    if found is not None:
        raise InvalidCommand(f"It has other lines for {NAME}.")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [f"[{'.'.join(path)}]", *(f"{k} = {json.dumps(v)}" for k, v in entry.items())]
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    made = text + gap + newline.join(lines) + newline
    try:
        after = tomllib.loads(made)
        servers = after.get(path[0], {})
        rest = {k: v for k, v in servers.items() if k != path[1]}
        same = {**after, path[0]: rest} == {**before, path[0]: before.get(path[0], {})}
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise InvalidCommand("The lines can't be put at its end.")
    return made


def _by_hand(given: ClientFile, user: bool, server: str | None) -> str:
    wanted = json.dumps(given.entry(_command(user, server)))
    return f"Add it by hand, under {'.'.join(given.path)}: {wanted}"


def _read(place: Path) -> str:
    try:
        return place.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{place} can't be read: {error}.", "Check the file.") from error


def _write(place: Path, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise SetupError(f"{place} can't be written: {error.strerror}.", "Check it.") from error


def _difference(place: Path, before: str, after: str) -> str:
    names = (str(place), str(place))
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="")
    return "\n".join(lines)
