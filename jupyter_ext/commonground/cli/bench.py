"""``commonground bench``: measures a part of the product on a file of labelled examples.

Knows which benchmarks there are; each has its own module.
"""

from __future__ import annotations

from collections.abc import Mapping

import click

from .group import OnDemand

_PLACES = {
    "cache": "commonground.cli.cache_bench:cache_command",
    "conflicts": "commonground.features.claims.simulation:conflicts_command",
    "contradictions": "commonground.features.contradictions.bench:contradictions_command",
    "coordination": "commonground.features.claims.bench:coordination_command",
    "files": "commonground.features.instructions.bench:files_command",
    "freshness": "commonground.features.freshness.bench:freshness_command",
    "gate": "commonground.gate.bench:gate_command",
    "relevance": "commonground.features.relevance.bench:relevance_command",
    "rules": "commonground.gate.rule_list:rules_command",
}


class _Benchmarks(OnDemand):
    """They import most of the product."""

    def places(self) -> Mapping[str, str]:
        return _PLACES


@click.group("bench", cls=_Benchmarks)
def bench() -> None:
    """Measure how well a part does on labelled examples."""
