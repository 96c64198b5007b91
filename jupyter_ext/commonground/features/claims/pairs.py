"""Where the work of two members meets, file by file: what is drawn, what both are told. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .facts import OVERLAP_PREFIX
from .model import ChangeSet, Claim, Grade, LineRange, Outlook, Overlap
from .stated import Lease
from .weights import WARN_AT

LEASED = "leased"
"""The grade of an edit of what somebody else leased."""
Compare = Callable[[ChangeSet, ChangeSet], Outlook]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One file in which the work of two members meets.

    ``pair`` and ``claims`` are in the order of the usernames, and so are ``lines``: each side's, of
    the base. ``warns``: both are to hear of it. ``tried``: a merge of both was tried, so that the
    grade is certain. The id is the same for the pair and file, always.
    """

    id: str
    pair: tuple[str, str]
    claims: tuple[str, str]
    path: str
    grade: str
    lines: tuple[tuple[LineRange, ...], tuple[LineRange, ...]] = ((), ())
    why: str = ""
    symbols: tuple[str, ...] = ()
    chance: float = 0.0
    warns: bool = False
    tried: bool = False

    @property
    def sure(self) -> bool:
        """Whether git will not merge it by itself."""
        return self.grade == Grade.WILL_CONFLICT.word

    def other(self, username: str) -> str:
        """The other one of the two."""
        return self.pair[1] if self.pair[0] == username else self.pair[0]

    def side(self, username: str) -> int:
        """Which of the two somebody is: 0 or 1."""
        return 0 if self.pair[0] == username else 1


def meeting_id(pair: Sequence[str], path: str) -> str:
    """The id of whatever happens between these two in that file."""
    said = json.dumps([sorted(pair), path]).encode()
    return f"{OVERLAP_PREFIX}_{hashlib.sha256(said).hexdigest()[:24]}"


def meetings(
    claims: Iterable[Claim], leases: Iterable[Lease], compare: Compare
) -> tuple[Meeting, ...]:
    """All files in which two members' work meets, gravest first; one for each pair and file."""
    held = sorted(claims, key=_by_member)
    found: dict[str, Meeting] = {}
    for one, other in combinations(held, 2):
        _keep(found, _between(one, other, compare))
    for lease in leases:
        for claim in held:
            _keep(found, _against(lease, claim))
    return tuple(sorted(found.values(), key=_gravity))


def meetings_of(
    claim: Claim, others: Iterable[Claim], leases: Iterable[Lease], compare: Compare
) -> tuple[Meeting, ...]:
    """As ``meetings``, of that one claim alone; what the others have in common is not looked at."""
    found: dict[str, Meeting] = {}
    for other in others:
        first, second = sorted((claim, other), key=_by_member)
        _keep(found, _between(first, second, compare))
    for lease in leases:
        _keep(found, _against(lease, claim))
    return tuple(sorted(found.values(), key=_gravity))


def _by_member(claim: Claim) -> tuple[str, str]:
    return claim.member, claim.id


def _gravity(one: Meeting) -> tuple[bool, float, tuple[str, str], str]:
    return (not one.sure, -one.chance, one.pair, one.path)


def _keep(found: dict[str, Meeting], more: Iterable[Meeting]) -> None:
    for one in more:
        known = found.get(one.id)
        if known is None or _gravity(one) < _gravity(known):
            found[one.id] = one


def _between(one: Claim, other: Claim, compare: Compare) -> Iterable[Meeting]:
    if one.member == other.member:
        return
    if one.here and other.here:
        return  # one work tree: they see each other's letters as they come
    outlook = compare(one.changes, other.changes)
    pair = (one.member, other.member)
    by_path: dict[str, list[Overlap]] = {}
    for overlap in outlook.overlaps:
        by_path.setdefault(overlap.path, []).append(overlap)
    for place, (path, overlaps) in enumerate(by_path.items()):
        gravest = max(overlaps, key=lambda o: (o.grade, o.chance))
        same = [o for o in overlaps if o.grade is gravest.grade]
        yield Meeting(
            meeting_id(pair, path),
            pair,
            (one.id, other.id),
            path,
            gravest.grade.word,
            (_lines(o.ours for o in same), _lines(o.theirs for o in same)),
            gravest.why,
            tuple(dict.fromkeys(name for o in same for name in o.symbols)),
            gravest.chance,
            gravest.chance >= WARN_AT
            or (gravest.grade is Grade.SAME_CELL and not gravest.tried)
            or (outlook.warns and place == 0),
            gravest.tried,
        )


def _lines(several: Iterable[tuple[LineRange, ...]]) -> tuple[LineRange, ...]:
    return tuple(sorted({line for lines in several for line in lines}))


def _against(lease: Lease, claim: Claim) -> Iterable[Meeting]:
    """The claim's files that somebody else leased."""
    if lease.member == claim.member:
        return
    pair = tuple(sorted((lease.member, claim.member)))
    first, second = pair
    for changed in claim.changes.files:
        if lease.covers(changed.path) or lease.covers(changed.base_path):
            claims = (lease.id, claim.id) if first == lease.member else (claim.id, lease.id)
            yield Meeting(
                meeting_id(pair, changed.base_path),
                (first, second),
                claims,
                changed.base_path,
                LEASED,
                why="One of them asked the others to leave it alone for now.",
                chance=WARN_AT,
                warns=True,
            )
