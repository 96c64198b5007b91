"""How long a provider is to keep what a team's asks share, by how often they ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.rhythm import LIVES, PUBLISHED, CachePrices, Life, life_for

NOW = 1_700_000_000_000
MINUTE = 60_000


@pytest.mark.parametrize(
    ("minutes", "life"),
    [
        ([], "5m"),
        ([1, 2, 3, 5, 6, 9], "5m"),
        ([20, 40, 60, 80, 100], "1h"),
        ([240, 480, 720], "5m"),
    ],
)
def test_the_life_follows_the_gaps_between_asks(minutes: list[int], life: Life) -> None:
    assert life_for(sorted(NOW - m * MINUTE for m in minutes), NOW) == life


def test_a_model_that_reads_dearly_is_kept_shortly() -> None:
    asks = [NOW - m * MINUTE for m in (80, 60, 40, 20)]
    dear = CachePrices(1.2, {"5m": 1.25, "1h": 2.0})
    assert life_for(asks, NOW, dear) == "5m"


def test_what_was_asked_days_ago_is_no_rhythm() -> None:
    asks = [NOW - 2_000 * MINUTE - m * MINUTE for m in (80, 60, 40, 20)]
    assert life_for(asks, NOW) == "5m"


@given(st.lists(st.integers(NOW - 86_000_000, NOW), max_size=40))
def test_the_chosen_life_never_costs_more_than_the_other(begun: list[int]) -> None:
    begun.sort()

    def spent(life: Life) -> float:
        kept_until, total = 0, 0.0
        for at in [*begun, NOW]:
            total += PUBLISHED.read if at <= kept_until else PUBLISHED.write[life]
            kept_until = at + LIVES[life]
        return total

    chosen = life_for(begun, NOW)
    assert spent(chosen) == pytest.approx(min(map(spent, LIVES)))
