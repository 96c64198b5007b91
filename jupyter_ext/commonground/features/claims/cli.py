"""``commonground work``: who works on what, a clone that is watched, and a guard before commits."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...client.connection import plain, talking
from ...client.options import JSON_OPTION, ROOT_OPTION, token_options
from ...client.output import echo_json
from ...errors import CommonGroundError
from .clone import Clone

if TYPE_CHECKING:
    from ...client.client import Client


@click.command()
@click.option("--watch", is_flag=True, help="Tell what this clone changes until Ctrl+C.")
@click.option("--keep", is_flag=True, help="With --watch: the claim stays until it expires.")
@click.option("--guard", is_flag=True, help="Hold what is staged against others' work (a hook).")
@click.option("--focus", metavar="TEXT", help="Say what you are at, too.")
@click.option("--server", metavar="URL", help="The server; else COMMONGROUND_URL, else --root.")
@JSON_OPTION
@token_options
@ROOT_OPTION
def work(
    watch: bool,
    keep: bool,
    guard: bool,
    focus: str | None,
    as_json: bool,
    server: str | None,
    root: Path | None,
) -> None:
    """Print who works on what now, and where it meets.

    With --watch, the files, lines and branch that your clone changes are told to your team, so
    that you and they hear where your work meets before it conflicts. What the lines say is told
    only if you allow it. With --guard, a hook of pre-commit warns, or refuses, by your own choice.
    """
    if as_json and (watch or guard):
        raise click.UsageError("--json prints what is known now: leave --watch and --guard out.")
    if guard:
        _guard(root, server)
        return
    with talking(root, server) as client:
        if focus is not None:
            client.say("focus", focus)
        if watch:
            with suppress(KeyboardInterrupt, asyncio.CancelledError):
                asyncio.run(_watch(client, keep))
        elif as_json:
            echo_json(client.work.now())
        else:
            click.echo(client.say("work")["text/markdown"])


async def _watch(client: Client, keep: bool) -> None:
    from .watch import CloneWatcher

    clone = await Clone.at(Path.cwd())
    watcher = CloneWatcher(clone, client.work, _say, keep=keep)
    task = asyncio.ensure_future(watcher.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await task
    except ExceptionGroup as several:
        raise several.exceptions[0] from None


def _say(line: str) -> None:
    click.echo(plain(line))


def _guard(root: Path | None, server: str | None) -> None:
    """Exits with 1 only where the member chose so; whatever else is wrong stops nobody's commit."""
    try:
        fields = asyncio.run(_staged())
        if not fields["files"]:
            return
        with talking(root, server) as client:
            found = client.work.check(fields)
    except (CommonGroundError, OSError, TimeoutError) as error:
        click.echo(f"Not held against others' work: {error}", err=True)
        return
    _guarded(found)


async def _staged() -> dict[str, object]:
    clone = await Clone.at(Path.cwd())
    return {**(await clone.staged()).fields(contents=False), "clone": clone.name}


def _guarded(found: Mapping[str, Any]) -> None:
    from .watch import told

    for notice in found["notices"]:
        for line in told(notice, notice["places"]):
            click.echo(plain(line), err=True)
    if found["notices"] and found["guard"] == "refuse":
        click.echo("You chose to refuse such commits; `git commit --no-verify` goes on.", err=True)
        raise SystemExit(1)
