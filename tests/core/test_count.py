"""Numbers of things, as people read them."""

from commonground.core.count import several


def test_one_is_one_and_the_others_are_many() -> None:
    assert several(1, "task") == "1 task"
    assert several(0, "task") == "0 tasks"
    assert several(1_200, "entry", "entries") == "1,200 entries"
    assert several(1.0, "minute") == "1 minute"
    assert several(2.5, "minute") == "2.5 minutes"
