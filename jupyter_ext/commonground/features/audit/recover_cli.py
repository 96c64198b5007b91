"""``commonground recover`` and ``commonground rescue``: when what is stored is damaged, or gone."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import click

from ...client.connection import talking
from ...client.options import ROOT_OPTION, nearest_root, server_options
from ...clock import now
from ...config import data_dir
from ...core.count import several
from ...core.event import Event
from ...core.ids import TEAM
from ...crdt.schema import ContextDoc
from ...store import recovery
from ...store.backup_shelf import last_good
from ...store.chain_head import anchor_at, anchor_place
from .backup_cli import login


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@ROOT_OPTION
def recover(yes: bool, root: Path | None) -> None:
    """Make a damaged store usable again with all that can be read of it; no server may run.

    The last good backup is named first: `commonground restore` brings it back instead. What was
    there is put aside, in a folder that is named, and the recovery is recorded in the audit chain.
    """
    folder = data_dir(nearest_root(root, os.environ), os.environ)
    found = last_good(folder)
    if found is None:
        click.echo("There is no automatic backup that is whole.")
    else:
        file, made = found
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(made.at / 1000))
        click.echo(f"The last good backup is of {when}, up to row {made.chain} of the audit chain:")
        click.echo(f"  commonground restore {file}")
    if not yes:
        click.confirm("Go on with what can be read of the present data?", abort=True)
    at = now()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(at / 1000)) + f"-{at % 1000:03}"
    event = Event(f"v_{secrets.token_urlsafe(12)}", at, login(), "admin", "recover", "cli")
    done = recovery.recover(folder, event, stamp=stamp, check=_check)
    anchor = anchor_at(anchor_place(folder, os.environ))
    for head in done.marks:
        anchor.put(head)
    anchor.close()
    click.echo(f"{several(done.kept, 'row was', 'rows were')} kept.")
    for table, rows in done.lost.items():
        click.echo(f"At least {several(rows, 'row')} of {table} could not be read.")
    if done.aside is not None:
        click.echo(f"What was there is in {done.aside}")


def _check(update: bytes) -> None:
    ContextDoc(TEAM).apply(update)


@click.command()
@server_options
def rescue(root: Path | None) -> None:
    """Let the running server write all that it holds to a new file, for its own are gone.

    For admins. Then stop the server and bring the file back with `commonground restore FILE`.
    """
    with talking(root) as client:
        answer = client.rescue()
    click.echo(f"{answer['file']}: all that the server holds, up to row {answer['chain']}.")
    click.echo(f"Stop the server, then: commonground restore {answer['file']}")
