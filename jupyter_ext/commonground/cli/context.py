"""The context from a terminal: ``note``, ``share``, ``context``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..client.completing import names
from ..client.connection import plain, talking
from ..client.options import JSON_OPTION, server_options
from ..client.output import echo_json, echo_lines
from ..core.credits import credits_of
from ..core.entry import SHARED_KINDS, Entry, Kind, read_entry
from ..core.magic import titled


@click.command()
@click.argument("text", nargs=-1, required=True)
@server_options
def note(text: tuple[str, ...], root: Path | None) -> None:
    """Keep TEXT as a private note: only you ever see it."""
    _add("note", text, root)
    click.echo("Noted, for you alone.")


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(SHARED_KINDS), required=True,
    help="What it is. Conventions and decisions wait for the context owner.",
)  # fmt: skip
@server_options
def share(text: tuple[str, ...], kind: str, root: Path | None) -> None:
    """Add TEXT to what the whole team sees and the shared AI is told."""
    status, near = _add(kind, text, root)
    waits = " It waits for the context owner." if status == "proposed" else ""
    click.echo(f"Shared as {kind}.{waits}")
    if near:
        click.echo("Near to it; say how they stand to each other in the panel, or with %cg relate:")
        for line in near:
            click.echo(f"  - {line}")


@click.command()
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(SHARED_KINDS),
    help="Only of that kind; repeatable.",
)
@click.option(
    "--area", help="Only of that area, and what is everybody's.", shell_complete=names("area")
)
@JSON_OPTION
@server_options
def context(kinds: tuple[Kind, ...], area: str | None, as_json: bool, root: Path | None) -> None:
    """Print what the team shares, by kind."""
    with talking(root) as client:
        wires = client.entries("team")
    found = [(wire, entry) for wire in wires if _wanted(entry := read_entry(wire), kinds, area)]
    if as_json:
        echo_json([wire for wire, _ in found])
        return
    shown: list[str] = []
    for kind in SHARED_KINDS:
        lines = [line for _, entry in found if entry.kind == kind for line in _lines(entry)]
        shown += [f"{kind}:", *lines] if lines else []
    none = "Nothing is shared yet. Begin with: commonground share --kind KIND TEXT"
    echo_lines(shown or [none])


def _wanted(entry: Entry, kinds: Sequence[Kind], area: str | None) -> bool:
    areas = {head.area for head in entry.heads}
    return (not kinds or entry.kind in kinds) and (area is None or bool(areas & {area, None}))


def _lines(entry: Entry) -> list[str]:
    """One line per version that still speaks; several are a dispute."""
    live = [head for head in entry.heads if head.speaks]
    lines = []
    for head in live:
        marks = ["proposed"] if head.status == "proposed" else []
        marks += ["in dispute"] if len(live) > 1 else []
        mark = f" [{', '.join(marks)}]" if marks else ""
        lines.append(f"  - {plain(head.title)}{mark} ({credits_of(entry, head).told(plain)})")
        lines += [f"      {plain(line)}" for line in head.body.splitlines()]
    return lines


def _add(kind: str, text: Sequence[str], root: Path | None) -> tuple[str, list[str]]:
    """Send an entry; the status of its first version, and what is near to it.

    The first line is its title.
    """
    first, _, body = " ".join(text).strip().partition("\n")
    title, more = titled(first.strip())
    body = "\n\n".join(part for part in (more, body.strip()) if part)
    with talking(root) as client:
        answer = client.command("add", kind=kind, title=title, body=body)
        newest = answer["entry"]["revisions"][-1]
        near = [] if kind == "note" else client.lookup.near(newest["id"])
    return str(newest["status"]), [f"{plain(one['title'])} ({one['entry']})" for one in near]
