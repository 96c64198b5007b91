"""``commonground search``: look through all that you may read, from a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ...client.connection import calling, day
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json, echo_lines, safe, styled
from .views import FindAnswer, HitView


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, help="What it is (decision, turn, …); repeatable.")
@click.option("--since", help="How old it is at most: 7d, or a day as 2026-11-01.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@JSON_OPTION
@server_options
def search(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    since: str | None,
    limit: int,
    as_json: bool,
    root: Path | None,
) -> None:
    """Look through all that you may read for WORDS, typing errors forgiven.

    Among the words, @name and #area narrow it to one person or area.
    """
    with calling(root) as client:
        found = client.search.find(text=" ".join(words), kinds=kinds, since=since, limit=limit)
    if as_json:
        echo_json(found.plain())
    else:
        echo_lines(_lines(found))


def _lines(found: FindAnswer) -> Iterator[str]:
    for hit in found.hits:
        yield from _hit(hit)
    left = found.total - len(found.hits)
    if not found.hits:
        yield "Nothing is found."
    elif left:
        yield f"{left} more: narrow it, or say --limit."


def _hit(hit: HitView) -> Iterator[str]:
    marks = [hit.kind, *(["private"] if hit.private else []), *([hit.area] if hit.area else [])]
    told = f"({', '.join(marks)}, {', '.join(hit.people)}, {day(hit.at)})"
    yield f"{_pieces(hit.title)}  {styled(told, dim=True)}  {hit.id}"
    snippet = _pieces(hit.snippet).strip()
    if snippet:
        yield f"    {snippet}"


def _pieces(parts: tuple[str, ...]) -> str:
    """Of the parts every second one was found."""
    shown = (
        styled(_line(part), bold=True) if index % 2 else safe(_line(part))
        for index, part in enumerate(parts)
    )
    return "".join(shown)


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
