"""``commonground sprint``: the verbs of ``%cg sprint`` from a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from ...client.connection import calling
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json
from ...client.said import say


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@JSON_OPTION
@server_options
def sprint(words: tuple[str, ...], as_json: bool, root: Path | None) -> None:
    """Print the sprint, or carry out WORDS as `%cg sprint WORDS` does: `sprint help` lists them.

    With --json: board, plan, checks and review of the sprint that runs.
    """
    if as_json:
        with calling(root) as client:
            echo_json(client.sprint.whole(goal=" ".join(words) or None).plain())
    else:
        say("sprint", words, root)
