"""Long texts are read in a thread, and the verdict is the same."""

from __future__ import annotations

import threading

import pytest

from commonground.gate.gate import Gate
from commonground.gate.literals import ScannedText
from commonground.gate.long_texts import LONG, read_aside
from commonground.gate.provider_rules import Hit

from .test_gate import KEY, made

pytestmark = pytest.mark.anyio
PROSE = "We agreed on this in March and nobody minds. " * 600


def noting(threads: list[int]) -> Gate:
    def note(text: ScannedText) -> list[Hit]:
        threads.append(threading.get_ident())
        return []

    return Gate(KEY, detectors=[note])


async def test_only_long_texts_are_read_in_a_thread_and_once() -> None:
    threads: list[int] = []
    gate = noting(threads)
    long = await read_aside(gate, {"title": "Short", "body": PROSE, "more": [{"text": "Short"}]})
    assert len(PROSE) > LONG
    assert threads
    assert threading.get_ident() not in threads
    seen = len(threads)
    assert long.check(gate)(PROSE).outcome == "pass"
    assert len(threads) == seen
    long.check(gate)("Short")
    assert threads[-1] == threading.get_ident()


async def test_the_verdict_is_the_same_and_another_gate_asks_again() -> None:
    text = f"{PROSE} {made('github')}"
    gate, other = Gate(KEY), Gate(b"another key")
    long = await read_aside(gate, {"body": text})
    assert long.check(gate)(text) == gate.check(text)
    assert long.check(other)(text) == other.check(text)
    assert long.check(gate)(text).outcome == "quarantine"
