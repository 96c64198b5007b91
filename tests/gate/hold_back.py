"""The hold-back of a stream as it was first written: the whole block is read anew with each piece.

The gate reads each word once; it must give out the same, piece by piece.
"""

from __future__ import annotations

import re

from commonground.gate.blocks import Blocks
from commonground.gate.disguises import blurred
from commonground.gate.gate import Gate, Verdict

PLAIN_WORD = re.compile(r"[\"'(*_#-]{0,3}[A-Za-z]?[a-z]{0,14}[*_)]{0,3}[.,:;!?)*_]{0,3}")
PROSE_WORD = re.compile(r"[(*_]{0,3}[A-Za-z][a-z]{1,14}[*_)]{0,3}[.,:;!?]{0,2}")
APOSTROPHE = re.compile(r"(?<=[a-z])'(?:s|t|d|m|re|ve|ll)(?=[ .,;:!?)])")
HELD = re.compile(
    r"[\n\\<]|%[0-9A-Fa-fu]|&#|-----|basic|\"auth|(?<![a-z])pw|:(?:5432|3306|6432|\*):",
    re.IGNORECASE,
)
HARMLESS = re.compile(
    r"[(\[*_]{0,3}[\"'`]?(?:[A-Za-z]?[a-z]{1,14}|[A-Z]{1,6})"
    r"(?:[._/-]?(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,6}(?![A-Z]))){0,5}(?:\(\))?[\"'`]?[*_)\]]{0,3}[.,:;!?)]{0,3}"
)
KEY_LIKE = re.compile(r"(?=[A-Za-z_=-]*[0-9])(?=[0-9_=-]*[A-Za-z])[A-Za-z0-9_=-]{8,}")
GROUPS = re.compile(r"(?:^|(?<=\s))[^\s\d]{0,4}\d[\dA-Z ()./+-]*\Z")
PIECES = re.compile(
    r"(?:^|(?<=\s))(?:"
    r"(?=\S*[\d_])[^\s]{3,}[ \t]+(?:[*|+~\[\]()&<>]{1,4}[ \t]*\S*[ \t]*)*"
    r"|[^\s\w]{0,4}(?:(?:0x|chr\()?[0-9A-Fa-f]{2,3}[^\sA-Za-z0-9]{0,3}[ \t]+)+"
    r"|[B-HJ-Zb-z0-9_-],?[ \t]+(?:[A-Za-z0-9_-],?[ \t]+)*"
    r")\Z"
)


def settled_length(text: str) -> int:
    """How many characters of the block that begins with ``text`` may be shown."""
    whole = text[: before_pieces(text, max(text.rfind(" "), text.rfind("\t")) + 1)]
    if not whole or HELD.search(whole) or blurred(whole):
        return 0
    return before_pieces(whole, before_suspects(whole))


def before_suspects(text: str) -> int:
    begin, wanted, prose = len(text), 0, 0
    quoteless = APOSTROPHE.sub(lambda match: "x" * len(match[0]), text)
    for word in re.finditer(r"\S+", quoteless):
        if is_suspicious(word[0]):
            begin = begin if wanted else word.start()
            wanted = max(wanted, prose_after(word[0]))
            prose = 0
        elif wanted:
            prose = prose + 1 if PROSE_WORD.fullmatch(word[0]) else 0
            if prose >= wanted:
                begin, wanted, prose = len(text), 0, 0
    return begin


def prose_after(word: str) -> int:
    if KEY_LIKE.search(word):
        return 1_000_000
    return 1 if HARMLESS.fullmatch(word) else 3


def is_suspicious(word: str) -> bool:
    if re.search("[\"'`]", word) or re.search("://|--", word):
        return True
    if len(word) >= 13:
        return PLAIN_WORD.fullmatch(word) is None
    return len(word) >= 8 and any(char.isdigit() for char in word)


def before_pieces(text: str, end: int) -> int:
    before = -1
    while before != end:
        before = end
        if groups := GROUPS.search(text, max(0, end - 80), end):
            end = groups.start()
        if pieces := PIECES.search(text, max(0, end - 2_000), end):
            end = pieces.start()
    return end


class SlowStreamGate:
    """Gives out what ``StreamGate`` does, with every piece looked at from the block's beginning."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._blocks = Blocks()
        self._given = 0

    def feed(self, piece: str) -> str:
        """Add a piece; what may be shown now."""
        whole = "".join(map(self._shown, self._blocks.feed(piece)))
        rest = self._blocks.rest
        end = max(self._given, self._settled(rest))
        settled, self._given = rest[self._given : end], end
        return whole + settled

    def finish(self) -> str:
        """The rest."""
        return "".join(map(self._shown, self._blocks.finish()))

    def _settled(self, start: str) -> int:
        end = settled_length(start)
        whole = start[:end]
        if not end or self._gate.begins_own(whole):
            return 0
        return 0 if self._gate.block(whole).findings else end

    def _shown(self, block: str) -> str:
        given, self._given = self._given, 0
        return _without(block, self._gate.block(block), given)


def _without(block: str, verdict: Verdict, at: int) -> str:
    parts: list[str] = []
    for finding in verdict.findings:
        if finding.end > at:
            parts += (block[at : finding.start], f"[redacted: {finding.label}]")
            at = finding.end
    return "".join([*parts, block[at:]])
