"""``commonground ask`` and ``commonground thread``: questions to the model from a terminal."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from ...client.completing import names
from ...client.connection import calling, day
from ...client.options import FILE, JSON_OPTION, server_options
from ...client.output import echo_json, echo_lines, safe, styled, write_output
from ...core.count import several
from ...core.precedent import Precedent
from ...core.turn import Turn, Visibility
from ...errors import ModelBroken, UnknownId, UserError
from .views import ThreadView

THREAD = click.argument("thread", shell_complete=names("thread"))


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--private", is_flag=True, help="For you alone; your notes are shown to the model.")
@click.option("--model", help="Another model than the usual one.")
@click.option("--thread", help="Ask in that thread.", shell_complete=names("thread"))
@click.option("--skill", help="Ask with that skill.")
@click.option(
    "--before", is_flag=True, help="Print the answer that there is already; ask if there is none."
)
@JSON_OPTION
@server_options
def ask(
    question: tuple[str, ...],
    private: bool,
    model: str | None,
    thread: str | None,
    skill: str | None,
    before: bool,
    as_json: bool,
    root: Path | None,
) -> None:
    """Ask the model QUESTION and print the answer as it comes.

    A word `-` stands for standard input: git diff | commonground ask "What may break?" -
    The team sees question and answer, unless they are private. Ctrl+C stops the answer on the
    server, too.
    """
    text = _read(question)
    visibility: Visibility = "private" if private else "shared"
    with calling(root) as client:
        if before and not (thread or skill or model):
            found = client.precedents.asked_before(question=text, visibility=visibility).before
            if found is not None:
                return _known(Precedent(**found.model_dump()), as_json)
        asked = client.ask(text, visibility, thread=thread, skill=skill, model=model)
        with asked as answer:
            for piece in answer:
                if not as_json:
                    click.echo(safe(piece), nl=False)
                    sys.stdout.flush()
    _end(answer.turn, as_json)


def _read(words: tuple[str, ...]) -> str:
    """The question; what stands for standard input is read. Raises UserError."""
    parts = list(words)
    if "-" in parts:
        at = parts.index("-")
        try:
            given = sys.stdin.read()
        except UnicodeDecodeError:
            raise UserError("Standard input is no text.", "Give text in UTF-8.") from None
        before, after = " ".join(parts[:at]), " ".join(parts[at + 1 :])
        return "\n\n".join(part for part in (before, given.strip("\n"), after) if part.strip())
    return " ".join(parts)


def _known(found: Precedent, as_json: bool) -> None:
    """The earlier answer; whose it is on stderr, so that it can be piped on."""
    if as_json:
        return echo_json(asdict(found))
    click.echo(safe(found.answer))
    told = f"Answered before, on {day(found.at)} by {found.name}: {found.why} ({found.id})"
    click.echo(styled(safe(told), dim=True), err=True)


def _end(turn: Turn, as_json: bool) -> None:
    """How it ended: on stderr, so that the answer alone can be piped on."""
    if as_json:
        echo_json(turn.to_wire())
    else:
        click.echo()
        shown = several(len(turn.shown), "entry", "entries")
        told = f"{turn.model_label}; turn {turn.id}; {shown} shown"
        click.echo(styled(told, dim=True), err=True)
    if turn.status != "complete":
        raise ModelBroken(turn.problem or "The answer broke off.", "Ask again.")


@click.group()
def thread() -> None:
    """Threads with the model: list them, read one, write it to a file."""


@thread.command("list")
@JSON_OPTION
@server_options
def thread_list(as_json: bool, root: Path | None) -> None:
    """List the threads, the one used last first."""
    with calling(root) as client:
        found = client.turns.threads()
    if as_json:
        echo_json(found.plain())
        return
    echo_lines(map(_line, found.threads))


def _line(one: ThreadView) -> str:
    told = f"({several(len(one.steps), 'step')}, {day(one.last)})"
    return f"{one.id}  {safe(one.title)}  {styled(told, dim=True)}"


@thread.command("export")
@THREAD
@click.option("--form", type=click.Choice(["markdown", "notebook"]), default="markdown")
@click.option("--output", type=FILE, help="A file to write. Default: standard output.")
@server_options
def thread_export(
    thread: str, form: Literal["markdown", "notebook"], output: Path | None, root: Path | None
) -> None:
    """Print THREAD (a title or an id), or write it to a file: Markdown, or a notebook."""
    with calling(root) as client:
        known = client.turns.threads().threads
        wanted = thread.casefold()
        found = next((t.id for t in known if t.id == thread), None) or next(
            (t.id for t in known if t.title.casefold() == wanted), None
        )
        if found is None:
            raise UnknownId(f"There is no thread {thread}.", "See: commonground thread list")
        text = client.turns.export_thread(found, form=form)
    if output is None:
        click.echo(safe(text), nl=False)
        return
    write_output(output, text)
    click.echo(f"Written to {output}.", err=True)
