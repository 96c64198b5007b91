"""Long texts are read in a thread, so that the event loop goes on meanwhile.

What is to be written is planned and checked in one go on the loop, so that nothing comes between:
the long texts are read before, and their verdicts are at hand when that check asks for them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.plan import Plan
from .gate import Gate, Verdict
from .passage import Types, inspect

LONG = 20_000
"""Characters from which on a text is read in a thread: below, reading takes a few milliseconds."""
PART = 200
"""Texts that are read between two looks at who else waits."""


@dataclass(frozen=True, slots=True)
class LongVerdicts:
    """What a gate said of the long texts of a command, for as long as the gate is the same."""

    gate: Gate
    verdicts: Mapping[str, Verdict]

    def check(self, now: Gate) -> Callable[[str], Verdict]:
        """``now.check``, with what is known already; its secret values may have changed since."""
        if now is not self.gate or not self.verdicts:
            return now.check
        return lambda text: self.verdicts.get(text) or now.check(text)


async def read_aside(gate: Gate, value: Any) -> LongVerdicts:
    """Check the long texts anywhere in ``value`` (as JSON) in a thread."""
    found = {text: await asyncio.to_thread(gate.check, text) for text in _long_texts(value)}
    return LongVerdicts(gate, found)


async def read_plan_aside(
    gate: Gate, plan: Plan, types: Types, told: Callable[[int, int], None]
) -> LongVerdicts:
    """Check every text of a plan with many of them in a thread, in parts.

    ``told`` hears, from that thread, how many texts are read and of how many; what it raises ends
    the reading.
    """
    texts = _texts_of(plan, types)

    def read() -> dict[str, Verdict]:
        found: dict[str, Verdict] = {}
        for text in texts:
            if len(found) % PART == 0:
                told(len(found), len(texts))
                time.sleep(0)  # whoever waits for the interpreter goes first
            found[text] = gate.check(text)
        return found

    return LongVerdicts(gate, await asyncio.to_thread(read))


def _texts_of(plan: Plan, types: Types) -> list[str]:
    """What the gate is asked about when the plan goes through it, each text once."""
    seen: dict[str, None] = {}

    def note(text: str) -> Verdict:
        seen[text] = None
        return Verdict("pass", (), text)

    inspect(plan, note, types)
    return list(seen)


def _long_texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            if len(value) > LONG:
                yield value
        case Mapping():
            for inner in value.values():
                yield from _long_texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _long_texts(inner)
