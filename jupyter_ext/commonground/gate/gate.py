"""The gate: whether a text may be seen by others, and what of it must not.

Pure: the key, the fingerprints and the exceptions are passed in. It knows no member and no store;
a finding carries where and which rule and a fingerprint, never the value. Whatever goes wrong
inside, the text does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Literal

from . import assignments, products, provider_rules
from . import detectors as known_detectors
from .assignments import assigned_secrets
from .blocks import VERY_LONG, Blocks, blocks, stretches
from .candidates import (
    ALL,
    BLURRED,
    LINES,
    LITERALS,
    NAMES,
    PERSONAL,
    PLAIN,
    SEAMS,
    QuickLook,
)  # fmt: skip
from .detectors import known_secrets
from .disguises import (
    SEALED,
    TextView,
    blurred,
    decoded,
    over_lines,
    over_literals,
    views,
)  # fmt: skip
from .lists import listed
from .literals import ScannedText, scanner
from .own import OwnMarks, fingerprint, own_fingerprints
from .personal import personal_data
from .products import product_secrets
from .provider_rules import Hit, Sort, marked_secrets, provider_secrets
from .seams import seamless
from .stream_prefix import BlockPrefix
from .unlisted import unlisted_secrets

__all__ = ["Finding", "Gate", "Outcome", "StreamGate", "Verdict", "own_fingerprints"]

Outcome = Literal["pass", "redact", "quarantine"]
Detector = Callable[[ScannedText], Iterable[Hit]]

ALL_DETECTORS: tuple[Detector, ...] = (
    provider_secrets, known_secrets, unlisted_secrets, assigned_secrets, product_secrets,
    personal_data,
)  # fmt: skip

LOOSE_DETECTORS = frozenset({
    known_secrets, unlisted_secrets, assigned_secrets, product_secrets, personal_data,
})  # fmt: skip
"""Not asked where pieces were put together that may not belong together."""

SHORT = 160
"""Up to so many characters a quick look at something like a key takes as long as a whole one."""
_DIGIT = re.compile(r"[0-9]")
_LONG_WORD = re.compile(r"\S{13}")
MAX_DEPTH = 3
"""Encodings inside encodings that are opened; deeper ones count as sealed."""
MAX_ROUNDS = 8
"""How often a block is looked at again; one that still has findings then is kept back whole."""
MASK = "\x00"
GATE_ERROR = "gate-error"


@cache
def _scanner() -> Callable[[str], ScannedText]:
    """Looks for the literals of all rules; made once, so that no text waits for it."""
    return scanner((
        *provider_rules.anchors(), *known_detectors.anchors(), *assignments.anchors(),
        *products.anchors(),
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where. ``label`` is for people; ``fingerprint`` is an HMAC in hex."""

    rule: str
    label: str
    kind: Sort
    start: int
    end: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for a text. ``text`` is always safe to show: every finding is redacted in it."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    text: str


