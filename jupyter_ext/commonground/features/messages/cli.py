"""``commonground inbox``: what waits for you, and what you say to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ...client.connection import calling, day
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json, echo_lines, safe, styled
from .views import InboxItem

MESSAGE = click.argument("message")
TEXT = click.argument("text", nargs=-1, required=True)


@click.group(invoke_without_command=True)
@JSON_OPTION
@server_options
@click.pass_context
def inbox(ctx: click.Context, as_json: bool, root: Path | None) -> None:
    """Print the messages that concern you, most urgent first; answer them by their ids."""
    if ctx.invoked_subcommand is not None:
        return
    with calling(root) as client:
        found = client.messages.inbox()
    if as_json:
        echo_json(found.plain())
    elif not found.items:
        click.echo("Nothing waits for you.")
    else:
        echo_lines(line for item in found.items for line in _lines(item))


@inbox.command("acknowledge")
@MESSAGE
@server_options
def inbox_acknowledge(message: str, root: Path | None) -> None:
    """Say that you have seen MESSAGE."""
    with calling(root) as client:
        client.messages.acknowledge(message)
    click.echo("Acknowledged.")


@inbox.command("reply")
@MESSAGE
@TEXT
@server_options
def inbox_reply(message: str, text: tuple[str, ...], root: Path | None) -> None:
    """Say TEXT in the thread of MESSAGE."""
    with calling(root) as client:
        client.messages.reply(message, " ".join(text))
    click.echo("Said.")


@inbox.command("answer")
@MESSAGE
@TEXT
@server_options
def inbox_answer(message: str, text: tuple[str, ...], root: Path | None) -> None:
    """Answer the question MESSAGE with TEXT; both become a discussion of the team."""
    with calling(root) as client:
        client.messages.answer(message, " ".join(text))
    click.echo("Answered.")


@inbox.command("takeover")
@MESSAGE
@TEXT
@server_options
def inbox_takeover(message: str, text: tuple[str, ...], root: Path | None) -> None:
    """Take over what MESSAGE hands over, and say with TEXT what that is in your words."""
    with calling(root) as client:
        client.messages.take_over(message, " ".join(text))
    click.echo("Taken over.")


def _lines(item: InboxItem) -> Iterator[str]:
    marks = [item.kind, *([f"you: {item.todo}"] if item.todo else [item.state])]
    marks += ["overdue"] if item.overdue else []
    told = f"({', '.join(marks)}; from {item.author}, {day(item.at)})"
    title = styled(item.title, bold=True) if item.unread else safe(item.title)
    yield f"{item.id}  {title}  {styled(told, dim=True)}"
    for line in filter(None, item.body.splitlines()):
        yield f"    {safe(line)}"
    for said in item.lines:
        yield f"    {safe(said.by)}: {safe(' '.join(said.text.split()))}"
