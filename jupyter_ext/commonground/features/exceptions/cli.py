"""The command line of the gate's exceptions: what the context owner lets through, and why.

Knows click and what to print. The server decides who may.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ...client.connection import day, plain, talking
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json
from ...errors import Quarantined


def how_to_approve(error: Quarantined) -> Iterator[str]:
    """What the context owner would have to type, a line for each finding."""
    seen = dict.fromkeys(
        (str(f.get("fingerprint", "")), str(f.get("rule", ""))) for f in error.findings
    )
    for fingerprint, rule in seen:
        yield plain(f"  commonground exceptions approve {fingerprint} --rule {rule} --reason ...")


@click.group()
def exceptions() -> None:
    """Values that may be shared since the context owner said that they are no secret.

    An exception is for one value. Its mark is in the message that refuses the value, which itself
    is stored nowhere.
    """


MARK = click.argument("fingerprint", metavar="MARK")


@exceptions.command("list")
@JSON_OPTION
@server_options
def exceptions_list(as_json: bool, root: Path | None) -> None:
    """Print the exceptions that hold: mark, what found it, who approved it when, and why."""
    with talking(root) as client:
        found = client.exceptions()
    if as_json:
        echo_json(found)
        return
    for one in found:
        rule = plain(one["rule"]) or "-"
        click.echo(f"{one['fingerprint']}  {rule}  {plain(one['by'])}  {day(one['at'])}")
        click.echo(f"    {plain(one['reason'])}")
    if not found:
        click.echo("There are no exceptions.", err=True)


@exceptions.command("approve")
@MARK
@click.option("--reason", required=True, help="Why the value is no secret; everyone can read it.")
@click.option("--rule", default="", help="What found it, for the record.")
@server_options
def exceptions_approve(fingerprint: str, reason: str, rule: str, root: Path | None) -> None:
    """Let the value with that MARK pass from now on. For the context owner and admins."""
    value = {"reason": reason} | ({"rule": rule} if rule else {})
    with talking(root) as client:
        client.command("set", name=f"exception:{fingerprint}", value=value)
    click.echo("Approved. The author can send the text again.")


@exceptions.command("withdraw")
@MARK
@server_options
def exceptions_withdraw(fingerprint: str, root: Path | None) -> None:
    """Let the value with that MARK pass no longer. What was written meanwhile stays."""
    with talking(root) as client:
        client.command("set", name=f"exception:{fingerprint}", value=None)
    click.echo("Withdrawn. Texts that hold the value are kept back again.")
