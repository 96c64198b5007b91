"""The command line ``commonground``: start a server, invite people, note and share.

Each noun has a module of its own here; the features bring theirs.
"""

from __future__ import annotations

import importlib.metadata

import click

from .bench import bench
from .context import context, note, share
from .group import Commands
from .jobs import jobs
from .lab import lab
from .mcp import mcp
from .model import model
from .people import invite, people, revoke, token
from .status import status


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        try:
            found = importlib.metadata.version("jupyter-commonground")
        except importlib.metadata.PackageNotFoundError:
            found = "(not installed: running from its sources)"
        click.echo(f"commonground {found}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Print the version.",
)  # fmt: skip
def main() -> None:
    """One shared AI context for a team, inside live, collaborative notebooks.

    Begin with `commonground lab`. It prints an address that is yours alone; `commonground invite
    NAME` makes one for somebody else.
    """


for _command in (
    lab,
    invite,
    revoke,
    people,
    token,
    status,
    jobs,
    model,
    mcp,
    note,
    share,
    context,
    bench,
):
    main.add_command(_command)

if __name__ == "__main__":
    main()
