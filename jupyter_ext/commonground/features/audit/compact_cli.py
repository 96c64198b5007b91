"""``commonground compact``: merge what is stored while no server runs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import click

from ...client.options import ROOT_OPTION, folder_of
from ...client.progress import shown
from ...config import CONTEXT_DB
from ...core.count import several
from ...core.ids import RevisionId, Room
from ...core.needed import needed
from ...core.plan import Change
from ...core.snapshot import Snapshot
from ...crdt.room import ContextRoom
from ...errors import Cancelled
from ...store.base import HistoryRow
from ...store.chain_head import anchor_at, anchor_place
from ...store.copies import reading
from ...store.scrub import shrink
from ...store.sqlite import SQLiteStore


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
    moved, left = asyncio.run(_merge(path))
    if left:
        raise Cancelled(
            f"Cancelled: {several(left, 'room is', 'rooms are')} as before, the others are merged.",
            "Nothing is lost. Run it again for the rest.",
        )
    shrink(path)
    click.echo(f"{path}: {before:,} bytes before, {path.stat().st_size:,} now.")
    if moved:
        click.echo(f"{moved:,} older versions left the live documents; their history has them.")


async def _merge(path: Path) -> tuple[int, int]:
    """How many versions moved, and how many rooms were left as they were: each is done whole."""
    anchor = anchor_at(anchor_place(path.parent, os.environ))
    store = SQLiteStore(path, anchor=anchor, strict=True)
    await store.open()
    moved, names = 0, await store.rooms()
    try:
        with shown("compact", "Merging", len(names)) as job:
            for name in names:
                job.checkpoint()
                moved += await _merge_room(store, name)
                job.advance()
    except Cancelled:
        return moved, len(names) - job.done
    finally:
        await store.close()
    return moved, 0


async def _merge_room(store: SQLiteStore, name: Room) -> int:
    """Merge one room; the number of versions that left its document for the history."""
    held = await store.load(name)
    room = ContextRoom(name, held.generation, held.snapshot, held.updates)
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
