"""The team's context as files to read, from what is stored: no server need run."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from ...client.options import folder_of
from ...client.progress import shown
from ...clock import now
from ...config import CONTEXT_DB
from ...core.count import several
from ...core.ids import Room, room_owner
from ...crdt.room import ContextRoom
from ...errors import StoreError
from ...service.saving import save_files
from ...store import ledger, rows
from ...store.copies import reading
from .readable import RoomExport, as_json, as_markdown


def write_folder(folder: Path, root: Path | None) -> None:
    """Write ``context.md`` and ``context.json`` there. Raises StoreError, Cancelled: then nothing.

    Private notes, questions and answers are not in it. A server may go on running.
    """
    with reading(folder_of(root) / CONTEXT_DB) as db:
        names = [name for name in rows.rooms(db) if room_owner(name) is None]
        with shown("export", "Reading", len(names)) as job:
            rooms = []
            for name in names:
                rooms.append(_exported(db, name))
                job.step()
    at = now()
    files = {"context.md": as_markdown(rooms, at), "context.json": as_json(rooms, at)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreError(f"{folder}: {problem.strerror}.", "Name another folder.") from problem
    save_files(folder, files, overwrite=True)
    count = sum(len(room.snapshot.entries) for room in rooms)
    click.echo(f"{folder}: context.md and context.json, {several(count, 'entry', 'entries')}.")


def _exported(db: sqlite3.Connection, name: Room) -> RoomExport:
    held = rows.load(db, name)
    room = ContextRoom(name, held.generation, held.snapshot, held.updates)
    history = [revision.wire for revision in ledger.history(db, name, None)]
    return RoomExport(room.published, room.members(), history)
