"""The set of claims that were observed: one for each clone of each member, the latest that came.

Pure, and nothing in it is for good: what is not reported again is forgotten when it expires.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .model import ChangedFile, Claim

MOST_OF_ONE = 20
"""Claims of one member that are kept: those reported last."""
MOST = 1_000


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """Claims by their ids. Two sets merge to the same one in any order, and merging twice is once.

    A claim is replaced by a later one of its id only, so a report that was held up changes nothing.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Claim]:
        return iter(sorted(self.claims.values(), key=lambda claim: (claim.member, claim.id)))

    def __len__(self) -> int:
        return len(self.claims)

    def find(self, claim_id: str) -> Claim | None:
        """The claim of that id."""
        return self.claims.get(claim_id)

    def put(self, claim: Claim) -> ClaimSet:
        """With that claim, unless there is a later one of its id."""
        return self.merged((claim,))

    def without(self, claim_id: str) -> ClaimSet:
        """Without the claim of that id."""
        return _set_of(claim for claim in self.claims.values() if claim.id != claim_id)

    def merged(self, others: Iterable[Claim]) -> ClaimSet:
        """With these claims: of each id the latest, and of each member the last few."""
        latest = dict(self.claims)
        for claim in others:
            known = latest.get(claim.id)
            latest[claim.id] = claim if known is None else _later(known, claim)
        return _set_of(_last_few(latest.values()))

    def at(self, now: int) -> ClaimSet:
        """What has not expired at that time (ms since 1970)."""
        return _set_of(claim for claim in self.claims.values() if claim.expires > now)

    def next_end(self) -> int | None:
        """When the next one expires."""
        return min((claim.expires for claim in self.claims.values()), default=None)


def _set_of(claims: Iterable[Claim]) -> ClaimSet:
    return ClaimSet({claim.id: claim for claim in claims})


def _when(claim: Claim) -> tuple[int, int, str]:
    return (claim.at, claim.expires, claim.id)


def _later(one: Claim, other: Claim) -> Claim:
    """The later of two of one id; of the same moment it is the same one everywhere.

    What they hold is read there alone: it may be half a megabyte.
    """
    if _when(one) != _when(other):
        return max(one, other, key=_when)
    return one if one == other else max(one, other, key=repr)


def _last_few(claims: Iterable[Claim]) -> list[Claim]:
    kept: list[Claim] = []
    of_one: dict[str, int] = {}
    for claim in sorted(claims, key=_when, reverse=True):
        count = of_one.get(claim.member, 0)
        if count < MOST_OF_ONE:
            of_one[claim.member] = count + 1
            kept.append(claim)
    return kept[:MOST]


def seen_again(claim: Claim, at: int, expires: int) -> Claim:
    """The same claim, still there at that time."""
    return replace(claim, at=max(claim.at, at), expires=max(claim.expires, expires))


def not_told(files: Iterable[ChangedFile], told: Iterable[Claim]) -> tuple[ChangedFile, ...]:
    """The changed files of which these claims don't tell the same, or more."""
    known: dict[str, list[ChangedFile]] = {}
    for claim in told:
        for one in claim.changes.files:
            known.setdefault(one.path, []).append(one)
    return tuple(
        one
        for one in files
        if not any(
            set(one.hunks) <= set(other.hunks) and set(one.cells) <= set(other.cells)
            for other in known.get(one.path, ())
        )
    )
