"""The command line of handoffs: today's, since you left, the last one in writing.

Formats and files; the server makes the handoff.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import click

from ...client.connection import talking
from ...client.options import server_options
from ...client.output import write_output
from .pages import html, markdown, notebook

Format = Literal["markdown", "notebook", "json"]


def _as_json(wire: Mapping[str, Any]) -> str:
    return json.dumps(wire, indent=2, sort_keys=True) + "\n"


FORMATS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "markdown": markdown,
    "notebook": notebook,
    "html": html,
    "json": _as_json,
}


@click.command()
@click.option("--zone", help="The time zone whose day it is, as Europe/Berlin. Default: yours.")
@click.option("--since", "kind", flag_value="since", help="Since you left, for you alone.")
@click.option("--written", "kind", flag_value="written", help="The last one that was written down.")
@click.option(
    "--phrase", is_flag=True, help="Let the model put the lines, where it can be relied on."
)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="markdown", show_default=True,
)  # fmt: skip
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write.")
@click.option("--acknowledge", metavar="TEXT", help="Say in your words what you take over.")
@server_options
def handoff(
    zone: str | None,
    kind: Literal["since", "written"] | None,
    phrase: bool,
    form: Format,
    output: Path | None,
    acknowledge: str | None,
    root: Path | None,
) -> None:
    """Print what the team decided, is doing, learned and has to watch today.

    Every line names the events that it rests on. It covers all since the end of the working day
    before.
    """
    with talking(root) as client:
        wire = client.handoff(kind or "today", zone=zone, phrase=phrase)
        if acknowledge is not None:
            client.acknowledge_handoff(wire["until"], acknowledge)
    if wire["problem"]:
        click.echo(wire["problem"], err=True)
    _deliver(FORMATS[form](wire), output)
    if acknowledge is not None:
        click.echo("Acknowledged.", err=True)


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        click.echo("".join(c if c.isprintable() or c == "\n" else "�" for c in text), nl=False)
        return
    write_output(output, text)
    click.echo(f"Written to {output}.", err=True)
