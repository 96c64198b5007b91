"""``commonground compare``: the verbs of ``%cg compare`` from a terminal, and beginning one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...client.connection import calling
from ...client.options import FILE, JSON_OPTION, server_options
from ...client.output import echo_json
from ...client.said import say
from ...errors import UserError


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--begin",
    type=FILE,
    metavar="FILE",
    help="Begin one from a file with what stands below %%compare; - for standard input.",
)
@JSON_OPTION
@server_options
def compare(words: tuple[str, ...], begin: Path | None, as_json: bool, root: Path | None) -> None:
    """Print a comparison of designs, or carry out WORDS as `%cg compare WORDS` does.

    `compare help` lists them. With --json: all comparisons, newest first.
    """  # fmt: skip
    if begin is not None:
        with calling(root) as client:
            made = client.comparison.begin(_source(begin))
        echo_json(made.plain())
    elif as_json:
        with calling(root) as client:
            echo_json(client.comparison.comparisons(find=" ".join(words) or None).plain())
    else:
        say("compare", words, root)


def _source(path: Path) -> str:
    try:
        if str(path) == "-":
            return sys.stdin.read()
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} can't be read ({error}).", "Name a file with text.") from None
