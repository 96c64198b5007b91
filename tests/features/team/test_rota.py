"""The rota: one owner at any time, turns without gaps, the same on every replica."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.duty import Duty
from commonground.core.setting import Setting
from commonground.features.team.rota import Rota, duty

HOUR = 3_600_000
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
ROTAS = st.builds(
    Rota,
    st.permutations(["ann", "bob", "cem", "dora"]).map(tuple),
    st.integers(1, 30),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    ZONES,
)
TIMES = st.integers(1_700_000_000_000, 1_900_000_000_000)


def at(text: str, zone: str = "Europe/Berlin") -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def change(when: int, do: str, to: str | None = None, number: int = 1) -> Setting:
    return Setting(f"c{number}", "rota-change", {"do": do, "to": to}, "ann", when)


WEEKLY = Rota(("ann", "bob", "cem"), 7, date(2026, 3, 23), "Europe/Berlin")


def test_turns_follow_the_order_from_midnight_to_midnight() -> None:
    assert duty(WEEKLY, (), {}, at("2026-03-23T00:00")).owner == "ann"
    last = duty(WEEKLY, (), {}, at("2026-03-29T23:59"))
    assert (last.owner, last.next, last.until) == ("ann", "bob", at("2026-03-30T00:00"))
    assert duty(WEEKLY, (), {}, at("2026-03-30T00:00")).owner == "bob"
    assert duty(WEEKLY, (), {}, at("2026-04-13T08:00")).owner == "ann"


def test_a_turn_in_which_clocks_change_still_ends_at_midnight() -> None:
    spring = duty(WEEKLY, (), {}, at("2026-03-25T12:00"))
    assert spring.until - spring.since == 7 * 24 * HOUR - HOUR
    autumn = Rota(WEEKLY.order, 7, date(2026, 10, 19), WEEKLY.zone)
    turn = duty(autumn, (), {}, at("2026-10-20T12:00"))
    assert turn.until - turn.since == 7 * 24 * HOUR + HOUR


def test_before_the_start_the_first_in_the_order_is_owner() -> None:
    assert duty(WEEKLY, (), {}, at("2026-01-01T00:00")).owner == "ann"


def test_a_skip_gives_the_rest_of_the_turn_to_the_next_and_moves_no_other() -> None:
    skip = change(at("2026-03-24T10:00"), "skip")
    assert duty(WEEKLY, [skip], {}, at("2026-03-24T09:59")).owner == "ann"
    assert duty(WEEKLY, [skip], {}, at("2026-03-24T10:00")).owner == "bob"
    assert duty(WEEKLY, [skip], {}, at("2026-03-31T10:00")).owner == "bob"
    assert duty(WEEKLY, [skip], {}, at("2026-04-07T10:00")).owner == "cem"


def test_handing_over_early_lasts_until_the_turn_would_have_ended() -> None:
    over = change(at("2026-03-26T10:00"), "hand_over", "zoe")
    found = duty(WEEKLY, [over], {}, at("2026-03-27T00:00"))
    assert (found.owner, found.since, found.until) == (
        "zoe",
        at("2026-03-26T10:00"),
        at("2026-03-30T00:00"),
    )
    assert duty(WEEKLY, [over], {}, at("2026-03-30T00:00")).owner == "bob"


def test_who_is_away_has_the_next_one_there_as_stand_in() -> None:
    away = {
        "ann": (at("2026-03-23T00:00"), at("2026-03-26T00:00")),
        "bob": (at("2026-03-20T00:00"), at("2026-03-24T00:00")),
    }
    first = duty(WEEKLY, (), away, at("2026-03-23T12:00"))
    assert (first.owner, first.stand_in_for) == ("cem", "ann")
    assert duty(WEEKLY, (), away, at("2026-03-24T12:00")).owner == "bob"
    back = duty(WEEKLY, (), away, at("2026-03-26T00:00"))
    assert (back.owner, back.stand_in_for) == ("ann", None)


def test_where_all_are_away_the_turn_stays_with_its_owner() -> None:
    gone = dict.fromkeys(WEEKLY.order, (0, 2**62))
    assert duty(WEEKLY, (), gone, at("2026-03-23T12:00")) == Duty(
        "ann", at("2026-03-23T00:00"), at("2026-03-30T00:00"), "bob"
    )


@given(ROTAS, TIMES)
def test_turns_tile_time_and_each_has_one_owner(rota: Rota, when: int) -> None:
    found = duty(rota, (), {}, when)
    assert found.owner in rota.order
    assert when < found.until
    following = duty(rota, (), {}, found.until)
    assert following.since == found.until
    assert following.owner == found.next
    assert duty(rota, (), {}, found.until - 1).owner == found.owner


@given(
    ROTAS,
    TIMES,
    st.lists(st.tuples(TIMES, st.sampled_from(["skip", "hand_over"])), max_size=6),
    st.randoms(use_true_random=False),
)
def test_changes_give_the_same_owner_in_any_order(
    rota: Rota, when: int, said: list[tuple[int, str]], random: object
) -> None:
    changes = [
        change(when - abs(at_ms - when) % (40 * 24 * HOUR), do, "bob", number)
        for number, (at_ms, do) in enumerate(said)
    ]
    mixed = list(changes)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert duty(rota, changes, {}, when) == duty(rota, mixed, {}, when)


@pytest.mark.parametrize("value", [None, {}])
def test_no_rota_is_no_rota(value: object) -> None:
    assert Rota.of(value) is None
