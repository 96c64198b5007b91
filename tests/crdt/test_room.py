"""A room's two replicas: what both hold is in memory once, and each says what it holds itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.plan import Change
from commonground.core.revision import Revision
from commonground.core.snapshot import Snapshot
from commonground.crdt.room import ContextRoom

ENTRY = Entry(EntryId("e_1"), "knowledge", TEAM, "olga", 1)
FIRST = Revision(RevisionId("r_1"), ENTRY.id, (), "olga", 1, "A title", "A long text. " * 500)


def only(snapshot: Snapshot) -> Revision:
    return snapshot.entries[ENTRY.id].revisions[FIRST.id]


def test_a_text_that_is_staged_and_published_is_in_memory_once() -> None:
    room = ContextRoom(TEAM, 0, None)
    staged = room.stage(Change((FIRST,), entries=(ENTRY,)))
    assert only(room.staged) == FIRST
    assert not room.published.entries
    room.publish(staged)
    assert only(room.published) is only(room.staged)


def test_so_is_one_that_was_there_at_the_start() -> None:
    before = ContextRoom(TEAM, 0, None)
    before.publish(before.stage(Change((FIRST,), entries=(ENTRY,))))
    room = ContextRoom(TEAM, 0, before.update_since())
    assert only(room.published) == FIRST
    assert only(room.staged) is only(room.published)


def test_a_replica_that_is_staged_afresh_shares_it_again() -> None:
    room = ContextRoom(TEAM, 0, None)
    room.publish(room.stage(Change((FIRST,), entries=(ENTRY,))))
    more = Revision(RevisionId("r_2"), ENTRY.id, (FIRST.id,), "amy", 2, "Another", "Lost.")
    room.roll_back(room.stage(Change((more,))))
    assert only(room.staged) is only(room.published)
    assert set(room.staged.entries[ENTRY.id].revisions) == {FIRST.id}


@pytest.mark.parametrize(
    "use",
    [
        lambda room: room.update_since(),
        lambda room: room.receive(b"\x00\x00"),
        lambda room: room.stage_member("amy", {"name": "Amy"}),
        lambda room: room.stage(Change((FIRST,), entries=(ENTRY,))),
    ],
)
def test_no_other_thread_comes_between_the_transactions_of_a_room(
    use: Callable[[ContextRoom], Any],
) -> None:
    room = ContextRoom(TEAM, 0, None)
    other = ThreadPoolExecutor(1)
    with other, pytest.raises(RuntimeError, match="Another thread's document"):
        other.submit(use, room).result()
    assert not room.published.entries
    assert not room.members()


def test_what_is_published_is_read_in_any_thread_at_once() -> None:
    """A question is put together beside the loop, while somebody's change is published."""
    room = ContextRoom(TEAM, 0, None)
    with ThreadPoolExecutor(1) as other:
        staged = room.stage_member("amy", {"name": "Amy"})
        assert staged is not None
        room.publish(staged)
        room.publish(room.stage(Change((FIRST,), entries=(ENTRY,))))
        assert other.submit(lambda: only(room.published)).result() == FIRST
        assert other.submit(room.members).result() == {"amy": {"name": "Amy"}}
    more = Revision(RevisionId("r_2"), ENTRY.id, (FIRST.id,), "amy", 2, "Another", "Text.")
    elsewhere = ContextRoom(TEAM, 0, room.update_since())
    with ThreadPoolExecutor(1) as other:
        room.receive(elsewhere.stage(Change((more,))).data)
        held = other.submit(lambda: room.published).result()
    assert set(held.entries[ENTRY.id].revisions) == {FIRST.id, more.id}
