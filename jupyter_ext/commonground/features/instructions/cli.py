"""``commonground files``: instruction files level with the team's context, both ways.

Knows click and what to print; what is written and what is asked of the team is said elsewhere.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ...client.client import Client
from ...client.connection import plain, talking
from ...client.options import FILE, ROOT_OPTION, token_options
from ...core.count import several
from ...core.entry import SharedKind
from ...errors import InvalidCommand, UserError
from .folder import InstructionFolder
from .intake import Intake, edit_fields, intake
from .places import TOOLS, Tool
from .rules import KINDS, LINES, TOKENS, BlockSize, TeamContext
from .state import FileState, FilesWanted, context_of, states
from .watch import watch_folder

F = TypeVar("F", bound=Callable[..., Any])
ToSend = tuple[str, str, dict[str, Any]]
"""Where it was found, the command's name and its fields."""

FOLDER_OPTION = click.option(
    "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".",
    help="The repository's folder. Default: the current folder.",
)  # fmt: skip
SERVER_OPTION = click.option(
    "--server", metavar="URL",
    help="The server to ask, with the token in COMMONGROUND_TOKEN. Default: the one here.",
)  # fmt: skip
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
FROM_OPTION = click.option(
    "--from", "source", type=FILE, metavar="FILE",
    help="What `commonground files context` wrote, instead of a server.",
)  # fmt: skip