class Gate:
    """Checks texts for one team.

    ``key`` is the team's gate key; ``own`` holds the HMACs of its own secret values (see
    ``own_fingerprints``); ``exceptions`` the fingerprints that an owner approved. ``detectors``
    find things in a text; the default is all of them.
    """

    def __init__(
        self,
        key: bytes,
        *,
        own: Iterable[bytes] = (),
        exceptions: Collection[str] = (),
        detectors: Sequence[Detector] | None = None,
    ) -> None:
        self._key = key
        self._own = OwnMarks(frozenset(own), key)
        self._exceptions = frozenset(exceptions)
        self._scanned = _scanner()
        self._detectors = tuple(ALL_DETECTORS if detectors is None else detectors)
        self._looks_everywhere = detectors is not None

    def check(self, text: str) -> Verdict:
        """Before others can read it: a secret quarantines, customer data is redacted."""
        return self._verdict(text, self._checked, "quarantine")

    def for_prompt(self, text: str) -> Verdict:
        """Before a prompt: everything that is found is redacted, and nothing stops the asker."""
        return self._verdict(text, self._checked, "redact")

    def block(self, block: str) -> Verdict:
        """``for_prompt`` of one block of a stream; see ``StreamGate``."""
        return self._verdict(block, self._found_in, "redact")

    def begins_own(self, words: str) -> bool:
        """Whether one of the team's own values may begin with one of these words and go on."""
        return self._own.may_begin(words)

    def _verdict(self, text: str, find: Callable[[str], list[Finding]], secret: Outcome) -> Verdict:
        try:
            findings = tuple(find(text))
        except Exception:  # noqa: BLE001 - the process edge of the gate: what fails does not pass
            findings = (self._unchecked(text),)
        outcome: Outcome = "redact" if findings else "pass"
        if any(finding.kind == "secret" for finding in findings):
            outcome = secret
        return Verdict(outcome, findings, _redacted(text, findings))

    def _unchecked(self, text: str) -> Finding:
        label = "text that could not be checked"
        mark = fingerprint(self._key, text).hex()
        return Finding(GATE_ERROR, label, "secret", 0, len(text), mark)

    def _checked(self, text: str) -> list[Finding]:
        found: list[Finding] = []
        for at, block in self._suspects(text):
            for one in self._found_in(block):
                found.append(replace(one, start=one.start + at, end=one.end + at) if at else one)
        return found

    def _suspects(self, text: str) -> Iterator[tuple[int, str]]:
        """The blocks that may hold something, with the places where they begin."""
        if self._looks_everywhere or _like_a_key(text):
            yield from _placed(text, 0, len(text))
            return
        found = QuickLook(text, stretches(text), self._own)
        for start, end in found.stretches():
            for at, block in _placed(text, start, end):
                if self._at_second_sight(block, found.within(at, at + len(block))):
                    yield at, block

    def _at_second_sight(self, block: str, asked: int) -> bool:
        """Whether there may be anything, asking only for what the quick look saw reasons for."""
        if not asked or asked & ALL:
            return asked != 0
        if asked & BLURRED:
            asked |= PLAIN | SEAMS
        text = self._scanned(block)
        if asked & PLAIN:
            if any(self._plain_hits(text)):
                return True
        elif (asked & NAMES and any(assigned_secrets(text))) or (
            asked & PERSONAL and any(personal_data(text))
        ):
            return True
        return (
            (asked & BLURRED != 0 and blurred(block))
            or (asked & LINES != 0 and any(map(self._may_be_joined, over_lines(block))))
            or (asked & LITERALS != 0 and any(map(self._may_be_joined, over_literals(block))))
            or (asked & SEAMS != 0 and any(map(self._may_be_seamed, seamless(block))))
        )

    def _may_be_joined(self, view: TextView) -> bool:
        text = self._scanned(view.text)
        return any(self._plain_hits(text, joined=True)) or any(decoded(text))

    def _may_be_seamed(self, view: TextView) -> bool:
        return any(self._view_hits(self._scanned(view.text), view))

    def _found_in(self, block: str) -> list[Finding]:
        """Everything in a block; looked at again without what was found, which may hide more."""
        found: list[Finding] = []
        for _ in range(MAX_ROUNDS):
            clusters = _clusters(self._hits(block, 0))
            more = [finding for cluster in clusters for finding in self._finding(cluster)]
            if not more:
                return sorted(found, key=lambda finding: finding.start)
            found += more
            for finding in more:
                hidden = MASK * (finding.end - finding.start)
                block = block[: finding.start] + hidden + block[finding.end :]
        return [self._unchecked(block)]

    def _hits(self, text: str, depth: int) -> Iterator[Hit]:
        """Everything in a text, as it stands, put together again, and decoded."""
        scanned = self._scanned(text)
        yield from self._plain_hits(scanned)
        for start, end, content in (*decoded(scanned), *listed(scanned)):
            yield from self._inside(start, end, content, depth)
        for view in chain(views(text), seamless(text)):
            scanned = self._scanned(view.text)
            for hit in self._view_hits(scanned, view):
                start, end = view.back(hit.start, hit.end)
                if not view.seams or end - start > hit.end - hit.start:  # it runs over a seam
                    yield replace(hit, start=start, end=end)
            if view.seams:
                continue
            for start, end, content in decoded(scanned):
                yield from self._inside(*view.back(start, end), content, depth)

    def _view_hits(self, text: ScannedText, view: TextView) -> Iterator[Hit]:
        if view.seams and provider_secrets in self._detectors:
            yield from marked_secrets(text)
            yield from self._own.secrets(text)
        elif not view.seams:
            yield from self._plain_hits(text, joined=view.joined)

    def _plain_hits(self, text: ScannedText, *, joined: bool = False) -> Iterator[Hit]:
        for detector in self._detectors:
            if not (joined and detector in LOOSE_DETECTORS):
                yield from detector(text)
        yield from self._own.secrets(text)

    def _inside(self, start: int, end: int, content: str, depth: int) -> Iterator[Hit]:
        """What a decoded run holds, as findings of the whole run."""
        if content == SEALED or depth == MAX_DEPTH:
            label = "archive that can't be looked into"
            yield Hit("sealed-archive", label, "secret", start, end, content)
            return
        for hit in self._hits(content, depth + 1):
            yield replace(hit, start=start, end=end)

    def _finding(self, cluster: Sequence[Hit]) -> Iterator[Finding]:
        """One finding for hits that overlap, unless exceptions cover all of them."""
        best = min(cluster, key=lambda hit: (hit.rank, hit.start - hit.end, hit.rule))
        start, end = min(hit.start for hit in cluster), max(hit.end for hit in cluster)
        mark = fingerprint(self._key, best.value).hex()
        if mark in self._exceptions and all(
            (best.start <= hit.start and hit.end <= best.end)
            or fingerprint(self._key, hit.value).hex() in self._exceptions
            for hit in cluster
        ):
            return
        yield Finding(best.rule, best.label, best.kind, start, end, mark)


