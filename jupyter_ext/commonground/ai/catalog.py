"""Names, windows and prices of the models, in one table, and the cost of a turn.

Pure. The prices are defaults: those of the provider's public price list as it stood in November
2026. Prices change and contracts differ, so check them against the provider's price page and
override them in the configuration (``rates``) where they are off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..core.turn import Usage

MILLION = 1_000_000
DEFAULT_MODEL = "claude-sonnet-5-5"
"""Asked when a key is set and no model is named."""
DEFAULT_MAX_TOKENS = 16_000
"""Tokens of an answer. These models think before they write, and that counts."""
LEAST_CACHED = 4_096
"""Tokens of the shortest cached prompt where it is not known: the most that any model asks for."""
UNKNOWN_WINDOW = 32_000
"""Tokens taken for a model that is not in the table; ``window`` in the settings overrides it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """US dollars per million tokens: fresh input, output, read from and written to the cache.

    ``cache_write_hour`` is for what is kept for an hour; None: twice the fresh input, as published.
    """

    tokens_in: float
    tokens_out: float
    cache_read: float
    cache_write: float
    cache_write_hour: float | None = None

    @property
    def hour(self) -> float:
        """What is written for an hour, per million tokens."""
        return 2 * self.tokens_in if self.cache_write_hour is None else self.cache_write_hour


@dataclass(frozen=True, slots=True)
class Known:
    """A model of the table. Prompts above ``long_from`` tokens pay ``long_rates`` throughout.

    Of fewer than ``least_cached`` tokens its provider keeps nothing, and says nothing about it.
    """

    label: str
    window: int
    rates: Rates
    least_cached: int
    long_from: int | None = None
    long_rates: Rates | None = None


MODELS: Mapping[str, Known] = {
    "claude-haiku-5-5": Known(
        "Claude Haiku 5.5",
        MILLION,
        Rates(0.10, 0.50, 0.01, 0.125),
        LEAST_CACHED,
        long_from=100_000,
        long_rates=Rates(0.50, 2.50, 0.05, 0.625),
    ),
    "claude-sonnet-5-5": Known("Claude Sonnet 5.5", MILLION, Rates(2.0, 10.0, 0.10, 2.50), 512),
    "claude-opus-5-5": Known("Claude Opus 5.5", MILLION, Rates(4.0, 20.0, 0.20, 5.0), 512),
}

_DATED = re.compile(r"(?:[-@](?:\d{8}|latest|default))?(?:-v\d+(?::\d+)?)?$")
"""What clouds put behind a model's name: the day of its snapshot, and a version."""
FREE = Rates(0.0, 0.0, 0.0, 0.0)
"""What a model on this machine costs."""


def known_as(name: str) -> Known | None:
    """The model of the table, by its own name or by that which a cloud gives it."""
    return MODELS.get(name) or MODELS.get(_DATED.sub("", name.rpartition("anthropic.")[2]))


def label_of(name: str) -> str:
    """The name that people see."""
    known = known_as(name)
    return known.label if known else name


def least_cached(name: str) -> int:
    """Tokens that a prompt's beginning must have to be cached."""
    known = known_as(name)
    return known.least_cached if known else LEAST_CACHED


def window_of(name: str, max_tokens: int) -> int:
    """Tokens of input that fit beside an answer of ``max_tokens``: at least half the window."""
    known = known_as(name)
    window = known.window if known else UNKNOWN_WINDOW
    return max(window - max_tokens, window // 2)


def rates_of(
    name: str, overrides: Mapping[str, Rates] | None = None, *, prompt_tokens: int = 0
) -> Rates | None:
    """The rates for a prompt of that many tokens; None for a model that nobody has priced.

    An override holds for prompts of any length.
    """
    if overrides and name in overrides:
        return overrides[name]
    known = known_as(name)
    if known is None:
        return None
    if known.long_from is not None and prompt_tokens > known.long_from:
        return known.long_rates
    return known.rates


def cost(usage: Usage, rates: Rates | None) -> float | None:
    """US dollars for a turn, None where no rate is known."""
    if rates is None:
        return None
    fresh = max(usage.tokens_in - usage.tokens_cached - usage.tokens_written, 0)
    total = (
        fresh * rates.tokens_in
        + usage.tokens_out * rates.tokens_out
        + usage.tokens_cached * rates.cache_read
        + (usage.tokens_written - usage.tokens_hour) * rates.cache_write
        + usage.tokens_hour * rates.hour
    )
    return total / MILLION
