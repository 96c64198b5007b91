"""``commonground export`` and ``commonground import``: the whole context as an open file.

Knows click and what to print; what goes in and out is decided by the server.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from ...client.connection import plain, talking
from ...client.options import ROOT_OPTION, token_options
from ...client.progress import shown
from ...core.count import several
from ...errors import Cancelled, InvalidCommand
from ...service.saving import save_files
from .commands import How
from .container import ENDINGS, checked, read_records, write_records
from .cyclonedx import bill_of
from .foreign import PROGRAMS, read_folder
from .note import Program
from .readable_folder import write_folder
from .transfer import Report, Terms, transfer

_PATH = click.Path(path_type=Path)
_HERE = click.option(
    "--server", metavar="URL",
    help="The server to ask, with the token in COMMONGROUND_TOKEN. Default: the one here.",
)  # fmt: skip
_AS = click.Choice(["proposals", "history"])
SHOWN = 20
"""Lines about single records that are printed without --all."""
_WORDS = {
    "added": "taken in", "known": "known already", "dispute": "in dispute with what is here",
    "withheld": "kept back by the gate", "refused": "refused", "left_out": "left out",
}  # fmt: skip


@click.command("export")
@click.argument("target", metavar="FILE", type=_PATH)
@click.option("--turns", is_flag=True, help="Shared questions and answers, too.")
@click.option("--private", is_flag=True, help="Your own private notes, too; nobody else's ever.")
@click.option("--area", help="Only what is in this area.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what is new since that day.")
@click.option(
    "--format", "form", type=click.Choice(["open", "cyclonedx"]), default="open",
    help="cyclonedx: who wrote what and when, as a CycloneDX 1.6 document.",
)  # fmt: skip
@_HERE
@token_options
@ROOT_OPTION
def export(
    target: Path, turns: bool, private: bool, area: str | None, since: datetime | None, form: str,
    server: str | None, root: Path | None,
) -> None:  # fmt: skip
    """Write the team's context to FILE in the open format: .json, .jsonl or .jsonl.gz.

    It holds entries with all their versions, messages, threads, comparisons, sprints and settings;
    no tokens, and nothing that the gate would keep back. Where FILE is a folder, context.md and
    context.json are written into it, to read; no server need run for that.
    """
    if not target.name.endswith(ENDINGS):
        if target.suffix and not target.is_dir():
            raise click.UsageError(
                f"{target.name} has no ending of the open format: {', '.join(ENDINGS)}; a name "
                "without an ending is a folder to read."
            )
        if turns or private or area or since or server or form != "open":
            raise click.UsageError(
                "A folder to read holds all of this folder's context: --turns, --private, --area, "
                f"--since, --format and --server go with a file ({', '.join(ENDINGS)})."
            )
        write_folder(target, root)
        return
    at = None if since is None else round(since.replace(tzinfo=UTC).timestamp() * 1000)
    with talking(root, server) as client, shown("export", "Writing", 0) as job:
        records = client.exchange.records(area=area, since=at, turns=turns, private=private)
        told = _counted(records, job)
        if form == "cyclonedx":
            count = write_document(target, bill_of(told))
        else:
            count = write_records(target, told)
    click.echo(f"{target}: {several(count, 'record')}.")


@click.command("import")
@click.argument("source", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--from", "program", type=click.Choice(PROGRAMS),
    help="FILE is a folder of another program: its notes become proposals.",
)  # fmt: skip
@click.option(
    "--as", "how", type=_AS, default="proposals", show_default=True,
    help="proposals: entries wait in Review, as yours. history: everything as it was, with its "
    "authors as the file claims them; for admins.",
)  # fmt: skip
@click.option(
    "--map", "mapped", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file: a name in FILE, and the username of that person here, a line each.",
)  # fmt: skip
@click.option("--private", is_flag=True, help="Private notes in FILE become your own.")
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would become of it.")
@click.option("--yes", is_flag=True, help="Take history over without asking.")
@click.option("--all", "every", is_flag=True, help="A line for each record that is not taken in.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@_HERE
@token_options
@ROOT_OPTION
def import_(
    source: Path, program: Program | None, how: How, mapped: Path | None, private: bool,
    dry_run: bool, yes: bool, every: bool, as_json: bool, server: str | None, root: Path | None,
) -> None:  # fmt: skip
    """Take in what FILE holds: an export of this or another team, or another program's notes.

    Nothing is overwritten: what is known adds nothing, what contradicts a version stands beside it.
    The same file again adds nothing, so an import that was cut off is simply run again.
    """
    if program is not None:
        folder = read_folder(program, source)
        records, total, left = folder.records, len(folder.records), folder.left_out
    else:
        total, left = sum(1 for _ in checked(read_records(source), source.name)), []
        records = (record for _, record in read_records(source))  # type: ignore[assignment]
    _require_word(how, dry_run=dry_run, yes=yes)
    people = {} if mapped is None else read_people(mapped)
    terms = Terms(source.name or "import", how, dry_run, private, people)
    try:
        with talking(root, server) as client, shown("import", "Taking in", total) as job:
            report = transfer(records, terms, client.exchange.bring, job.step)
    except Cancelled:
        raise Cancelled("Cancelled: what was taken in so far stays.", "Run it again.") from None
    for path, why in left:
        report.left_out({"record": program, "id": path}, why)
    _show(report, dry_run=dry_run, every=every, as_json=as_json)
    if report.counts["refused"]:
        raise click.exceptions.Exit(1)


def _counted(records: Iterable[dict[str, Any]], job: Any) -> Iterator[dict[str, Any]]:
    for record in records:
        yield record
        job.step()


def write_document(target: Path, document: dict[str, Any]) -> int:
    """Write one JSON document (0600), whole or not at all; how many components it has."""
    if target.suffix != ".json":
        raise InvalidCommand("A CycloneDX document is a .json file.", "Name one.")
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    save_files(target.absolute().parent, {target.name: text}, overwrite=True)
    return len(document["components"])


def _require_word(how: How, *, dry_run: bool, yes: bool) -> None:
    if how != "history" or dry_run or yes:
        return
    if not sys.stdin.isatty():
        said = "Nothing was taken in: history is taken over only where somebody says so."
        raise InvalidCommand(said, "Look at it with --dry-run, then say --yes.")
    click.confirm("Take over the history as it is, its people by name only?", abort=True)


def read_people(path: Path) -> dict[str, str]:
    """Names in a file, and who they are here. Raises InvalidCommand, naming the line."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InvalidCommand(f"{path.name} can't be read: {problem}.", _PEOPLE) from None
    found: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[:2] == ["name", "username"]):
            continue
        if len(cells) != 2 or not all(cells):
            raise InvalidCommand(f"{path.name}, line {number} has not two names.", _PEOPLE)
        if found.setdefault(cells[0], cells[1]) != cells[1]:
            raise InvalidCommand(f"{path.name}, line {number} maps {cells[0]} again.", _PEOPLE)
    return found


_PEOPLE = "Write `name in the file,username here`, a line each."


def _show(report: Report, *, dry_run: bool, every: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.wire, indent=1))
        return
    told = report.told if every else report.told[:SHOWN]
    for item in told:
        name = item["title"] or item["id"]
        found = ", ".join(finding["label"] for finding in item.get("findings", ()))
        why = f" {plain(item.get('why', ''))}" + (f" ({found})" if found else "")
        click.echo(f"{plain(item['record'])} {plain(name)}: {_WORDS[item['what']]}.{why}".rstrip())
    if len(told) < len(report.told):
        click.echo(f"… and {len(report.told) - len(told)} more: --all shows them.")
    counts = [f"{report.counts[what]} {word}" for what, word in _WORDS.items()]
    click.echo(f"{'Would be: ' if dry_run else ''}{', '.join(counts)}.")
