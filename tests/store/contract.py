"""The acceptance suite of a store: inherit from it, provide two fixtures, and it tests a backend.

::

    pytestmark = pytest.mark.anyio

    class TestMyStore(StoreContract):
        @pytest.fixture
        def make(self, tmp_path):
            return lambda: MyStore(tmp_path / "data")     # the same place at every call

        @pytest.fixture
        def failing(self):
            return a_context_manager_in_which_writes_fail  # called with the open store

Every expectation is one of the contract's promises (`commonground.store.base`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count

import anyio
import pytest

from commonground.core.event import SALT_BYTES, ChainRow, Event, Head, verify
from commonground.core.ids import TEAM, RevisionId, Room, member_room
from commonground.core.spent import Spent
from commonground.core.turn import Turn, TurnId, Usage, Visibility
from commonground.errors import StoreError, UnknownId
from commonground.store.base import MOST_JUDGEMENTS, HistoryRow, RoomLog, Store, Update

Make = Callable[[], Store]
Failing = Callable[[Store], AbstractContextManager[None]]

DEADLINE = 60
"""Seconds after which a test that waits gives up. Generous: it is only reached on a hang."""


def update(origin_seq: int, *, origin: str = "laptop", room: Room = TEAM) -> Update:
    """The update with that number; its bytes tell it from all others."""
    return Update(
        room, origin, origin_seq, f"{room}/{origin}/{origin_seq}\0".encode(errors="replace")
    )


def event(name: str, **changes: object) -> Event:
    """An event of a command that wrote revision ``r-NAME``."""
    plain = Event(
        name, 1000, "ada", "owner", "add", "sidebar", "e1", f"r-{name}", text=f"On {name}"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def kept(name: str, *, entry: str = "e1", at: int = 1000) -> HistoryRow:
    """A revision that left its document."""
    return HistoryRow(name, entry, at, {"id": name, "title": f"Größe {name} \ud83d", "parents": []})


async def chain(store: Store) -> tuple[ChainRow, ...]:
    """All rows of the audit chain."""
    return await store.events(0, 10_000)


def turn(
    name: str, *, asker: str = "ada", at: int = 1000, visibility: Visibility = "shared"
) -> Turn:
    """A turn that is still streaming."""
    return Turn(TurnId(name), asker, visibility, f"Why {name}?", "model-1", "Model 1", at)


async def fill(store: Store, n: int, *, origin: str = "laptop", room: Room = TEAM) -> None:
    """Append updates 1 to ``n`` of ``origin``."""
    for origin_seq in range(1, n + 1):
        await store.append(update(origin_seq, origin=origin, room=room))


class StoreContract:
    @pytest.fixture
    def make(self) -> Make:
        """Returns a store on the same data at every call, not yet open."""
        raise NotImplementedError

    @pytest.fixture
    def failing(self) -> Failing:
        """``with failing(store):`` every write fails; after it the disk works again."""
        raise NotImplementedError

    @pytest.fixture
    async def store(self, make: Make, anyio_backend: str) -> AsyncIterator[Store]:
        store = make()
        await store.open()
        yield store
        await store.close()

    async def test_an_unknown_room_is_empty_and_of_generation_one(self, store: Store) -> None:
        assert await store.load(Room("area:nowhere")) == RoomLog(1, 0, None, ())
        assert await store.rooms() == ()

    async def test_numbers_count_from_one_in_the_order_of_the_calls(self, store: Store) -> None:
        assert [await store.append(update(n)) for n in (1, 2, 3)] == [1, 2, 3]

    async def test_load_gives_the_bytes_back_in_order(self, store: Store) -> None:
        strange = [b"", b"\0", bytes(range(256)), b"x" * 300_000]
        for n, data in enumerate(strange, start=1):
            await store.append(Update(TEAM, "laptop", n, data))
        assert await store.load(TEAM) == RoomLog(1, 4, None, tuple(strange))

    async def test_200_concurrent_appends_are_gap_free_and_in_order(self, store: Store) -> None:
        updates = [update(n, origin=f"o{o}") for n in range(1, 21) for o in range(10)]
        with anyio.fail_after(DEADLINE):
            numbers = await asyncio.gather(*(store.append(u) for u in updates))
        assert numbers == list(range(1, 201))
        assert (await store.load(TEAM)).updates == tuple(u.data for u in updates)

    async def test_concurrent_appends_are_answered_in_order(self, store: Store) -> None:
        answered: list[int] = []

        async def append(origin: int) -> None:
            answered.append(await store.append(update(1, origin=f"o{origin}")))

        with anyio.fail_after(DEADLINE):
            await asyncio.gather(*(append(o) for o in range(50)))
        assert answered == list(range(1, 51))

    async def test_rooms_have_numbers_of_their_own(self, store: Store) -> None:
        ada = member_room("ada")
        await fill(store, 2)
        assert await store.append(update(1, room=ada)) == 1
        assert (await store.load(ada)).updates == (update(1, room=ada).data,)
        assert (await store.load(TEAM)).seq == 2

    async def test_rooms_are_sorted_by_name(self, store: Store) -> None:
        names = [Room(n) for n in ("team", "area:b", "member:é", "area:a", "member:\U0001f600")]
        for name in names:
            await store.append(update(1, room=name))
        assert await store.rooms() == tuple(sorted(names))

    async def test_a_duplicate_gets_its_first_number_and_is_not_stored(self, store: Store) -> None:
        await fill(store, 2)
        await store.append(update(1, origin="hub"))
        forged = replace(update(1), data=b"other bytes")
        assert await store.append(forged) == 1
        assert await store.append(update(2)) == 2
        assert await store.append(update(1, origin="hub")) == 3
        log = await store.load(TEAM)
        assert log.updates == (update(1).data, update(2).data, update(1, origin="hub").data)

    async def test_duplicates_that_overlap_are_stored_once(self, store: Store) -> None:
        with anyio.fail_after(DEADLINE):
            numbers = await asyncio.gather(*(store.append(update(1)) for _ in range(20)))
        assert numbers == [1] * 20
        assert (await store.load(TEAM)).updates == (update(1).data,)

    @pytest.mark.parametrize("origin_seq", [-1, 0, 3, 2**70])
    async def test_a_gap_is_refused(self, store: Store, origin_seq: int) -> None:
        await fill(store, 1)
        with pytest.raises(StoreError) as refused:
            await store.append(update(origin_seq))
        assert refused.value.remedy
        assert await store.load(TEAM) == RoomLog(1, 1, None, (update(1).data,))

    async def test_a_refused_first_update_leaves_no_room_behind(self, store: Store) -> None:
        with pytest.raises(StoreError):
            await store.append(update(2))
        assert await store.rooms() == ()

    async def test_a_refused_update_does_not_sink_its_neighbours(self, store: Store) -> None:
        calls = [update(1), update(3), update(1, origin="hub"), update(2)]
        with anyio.fail_after(DEADLINE):
            answers = await asyncio.gather(
                *(store.append(u) for u in calls), return_exceptions=True
            )
        assert answers[0::2] == [1, 2]
        assert isinstance(answers[1], StoreError)
        assert answers[3] == 3
        assert (await store.load(TEAM)).updates == (calls[0].data, calls[2].data, calls[3].data)

    async def test_text_that_cannot_be_stored_is_refused(self, store: Store) -> None:
        broken = "\ud83d"
        with pytest.raises(StoreError):
            await store.append(update(1, room=Room(broken)))
        with pytest.raises(StoreError):
            await store.append(update(1, origin=broken))
        with pytest.raises(StoreError):
            await store.load(Room(broken))
        with pytest.raises(StoreError):
            await store.put_turn(turn(broken))
        assert await store.append(update(1)) == 1

    async def test_a_failed_append_acknowledges_nothing(
        self, store: Store, failing: Failing
    ) -> None:
        await fill(store, 1)
        with failing(store), pytest.raises(StoreError) as failed:
            await store.append(update(2))
        assert failed.value.remedy
        assert await store.load(TEAM) == RoomLog(1, 1, None, (update(1).data,))

    async def test_after_a_failure_the_same_origin_is_refused_and_another_works(
        self, store: Store, failing: Failing
    ) -> None:
        await fill(store, 1)
        with failing(store), pytest.raises(StoreError):
            await store.append(update(2))
        with pytest.raises(StoreError):
            await store.append(update(3))
        assert await store.append(update(1, origin="hub")) == 2
        assert await store.append(update(2)) == 3, "the one that was lost may be sent again"
        assert await store.append(update(3)) == 4

    async def test_overlapping_appends_fail_together_with_the_disk(
        self, store: Store, failing: Failing
    ) -> None:
        with failing(store), anyio.fail_after(DEADLINE):
            for n in range(1, 4):
                with pytest.raises(StoreError):
                    await asyncio.gather(
                        *(store.append(update(n, origin=f"o{o}")) for o in range(20))
                    )
        assert await store.rooms() == ()
        assert await store.append(update(1)) == 1

    async def test_a_failed_compaction_or_turn_changes_nothing(
        self, store: Store, failing: Failing
    ) -> None:
        await fill(store, 2)
        await store.put_turn(turn("a"))
        with failing(store):
            with pytest.raises(StoreError):
                await store.compact(TEAM, b"snapshot", 2)
            with pytest.raises(StoreError):
                await store.put_turn(turn("a").ended_as("complete"))
        assert await store.load(TEAM) == RoomLog(1, 2, None, (update(1).data, update(2).data))
        assert await store.get_turn(TurnId("a")) == turn("a")

    async def test_a_turn_grows_by_pieces_until_it_is_put_anew(self, store: Store) -> None:
        await store.put_turn(turn("a"))
        await store.put_turn(turn("b"))
        for at, text in ((0, "One, "), (5, "two \ud83d"), (10, " and three")):
            await store.grow_turn(TurnId("a"), at, text)
        await store.grow_turn(TurnId("a"), 10, " and three")
        grown = replace(turn("a"), text="One, two \ud83d and three")
        assert await store.get_turn(TurnId("a")) == grown
        assert await store.turns(reader="ada") == (turn("b"), grown)
        assert await store.unfinished() == (grown, turn("b"))
        ended = replace(turn("a"), text="One.").ended_as("complete")
        await store.put_turn(ended)
        await store.grow_turn(TurnId("a"), 4, "Too late.")
        await store.grow_turn(TurnId("c"), 0, "Nobody's.")
        assert await store.get_turn(TurnId("a")) == ended
        assert await store.get_turn(TurnId("c")) is None

    async def test_a_piece_that_could_not_be_kept_is_refused(
        self, store: Store, failing: Failing
    ) -> None:
        await store.put_turn(turn("a"))
        with failing(store), pytest.raises(StoreError):
            await store.grow_turn(TurnId("a"), 0, "One.")
        assert await store.get_turn(TurnId("a")) == turn("a")

    async def test_a_probe_tells_whether_writes_are_taken_and_leaves_nothing(
        self, store: Store, failing: Failing
    ) -> None:
        await fill(store, 1)
        await store.probe()
        with failing(store), pytest.raises(StoreError):
            await store.probe()
        await store.probe()
        assert (await store.load(TEAM)).updates == (update(1).data,)
        assert await store.rooms() == (TEAM,)

    async def test_reads_work_while_writes_fail(self, store: Store, failing: Failing) -> None:
        await fill(store, 1)
        await store.put_turn(turn("a"))
        with failing(store):
            assert (await store.load(TEAM)).updates == (update(1).data,)
            assert await store.turns(reader="ada") == (turn("a"),)

    async def test_compaction_replaces_updates_and_keeps_later_ones(self, store: Store) -> None:
        await fill(store, 5)
        await store.compact(TEAM, b"one to three", 3)
        kept = (update(4).data, update(5).data)
        assert await store.load(TEAM) == RoomLog(1, 5, b"one to three", kept)
        assert await store.append(update(6)) == 6

    async def test_a_fully_compacted_room_goes_on_counting(self, store: Store) -> None:
        await fill(store, 2)
        await store.compact(TEAM, b"all", 2)
        assert await store.load(TEAM) == RoomLog(1, 2, b"all", ())
        assert await store.append(update(1, origin="hub")) == 3
        await store.compact(TEAM, b"all again", 3)
        assert await store.load(TEAM) == RoomLog(1, 3, b"all again", ())

    async def test_a_duplicate_of_a_compacted_update_gets_its_first_number(
        self, store: Store
    ) -> None:
        await fill(store, 2, origin="hub")
        await fill(store, 3)
        await store.compact(TEAM, b"all", 5)
        assert await store.append(update(2)) == 4
        assert await store.load(TEAM) == RoomLog(1, 5, b"all", ())

    @pytest.mark.parametrize("seq", [-1, 1, 4, 2**70])
    async def test_a_snapshot_that_would_lose_updates_is_refused(
        self, store: Store, seq: int
    ) -> None:
        await fill(store, 3)
        await store.compact(TEAM, b"one and two", 2)
        with pytest.raises(StoreError):
            await store.compact(TEAM, b"wrong", seq)
        assert await store.load(TEAM) == RoomLog(1, 3, b"one and two", (update(3).data,))

    async def test_compaction_leaves_other_rooms_alone(self, store: Store) -> None:
        ada = member_room("ada")
        await fill(store, 2)
        await fill(store, 2, room=ada)
        await store.compact(TEAM, b"team", 2)
        assert (await store.load(ada)).updates == (
            update(1, room=ada).data,
            update(2, room=ada).data,
        )

    async def test_what_was_acknowledged_is_there_after_reopening(
        self, store: Store, make: Make
    ) -> None:
        await fill(store, 3)
        await store.compact(TEAM, b"one", 1)
        await store.put_turn(turn("a"))
        before = await store.load(TEAM)
        await store.close()
        again = make()
        await again.open()
        try:
            assert await again.load(TEAM) == before
            assert await again.rooms() == (TEAM,)
            assert await again.get_turn(TurnId("a")) == turn("a")
            assert await again.append(update(4)) == 4
            assert await again.append(update(1)) == 1
        finally:
            await again.close()

    async def test_close_finishes_what_was_accepted(self, store: Store, make: Make) -> None:
        async with asyncio.TaskGroup() as tasks:
            appends = [tasks.create_task(store.append(update(n))) for n in range(1, 51)]
            await asyncio.sleep(0)  # lets every append start
            await store.close()
        assert [a.result() for a in appends] == list(range(1, 51))
        await store.open()
        assert (await store.load(TEAM)).seq == 50

    async def test_open_and_close_may_be_repeated(self, store: Store) -> None:
        await store.open()
        await fill(store, 1)
        await asyncio.gather(store.close(), store.close())
        await store.close()
        await store.open()
        assert (await store.load(TEAM)).updates == (update(1).data,)

    async def test_a_closed_store_refuses_every_call(self, store: Store) -> None:
        await store.close()
        calls: list[Callable[[], Awaitable[object]]] = [
            lambda: store.append(update(1)),
            lambda: store.load(TEAM),
            lambda: store.rooms(),
            lambda: store.compact(TEAM, b"", 0),
            lambda: store.log(event("a")),
            lambda: store.events(0, 1),
            lambda: store.history(TEAM),
            lambda: store.redact(TEAM, 1, 0, b"", [], event("a")),
            lambda: store.put_turn(turn("a")),
            lambda: store.grow_turn(TurnId("a"), 0, "text"),
            lambda: store.get_turn(TurnId("a")),
            lambda: store.turns(reader="ada"),
            lambda: store.unfinished(),
            lambda: store.spent(0),
            lambda: store.put_judgement("a", {}),
            lambda: store.judgements(["a"]),
        ]
        for call in calls:
            with pytest.raises(StoreError, match="closed"):
                await call()

    async def test_a_cancelled_append_may_be_sent_again(self, store: Store) -> None:
        first = asyncio.create_task(store.append(update(1)))
        await asyncio.sleep(0)  # it starts, and is cancelled before the answer
        first.cancel()
        assert await store.append(update(1)) == 1
        assert (await store.load(TEAM)).updates == (update(1).data,)

    async def test_a_turn_comes_back_whole(self, store: Store) -> None:
        whole = replace(
            turn("a", visibility="private"),
            status="partial",
            question="Größe? \U0001f600 \ud83d {x}\0",
            text="half an ans",
            path="notebooks/plan.ipynb",
            cell="c1",
            usage=Usage(10, 20, 5),
            cost=0.1 + 0.2,
            seconds=1.25,
            ended=2000,
            shown=(RevisionId("r1"), RevisionId("r2")),
            problem="broke off",
            source="panel",
        )
        await store.put_turn(whole)
        assert await store.get_turn(whole.id) == whole
        assert await store.get_turn(TurnId("b")) is None

    async def test_put_turn_replaces_the_turn(self, store: Store) -> None:
        done = turn("a").ended_as("complete", text="Because.", ended=5)
        await store.put_turn(turn("a"))
        await store.put_turn(done)
        assert await store.get_turn(done.id) == done
        assert await store.turns(reader="ada") == (done,)

    async def test_turns_are_newest_first_and_ties_go_by_id(self, store: Store) -> None:
        for name, at in [("b", 2), ("c", 1), ("a", 2), ("d", 3)]:
            await store.put_turn(turn(name, at=at))
        assert [t.id for t in await store.turns(reader="bob")] == ["d", "b", "a", "c"]

    async def test_pages_of_turns_meet_without_gap_or_repeat(self, store: Store) -> None:
        clock = count()
        for n in range(11):
            await store.put_turn(turn(f"t{n:02}", at=next(clock) // 3))
            await store.put_turn(turn(f"p{n:02}", asker="bob", at=n // 3, visibility="private"))
        everything = await store.turns(reader="ada")
        pages: list[Turn] = []
        before = None
        while page := await store.turns(reader="ada", limit=3, before=before):
            pages.extend(page)
            before = page[-1].id
        assert tuple(pages) == everything
        assert sorted(t.id for t in pages) == [f"t{n:02}" for n in range(11)]

    @pytest.mark.parametrize(("limit", "length"), [(-1, 0), (0, 0), (1, 1), (2**80, 2)])
    async def test_a_limit_bounds_the_page(self, store: Store, limit: int, length: int) -> None:
        await store.put_turn(turn("a"))
        await store.put_turn(turn("b"))
        assert len(await store.turns(reader="ada", limit=limit)) == length

    async def test_another_members_private_turn_is_never_listed(self, store: Store) -> None:
        await store.put_turn(turn("shared"))
        await store.put_turn(turn("secret", asker="ada", at=2000, visibility="private"))
        assert [t.id for t in await store.turns(reader="ada")] == ["secret", "shared"]
        for reader in ("bob", "", "ADA", "ada ", "%", "ad_", "' OR 1=1 --"):
            assert [t.id for t in await store.turns(reader=reader)] == ["shared"]

    async def test_a_cursor_tells_nothing_about_a_private_turn(self, store: Store) -> None:
        await store.put_turn(turn("shared"))
        await store.put_turn(turn("secret", asker="ada", at=2000, visibility="private"))
        with pytest.raises(UnknownId) as hidden:
            await store.turns(reader="bob", before=TurnId("secret"))
        with pytest.raises(UnknownId) as absent:
            await store.turns(reader="bob", before=TurnId("nowhere"))
        assert str(hidden.value) == str(absent.value)
        assert [t.id for t in await store.turns(reader="ada", before=TurnId("secret"))] == [
            "shared"
        ]

    async def test_unfinished_turns_are_the_streaming_ones_oldest_first(self, store: Store) -> None:
        await store.put_turn(turn("late", at=3))
        await store.put_turn(turn("early", at=1, asker="bob", visibility="private"))
        for name, status in [("a", "complete"), ("b", "partial"), ("c", "failed")]:
            await store.put_turn(turn(name).ended_as(status))  # type: ignore[arg-type]
        assert [t.id for t in await store.unfinished()] == ["early", "late"]
        await store.put_turn(turn("late", at=3).ended_as("partial"))
        assert [t.id for t in await store.unfinished()] == ["early"]

    async def test_what_turns_used_is_told_without_their_words(self, store: Store) -> None:
        usage = Usage(100, 20, 60, 10, 5)
        private = turn("b", at=2, asker="bob", visibility="private")
        for each in (turn("a", at=1), private, turn("c", at=3)):
            await store.put_turn(each.ended_as("complete", usage=usage, cost=0.5, saved=0.25))
        found = await store.spent(2)
        assert [one.id for one in found] == ["b", "c"]
        assert found[0] == Spent("b", "bob", 2, "Model 1", usage, 0.5, 0.25)

    async def test_what_the_server_asked_by_itself_is_told_beside_turns(
        self, store: Store, make: Make
    ) -> None:
        usage = Usage(100, 20)
        await store.put_turn(turn("b", at=2).ended_as("complete", usage=usage, cost=0.5))
        mine = Spent("q", "", 3, "Model 1", usage, 0.25, None, "judge")
        for own in (mine, Spent("p", "alice", 1, "Model 1", usage, None, None, "handoff")):
            await store.put_spent(own)
        assert [(one.id, one.purpose) for one in await store.spent(2)] == [
            ("b", None),
            ("q", "judge"),
        ]
        await store.close()
        again = make()
        await again.open()
        try:
            assert (await again.spent(3)) == (mine,)
            assert [one.asker for one in await again.spent(0)] == ["alice", "ada", ""]
        finally:
            await again.close()

    # The audit chain

    async def test_judgements_are_found_after_reopening(self, store: Store, make: Make) -> None:
        await store.put_judgement("a", {"verdict": "unsure"})
        await store.put_judgement("b", {"verdict": "compatible"})
        await store.put_judgement("a", {"verdict": "contradiction", "places": [0, 4]})
        await store.close()
        again = make()
        await again.open()
        try:
            assert await again.judgements(["c", "b", "a"]) == {
                "a": {"verdict": "contradiction", "places": [0, 4]},
                "b": {"verdict": "compatible"},
            }
        finally:
            await again.close()

    async def test_a_judgement_that_the_disk_does_not_take_is_not_there(
        self, store: Store, failing: Failing
    ) -> None:
        await store.put_judgement("a", {"verdict": "unsure"})
        with failing(store), pytest.raises(StoreError):
            await store.put_judgement("b", {"verdict": "compatible"})
        assert await store.judgements(["a", "b"]) == {"a": {"verdict": "unsure"}}

    async def test_the_oldest_judgements_are_forgotten(self, store: Store) -> None:
        keys = [f"k{number}" for number in range(MOST_JUDGEMENTS + 2)]
        for start in range(0, len(keys), 500):
            await asyncio.gather(*(store.put_judgement(k, {}) for k in keys[start : start + 500]))
        assert set(await store.judgements(keys)) == set(keys[2:])

    async def test_an_event_is_stored_with_its_update(self, store: Store) -> None:
        one = event("a", detail={"kind": "decision"}, text="Größe? \U0001f600 \ud83d\0")
        assert await store.append(update(1), one) == 1
        (row,) = await chain(store)
        assert (row.seq, row.event) == (1, one)
        assert row.salt is not None
        assert len(row.salt) == SALT_BYTES
        assert (await store.load(TEAM)).updates == (update(1).data,)

    async def test_events_form_one_chain_over_all_rooms(self, store: Store) -> None:
        assert await store.log(event("refused", outcome="not_allowed")) == 1
        await store.append(update(1), event("a"))
        await store.append(update(1, room=member_room("ada")), event("b", room=member_room("ada")))
        await store.append(update(2))
        assert await store.log(event("refused again")) == 4
        rows = await chain(store)
        assert [row.event.id for row in rows] == ["refused", "a", "b", "refused again"]
        assert [row.seq for row in rows] == [1, 2, 3, 4]
        assert verify(rows, [Head(4, rows[-1].hash)]) == []
        assert len({row.salt for row in rows if row.salt}) == 3, "a salt of its own each"

    async def test_words_of_a_members_own_room_are_in_no_row(self, store: Store) -> None:
        await store.log(event("a", room=member_room("ada"), text="canary", detail={"x": "canary"}))
        (row,) = await chain(store)
        assert "canary" not in repr(row)
        assert row.event == event("a", room=member_room("ada"), text=None)

    async def test_200_overlapping_events_keep_the_chain_whole(self, store: Store) -> None:
        calls = [
            store.append(update(n, origin=f"o{o}"), event(f"{o}-{n}"))
            for n in range(1, 11)
            for o in range(10)
        ]
        with anyio.fail_after(DEADLINE):
            await asyncio.gather(*calls, *(store.log(event(f"log-{n}")) for n in range(100)))
        rows = await chain(store)
        assert [row.seq for row in rows] == list(range(1, 201))
        assert verify(rows, []) == []

    async def test_a_duplicate_adds_no_event(self, store: Store) -> None:
        await store.append(update(1), event("a"))
        assert await store.append(update(1), event("b")) == 1
        assert await store.log(event("a", actor="bob")) == 1
        assert await store.append(update(2), event("a", actor="bob")) == 2
        assert [row.event for row in await chain(store)] == [event("a")]

    async def test_a_refused_update_leaves_no_event(self, store: Store, failing: Failing) -> None:
        with pytest.raises(StoreError):
            await store.append(update(2), event("gap"))
        with failing(store):
            with pytest.raises(StoreError):
                await store.append(update(1), event("lost"))
            with pytest.raises(StoreError):
                await store.log(event("lost too"))
        assert await chain(store) == ()
        assert await store.append(update(1), event("lost")) == 1
        assert [row.event.id for row in await chain(store)] == ["lost"]

    async def test_an_event_that_cannot_be_stored_takes_its_update_with_it(
        self, store: Store
    ) -> None:
        for field in ("id", "entry", "revision", "room"):
            with pytest.raises(StoreError):
                await store.append(update(1), event("a", **{field: "\ud83d"}))
            with pytest.raises(StoreError):
                await store.log(event("a", **{field: "\ud83d"}))
        assert await store.rooms() == ()
        assert await chain(store) == ()

    async def test_pages_of_events_meet_without_gap_or_repeat(self, store: Store) -> None:
        for n in range(7):
            await store.log(event(f"v{n}"))
        pages: list[ChainRow] = []
        while page := await store.events(pages[-1].seq if pages else 0, 3):
            pages.extend(page)
        assert tuple(pages) == await chain(store)
        assert len(pages) == 7
        assert await store.events(0, -1) == await store.events(0, 0) == ()
        assert await store.events(2**80, 1) == ()
        assert len(await store.events(-(2**80), 2**80)) == 7

    async def test_the_chain_goes_on_after_reopening(self, store: Store, make: Make) -> None:
        await store.append(update(1), event("a"))
        before = await chain(store)
        await store.close()
        again = make()
        await again.open()
        try:
            assert await chain(again) == before
            assert await again.log(event("b")) == 2
            assert verify(await chain(again), [Head(1, before[0].hash)]) == []
        finally:
            await again.close()

    # Revisions that left their document

    async def test_compaction_keeps_revisions_that_left_the_document(self, store: Store) -> None:
        await fill(store, 3)
        await store.compact(TEAM, b"one", 1, [kept("b", at=5), kept("a", at=5)])
        await store.compact(TEAM, b"two", 2, [kept("c", entry="e2", at=1), kept("a", at=5)])
        assert await store.history(TEAM) == (
            kept("c", entry="e2", at=1),
            kept("a", at=5),
            kept("b", at=5),
        )
        assert await store.history(TEAM, "e2") == (kept("c", entry="e2", at=1),)
        assert await store.history(TEAM, "e3") == ()
        assert await store.history(Room("area:x")) == ()

    async def test_a_revision_is_kept_as_it_was_first(self, store: Store) -> None:
        await fill(store, 1)
        await store.compact(TEAM, b"", 1, [kept("a")])
        await store.compact(TEAM, b"", 1, [kept("a", at=2000)])
        assert await store.history(TEAM) == (kept("a"),)

    async def test_a_refused_compaction_keeps_nothing(self, store: Store, failing: Failing) -> None:
        await fill(store, 1)
        with pytest.raises(StoreError):
            await store.compact(TEAM, b"", 2, [kept("a")])
        with failing(store), pytest.raises(StoreError):
            await store.compact(TEAM, b"", 1, [kept("a")])
        assert await store.history(TEAM) == ()

    async def test_a_document_made_anew_begins_the_next_generation(self, store: Store) -> None:
        await fill(store, 3)
        with pytest.raises(StoreError):
            await store.compact(TEAM, b"too early", 2, renew=True)
        await store.compact(TEAM, b"anew", 3, [kept("a")], renew=True)
        assert await store.load(TEAM) == RoomLog(2, 3, b"anew", ())
        with pytest.raises(StoreError):
            await store.append(update(4))
        assert await store.append(replace(update(1), generation=2)) == 4
        assert await store.history(TEAM) == (kept("a"),)

    # Redaction

    async def test_a_redaction_replaces_the_log_and_begins_the_next_generation(
        self, store: Store
    ) -> None:
        await fill(store, 3)
        await store.compact(TEAM, b"two", 2, [kept("r1"), kept("r2")])
        assert await store.redact(TEAM, 1, 3, b"clean", ["r1"], event("gone", command="redact"))
        assert await store.load(TEAM) == RoomLog(2, 3, b"clean", ())
        assert await store.history(TEAM) == (kept("r2"),)
        assert await store.append(replace(update(1), generation=2)) == 4

    async def test_a_redaction_takes_the_words_and_leaves_a_tombstone(self, store: Store) -> None:
        for n, name in enumerate(["a", "b", "c"], start=1):
            await store.append(update(n), event(name, detail={"reason": name}))
        await store.log(event("refused", revision=None, text="b again"))
        before = await chain(store)
        tombstone = event("gone", command="redact", detail={"reason": "leaked"}, text=None)
        assert await store.redact(TEAM, 1, 3, b"clean", ["r-b", "refused"], tombstone)
        rows = await chain(store)
        assert [row.redacted for row in rows] == [False, True, False, True, False]
        assert rows[1] == replace(before[1], salt=None, written=None)
        assert rows[1].event == event("b", text=None)
        assert rows[4].event == tombstone
        assert verify(rows, [Head(4, before[3].hash)]) == []

    async def test_late_updates_of_an_old_generation_are_refused(self, store: Store) -> None:
        await fill(store, 2)
        await store.redact(TEAM, 1, 2, b"clean", [], event("gone"))
        for late in (update(1), update(2), update(3), update(1, origin="offline")):
            with pytest.raises(StoreError, match="generation") as refused:
                await store.append(late, event("late"))
            assert refused.value.remedy
        assert await store.load(TEAM) == RoomLog(2, 2, b"clean", ())
        assert [row.event.id for row in await chain(store)] == ["gone"]
        with pytest.raises(StoreError):
            await store.append(replace(update(1), generation=3))
        assert await store.append(update(1, room=member_room("bob"))) == 1

    async def test_a_redaction_that_would_lose_an_update_is_refused(self, store: Store) -> None:
        await store.append(update(1), event("a"))
        before = await chain(store)
        for generation, seq, name in [(1, 0, "gone"), (1, 2, "gone"), (2, 1, "gone"), (1, 1, "a")]:
            with pytest.raises(StoreError) as refused:
                await store.redact(TEAM, generation, seq, b"clean", ["r-a"], event(name))
            assert refused.value.remedy
        assert await store.load(TEAM) == RoomLog(1, 1, None, (update(1).data,))
        assert await chain(store) == before

    async def test_a_failed_redaction_changes_nothing(self, store: Store, failing: Failing) -> None:
        await store.append(update(1), event("a"))
        await store.put_turn(turn("t"))
        before = await chain(store)
        with failing(store), pytest.raises(StoreError):
            await store.redact(
                TEAM, 1, 1, b"clean", ["r-a"], event("gone"), turns=[turn("t", at=9)]
            )
        assert await store.load(TEAM) == RoomLog(1, 1, None, (update(1).data,))
        assert await chain(store) == before
        assert await store.get_turn(TurnId("t")) == turn("t")

    async def test_a_redaction_replaces_turns_and_leaves_other_rooms_alone(
        self, store: Store
    ) -> None:
        ada = member_room("ada")
        await fill(store, 1)
        await fill(store, 2, room=ada)
        await store.compact(ada, b"ada's", 1, [kept("r1")])
        await store.put_turn(turn("t"))
        clean = replace(turn("t"), question="[redacted]")
        await store.redact(TEAM, 1, 1, b"clean", ["r1"], event("gone"), turns=[clean])
        assert await store.get_turn(TurnId("t")) == clean
        assert await store.load(ada) == RoomLog(1, 2, b"ada's", (update(2, room=ada).data,))
        assert await store.history(ada) == (kept("r1"),)

    async def test_a_second_redaction_begins_the_third_generation(self, store: Store) -> None:
        await store.append(update(1), event("a"))
        await store.redact(TEAM, 1, 1, b"clean", ["r-a"], event("gone"))
        await store.append(replace(update(1), generation=2), event("b"))
        await store.redact(TEAM, 2, 2, b"cleaner", ["r-a", "r-b"], event("gone too"))
        assert await store.load(TEAM) == RoomLog(3, 2, b"cleaner", ())
        assert verify(await chain(store), []) == []
