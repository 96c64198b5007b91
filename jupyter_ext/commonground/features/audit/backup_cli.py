"""``commonground backup`` and ``commonground restore``."""

from __future__ import annotations

import getpass
import os
import secrets
import time
from pathlib import Path

import click

from ...client.options import FILE, ROOT_OPTION, folder_of, nearest_root
from ...clock import now
from ...config import data_dir, is_served
from ...core.event import Event
from ...errors import SetupError
from ...store import backup as backups
from ...store.backup_shelf import need_last_good
from ...store.chain_head import anchor_at, anchor_place


@click.command()
@click.argument("file", type=FILE)
@ROOT_OPTION
def backup(file: Path, root: Path | None) -> None:
    """Write everything that is stored to FILE (0600), replacing it; a server may go on running.

    FILE holds the team's context, private notes, the audit chain, and the personal links' hashes:
    keep it like the data folder. What was redacted before is not in it.
    """
    served = nearest_root(root, os.environ)
    target = file.expanduser().absolute()
    if is_served(target.resolve(), served):
        raise SetupError(
            f"{target} lies inside the folder that Jupyter serves, where every visitor could read "
            "private notes in it.",
            f"Name a file outside {served}.",
        )
    done = backups.back_up(folder_of(root), target, at=now())
    click.echo(f"{target}: {target.stat().st_size:,} bytes, audit chain up to row {done.chain}.")


@click.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--people", is_flag=True,
    help="Restore personal links too, where there are some. Links revoked since work again then.",
)  # fmt: skip
@click.option("--bring-back", is_flag=True, help="Even if FILE holds what was redacted here since.")
@ROOT_OPTION
def restore(file: Path | None, people: bool, bring_back: bool, root: Path | None) -> None:
    """Put what FILE holds in the place of what is stored; no server may run.

    Without FILE it is the last automatic backup that is whole. What was there is put aside, in a
    folder that is named. The restore is recorded in the audit chain, and browsers that are still
    open take up the restored state.
    """
    folder = data_dir(nearest_root(root, os.environ), os.environ)
    anchor = anchor_at(anchor_place(folder, os.environ))
    file = file or need_last_good(folder)
    at = now()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(at / 1000)) + f"-{at % 1000:03}"
    event = Event(
        f"v_{secrets.token_urlsafe(12)}", at, login(), "admin", "restore", "cli",
        detail={"file": file.name},
    )  # fmt: skip
    done = backups.restore(folder, file, event, stamp=stamp, people=people, bring_back=bring_back)
    for head in done.marks:
        anchor.put(head)
    anchor.close()
    made = time.strftime("%Y-%m-%d %H:%M", time.localtime(done.backup.at / 1000))
    click.echo(f"Restored the state of {made}{', with its personal links' if done.people else ''}.")
    if done.aside is not None:
        click.echo(f"What was there is in {done.aside}")


def login() -> str:
    """Who works at this terminal, as the audit chain has it."""
    try:
        return f"{getpass.getuser()} (system user)"
    except (OSError, KeyError):
        return "(system user)"
