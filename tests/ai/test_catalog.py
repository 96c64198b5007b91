"""Windows, prices and the cost of a turn."""

from __future__ import annotations

import typing
from dataclasses import replace

import pytest
from anthropic.types import model

from commonground.ai.catalog import (
    DEFAULT_MODEL,
    FREE,
    MODELS,
    UNKNOWN_WINDOW,
    Rates,
    cost,
    label_of,
    rates_of,
    window_of,
)
from commonground.core.turn import Usage

RATES = Rates(tokens_in=2.0, tokens_out=10.0, cache_read=0.1, cache_write=2.5)


def test_every_name_in_the_table_is_one_that_the_sdk_knows() -> None:
    known = typing.get_args(typing.get_args(model.Model)[0])
    assert set(MODELS) <= set(known)
    assert DEFAULT_MODEL in MODELS


def test_each_part_of_a_prompt_is_charged_at_its_own_rate() -> None:
    usage = Usage(tokens_in=1_000_000, tokens_out=100_000, tokens_cached=500_000)
    assert cost(usage, RATES) == pytest.approx(0.5 * 2 + 0.1 * 10 + 0.5 * 0.1)
    written = replace(usage, tokens_written=250_000, tokens_hour=50_000)
    assert cost(written, RATES) == pytest.approx(
        0.25 * 2 + 0.1 * 10 + 0.5 * 0.1 + 0.2 * 2.5 + 0.05 * 4
    )
    assert cost(written.uncached, RATES) == pytest.approx(2 + 0.1 * 10)


def test_an_unknown_price_is_none_and_a_local_model_is_free() -> None:
    usage = Usage(10, 10, 0)
    assert rates_of("some-other-model") is None
    assert cost(usage, None) is None
    assert cost(usage, FREE) == 0.0


def test_long_prompts_of_haiku_pay_more_throughout() -> None:
    short = rates_of("claude-haiku-5-5", prompt_tokens=100_000)
    long = rates_of("claude-haiku-5-5", prompt_tokens=100_001)
    assert short == Rates(0.10, 0.50, 0.01, 0.125)
    assert long == Rates(0.50, 2.50, 0.05, 0.625)


def test_the_configuration_overrules_the_table() -> None:
    mine = {"claude-opus-5-5": RATES, "in-house": FREE}
    assert rates_of("claude-opus-5-5", mine) == RATES
    assert rates_of("in-house", mine) == FREE
    assert rates_of("claude-sonnet-5-5", mine) == MODELS["claude-sonnet-5-5"].rates


def test_the_window_leaves_room_for_the_answer() -> None:
    assert window_of("claude-opus-5-5", 16_000) == 984_000
    assert window_of("unheard-of", 4_000) == UNKNOWN_WINDOW - 4_000
    assert window_of("unheard-of", 1_000_000) == UNKNOWN_WINDOW // 2


def test_labels() -> None:
    assert label_of("claude-haiku-5-5") == "Claude Haiku 5.5"
    assert label_of("in-house") == "in-house"
