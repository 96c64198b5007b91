"""What a document has to hold: all that is said today, and no more of the history."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.needed import needed
from commonground.core.revision import Revision, Status


def version(number: int, parents: set[str], status: Status, at: int) -> Revision:
    names = tuple(RevisionId(p) for p in sorted(parents))
    return Revision(
        RevisionId(f"r{number}"), EntryId("e"), names, "ann", at, "t", "", status=status
    )


def entry_of(*versions: Revision) -> Entry:
    return Entry(EntryId("e"), "work", TEAM, "ann", 0, {r.id: r for r in versions})


@st.composite
def histories(draw: st.DrawFn) -> Entry:
    """An entry with versions of any status on any earlier ones, as replicas may have made them."""
    versions: list[Revision] = []
    for number in range(draw(st.integers(1, 9))):
        known = [r.id for r in versions]
        parents = draw(st.sets(st.sampled_from(known), max_size=3)) if known else set()
        status = draw(st.sampled_from(get_args(Status)))
        versions.append(version(number, {*parents}, status, draw(st.integers(0, 3))))
    return entry_of(*versions)


@given(histories())
def test_what_is_said_today_does_not_hang_on_history(entry: Entry) -> None:
    kept = needed(entry)
    short = replace(entry, revisions={k: r for k, r in entry.revisions.items() if k in kept})
    assert short.heads == entry.heads
    assert short.standing == entry.standing
    assert short.in_force == entry.in_force


def test_of_a_chain_of_edits_the_last_is_needed() -> None:
    chain = [version(n, {f"r{n - 1}"} if n else set(), "accepted", n) for n in range(50)]
    assert needed(entry_of(*chain)) == {"r49"}


def test_below_a_proposal_what_holds_is_needed_too() -> None:
    first = version(0, set(), "accepted", 0)
    holds = version(1, {"r0"}, "accepted", 1)
    proposed = version(2, {"r1"}, "proposed", 2)
    rejected = version(3, {"r2"}, "rejected", 3)
    assert needed(entry_of(first, holds, proposed)) == {"r1", "r2"}
    assert needed(entry_of(first, holds, proposed, rejected)) == {"r1", "r2", "r3"}
