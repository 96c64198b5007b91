"""Epochs roll in batches and on a schedule, hold what was accepted until then, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.epoch import BATCH, PERIOD, AlwaysHeld, cut_at, epoch_of
from commonground.core.ids import EntryId

MIDNIGHT = 1_700_006_400_000 // PERIOD * PERIOD
HOUR = 3_600_000


def test_what_is_accepted_waits_for_the_end_of_the_period() -> None:
    noon = MIDNIGHT + PERIOD - 5 * HOUR
    assert cut_at([noon], noon + HOUR) == MIDNIGHT
    assert cut_at([noon], MIDNIGHT + 2 * PERIOD) == MIDNIGHT + 2 * PERIOD


def test_a_full_batch_does_not_wait() -> None:
    times = [MIDNIGHT + n for n in range(1, BATCH + 3)]
    assert cut_at(times[: BATCH - 1], times[-1]) == MIDNIGHT
    assert cut_at(times, times[-1]) == times[BATCH - 1]


def standing(*tokens: int) -> list[AlwaysHeld]:
    return [AlwaysHeld(EntryId(f"e{n}"), MIDNIGHT - 10 + n, size) for n, size in enumerate(tokens)]


def test_the_newest_are_kept_where_not_all_fit_and_shown_oldest_first() -> None:
    found = epoch_of(None, standing(10, 10, 10), (), MIDNIGHT, 25)
    assert found.entries == ("e1", "e2")
    assert epoch_of(None, standing(10, 90, 10), (), MIDNIGHT, 25).entries == ("e0", "e2")


times = st.lists(st.integers(MIDNIGHT - PERIOD, MIDNIGHT + 2 * PERIOD), max_size=30)


@given(times, st.integers(MIDNIGHT, MIDNIGHT + 2 * PERIOD), st.randoms(use_true_random=False))
def test_the_same_record_gives_the_same_epoch_in_any_order(
    accepted: list[int], now: int, chance: object
) -> None:
    entries = [AlwaysHeld(EntryId(f"e{n}"), at, 10) for n, at in enumerate(accepted)]
    mixed = sorted(entries, key=lambda one: hash((one.id, str(chance))))
    one = epoch_of("ops", entries, accepted, now, 120)
    assert one == epoch_of("ops", mixed, accepted[::-1], now, 120)
    cut = cut_at(accepted, now)
    assert all(e.since <= cut for e in entries if e.id in one.entries)


@given(times, st.integers(MIDNIGHT, MIDNIGHT + 2 * PERIOD))
def test_it_rolls_at_most_once_for_each_batch_and_period(accepted: list[int], later: int) -> None:
    moments = sorted({MIDNIGHT, later, *(at for at in accepted if MIDNIGHT <= at <= later)})
    cuts = [cut_at(accepted, moment) for moment in moments]
    assert cuts == sorted(cuts)
    periods = (later - MIDNIGHT) // PERIOD + 1
    joined = sum(MIDNIGHT < at <= later for at in accepted)
    assert len(set(cuts)) <= periods + joined // BATCH
    assert sum(cuts[-1] < at <= later for at in set(accepted)) < BATCH
