"""Backups: one file with the databases of a team, made while a server runs, and its way back.

A tar archive of the data folder's files; who restored one is in the event that comes with it. A
backup holds private notes and must be kept like the data folder itself.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..config import ANCHOR_FILE, CONTEXT_DB, IDENTITY_DB
from ..core.event import GENESIS, Event, Head
from ..errors import CommonGroundError, SetupError, StoreError, UserError
from . import ledger, rows, seals
from .base import fresh_salt
from .chain_head import sync
from .copies import check_whole, copy, reading
from .datafile import claimed
from .migrate import check_ours, migrate, shipped

FORMAT = 1
MANIFEST = "backup.json"
_MEMBERS = (MANIFEST, CONTEXT_DB, IDENTITY_DB)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: when it was made (ms) and where its audit chain ends."""

    at: int
    chain: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. ``aside``: the folder with what was there before, None if nothing was.

    ``marks``: what the anchor has to be told, in order. ``people``: whether links came back too.
    """

    backup: Backup
    aside: Path | None
    marks: tuple[Head, Head]
    people: bool


def back_up(folder: Path, target: Path, *, at: int) -> Backup:
    """Write the folder's databases to ``target`` (0600), replacing what is there; a server may run.

    Raises SetupError, StoreError.
    """
    return pack(folder / CONTEXT_DB, folder / IDENTITY_DB, target, at=at)


def _pack(draft: Path, archive: Path) -> None:
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as sink:
        with tarfile.open(fileobj=sink, mode="w") as tar:
            for name in _MEMBERS:
                if (draft / name).exists():
                    tar.add(draft / name, name, filter=_private)
        sink.flush()
        os.fsync(sink.fileno())


def _private(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.mode, member.uid, member.gid, member.uname, member.gname = 0o600, 0, 0, "", ""
    return member


def restore(
    folder: Path,
    source: Path,
    event: Event,
    *,
    stamp: str,
    people: bool = False,
    bring_back: bool = False,
) -> Restored:
    """Put the backup in the place of the folder's context, and what was there aside.

    Every room begins a new generation, so that no browser takes the older state for news.
    ``event`` is added to the restored chain. Personal links are restored if there are none here,
    or with ``people``: links that were revoked since work again then. ``bring_back``: even if it
    holds what was redacted here since. Raises SetupError (a server runs, no backup), UserError,
    StoreError; then nothing has changed.
    """
    context = folder / CONTEXT_DB
    with (
        _refused(folder),
        claimed(context),
        TemporaryDirectory(dir=folder, prefix=".restore-") as made,
    ):
        draft = Path(made)
        backup = _unpack(source, draft)
        generations, tombstones = _present(context)
        marks = prepare(draft / CONTEXT_DB, event, generations, tombstones, bring_back)
        people = (draft / IDENTITY_DB).exists() and (people or not (folder / IDENTITY_DB).exists())
        names = [CONTEXT_DB, IDENTITY_DB] if people else [CONTEXT_DB]
        aside = put_aside(folder, names, folder / f"before-restore-{stamp}")
        for name in names:
            (draft / name).replace(folder / name)
        sync(folder)
    return Restored(backup, aside, marks, people)


def _unpack(source: Path, draft: Path) -> Backup:
    try:
        with tarfile.open(source, "r:") as tar:
            for name in _MEMBERS:
                with suppress(KeyError):
                    _take(tar, name, draft / name)
        manifest = json.loads((draft / MANIFEST).read_text())
        if manifest["format"] != FORMAT:
            raise SetupError("The backup is of a newer version.", "Upgrade jupyter-commonground.")
        backup = Backup(int(manifest["at"]), int(manifest["chain"]))
    except (tarfile.TarError, ValueError, KeyError, TypeError, FileNotFoundError) as problem:
        raise SetupError(
            f"{source} is no backup of Common Ground.",
            "Name a file that `commonground backup` has made.",
        ) from problem
    for name in (CONTEXT_DB, IDENTITY_DB):
        if name == CONTEXT_DB or (draft / name).exists():
            check_whole(draft / name)
    return backup


def _take(tar: tarfile.TarFile, name: str, target: Path) -> None:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with found, open(descriptor, "wb") as sink:
        shutil.copyfileobj(found, sink)


def _present(context: Path) -> tuple[dict[str, int], set[str]]:
    """The rooms' generations and the redactions of what is there; nothing if it can't be read."""
    with suppress(CommonGroundError), reading(context) as db:
        generations = dict(db.execute("SELECT name, generation FROM rooms"))
        return generations, {row.event.id for row in ledger.chain(db) if row.tombstone}
    return {}, set()


def examine(source: Path) -> Backup:
    """What a backup says of itself, once all of it was found whole. Raises SetupError."""
    with TemporaryDirectory(prefix="commonground-") as made:
        return _unpack(source, Path(made))


def pack(database: Path, identity: Path | None, target: Path, *, at: int) -> Backup:
    """Make a backup of a database that nobody else writes. Raises SetupError, StoreError."""
    with _refused(target), TemporaryDirectory(dir=target.parent, prefix=".commonground-") as made:
        draft = Path(made)
        copy(database, draft / CONTEXT_DB)
        if identity is not None and identity.is_file():
            copy(identity, draft / IDENTITY_DB)
        with reading(draft / CONTEXT_DB) as db:
            head = ledger.head(db)
        backup = Backup(at, head.seq if head else 0)
        manifest = {"format": FORMAT, "at": backup.at, "chain": backup.chain}
        (draft / MANIFEST).write_text(json.dumps(manifest))
        _pack(draft, draft / "backup.tar")
        (draft / "backup.tar").replace(target)
        sync(target.parent)
    return backup


def prepare(
    context: Path,
    event: Event,
    generations: dict[str, int],
    tombstones: set[str],
    bring_back: bool,
) -> tuple[Head, Head]:
    """Make a database fit to go on from. Returns what the anchor is to be told."""
    with closing(sqlite3.connect(context, isolation_level=None)) as db:
        check_ours(db)
        migrate(db, shipped())
        db.execute("PRAGMA synchronous = FULL")
        db.execute("BEGIN IMMEDIATE")
        here = {row.event.id for row in ledger.chain(db) if row.tombstone}
        if tombstones - here and not bring_back:
            raise UserError(
                "The backup was made before a redaction and holds what was redacted.",
                "Restore a later backup, or add --bring-back if nothing else is left.",
            )
        for room, name, generation in db.execute(
            "SELECT id, name, generation FROM rooms"
        ).fetchall():
            rows.renew(db, room, max(generation, generations.get(name, 0)) + 1)
            seals.seal_room(db, room)
        before = ledger.head(db) or Head(0, GENESIS)
        ledger.record(db, event, fresh_salt())
        after = ledger.head(db)
        db.execute("COMMIT")
        assert after is not None  # it holds the event at least
    sync(context)
    return Head(before.seq, before.hash, restored=True), after


def put_aside(folder: Path, names: list[str], aside: Path) -> Path | None:
    """Move these databases to a new folder; None where there is nothing in them to keep."""
    moved = [f"{name}{end}" for name in names for end in ("", "-wal", "-shm")]
    moved = [name for name in moved if (folder / name).exists()]
    if not any((folder / name).stat().st_size for name in moved):
        for name in moved:
            (folder / name).unlink()
        return None
    aside.mkdir(mode=0o700)
    for name in moved:
        (folder / name).replace(aside / name)
    if (folder / ANCHOR_FILE).exists():
        shutil.copy2(folder / ANCHOR_FILE, aside / ANCHOR_FILE)
    sync(aside)
    return aside


@contextmanager
def _refused(place: Path) -> Iterator[None]:
    """Our error for what the disk refuses."""
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise StoreError(
            f"{problem.filename or place}: {reason}.",
            "Check the path, its permissions and the free space, then try again.",
        ) from problem
