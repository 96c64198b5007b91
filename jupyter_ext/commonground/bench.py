"""The command group ``commonground bench``: measure a part of the program on a file of your own.

Knows which benchmarks there are. It refuses to know what they measure.
"""

from __future__ import annotations

import click

from .bench_contradictions import contradictions_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def bench() -> None:
    """Measure rules and models on labelled data of your own."""


bench.add_command(contradictions_command)
