"""Which entries are shown for a question, and why; and why others are not. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from .epoch import Epoch
from .ids import EntryId

Reason = Literal["named", "pinned", "holds here", "all", "words", "meaning", "author", "dispute"]
"""Why an entry is shown: the asker named it; somebody pinned it; an accepted convention of an area
in play; all entries together are few; it shares words with the question, or its meaning; the
question names who wrote it; it is in dispute with one that is shown."""
LeftOut = Literal["muted", "off the subject", "no room"]
"""Why an entry is not shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry that is shown, and why."""

    entry: EntryId
    reason: Reason
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Omission:
    """One entry that is not shown, and why not."""

    entry: EntryId
    reason: LeftOut
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown for a question, best first, and the best of what is not."""

    chosen: tuple[Choice, ...] = ()
    omitted: tuple[Omission, ...] = ()
    tokens: int = 0
    epochs: tuple[Epoch, ...] = ()
    """Those of the chosen that are shown before all questions; a turn does not keep it."""

    def to_wire(self) -> dict[str, Any]:
        """JSON, as a turn keeps it: no text, so that none has to be taken out of it again."""
        return {
            "chosen": [_line(choice) for choice in self.chosen],
            "omitted": [_line(omission) for omission in self.omitted],
            "tokens": self.tokens,
        }


def read_selection(wire: Any) -> Selection:
    """The inverse of ``to_wire``; what another version wrote and this can't read is left out."""
    if not isinstance(wire, dict):
        return Selection()
    chosen = [Choice(*line) for line in _lines(wire.get("chosen"), get_args(Reason))]
    omitted = [Omission(*line) for line in _lines(wire.get("omitted"), get_args(LeftOut))]
    return Selection(tuple(chosen), tuple(omitted), int(wire.get("tokens", 0)))


def _line(one: Choice | Omission) -> dict[str, Any]:
    return {"entry": one.entry, "reason": one.reason, "score": round(one.score, 3)}


def _lines(wire: Any, reasons: tuple[str, ...]) -> Iterator[tuple[EntryId, Any, float]]:
    for one in wire or ():
        if one["reason"] in reasons:
            yield EntryId(one["entry"]), one["reason"], one["score"]
