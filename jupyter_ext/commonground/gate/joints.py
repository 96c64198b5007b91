"""Where a key may run on over string literals or lines: the joints whose sides are long together.

Judges nothing of what stands there; what these joints put together is looked at elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from .blocks import may_go_on
from .disguises import LITERAL_JOINT, MARK, before_break
from .least_run import RUN_CHARS
from .provider_rules import RUN_LEAST, WORD

_SIGHT = 12
"""Characters on either side of a joint over which a word may stand that a rule goes by."""
_ROW_END = re.compile(r"\n\s*")
_RUN = re.escape(RUN_CHARS)
_RUNS = re.compile(rf"[{_RUN}]*")
_RUNS_MEET = re.compile(rf"\n(?<=[{_RUN}\\ \t\r]\n)\s*{MARK}")
_ALL = re.compile(r"\S*")
_ALL_MEET = re.compile(rf"\n\s*{MARK}")

Joint = tuple[int, int]


def over_literals(text: str, own: int | None) -> Iterator[int]:
    """Both ends of each joint of string literals over which a key may run on.

    Also one of the team's own values, where these have at least ``own`` characters.
    """
    if '"' in text or "'" in text or "`" in text:
        joints = [match.span() for match in LITERAL_JOINT.finditer(text)]
        found = _meeting(text, joints, RUN_LEAST, _RUNS)
        for start, end in found if own is None else chain(found, _meeting(text, joints, own, _ALL)):
            yield start
            yield end - 1


def over_lines(text: str, ends: Sequence[int], own: int | None) -> Iterator[int]:
    """The line breaks over which it may; ``ends`` are those over which no block goes on."""
    for begin, stop in pairwise(ends):
        inner = text.rfind("\n", begin, stop)
        if inner < 0 or (text.find("\n", begin, inner) < 0 and stop < len(text)):
            continue
        for start, end in _long_breaks(text, begin, stop, own):
            over = text[start:end]
            behind = start + len(over) - len(over.lstrip("\\ \t\r\n"))
            if may_go_on(text, begin, start, behind):
                yield start


def _long_breaks(text: str, begin: int, stop: int, own: int | None) -> Iterator[Joint]:
    joints = [_whole(text, match) for match in _RUNS_MEET.finditer(text, begin, stop)]
    yield from _meeting(text, joints, RUN_LEAST, _RUNS)
    if own is not None:
        joints = [_whole(text, match) for match in _ALL_MEET.finditer(text, begin, stop)]
        yield from _meeting(text, joints, own, _ALL)


def _whole(text: str, match: re.Match[str]) -> Joint:
    """With what is left out before the line break."""
    return before_break(text, match.start()), match.end()


def over_rows(text: str, ends: Sequence[int]) -> Iterator[int]:
    """The line breaks over which rows of one table may go on."""
    if "|" not in text:
        return
    for begin, stop in pairwise(ends):
        for match in _ROW_END.finditer(text, begin, stop):
            if text[match.end() : match.end() + 1] == "|" and may_go_on(
                text, begin, match.start(), match.end()
            ):
                yield match.start()


def _meeting(
    text: str, joints: Sequence[Joint], least: int, runs: re.Pattern[str]
) -> Iterator[Joint]:
    """Those whose sides are as long together as that, or spell a word that a rule goes by."""
    carried = at = 0
    for start, end in joints:
        before = text[max(at, start - least) : start]
        tail = len(before) - _not_in(before, runs)
        carried = carried + tail if tail == start - at else tail
        match = runs.match(text, end, end + least)
        assert match is not None
        head = match.end() - end
        at = end
        if carried and head and (carried + head >= least or _spells(text, start, end)):
            yield start, end


def _not_in(before: str, runs: re.Pattern[str]) -> int:
    """Where what ends there and holds only such characters begins."""
    if runs is _RUNS:
        return len(before.rstrip(RUN_CHARS))
    words = before.split()
    return len(before) - (len(words[-1]) if words and not before[-1].isspace() else 0)


def _spells(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _SIGHT) : start] + text[end : end + _SIGHT]
    return WORD.search(around) is not None
