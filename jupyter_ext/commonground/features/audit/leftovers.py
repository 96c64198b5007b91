"""What a redaction could not take out: where it stands, and what to do about it.

Looks at what is stored by rows, and at every other file of the data folder by bytes. Of a member's
own room it says only that something is there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...config import CONTEXT_DB, DRAFTS, IDENTITY_DB, LOG_FILE
from ...core.ids import Room, room_owner
from ...store.backup_shelf import FOLDER
from ...store.remains import Remainder, in_file, in_rows


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place that still holds the text, and what takes it out there."""

    where: str
    remedy: str


OWN = Leftover(
    "Notes or questions that members keep to themselves",
    "Only they can see and change them: ask everybody to look through theirs.",
)

DRAFTED = Leftover(
    "What members have typed and not sent",
    "Only they see it: ask everybody to send or cancel what they are writing.",
)

_OF_ROOMS = frozenset(("rooms", "snapshots", "updates", "history", "origins", "turns"))


def leftovers(folder: Path, text: str) -> tuple[Leftover, ...]:
    """All places below the data folder that still hold it, each once. Raises OSError."""
    context = folder / CONTEXT_DB
    found = list(dict.fromkeys(map(_of_row, _rows(context, text))))
    if not found:
        # Nothing in the rows: then nothing may be between them either.
        found += [
            Leftover(
                f"Pages of {file} that another program still reads",
                "Close it. The server cleans the file at its next start.",
            )
            for file in _files_of(context)
            if in_file(file, text)
        ]
    known = {*_files_of(context)}
    rest = sorted(file for file in folder.rglob("*") if file.is_file() and file not in known)
    found += [_of_file(folder, file) for file in rest if _holds(file, text)]
    return tuple(dict.fromkeys(found))


def _files_of(database: Path) -> tuple[Path, ...]:
    files = (Path(f"{database}{end}") for end in ("", "-wal", "-shm"))
    return tuple(file for file in files if file.exists())


def _holds(file: Path, text: str) -> bool:
    """By its bytes, and by its rows where it is a database: long texts lie in several pages."""
    if in_file(file, text):
        return True
    if file.suffix == ".db":
        return any(True for _ in _rows(file, text))
    return False


def _rows(database: Path, text: str) -> Iterable[Remainder]:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            db.execute("BEGIN")
            yield from in_rows(db, text)
    except sqlite3.Error:
        return


def _of_row(one: Remainder) -> Leftover:
    if one.table in _OF_ROOMS and room_owner(Room(one.row)) is not None:
        return OWN
    match one.table:
        case "rooms" if one.column == "name":
            return Leftover(
                f"The name of the area {one.row.partition(':')[2]}",
                "Make an area of another name, move its entries there and remove this one; the "
                "name itself stays in the record.",
            )
        case "snapshots" | "updates" | "history" | "origins":
            return Leftover(
                f"A name or an id in the document {one.row}",
                "Rename the area, member or setting that is called so; what was recorded under "
                "the old name stays.",
            )
        case "turns":
            return Leftover(
                f"Who asked, or an id, in the turn {one.row}", "Who asked is on record for good."
            )
        case "events":
            return Leftover(
                f"Row {one.row} of the audit chain (a name or an id)",
                "The chain can't be changed: treat the name as known, and choose another one.",
            )
    return Leftover(f"{one.table}.{one.column} of the database", "Report this: it should be gone.")


def _of_file(folder: Path, file: Path) -> Leftover:
    name = str(file.relative_to(folder))
    top = name.split("/")[0]
    if file.name.startswith(IDENTITY_DB):
        return Leftover(
            f"The list of people ({name})",
            "Revoke that person's links and invite them under another name.",
        )
    if file.name.startswith(LOG_FILE):
        return Leftover(f"The log {name}", "Delete the file; the server begins a new one.")
    if top == DRAFTS:
        return DRAFTED
    if top == FOLDER or file.suffix == ".tar":
        return Leftover(f"The backup {name}", "Delete the file.")
    if top.startswith(("before-restore-", "before-recover-")):
        return Leftover(f"{name}, put aside by a restore", f"Delete the folder {top}.")
    return Leftover(f"The file {name}", "Delete the text there.")
