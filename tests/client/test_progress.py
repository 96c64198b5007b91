"""A job in a terminal: Ctrl-C is heeded at the next safe place."""

from __future__ import annotations

import signal

import pytest

from commonground.client.progress import shown
from commonground.errors import Cancelled
from commonground.service.jobs import LongJob


def test_ctrl_c_ends_it_between_two_pieces_and_the_next_one_counts_as_ever() -> None:
    done: list[LongJob] = []
    before = signal.getsignal(signal.SIGINT)

    def cancelled() -> None:
        with shown("export", "Reading", 3) as job:
            done.append(job)
            job.step()
            signal.raise_signal(signal.SIGINT)
            job.advance()
            job.checkpoint()

    with pytest.raises(Cancelled):
        cancelled()
    assert [(job.done, job.state) for job in done] == [(2, "cancelled")]
    assert signal.getsignal(signal.SIGINT) == before


def test_it_counts_to_its_end() -> None:
    with shown("compact", "Merging", 2) as job:
        job.step()
        job.step()
    assert (job.done, job.state) == (2, "done")
