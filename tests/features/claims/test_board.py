"""The set of claims: replicas that meet in any order agree, and nothing outlives its end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonground.features.claims.board import MOST_OF_ONE, ClaimSet
from commonground.features.claims.model import ChangedFile, ChangeSet, Claim

claims = st.builds(
    lambda member, clone, path, at, lasts: Claim(
        f"{member}-{clone}",
        member,
        "clone",
        ChangeSet(files=(ChangedFile(path),)),
        at,
        at + lasts,
    ),
    st.sampled_from(["ada", "bob", "cyd"]),
    st.integers(0, MOST_OF_ONE + 5),
    st.sampled_from(["a.py", "b.py"]),
    st.integers(0, 50),
    st.integers(1, 50),
)


class Unread(ChangeSet):
    """Half a megabyte of hunks: whoever reads all of it holds everybody up."""

    __slots__ = ()

    def __hash__(self) -> int:
        raise AssertionError("It was hashed.")

    def __repr__(self) -> str:
        raise AssertionError("It was written out.")


sets = st.lists(claims, max_size=40).map(lambda found: ClaimSet().merged(found))


@given(sets, sets, sets)
def test_sets_that_meet_in_any_order_agree(one: ClaimSet, two: ClaimSet, three: ClaimSet) -> None:
    assert one.merged(two) == two.merged(one)
    assert one.merged(two).merged(three) == one.merged(two.merged(three))
    assert one.merged(one) == one


@given(sets, sets)
def test_of_each_claim_the_latest_stays(one: ClaimSet, two: ClaimSet) -> None:
    merged = one.merged(two)
    for claim in merged:
        same = [c for c in (*one, *two) if c.id == claim.id]
        assert claim.at == max(c.at for c in same)
    for member in {c.member for c in (*one, *two)}:
        ids = {c.id for c in (*one, *two) if c.member == member}
        kept = {c.id for c in merged if c.member == member}
        assert len(kept) == min(len(ids), MOST_OF_ONE)


@given(sets, st.integers(0, 100))
def test_nothing_is_there_after_its_end_and_all_else_is(found: ClaimSet, now: int) -> None:
    left = found.at(now)
    assert set(left) == {claim for claim in found if claim.expires > now}
    assert found.next_end() == min((c.expires for c in found), default=None)


@given(sets, sets, st.integers(0, 100))
def test_expiry_and_merging_may_come_in_either_order(
    one: ClaimSet, two: ClaimSet, now: int
) -> None:
    """A server that forgot early and one that forgets late agree on what still holds."""
    late = {claim.id for claim in one.merged(two).at(now)}
    early = {claim.id for claim in one.at(now).merged(two.at(now)).at(now)}
    assert late <= early


@given(claims)
def test_a_report_that_was_held_up_changes_nothing(claim: Claim) -> None:
    from dataclasses import replace

    newer = replace(claim, at=claim.at + 1, changes=ChangeSet(branch="newer"))
    assert ClaimSet().put(newer).put(claim).find(claim.id) == newer


def test_a_report_costs_no_look_into_the_claims_that_are_there() -> None:
    found = ClaimSet()
    for number in range(MOST_OF_ONE + 2):
        found = found.put(Claim(f"c{number}", "ada", "clone", Unread(), 5, 9))
        found = found.put(Claim(f"c{number}", "ada", "clone", Unread(), 6, 9)).at(7)
    assert len(tuple(found)) == len(found) == MOST_OF_ONE
    assert found.without("c9").find("c9") is None
