"""``commonground review``: what waits for the context owner, one thing after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...client.completing import entries
from ...client.connection import calling, day
from ...client.options import JSON_OPTION, server_options
from ...client.output import echo_json, echo_lines, safe, styled
from ...core.views import EntryView
from ...errors import CommonGroundError, UnknownId
from .views import QueueAnswer, ReviewItem

if TYPE_CHECKING:
    from ...client.team_client import TeamClient

KEYS = "a accept, r reject, s skip, q quit"
BROKEN_KEYS = "h still holds, t retire, s skip, q quit"


@click.command()
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="ENTRY",
    shell_complete=entries,
    help="Accept what is proposed of that entry; repeatable.",
)
@click.option(
    "--reject",
    "rejected",
    multiple=True,
    metavar="ENTRY",
    shell_complete=entries,
    help="Turn down what is proposed of that entry; repeatable, needs --reason.",
)
@click.option(
    "--holds",
    "held",
    multiple=True,
    metavar="ENTRY",
    shell_complete=entries,
    help="Say that the entry holds though its code changed or is gone; repeatable.",
)
@click.option("--reason", help="Why it is turned down; its author sees it.")
@click.option("--list", "only_list", is_flag=True, help="Only print what waits.")
@JSON_OPTION
@server_options
def review(
    accepted: tuple[str, ...],
    rejected: tuple[str, ...],
    held: tuple[str, ...],
    reason: str | None,
    only_list: bool,
    as_json: bool,
    root: Path | None,
) -> None:
    """Go through what waits for the context owner: accept, reject or skip by a key.

    An entry whose code is gone waits with the cause; --holds ties it to what is there now. Where
    the output is no terminal, or with --list, it is printed. Contradictions are ended in the panel,
    since that takes a decision in words.
    """  # fmt: skip
    if rejected and not reason:
        raise click.UsageError("--reject needs --reason.")
    with calling(root) as client:
        found = client.review.review()
        if accepted or rejected or held:
            for entry in accepted:
                _accept(client, _waiting(found, entry))
            for entry in rejected:
                _reject(client, _waiting(found, entry), reason or "")
            for entry in held:
                _hold(client, found, entry)
        elif as_json:
            echo_json(found.plain())
        elif only_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
            echo_lines(_queue(found))
        else:
            _go_through(client, found)


def _waiting(found: QueueAnswer, entry: str) -> EntryView:
    """The entry with that id that waits. Raises UnknownId."""
    for item in found.items:
        if item.type in ("proposal", "replacement") and item.entries[0].id == entry:
            return item.entries[0]
    raise UnknownId(f"Nothing is proposed of {entry}.", "See: commonground review --list")


def _accept(client: TeamClient, entry: EntryView) -> None:
    client.review.accept(entry.id, entry.heads)
    click.echo(f"Accepted: {safe(_title(entry))}")


def _reject(client: TeamClient, entry: EntryView, reason: str) -> None:
    client.review.reject(entry.id, entry.heads, reason)
    click.echo(f"Rejected: {safe(_title(entry))}")


def _hold(client: TeamClient, found: QueueAnswer, entry: str) -> None:
    """One that waits is let go of what is gone, too; that is the owner's."""
    gone = any(one.type == "broken" and one.entries[0].id == entry for one in found.items)
    client.freshness.still_holds(entry, gone=gone)
    click.echo(f"Still holds: {safe(entry)}")


def _title(entry: EntryView) -> str:
    newest = {revision.id: revision for revision in entry.revisions}
    return newest[entry.heads[-1]].title


def _queue(found: QueueAnswer) -> Iterator[str]:
    for item in found.items:
        yield from _shown(item)
    if not found.items:
        yield "Nothing waits."


def _shown(item: ReviewItem) -> Iterator[str]:
    """What it is, whose it is, and what the model is told of it before and after."""
    for entry in item.entries:
        told = f"({entry.kind}, {entry.created_by}, {day(item.at)})"
        yield f"{entry.id}  {styled(_title(entry), bold=True)}  {styled(told, dim=True)}"
    why = item.dispute.why if item.dispute else item.cause
    yield f"  {item.type}" + (f": {safe(why)}" if why else "")
    for mark, text, colour in (("-", item.before, "red"), ("+", item.after, "green")):
        for line in text.splitlines():
            yield styled(f"  {mark} {line}", fg=colour)


def _go_through(client: TeamClient, found: QueueAnswer) -> None:
    """Ask for each what to do. What the server refuses is said, and the next one comes."""
    for number, item in enumerate(found.items, 1):
        click.echo(f"\n{number} of {len(found.items)}")
        for line in _shown(item):
            click.echo(line)
        if item.type not in ("proposal", "replacement", "broken"):
            click.echo("This takes a decision in words: end it in the panel.")
            continue
        try:
            decide = _mended if item.type == "broken" else _decided
            if not decide(client, item.entries[0]):
                return
        except CommonGroundError as error:
            click.echo(f"Not done: {error}", err=True)
    click.echo("That was all." if found.items else "Nothing waits.")


def _mended(client: TeamClient, entry: EntryView) -> bool:
    """Whether to go on, after a key for an entry whose code is gone."""

    def holds() -> bool:
        client.freshness.still_holds(entry.id, gone=True)
        click.echo(f"Still holds: {safe(_title(entry))}")
        return True

    def retire() -> bool:
        client.entries.retire(entry.id, entry.heads)
        click.echo(f"Retired: {safe(_title(entry))}")
        return True

    return _by_key(BROKEN_KEYS, {"h": holds, "t": retire})


def _decided(client: TeamClient, entry: EntryView) -> bool:
    """Whether to go on, after a key."""

    def accept() -> bool:
        _accept(client, entry)
        return True

    def reject() -> bool:
        reason = click.prompt("Why", default="", show_default=False).strip()
        if reason:
            _reject(client, entry, reason)
        return bool(reason)

    return _by_key(KEYS, {"a": accept, "r": reject})


def _by_key(keys: str, acts: Mapping[str, Callable[[], bool]]) -> bool:
    """Whether to go on, after a key that did something; ``acts`` say whether they did."""
    while (key := _key(keys)) not in ("q", "\x04"):
        if key == "s" or (key in acts and acts[key]()):
            return True
    return False


def _key(keys: str) -> str:
    """One of those, as it was pressed. Raises KeyboardInterrupt for Ctrl+C."""
    click.echo(f"[{keys}] ", nl=False)
    key = click.getchar().lower()
    click.echo(key if key.isprintable() else "")
    if key == "\x03":
        raise KeyboardInterrupt
    return key
