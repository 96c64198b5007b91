"""The command line of the team's settings: which there are, and what one is from now on.

Knows click and what to print. The server decides who may, and what a setting can be.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ...client.connection import plain, talking
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@JSON_OPTION
@server_options
def settings(name: str | None, value: str | None, as_json: bool, root: Path | None) -> None:
    """Change the team's setting NAME to VALUE; alone, print which there are and who changes them.

    VALUE is JSON (20, true, null, {"days": 1, "keep": 7}), or else a text as it stands. null gives
    the usual one back.
    """
    if name is None:
        _print_kinds(as_json=as_json)
        return
    if value is None:
        raise click.UsageError(f"What is {plain(name)} to be? `null` gives the usual value back.")
    with talking(root) as client:
        done = client.command("set", name=name, value=_read(value))
    if as_json:
        echo_json(done)
    else:
        click.echo(f"{plain(name)} is set.")


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _print_kinds(*, as_json: bool) -> None:
    from ...registry import features

    kinds = [(kind.form, kind.needs) for kind in features().settings if not kind.personal]
    if as_json:
        echo_json([{"name": name, "needs": needs} for name, needs in kinds])
        return
    for name, needs in kinds:
        click.echo(f"{name:<24} {needs}")