def _like_a_key(text: str) -> bool:
    """Whether it is short, and a digit and a long word stand in it."""
    return (
        len(text) <= SHORT
        and _DIGIT.search(text) is not None
        and _LONG_WORD.search(text) is not None
    )


def _placed(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The blocks of a part of the text, with the places where they begin."""
    for block in blocks(text[start:end]):
        yield start, block
        start += len(block)


def _clusters(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Hits that overlap, together; in the order of the text."""
    cluster: list[Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if cluster and hit.start >= end:
            yield cluster
            cluster = []
        cluster.append(hit)
        end = max(end, hit.end) if len(cluster) > 1 else hit.end
    if cluster:
        yield cluster


def _redacted(text: str, findings: Iterable[Finding], at: int = 0) -> str:
    """The text from that place on, without what was found."""
    parts: list[str] = []
    for finding in findings:
        if finding.end > at:
            parts += (text[at : finding.start], f"[redacted: {finding.label}]")
            at = finding.end
    return "".join([*parts, text[at:]])


class StreamGate:
    """Lets a text through while it arrives: what it has given out holds no part of a finding.

    It holds back what can still become one: the word that is not yet whole, and of a block (a line
    or a sentence, longer where a secret may run on) all that follows the first suspicious thing.
    All that it gives out is, in the end, ``gate.for_prompt(text).text``.

    A block that is very long is one run, of characters or of white space: a model gone astray. It
    is looked at again only once it has grown by a half, or each piece would cost what all before
    it did, and a stream that never ends would hold up everybody.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._blocks = Blocks()
        self._prefix = BlockPrefix()
        self._given = 0
        """Characters of the block that arrives that were given out already."""
        self._waiting: list[str] = []
        self._waits = 0
        """Characters that have come and were not looked at."""
        self.findings: list[Finding] = []
        """What was redacted so far; places count within their block."""

    def feed(self, piece: str) -> str:
        """Add a piece; what may be shown now."""
        self._waiting.append(piece)
        self._waits += len(piece)
        held = self._blocks.held
        if held > VERY_LONG and self._waits < held // 2:
            return ""
        whole = self._taken_in()
        rest = self._blocks.rest
        end, begin = self._prefix.settled_length(rest), self._given
        # The words that were given out already have been looked at.
        if end <= begin or self._gate.begins_own(rest[begin:end]):
            return whole
        if self._gate.block(rest[:end]).findings:
            return whole
        self._given = end
        return whole + rest[begin:end]

    def finish(self) -> str:
        """The rest, now that nothing more comes."""
        return self._taken_in() + "".join(map(self._shown, self._blocks.finish()))

    def _taken_in(self) -> str:
        """Of what waits the blocks that are whole by now, as they may be shown."""
        piece, self._waits = "".join(self._waiting), 0
        self._waiting.clear()
        return "".join(map(self._shown, self._blocks.feed(piece)))

    def _shown(self, block: str) -> str:
        verdict = self._gate.block(block)
        self.findings += verdict.findings
        given, self._given = self._given, 0
        self._prefix = BlockPrefix()
        # No finding begins before this place; if one did, it would be covered from here on.
        return _redacted(block, verdict.findings, given)
