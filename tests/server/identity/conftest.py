"""A book of links whose clock the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.server.identity.links import LinkBook


class Clock:
    now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[LinkBook]:
    book = LinkBook(tmp_path / "identity.db", clock=clock)
    yield book
    book.close()
