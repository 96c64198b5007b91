"""What a shell completes of the team's own: ids of entries, areas, people, threads.

A key press waits for it, so that a server which is slow or not there means no completion, and no
message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from ..errors import CommonGroundError
from .connection import plain, talking

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
MOST_LETTERS = 60
"""Letters of a title beside an id."""


def names(kind: str) -> Completer:
    """Completes a name of that kind (``member``, ``area``, ``thread``, ``task``)."""

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        with suppress(CommonGroundError), talking(ctx.params.get("root")) as client:
            return matching(((name, "") for name in client.lookup.names(kind)), begun)
        return []

    return complete


def entries(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Completes the id of an entry; its title stands beside it."""
    with suppress(CommonGroundError), talking(ctx.params.get("root")) as client:
        found = client.entries("team")
        return matching(((one["id"], one["revisions"][-1]["title"]) for one in found), begun)
    return []


def matching(found: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    """Those of ``found`` (a name, and what is said of it) that begin with what was typed."""
    return [
        CompletionItem(name, help=plain(about)[:MOST_LETTERS] or None)
        for name, about in found
        if name.casefold().startswith(begun.casefold()) and name.isprintable()
    ]
