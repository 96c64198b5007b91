"""A job of the command line: the same as a server's, drawn as a bar, and cancelled by Ctrl-C.

Ctrl-C is heeded at the next checkpoint, so that nothing is left half done; a second one ends the
process at once.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from ..clock import now
from ..service.events import JobKind
from ..service.jobs import LongJob, working_on


@contextmanager
def shown(kind: JobKind, label: str, total: int) -> Iterator[LongJob]:
    """The job while the block runs; its bar goes to a terminal's stderr, and nowhere else."""
    with click.progressbar(
        length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty(), show_eta=False
    ) as bar:
        drawn = 0

        def told(job: LongJob) -> None:
            nonlocal drawn
            bar.update(job.done - drawn)
            drawn = job.done

        job = LongJob("j_cli", kind, "", now, told, total)
        with _stopped_by_ctrl_c(job), working_on(job):
            yield job


@contextmanager
def _stopped_by_ctrl_c(job: LongJob) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def asked(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        click.echo("\nEnding at the next safe place …", err=True)
        job.cancel()

    signal.signal(signal.SIGINT, asked)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
