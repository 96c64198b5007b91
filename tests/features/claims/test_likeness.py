"""Whether two subjects speak of the same change."""

from __future__ import annotations

import pytest

from commonground.features.claims.likeness import carried_over, likeness, routine, shared


@pytest.mark.parametrize(
    ("ours", "theirs", "share"),
    [
        ("Handle a compound extension", "Backport PR #2949: Handle a compound extension", 1.0),
        ("Avoid cycles (#10095)", "avoid cycles", 1.0),
        ("[ci] Avoid cycles", "Avoid cycles", 1.0),
        ("Update changelog", "Update changelog", 0.0),  # says nothing
        ("Avoid cycles", "Avoid loops", 0.0),
    ],
)
def test_the_same_subject_in_other_clothes(ours: str, theirs: str, share: float) -> None:
    assert shared([ours], [theirs]) == share


def test_words_in_common() -> None:
    assert likeness(["Fix #8743 in the parser"], ["Parsers fail (#8743)", "Other"]) > 0.4
    assert likeness(["Rename the pool"], ["Draw the chart"]) == 0
    assert likeness([], ["Draw the chart"]) == 0


def test_marks_of_carried_and_of_routine_commits() -> None:
    assert carried_over(["Backport #12 to 3.x"])
    assert not carried_over(["Say what a backport is"])
    assert routine(["Fix typos"])
    assert not routine(["Close the pool"])
