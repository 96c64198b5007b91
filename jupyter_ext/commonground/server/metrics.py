"""Figures of turns on the Jupyter server's own endpoint for Prometheus (``/metrics``).

No name of a member, notebook or entry is a label: who reads them may be nobody of the team.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram

from ..core.turn import Turn

SECONDS = (1, 2, 5, 10, 20, 40, 60, 120, 300, 600, 1_800)
"""Bounds of the buckets of how long answers take."""


def turn_metrics(registry: CollectorRegistry = REGISTRY) -> Callable[[Turn], None]:
    """What counts a turn that ended, in figures that are registered there once."""
    return _figures(registry).count


@cache
def _figures(registry: CollectorRegistry) -> _TurnMetrics:
    return _TurnMetrics(registry)


class _TurnMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._turns = Counter(
            "commonground_turns",
            "Questions to the model that ended, by how.",
            ("model", "status", "visibility"),
            registry=registry,
        )
        self._tokens = Counter(
            "commonground_tokens",
            "Tokens of turns: in is fresh, cached was read from, written to the provider's cache.",
            ("model", "kind"),
            registry=registry,
        )
        self._dollars = Counter(
            "commonground_cost_dollars",
            "US dollars that turns cost, where a rate is known.",
            ("model",),
            registry=registry,
        )
        self._seconds = Histogram(
            "commonground_turn_seconds",
            "Seconds from a question's start to its answer's end.",
            ("model",),
            buckets=SECONDS,
            registry=registry,
        )

    def count(self, turn: Turn) -> None:
        """One more."""
        usage, model = turn.usage, turn.model
        fresh = usage.tokens_in - usage.tokens_cached - usage.tokens_written
        kinds = {
            "in": max(fresh, 0),
            "cached": usage.tokens_cached,
            "written": usage.tokens_written,
            "out": usage.tokens_out,
        }
        self._turns.labels(model, turn.status, turn.visibility).inc()
        for kind, tokens in kinds.items():
            self._tokens.labels(model, kind).inc(tokens)
        if turn.cost:
            self._dollars.labels(model).inc(turn.cost)
        if turn.seconds is not None:
            self._seconds.labels(model).observe(turn.seconds)
