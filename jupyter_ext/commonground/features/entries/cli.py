"""``commonground export``: the team's context as files to read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from ...client.options import ROOT_OPTION, folder_of
from ...clock import now
from ...config import CONTEXT_DB
from ...core.count import several
from ...core.ids import Room, room_owner
from ...crdt.room import ContextRoom
from ...errors import StoreError
from ...store import ledger, rows
from ...store.copies import reading
from .export import RoomExport, as_json, as_markdown


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
    click.echo(f"{folder}: context.md and context.json, {several(count, 'entry', 'entries')}.")


def _exported(db: sqlite3.Connection, name: Room) -> RoomExport:
    held = rows.load(db, name)
    room = ContextRoom(name, held.generation, held.snapshot, held.updates)
    history = [revision.wire for revision in ledger.history(db, name, None)]
    return RoomExport(room.published, room.members(), history)
