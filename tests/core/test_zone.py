"""Time zones: one name for each, whatever it was called by."""

from __future__ import annotations

import pytest

from commonground.core.setting import Setting
from commonground.core.zone import canonical_zone, zone_named
from commonground.errors import InvalidCommand
from commonground.features.handoff.hours import hours_in, hours_of
from commonground.registry import features


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("US/Eastern", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("Etc/UTC", "UTC"),
        ("Zulu", "UTC"),
        ("GMT", "UTC"),
        ("Europe/Oslo", "Europe/Oslo"),
        ("Africa/Asmera", "Africa/Asmara"),
        ("Africa/Timbuktu", "Africa/Bamako"),
        ("America/Coral_Harbour", "America/Atikokan"),
        ("America/Virgin", "America/St_Thomas"),
        ("Antarctica/South_Pole", "Antarctica/McMurdo"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Pacific/Truk", "Pacific/Chuuk"),
        ("Pacific/Ponape", "Pacific/Pohnpei"),
    ],
)
def test_a_zone_has_one_name(name: str, canonical: str) -> None:
    assert zone_named(name) == canonical
    assert zone_named(canonical) == canonical


@pytest.mark.parametrize("name", ["Mars/Base", "../etc/passwd", "localtime", "posix/UTC", "", None])
def test_what_is_no_zone_is_refused(name: object) -> None:
    with pytest.raises(InvalidCommand, match="no time zone"):
        zone_named(name)


def test_two_names_of_one_zone_are_one_day_and_one_handoff() -> None:
    value = {"zones": ["Asia/Katmandu", "Asia/Kathmandu"], "days": [1], "end": "18:00"}
    with pytest.raises(InvalidCommand, match="1 to 4 time zones"):
        features().settings.checked("zone:ada", value)
    settings = {
        f"zone:{who}": Setting(who, f"zone:{who}", {**value, "zones": [zone]}, who, 1)
        for who, zone in (("ada", "Asia/Katmandu"), ("bob", "Asia/Kathmandu"))
    }  # as they were recorded before names were one
    assert [hours.zone for hours in hours_of(settings, "ada")] == ["Asia/Kathmandu"]
    assert list(hours_in(settings)) == ["Asia/Kathmandu"]
    assert canonical_zone("Nowhere/Atall") == "Nowhere/Atall"
