"""``commonground jobs``: what takes longer than a moment on the server, and asking for its end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ..client.connection import talking
from ..client.options import ROOT_OPTION

NAMES = {
    "import": "Import of tasks",
    "run": "Run of the options",
    "index": "First look for contradictions",
    "page": "Making of a page",
    "sweep": "Look through threads",
    "summary": "Summary of several entries",
    "relevance": "First reading of what entries mean",
    "code": "First reading of the code",
}


@click.command()
@click.option("--cancel", metavar="ID", help="Ask for the end of this one: nothing is half done.")
@ROOT_OPTION
def jobs(cancel: str | None, root: Path | None) -> None:
    """List what takes longer than a moment just now: your jobs, and the server's own."""
    with talking(root) as client:
        found = client.jobs.listed() if cancel is None else client.jobs.cancel(cancel)
    if cancel is not None:
        click.echo(f"{cancel}: its end is asked for.")
    elif not found:
        click.echo("Nothing is under way.")
    for job in found if cancel is None else ():
        click.echo(_line(job))


def _line(job: Mapping[str, Any]) -> str:
    far = f"{job['done']} of {job['total']}" if job["total"] else "under way"
    left = f", about {-(-job['left'] // 1000)} s left" if job["left"] else ""
    said = f"; {job['said']}" if job["said"] else ""
    return f"{job['id']}  {NAMES.get(job['kind'], job['kind'])}: {far}{left}{said}"