def what_goes_in(command: F) -> F:
    """The options that say what a block holds."""
    options = (
        click.option(
            "--tool", "tools", multiple=True, type=click.Choice(TOOLS),
            help="Write the file of this tool as well, where there is none yet. May be repeated.",
        ),
        click.option("--work", is_flag=True, help="Work in progress goes in, too."),
        click.option(
            "--lines", type=click.IntRange(min=10), default=LINES, show_default=True,
            help="How many lines a block has at most.",
        ),
        click.option(
            "--tokens", type=click.IntRange(min=100), default=TOKENS, show_default=True,
            help="How many tokens a block has at most.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def wanted(tools: Sequence[Tool], work: bool, lines: int, tokens: int) -> FilesWanted:
    """What those options say."""
    kinds: tuple[SharedKind, ...] = (*KINDS, "work") if work else KINDS
    return FilesWanted(tuple(tools), kinds, BlockSize(lines, tokens))


@click.group()
def files() -> None:
    """Keep CLAUDE.md, AGENTS.md and their like level with the team's context, both ways.

    Each file has one part that is kept; nothing else of it is ever touched.
    """


@files.command("context")
@click.option("--output", type=FILE, help="A file to write.")
@SERVER_OPTION
@token_options
@ROOT_OPTION
def context_command(output: Path | None, server: str | None, root: Path | None) -> None:
    """Print what the files are made of, for --from where no server can be reached."""
    with talking(root, server) as client:
        text = json.dumps(client.instructions(), indent=1, sort_keys=True) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as problem:
        said = f"{output} could not be written ({problem.strerror})."
        raise UserError(said, "Name another file.") from None


@files.command("status")
@FOLDER_OPTION
@what_goes_in
@click.option("--check", is_flag=True, help="End with exit code 1 where a file is not level.")
@JSON_OPTION
@FROM_OPTION
@SERVER_OPTION
@token_options
@ROOT_OPTION
def status_command(
    folder: Path, check: bool, as_json: bool, source: Path | None, server: str | None,
    root: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Say of each file whether it is level with the context, stale, or edited by hand."""
    context, withheld = context_from(source, server, root)
    found = states(InstructionFolder(folder), context, wanted(**options))
    _show_states(found, withheld, as_json=as_json)
    if check and any(state.state != "level" for state in found):
        raise click.exceptions.Exit(1)


@files.command("export")
@FOLDER_OPTION
@what_goes_in
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be.")
@click.option("--discard", is_flag=True, help="Write over what was edited in a block by hand.")
@JSON_OPTION
@FROM_OPTION
@SERVER_OPTION
@token_options
@ROOT_OPTION
def export_command(
    folder: Path, dry_run: bool, discard: bool, as_json: bool, source: Path | None,
    server: str | None, root: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Write what the team accepted into the instruction files.

    A file that was edited by hand stays as it is until `commonground files import` has told the
    team, or --discard.
    """
    context, withheld = context_from(source, server, root)
    place = InstructionFolder(folder)
    found = states(place, context, wanted(**options))
    done = found if dry_run else [write(place, state, discard=discard) for state in found]
    _show_states(done, withheld, as_json=as_json)
    if any(state.state in ("edited", "refused") for state in done):
        raise click.exceptions.Exit(1)


@files.command("import")
@FOLDER_OPTION
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option("--dry-run", is_flag=True, help="Send nothing, and show all that would be.")
@click.option("--blocks-only", is_flag=True, help="Only what was edited in the blocks.")
@click.option("--items", is_flag=True, help="Each item of a list is an entry of its own.")
@click.option(
    "--yes/--no", "retire", default=None,
    help="Retire what was deleted from a block, or keep it. Asked for on a terminal.",
)  # fmt: skip
@JSON_OPTION
@SERVER_OPTION
@token_options
@ROOT_OPTION
def import_command(
    folder: Path, paths: tuple[str, ...], dry_run: bool, blocks_only: bool, items: bool,
    retire: bool | None, as_json: bool, server: str | None, root: Path | None,
) -> None:  # fmt: skip
    """Tell the team what people wrote into the instruction files.

    An edited item is a new version of its entry, beside what the team changed meanwhile. What is
    new waits as a proposal. What was deleted is asked about.
    """
    place = InstructionFolder(folder)
    with talking(root, server) as client:
        context = context_of(client.instructions())
        found = intake(place, context, paths or place.found(), outside=not blocks_only, items=items)
        if as_json:
            click.echo(json.dumps(found.wire, indent=1))
        else:
            _show_intake(found)
        if dry_run:
            return
        refused = _send(client, found, retire, quiet=as_json)
    if refused or found.problems:
        raise click.exceptions.Exit(1)


@files.command("watch")
@FOLDER_OPTION
@what_goes_in
@click.option(
    "--every", type=click.FloatRange(min=0.2), default=5.0, show_default=True,
    help="Seconds between two looks.",
)  # fmt: skip
@SERVER_OPTION
@token_options
@ROOT_OPTION
def watch_command(
    folder: Path, every: float, server: str | None, root: Path | None, **options: Any
) -> None:
    """Export whenever the team accepts something, until Ctrl+C.

    What people edit in the files is said and left to `commonground files import`.
    """
    place, goes_in = InstructionFolder(folder), wanted(**options)

    def look(context: TeamContext) -> list[FileState]:
        return [write(place, state) for state in states(place, context, goes_in)]

    with talking(root, server) as client:
        for line in watch_folder(lambda: context_of(client.instructions()), look, every=every):
            click.echo(line)


def context_from(
    source: Path | None, server: str | None, root: Path | None
) -> tuple[TeamContext, int]:
    """The context of a file or a server, and how many entries the gate kept back."""
    if source is None:
        with talking(root, server) as client:
            wire = client.instructions()
    else:
        try:
            wire = json.loads(source.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise InvalidCommand(f"{source} can't be read: {problem}.") from None
    return context_of(wire), int(wire["withheld"])


def write(folder: InstructionFolder, state: FileState, *, discard: bool = False) -> FileState:
    """Write a file that is not level; the state with what became of it."""
    if state.state in ("level", "refused") or (state.state == "edited" and not discard):
        return state
    try:
        folder.write(state.path, state.before, state.after)
    except InvalidCommand as refused:
        return FileState(state.path, "refused", problem=str(refused))
    return state.as_written()


def _show_states(found: Sequence[FileState], withheld: int, *, as_json: bool) -> None:
    if as_json:
        wire = {"files": [state.wire for state in found], "withheld": withheld}
        click.echo(json.dumps(wire, indent=1))
        return
    for state in found:
        click.echo(state.told())
    if not found:
        click.echo("Nothing is accepted yet that would go into a file.")
    if withheld:
        kept = several(withheld, "entry", "entries")
        click.echo(f"{kept} kept back: the gate finds in them what nobody should read.")


def _show_intake(found: Intake) -> None:
    for path, problem in found.problems:
        click.echo(f"{path}: not read. {problem}")
    for path, one in found.edited:
        both = " The team changed it meanwhile: both stay, in dispute." if one.conflict else ""
        click.echo(f"{path}: edited: {plain(one.text.title)}.{both}")
    for proposal in found.proposals:
        area = f" ({proposal.area})" if proposal.area else ""
        click.echo(f"{proposal.found}: new {proposal.kind}{area}: {plain(proposal.title)}")
    for path, gone in found.deleted:
        click.echo(f"{path}: deleted: {plain(gone.base.title)}")
    for path, count in found.lost:
        items = several(count, "item", "items")
        click.echo(f"{path}: {items} of a version that the server does not hold any more.")
    counts = f"{len(found.edited)} edited, {len(found.proposals)} new, {len(found.deleted)} deleted"
    click.echo(f"{counts}; {several(found.known, 'passage', 'passages')} known already.")


def _send(client: Client, found: Intake, retire: bool | None, *, quiet: bool) -> int:
    """Send everything; how much of it was refused."""
    commands: list[ToSend] = [(path, "edit", edit_fields(one)) for path, one in found.edited]
    commands += [(one.found, "propose", one.fields) for one in found.proposals]
    for path, gone in found.deleted:
        if _is_to_end(gone.base.title, retire, quiet=quiet):
            fields = {"entry": gone.entry.id, "heads": [gone.base.id]}
            commands.append((path, "retire", {**fields, "reason": f"Deleted from {path}"}))
    return send(client, commands, quiet=quiet)


def send(client: Client, commands: Iterable[ToSend], *, quiet: bool) -> int:
    """Send commands one by one, whatever becomes of those before; how many were refused."""
    done = [_sent(client, *command) for command in commands]
    refused = done.count(False)
    if not quiet:
        click.echo(f"{len(done) - refused} sent, {refused} refused.")
    return refused


def _is_to_end(title: str, retire: bool | None, *, quiet: bool) -> bool:
    """What somebody says of an item that was deleted; where nobody can be asked, it stays."""
    if retire is not None:
        return retire
    if quiet or not sys.stdin.isatty():
        click.echo(f"Kept, since nobody was asked (--yes retires it): {plain(title)}", err=True)
        return False
    return click.confirm(f"Retire «{plain(title)}»?", default=False)


def _sent(client: Client, where: str, command: str, fields: dict[str, Any]) -> bool:
    try:
        client.command(command, **fields)
    except UserError as error:
        click.echo(f"{where}: refused. {plain(str(error))}", err=True)
        return False
    return True
