"""``commonground init``: a first context from what a repository says of itself, as proposals.

Knows click and how a person goes through them; nothing is accepted here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from ...client.client import Client
from ...client.connection import plain, talking
from ...client.options import ROOT_OPTION, token_options
from ...core.count import several
from ...errors import UserError
from .cli import FOLDER_OPTION, JSON_OPTION, SERVER_OPTION, send
from .folder import InstructionFolder
from .intake import Intake, Proposal, first_context
from .state import context_of

EXTRACT = 300
"""Characters of a passage that are shown before somebody says what becomes of it."""
_GROUP = click.Choice(["a", "n", "e", "q"])
_EACH = click.Choice(["y", "n", "q"])


class _Enough(Exception):
    """The person ends here; what they said yes to is sent."""


@click.command()
@FOLDER_OPTION
@click.option("--dry-run", is_flag=True, help="Send nothing, and show all that would be.")
@click.option("--yes", is_flag=True, help="Propose everything without asking.")
@JSON_OPTION
@SERVER_OPTION
@token_options
@ROOT_OPTION
def init(
    folder: Path, dry_run: bool, yes: bool, as_json: bool, server: str | None, root: Path | None
) -> None:
    """Propose a first context from what the repository says of itself.

    It reads instruction files (AGENTS.md, CLAUDE.md and their like), decision records, CONTRIBUTING
    and README, each passage with its place, and suggests the areas of CODEOWNERS. Everything waits
    in Review; the same again proposes nothing twice.
    """
    with talking(root, server) as client:
        found = first_context(InstructionFolder(folder), context_of(client.instructions()))
        areas = client.suggested_areas()["codeowners"]
        if as_json:
            click.echo(json.dumps({**found.wire, "areas": areas}, indent=1))
        else:
            _show(found, areas)
        if dry_run:
            return
        asked = not yes and sys.stdin.isatty() and not as_json
        if not (yes or asked):
            click.echo("Nothing was sent: nobody can be asked here. Say --yes.", err=True)
            return
        chosen = _chosen(found) if asked else list(found.proposals)
        refused = send(client, ((p.found, "propose", p.fields) for p in chosen), quiet=as_json)
        if asked:
            refused += _make_areas(client, areas)
    if chosen and not as_json:
        click.echo("They wait in the tab Review: accept, edit or reject, several at once.")
    if refused:
        raise click.exceptions.Exit(1)


def _show(found: Intake, areas: list[dict[str, Any]]) -> None:
    for path, inside in _by_file(found):
        click.echo(f"{path}: {several(len(inside), 'passage')}")
        for proposal in inside:
            click.echo(f"  {proposal.found.removeprefix(path)} {_line(proposal)}")
    for path, problem in found.problems:
        click.echo(f"{path}: not read. {problem}")
    for area in areas:
        click.echo(f"CODEOWNERS: {_area(area)}")
    known = several(found.known, "passage", "passages")
    click.echo(f"{len(found.proposals)} new; {known} known already.")


def _by_file(found: Intake) -> Iterator[tuple[str, list[Proposal]]]:
    for path, inside in groupby(found.proposals, key=lambda p: p.found.partition(":")[0]):
        yield path, list(inside)


def _line(proposal: Proposal) -> str:
    area = f" ({proposal.area})" if proposal.area else ""
    return f"{proposal.kind}{area}: {plain(proposal.title)}"


def _chosen(found: Intake) -> list[Proposal]:
    """What a person says yes to, file by file."""
    chosen: list[Proposal] = []
    try:
        for path, inside in _by_file(found):
            count = several(len(inside), "passage")
            said = click.prompt(
                f"{path}, {count}: propose (a)ll, (n)one, (e)ach in turn; (q)uit",
                type=_GROUP, default="a", show_choices=False,
            )  # fmt: skip
            if said == "q":
                break
            chosen += inside if said == "a" else []
            if said == "e":
                for proposal in inside:
                    chosen += [proposal] if _is_wanted(proposal) else []
    except _Enough:
        pass
    return chosen


def _is_wanted(proposal: Proposal) -> bool:
    click.echo(f"\n{proposal.found}\n{_line(proposal)}")
    for line in proposal.body[:EXTRACT].splitlines():
        click.echo(f"    {plain(line)}")
    if len(proposal.body) > EXTRACT:
        click.echo("    …")
    said = click.prompt("(y)es, (n)o, (q)uit", type=_EACH, default="y", show_choices=False)
    if said == "q":
        raise _Enough
    return bool(said == "y")


def _area(area: Mapping[str, Any]) -> str:
    members = f", of {', '.join(map(plain, area['members']))}" if area["members"] else ""
    return f"area {plain(area['name'])} ({plain(' '.join(area['globs'][:5]))}){members}"


def _make_areas(client: Client, areas: list[dict[str, Any]]) -> int:
    """Make the areas that somebody says yes to; how many were refused."""
    refused = 0
    for area in areas:
        if not click.confirm(f"Make the {_area(area)}?", default=True):
            continue
        value = {name: area[name] for name in ("globs", "members", "order") if area.get(name)}
        value = {"globs": [], "members": [], **value}
        try:
            client.command("set", name=f"area:{area['name']}", value=value)
        except UserError as error:
            click.echo(f"{area['name']}: refused. {plain(str(error))}", err=True)
            refused += 1
    return refused
