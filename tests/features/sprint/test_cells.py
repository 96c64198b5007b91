"""What single cells of teams' files say: estimates as people and trackers write them."""

from __future__ import annotations

import pytest

from commonground.features.sprint.cells import estimate_of

SECONDS = 8 * 3600.0


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("PT2H", 0.25),
        ("PT90M", 0.1875),
        ("P1DT4H", 1.5),
        ("P1W2D", 7.0),
        ("1h30", 0.1875),
        ("8:00", 1.0),
        ("1:30", 0.1875),
        ("0:30:00", 0.0625),
        ("1 week, 2 days, 4 hours", 7.5),
        ("2wks", 10.0),
        ("8 hrs.", 1.0),
        ("3 story points", 3.0),
        ("2 Stunden", 0.25),
        ("1 Woche und 2 Tage", 7.0),
        ("1sem 2j", 7.0),
        ("2 дня", 2.0),
        ("3人日", 3.0),
        ("1mo", 20.0),
        ("N/A", None),
        ("TBD", None),
        ("none", None),
        ("-1", None),
    ],
)
def test_an_estimate_is_read_as_people_write_it(text: str, days: float | None) -> None:
    assert estimate_of(text) == days


@pytest.mark.parametrize(
    "text", ["3 5", "1 000", "1 1/2", "2-3", "~3", "P", "PT", "3x", "M", "1:75"]
)
def test_what_could_mean_several_things_is_asked(text: str) -> None:
    with pytest.raises(ValueError, match="is no estimate"):
        estimate_of(text)


@pytest.mark.parametrize(
    ("text", "per_day", "days"),
    [
        ("28,800", SECONDS, 1.0),
        ("28.800", SECONDS, 1.0),
        ("28\u202f800", SECONDS, 1.0),
        ("1d 4h", SECONDS, 1.5),
        ("1,500", 8.0, 0.1875),
        ("10800.00000", SECONDS, 0.375),
    ],
)
def test_seconds_with_their_thousands_apart_are_whole(
    text: str, per_day: float, days: float
) -> None:
    assert estimate_of(text, per_day=per_day) == days
