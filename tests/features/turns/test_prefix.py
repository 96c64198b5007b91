"""What the team's asks begin with: the same bytes for all, and nothing that does not hold."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ...effort import examples
from .prefixes import Step, prefixes_after, spoken_after

WHAT = ("clash", "clash", "knowledge", "edit", "old edit", "propose", "accept", "reject", "retire")
steps = st.lists(
    st.tuples(
        st.sampled_from((*WHAT, "convention", "convention", "pin", "unpin", "wait")),
        st.integers(0, 12),
        st.sampled_from((None, "ops", "web")),
    ),
    max_size=25,
)
CONVENTIONS: list[Step] = [("convention", 1, area) for area in (None, "ops", "web") * 2]


@pytest.fixture(scope="module")
def others() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes in which sets and dictionaries of strings come in other orders."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.features.turns.prefixes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "77", "4242")
    ]
    yield running
    for process in running:
        process.communicate()


def told(process: subprocess.Popen[str], record: list[Step]) -> dict[str, list[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(record) + "\n")
    process.stdin.flush()
    found: dict[str, list[str]] = json.loads(process.stdout.readline())
    return found


@settings(max_examples=examples(12), deadline=None)
@given(steps)
def test_every_member_and_process_sends_the_same_bytes(
    others: list[subprocess.Popen[str]], record: list[Step]
) -> None:
    here = asyncio.run(prefixes_after([*CONVENTIONS, ("wait", 25, None), *record]))
    for process in others:
        assert told(process, [*CONVENTIONS, ("wait", 25, None), *record]) == here
    assert here["ann"] == here["ben"]  # of one area
    product, *epochs = here["olga"]
    of_team = [part for part in epochs if part.startswith("<team-context>")]
    for parts in here.values():
        assert parts[: 1 + len(of_team)] == [product, *of_team]
        assert set(parts) <= set(here["olga"])  # who is in all areas


@settings(max_examples=examples(30), deadline=None)
@given(steps)
def test_nothing_that_does_not_hold_is_said_to_all(record: list[Step]) -> None:
    """However it came: retired, replaced, rejected, merely proposed, or with two sides."""
    record = [*CONVENTIONS, ("wait", 25, None), *record]
    prefixes, held, every = asyncio.run(spoken_after(record))
    for parts in prefixes.values():
        said = {title for title in every if any(f"<title>{title}</title>" in p for p in parts)}
        assert said <= held


def test_what_is_accepted_joins_later_and_what_is_retired_leaves_at_once() -> None:
    async def parts(*more: Step) -> str:
        found = await prefixes_after([*CONVENTIONS, ("wait", 25, None), *more])
        return "".join(found["ann"])

    before = asyncio.run(parts())
    assert "Count invoices with" in before
    assert "Count orders with" in before
    assert "web" not in before
    assert asyncio.run(parts(("convention", 1, None))) == before
    assert asyncio.run(parts(("propose", 0, None))) == before
    assert "Count coupons with" in asyncio.run(parts(("convention", 1, None), ("wait", 25, None)))
    assert "Count invoices with" not in asyncio.run(parts(("retire", 0, None)))
