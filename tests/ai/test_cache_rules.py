"""The simulated cache keeps the published rules: order, least length, life, when it is readable."""

from __future__ import annotations

from typing import Any

from commonground.ai.cache_rules import BEGINS_AFTER, LOOK_BACK, CachePart, CacheSimulator
from commonground.core.rhythm import LIVES
from commonground.core.turn import Usage

MINUTE = 60_000


def part(text: str, tokens: int = 600, life: Any = None) -> CachePart:
    return CachePart(text, tokens, life)


TEAM = part("team", life="5m")
OPS, WEB = part("ops", 100, "5m"), part("web", 100, "5m")
ASK = part("why?", 50)


def test_what_was_written_is_read_once_the_response_has_begun() -> None:
    cache = CacheSimulator(512)
    assert cache.ask([TEAM, ASK], 0) == Usage(650, 0, 0, 600)
    assert cache.ask([TEAM, ASK], BEGINS_AFTER - 1) == Usage(650, 0, 0, 600)
    assert cache.ask([TEAM, part("how?", 70)], 2 * BEGINS_AFTER) == Usage(670, 0, 600)


def test_a_life_counts_from_the_start_of_the_last_request_that_used_it() -> None:
    cache = CacheSimulator(512)
    cache.ask([TEAM, ASK], 0)
    for minute in (4, 8, 12):
        assert cache.ask([TEAM, ASK], minute * MINUTE).tokens_cached == 600
    assert cache.ask([TEAM, ASK], 12 * MINUTE + LIVES["5m"] + 1).tokens_cached == 0


def test_an_hour_costs_apart_and_lasts() -> None:
    cache, team = CacheSimulator(512), part("team", life="1h")
    assert cache.ask([team, ASK], 0) == Usage(650, 0, 0, 600, 600)
    assert cache.ask([team, ASK], 59 * MINUTE) == Usage(650, 0, 600)
    assert cache.ask([team, ASK], 120 * MINUTE).tokens_cached == 0


def test_below_the_least_nothing_is_kept_and_nobody_says_so() -> None:
    cache = CacheSimulator(1_024)
    for at in (0, MINUTE):
        assert cache.ask([TEAM, ASK], at) == Usage(650)
    assert cache.ask([TEAM, part("more", 500, "5m")], 2 * MINUTE) == Usage(1_100, 0, 0, 1_100)


def test_a_changed_beginning_changes_everything_behind_it() -> None:
    cache = CacheSimulator(512)
    cache.ask([TEAM, OPS, ASK], 0)
    assert cache.ask([TEAM, WEB, ASK], MINUTE) == Usage(750, 0, 600, 100)
    assert cache.ask([part("new team", life="5m"), OPS], 2 * MINUTE) == Usage(700, 0, 0, 700)


def test_it_looks_back_over_parts_without_a_mark_but_not_for_ever() -> None:
    for between, read in ((LOOK_BACK - 1, 600), (LOOK_BACK, 0)):
        cache = CacheSimulator(512)
        cache.ask([TEAM], 0)
        parts = [part(f"p{n}", 1) for n in range(between - 1)]
        request = [part("team"), *parts, part("end", 1, "5m")]
        assert cache.ask(request, MINUTE).tokens_cached == read
