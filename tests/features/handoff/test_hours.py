"""What a handoff covers: local days, changed clocks, weekends, members who span zones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.setting import Setting
from commonground.errors import InvalidCommand
from commonground.features.handoff.hours import DAY, Hours, hours_in, hours_of, time_text, today_in
from commonground.registry import features

HOUR = 60 * 60 * 1000
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]
BERLIN = Hours("Europe/Berlin")

checked = features().settings.checked


def at(text: str, zone: str = "UTC") -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def zone(username: str, zones: list[str], days: list[int], end: str, at: int = 5) -> Setting:
    value = {"zones": zones, "days": days, "end": end}
    return Setting(f"c_{username}", f"zone:{username}", value, username, at)


def test_a_day_covers_all_since_the_end_of_the_day_before() -> None:
    window = BERLIN.whole(BERLIN.ends(date(2026, 11, 26)))
    assert (window.since, window.until) == (
        at("2026-11-25T18:00", "Europe/Berlin"),
        at("2026-11-26T18:00", "Europe/Berlin"),
    )
    assert window.zone == "Europe/Berlin"
    assert not window.holds(window.since)
    assert window.holds(window.until)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_clocks_change_has_23_or_25_hours(day: date, hours: int) -> None:
    every_day = Hours("Europe/Berlin", frozenset(range(1, 8)))
    window = every_day.whole(every_day.ends(day))
    assert window.until - window.since == hours * HOUR


def test_the_end_of_a_day_that_clocks_skip_or_repeat_is_one_moment() -> None:
    night = Hours("Europe/Berlin", frozenset(range(1, 8)), end=150)  # 02:30
    assert night.ends(date(2026, 3, 29)) == at("2026-03-29T01:30")  # the wall shows 03:30
    assert night.ends(date(2026, 10, 25)) == at("2026-10-25T00:30")  # the first of the two
    midnight = Hours("America/New_York", end=DAY)
    assert midnight.ends(date(2026, 11, 26)) == at("2026-11-27T00:00", "America/New_York")


def test_mondays_covers_the_weekend() -> None:
    monday = BERLIN.whole(BERLIN.ends(date(2026, 11, 30)))
    assert monday.since == at("2026-11-27T18:00", "Europe/Berlin")
    early = BERLIN.today(at("2026-11-30T09:00", "Europe/Berlin"))
    assert early.since == monday.since
    saturday = BERLIN.today(at("2026-11-28T12:00", "Europe/Berlin"))
    assert saturday.since == at("2026-11-27T18:00", "Europe/Berlin")


def test_today_is_the_local_day_and_holds_its_evening_too() -> None:
    late = BERLIN.today(at("2026-11-26T21:00", "Europe/Berlin"))
    assert late.since == at("2026-11-25T18:00", "Europe/Berlin")
    assert late.until == at("2026-11-26T21:00", "Europe/Berlin")


def test_a_week_of_other_working_days() -> None:
    sunday = Hours("Asia/Jerusalem", frozenset({7, 1, 2, 3, 4}))
    window = sunday.whole(sunday.ends(date(2026, 11, 29)))
    assert window.since == at("2026-11-26T18:00", "Asia/Jerusalem")


@given(
    st.sampled_from(ZONES),
    st.frozensets(st.integers(1, 7), min_size=1),
    st.integers(1, DAY),
    st.integers(at("2026-01-01T00:00"), at("2027-12-31T00:00")),
)
def test_the_windows_of_a_zone_follow_each_other_without_gap_or_overlap(
    name: str, days: frozenset[int], end: int, start: int
) -> None:
    hours = Hours(name, days, end)
    due, before = hours.next_end(start), hours.last_end(start)
    assert before <= start < due
    for _ in range(10):
        window = hours.whole(due)
        assert window.until == due
        assert window.since == before
        assert datetime.fromtimestamp((due - 1) / 1000, UTC).timestamp() > 0
        before, due = due, hours.next_end(due)


@given(st.sampled_from(ZONES), st.integers(at("2026-01-01T00:00"), at("2027-12-31T00:00")))
def test_nothing_falls_between_the_last_handoff_and_today(name: str, now: int) -> None:
    hours = Hours(name)
    assert hours.today(now).since <= hours.last_end(now)


def test_a_member_who_spans_zones_begins_with_the_earliest_day() -> None:
    settings = {"zone:ann": zone("ann", ["America/New_York", "Europe/Berlin"], [1, 2, 3], "17:30")}
    both = hours_of(settings, "ann")
    assert [hours.zone for hours in both] == ["America/New_York", "Europe/Berlin"]
    window = today_in(both, at("2026-11-25T15:00"))
    assert window.zones == ("America/New_York", "Europe/Berlin")
    assert window.since == at("2026-11-24T17:30", "Europe/Berlin")
    # After midnight in Berlin it is another day there, and the same one in New York.
    night = today_in(both, at("2026-11-26T00:30"))
    assert night.since == at("2026-11-24T17:30", "America/New_York")


def test_members_of_one_zone_share_its_hours() -> None:
    settings = {
        s.name: s
        for s in (
            zone("ann", ["Europe/Berlin"], [1, 2, 3, 4], "16:00", at=9),
            zone("ben", ["Europe/Berlin", "UTC"], [5], "18:30", at=7),
            Setting("c_x", "zone:cy", None, "cy", 1),
        )
    }
    found = hours_in(settings)
    assert found["Europe/Berlin"] == Hours(
        "Europe/Berlin", frozenset({1, 2, 3, 4, 5}), 18 * 60 + 30, 7
    )
    assert set(found) == {"Europe/Berlin", "UTC"}


def test_nobody_said_where_they_work() -> None:
    assert hours_of({}, "ann") == ()
    window = today_in((), at("2026-11-26T12:00"))
    assert (window.zone, window.since) == ("UTC", at("2026-11-25T18:00"))


def test_the_setting_is_checked() -> None:
    value = {"zones": ["Europe/Berlin", "UTC"], "days": [5, 1, 1], "end": "24:00"}
    assert checked("zone:ann", value) == {**value, "days": [1, 5]}
    assert checked("zone:ann", None) is None
    wrongs: tuple[dict[str, Any], ...] = (
        {"zones": []},
        {"zones": ["UTC"] * 2},
        {"zones": ["Mars/Base"]},
        {"zones": ["UTC", "Asia/Tokyo", "Asia/Kolkata", "Europe/Paris", "Europe/Rome"]},
        {"days": []},
        {"days": [0]},
        {"days": [True]},
        {"days": "12"},
        {"end": "24:01"},
        {"end": "00:00"},
        {"end": "9:00"},
        {"end": 18},
    )
    for wrong in wrongs:
        with pytest.raises(InvalidCommand):
            checked("zone:ann", {**value, **wrong})


def test_times_are_told_as_the_zone_reads_them() -> None:
    assert time_text(at("2026-11-26T16:02"), "Europe/Berlin") == "Thu 26 Nov 2026, 17:02"
