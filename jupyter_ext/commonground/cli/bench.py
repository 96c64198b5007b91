"""``commonground bench``: measures a part of the product on a file of labelled examples.

Knows which benchmarks there are; each has its own module.
"""

from __future__ import annotations

import click

from ..features.contradictions.bench import contradictions_command
from ..features.relevance.bench import relevance_command
from ..gate.bench import gate_command
from ..gate.rule_list import rules_command
from .cache_bench import cache_command


@click.group("bench")
def bench() -> None:
    """Measure how well a part does on labelled examples."""


bench.add_command(cache_command)
bench.add_command(contradictions_command)
bench.add_command(gate_command)
bench.add_command(relevance_command)
bench.add_command(rules_command)
