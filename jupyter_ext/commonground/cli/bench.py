"""``commonground bench``: measures a part of the product on a file of labelled examples.

Knows which benchmarks there are; each has its own module.
"""

from __future__ import annotations

import click

from .group import loaded

_PLACES = {
    "cache": "commonground.cli.cache_bench:cache_command",
    "contradictions": "commonground.features.contradictions.bench:contradictions_command",
    "gate": "commonground.gate.bench:gate_command",
    "relevance": "commonground.features.relevance.bench:relevance_command",
    "rules": "commonground.gate.rule_list:rules_command",
}


class _Benchmarks(click.Group):
    """Loads a benchmark when it is asked for: they import most of the product."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _PLACES.get(cmd_name)
        return None if place is None else loaded(place)


@click.group("bench", cls=_Benchmarks)
def bench() -> None:
    """Measure how well a part does on labelled examples."""
