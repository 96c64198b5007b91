"""The command line of what is kept: the audit chain, backups, exports and compaction.

Knows click, the data folder and what to print. Refuses to know how rows and files are made.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import secrets
import sqlite3
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from ...client.options import ROOT_OPTION, nearest_root
from ...config import ANCHOR_VARIABLE, CONTEXT_DB, data_dir, data_path, is_served
from ...core.entry import needed
from ...core.event import Event, Head, verify
from ...core.ids import RevisionId, Room, room_owner
from ...core.plan import Change
from ...core.snapshot import Snapshot
from ...crdt.room import ContextRoom
from ...errors import SetupError, StoreError
from ...store import backup as backups
from ...store import ledger, rows
from ...store.base import HistoryRow, RoomLog
from ...store.chain_head import anchor_at, anchor_place, is_endpoint, read_anchors
from ...store.copies import reading
from ...store.scrub import shrink
from ...store.sqlite import SQLiteStore
from ..entries.export import RoomExport, as_json, as_markdown

FILE = click.Path(dir_okay=False, path_type=Path)


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def folder_of(root: Path | None) -> Path:
    """The data folder that a command is about, whether or not it exists."""
    return data_path(nearest_root(root, os.environ), os.environ)


# The audit chain


@click.group()
def audit() -> None:
    """The record of who did what, when and from where."""


@audit.command("verify")
@click.option(
    "--anchor", "place",
    help=f"The file with the chain's anchored heads. Default: {ANCHOR_VARIABLE}, else audit.anchor "
    "in the data folder.",
)  # fmt: skip
@ROOT_OPTION
def audit_verify(place: str | None, root: Path | None) -> None:
    """Check the whole chain against itself and against what is anchored outside the database.

    Exit code 0: nothing was edited, deleted or cut off. 1: the findings, one a line. A server may
    go on running.
    """
    folder = folder_of(root)
    place = place or anchor_place(folder, os.environ)
    anchors = _anchors(place)  # before the chain, which may grow meanwhile
    with reading(folder / CONTEXT_DB) as db:
        problems = verify(ledger.chain(db), anchors)
        head = ledger.head(db)
    for problem in problems:
        click.echo(str(problem))
    seen = max((anchor.seq for anchor in anchors), default=0)
    length = "1 row" if head is not None and head.seq == 1 else f"{head.seq if head else 0} rows"
    if problems:
        click.echo(f"{length}: damaged. Anchored in {place} up to row {seen}.")
        sys.exit(1)
    if head is not None and not anchors:
        click.echo(f"{length}: sound in itself, but nothing is anchored in {place},")
        click.echo("so nobody can tell whether later rows were cut off.")
        sys.exit(1)
    click.echo(f"{length}: sound. Anchored in {place} up to row {seen}.")


def _anchors(place: str) -> list[Head]:
    if is_endpoint(place):
        raise SetupError(
            "The chain is anchored at an endpoint, which can't be read from here.",
            "Get what it was posted, one JSON object a line, and pass it with --anchor FILE.",
        )
    try:
        return read_anchors(Path(place).expanduser())
    except OSError as problem:
        raise SetupError(f"{place} can't be read: {problem.strerror}.", "Check it.") from problem


@audit.command("export")
@click.argument("file", required=False, type=FILE)
@ROOT_OPTION
def audit_export(file: Path | None, root: Path | None) -> None:
    """Write the chain as JSON Lines to FILE (0600), or print it.

    Each line holds all that is needed to check it: hash, previous hash, commitment, salt and what
    was written, unless that was redacted or belongs to a member's own room.
    """
    with reading(folder_of(root) / CONTEXT_DB) as db, _sink(file) as sink:
        for row in ledger.chain(db):
            sink.write(json.dumps(row.to_wire()) + "\n")


@contextmanager
def _sink(file: Path | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as problem:
        raise StoreError(f"{file}: {problem.strerror}.", "Name another file.") from problem
    with open(descriptor, "w", encoding="utf-8") as sink:
        os.fchmod(descriptor, 0o600)
        yield sink


# Backup and restore


@click.command()
@click.argument("file", type=FILE)
@ROOT_OPTION
def backup(file: Path, root: Path | None) -> None:
    """Write everything that is stored to FILE (0600), replacing it; a server may go on running.

    FILE holds the team's context, private notes, the audit chain, and the personal links' hashes:
    keep it like the data folder. What was redacted before is not in it.
    """
    served = nearest_root(root, os.environ)
    target = file.expanduser().absolute()
    if is_served(target.resolve(), served):
        raise SetupError(
            f"{target} lies inside the folder that Jupyter serves, where every visitor could read "
            "private notes in it.",
            f"Name a file outside {served}.",
        )
    done = backups.back_up(folder_of(root), target, at=now())
    click.echo(f"{target}: {target.stat().st_size:,} bytes, audit chain up to row {done.chain}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--people", is_flag=True,
    help="Restore personal links too, where there are some. Links revoked since work again then.",
)  # fmt: skip
@click.option("--bring-back", is_flag=True, help="Even if FILE holds what was redacted here since.")
@ROOT_OPTION
def restore(file: Path, people: bool, bring_back: bool, root: Path | None) -> None:
    """Put what FILE holds in the place of what is stored; no server may run.

    What was there is put aside, in a folder that is named. The restore is recorded in the audit
    chain, and browsers that are still open take up the restored state.
    """
    folder = data_dir(nearest_root(root, os.environ), os.environ)
    anchor = anchor_at(anchor_place(folder, os.environ))
    at = now()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(at / 1000)) + f"-{at % 1000:03}"
    event = Event(
        f"v_{secrets.token_urlsafe(12)}", at, _login(), "admin", "restore", "cli",
        detail={"file": file.name},
    )  # fmt: skip
    done = backups.restore(folder, file, event, stamp=stamp, people=people, bring_back=bring_back)
    for head in done.marks:
        anchor.put(head)
    anchor.close()
    made = time.strftime("%Y-%m-%d %H:%M", time.localtime(done.backup.at / 1000))
    click.echo(f"Restored the state of {made}{', with its personal links' if done.people else ''}.")
    if done.aside is not None:
        click.echo(f"What was there is in {done.aside}")


def _login() -> str:
    try:
        return f"{getpass.getuser()} (system user)"
    except (OSError, KeyError):
        return "(system user)"


# Export


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@ROOT_OPTION
def export(folder: Path, root: Path | None) -> None:
    """Write the team's context to DIR: context.md to read, context.json with all versions.

    Private notes, questions and answers are not in it. A server may go on running.
    """
    with reading(folder_of(root) / CONTEXT_DB) as db:
        names = [name for name in rows.rooms(db) if room_owner(name) is None]
        rooms = [_exported(db, name) for name in names]
    at = now()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "context.md").write_text(as_markdown(rooms, at), encoding="utf-8")
        (folder / "context.json").write_text(as_json(rooms, at), encoding="utf-8")
    except OSError as problem:
        raise StoreError(f"{folder}: {problem.strerror}.", "Name another folder.") from problem
    count = sum(len(room.snapshot.entries) for room in rooms)
    click.echo(f"{folder}: context.md and context.json, {count} entries.")


def _exported(db: sqlite3.Connection, name: Room) -> RoomExport:
    room = _opened(name, rows.load(db, name))
    history = [revision.wire for revision in ledger.history(db, name, None)]
    return RoomExport(room.published, room.members(), history)


# Compaction


@click.command()
@ROOT_OPTION
def compact(root: Path | None) -> None:
    """Merge what is stored and give free space back to the disk; no server may run.

    Versions on which nothing hangs today leave the live documents, so that they open quickly; they
    stay in the history. Nothing is lost. A server merges updates by itself when it starts.
    """
    path = folder_of(root) / CONTEXT_DB
    with reading(path):
        before = path.stat().st_size
    moved = asyncio.run(_merge(path))
    shrink(path)
    click.echo(f"{path}: {before:,} bytes before, {path.stat().st_size:,} now.")
    if moved:
        click.echo(f"{moved:,} older versions left the live documents; their history has them.")


async def _merge(path: Path) -> int:
    store = SQLiteStore(path, anchor=anchor_at(anchor_place(path.parent, os.environ)))
    await store.open()
    moved = 0
    try:
        for name in await store.rooms():
            moved += await _merge_room(store, name)
    finally:
        await store.close()
    return moved


async def _merge_room(store: SQLiteStore, name: Room) -> int:
    """Merge one room; the number of versions that left its document for the history."""
    held = await store.load(name)
    room = _opened(name, held)
    entries = room.published.entries.values()
    kept = frozenset[RevisionId]().union(*(needed(entry) for entry in entries))
    gone = [r for e in entries for r in e.revisions.values() if r.id not in kept]
    if gone:
        history = [HistoryRow(r.id, r.entry, r.at, r.to_wire()) for r in gone]
        fresh = room.anew(_without(room.published, kept), held.generation + 1)
        await store.compact(name, fresh.update_since(), held.seq, history, renew=True)
    elif held.updates:
        await store.compact(name, room.update_since(), held.seq)
    return len(gone)


def _without(room: Snapshot, kept: Collection[RevisionId]) -> Change:
    """All of a room but the versions that are not kept."""
    whole = Change.of(room)
    return replace(whole, revisions=tuple(r for r in whole.revisions if r.id in kept))


def _opened(name: Room, held: RoomLog) -> ContextRoom:
    return ContextRoom(name, held.generation, held.snapshot, held.updates)


COMMANDS: tuple[click.Command, ...] = (audit, backup, restore, export, compact)
