"""``commonground summaries``: groups of small entries, and one proposed entry for a group."""

from __future__ import annotations

from pathlib import Path

import click

from ...client.connection import calling
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json
from ...client.said import say


@click.command()
@click.option("--propose", type=click.IntRange(1, 20), help="Propose one entry for that group.")
@JSON_OPTION
@server_options
def summaries(propose: int | None, as_json: bool, root: Path | None) -> None:
    """List small entries that speak of one subject, by number; they may become one entry."""
    if as_json:
        with calling(root) as client:
            echo_json(client.summaries.look().plain())
    else:
        say("summaries", [] if propose is None else ["--propose", str(propose)], root)
