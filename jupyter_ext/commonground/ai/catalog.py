"""Names, windows and prices of the models, in one table, and the cost of a turn.

Pure. The prices are defaults: those of the provider's public price list (5-minute cache writes)
as it stood in November 2026. Prices change and contracts differ, so check them against the
provider's price page and override them in the configuration (``rates``) where they are off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..core.turn import Usage

MILLION = 1_000_000
DEFAULT_MODEL = "claude-sonnet-5-5"
"""Asked when a key is set and no model is named."""
DEFAULT_MAX_TOKENS = 16_000
"""Tokens of an answer. These models think before they write, and that counts."""
UNKNOWN_WINDOW = 32_000
"""Tokens taken for a model that is not in the table; ``window`` in the settings overrides it."""


@dataclass(frozen=True, slots=True)
class Rates:
    """US dollars per million tokens: fresh input, output, read from and written to the cache."""

    tokens_in: float
    tokens_out: float
    cache_read: float
    cache_write: float


@dataclass(frozen=True, slots=True)
class Known:
    """A model of the table. Prompts above ``long_from`` tokens pay ``long_rates`` throughout."""

    label: str
    window: int
    rates: Rates
    long_from: int | None = None
    long_rates: Rates | None = None


MODELS: Mapping[str, Known] = {
    "claude-haiku-5-5": Known(
        "Claude Haiku 5.5",
        MILLION,
        Rates(0.10, 0.50, 0.01, 0.125),
        long_from=100_000,
        long_rates=Rates(0.50, 2.50, 0.05, 0.625),
    ),
    "claude-sonnet-5-5": Known("Claude Sonnet 5.5", MILLION, Rates(2.0, 10.0, 0.10, 2.50)),
    "claude-opus-5-5": Known("Claude Opus 5.5", MILLION, Rates(4.0, 20.0, 0.20, 5.0)),
}

FREE = Rates(0.0, 0.0, 0.0, 0.0)
"""What a model on this machine costs."""


def label_of(name: str) -> str:
    """The name that people see."""
    known = MODELS.get(name)
    return known.label if known else name


def window_of(name: str, max_tokens: int) -> int:
    """Tokens of input that fit beside an answer of ``max_tokens``: at least half the window."""
    known = MODELS.get(name)
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
    known = MODELS.get(name)
    if known is None:
        return None
    if known.long_from is not None and prompt_tokens > known.long_from:
        return known.long_rates
    return known.rates


def cost(usage: Usage, rates: Rates | None, *, cache_written: int = 0) -> float | None:
    """US dollars for a turn, None where no rate is known.

    ``usage.tokens_in`` counts the whole prompt; ``usage.tokens_cached`` and ``cache_written`` are
    the parts of it that were read from and written to the provider's cache.
    """
    if rates is None:
        return None
    fresh = max(usage.tokens_in - usage.tokens_cached - cache_written, 0)
    total = (
        fresh * rates.tokens_in
        + usage.tokens_out * rates.tokens_out
        + usage.tokens_cached * rates.cache_read
        + cache_written * rates.cache_write
    )
    return total / MILLION
