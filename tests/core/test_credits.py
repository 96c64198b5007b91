"""Author, editors and accepter of a version, over histories as replicas make them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonground.core.credits import Credits, credits_of, same_text
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.needed import needed
from commonground.core.revision import Revision, Status, read_revision

CASES = json.loads((Path(__file__).parents[1] / "data" / "credits.json").read_text())
"""The browser's tests read the same table."""


def entry_of(case: dict[str, Any]) -> Entry:
    read = (read_revision(r["id"], {"entry": "e", **r}) for r in case["revisions"])
    versions = {r.id: r for r in read if r is not None}
    return Entry(EntryId("e"), "decision", TEAM, case["created_by"], case["created_at"], versions)


def as_json(found: Credits) -> dict[str, Any]:
    acts = {name: getattr(found, name) for name in ("written", "accepted", "ended")}
    plain = {
        name: None if act is None else {"by": act.by, "at": act.at} for name, act in acts.items()
    }
    return {"author": found.author, "editors": list(found.editors), **plain}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_whose_a_version_is(case: dict[str, Any]) -> None:
    entry = entry_of(case)
    assert as_json(credits_of(entry, entry.revisions[case["of"]])) == case["credits"]


def test_the_words_leave_out_who_accepted_their_own_text() -> None:
    told = {case["about"]: case for case in CASES}

    def words(about: str) -> str:
        entry = entry_of(told[about])
        return credits_of(entry, entry.revisions[told[about]["of"]]).told(str.title)

    assert words("what is accepted stays its author's") == "Bob, accepted by Olga"
    assert words("editors are named once, in the order of their first edits") == (
        "Bob, edited by Ed and Amy"
    )
    own = {"about": "", "created_by": "olga", "created_at": 1, "of": "r2"}
    first = {"id": "r1", "author": "olga", "status": "proposed", "parents": [], "at": 1}
    versions = [first, {**first, "id": "r2", "status": "accepted", "parents": ["r1"]}]
    entry = entry_of(own | {"revisions": versions})
    assert credits_of(entry, entry.revisions[RevisionId("r2")]).told() == "olga"


PEOPLE = st.sampled_from(("ann", "bob", "cem", "dee"))


@st.composite
def histories(draw: st.DrawFn) -> Entry:
    """An entry that one person began, with forks and merges, by clocks that disagree."""
    begun = draw(PEOPLE)
    versions: dict[RevisionId, Revision] = {}
    for number in range(draw(st.integers(1, 9))):
        known = sorted(versions)
        parents = (
            draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
            if known
            else []
        )
        key = RevisionId(f"r{number}")
        versions[key] = Revision(
            key,
            EntryId("e"),
            tuple(parents),
            draw(PEOPLE) if known else begun,
            draw(st.integers(0, 3)),
            draw(st.sampled_from(("t", "u"))),
            status=draw(st.sampled_from(get_args(Status))),
        )
    return Entry(EntryId("e"), "decision", TEAM, begun, 0, versions)


@given(histories())
def test_credits_name_only_those_who_did_it(entry: Entry) -> None:
    for revision in entry.revisions.values():
        found = credits_of(entry, revision)
        line = (*entry.line_of(revision), revision)
        assert found.author == entry.created_by
        assert found.author not in found.editors
        assert len(set(found.editors)) == len(found.editors)
        assert {*found.writers} <= {one.author for one in line}
        assert found.written.by in found.writers
        assert found.accepted is None or any(
            (one.author, one.at, one.status) == (found.accepted.by, found.accepted.at, "accepted")
            and any(entry.revisions[parent].status == "proposed" for parent in one.parents)
            for one in line
        )


@given(histories(), PEOPLE, st.sampled_from(("accepted", "rejected", "retired", "superseded")))
def test_judging_a_version_changes_nothing_about_who_wrote_it(
    entry: Entry, judge: str, status: Status
) -> None:
    for head in entry.heads:
        key = RevisionId("judged")
        judged = replace(head, id=key, parents=(head.id,), author=judge, at=9, status=status)
        later = replace(entry, revisions={**entry.revisions, key: judged})
        before, after = credits_of(entry, head), credits_of(later, judged)
        assert (after.writers, after.written) == (before.writers, before.written)
        if head.status == "proposed" and status == "accepted":
            assert after.accepted is not None
            assert (after.accepted.by, after.accepted.at) == (judge, 9)


@given(histories(), PEOPLE)
def test_whoever_changes_the_text_is_one_of_its_writers(entry: Entry, editor: str) -> None:
    seen = tuple(head.id for head in entry.heads)
    edit = Revision(RevisionId("edit"), EntryId("e"), seen, editor, 9, "another")
    later = replace(entry, revisions={**entry.revisions, edit.id: edit})
    found = credits_of(later, edit)
    assert found.written.by == editor
    assert editor in found.writers


@given(histories())
def test_the_order_in_which_versions_came_does_not_matter(entry: Entry) -> None:
    turned = replace(entry, revisions=dict(reversed(list(entry.revisions.items()))))
    for revision in entry.revisions.values():
        assert credits_of(turned, revision) == credits_of(entry, revision)


def merged_with_a_rejection_of_another_text() -> Entry:
    def version(key: str, parents: tuple[str, ...], at: int, title: str, status: Status) -> None:
        ids = tuple(map(RevisionId, parents))
        made = Revision(RevisionId(key), EntryId("e"), ids, "ann", at, title, status=status)
        versions[made.id] = made

    versions: dict[RevisionId, Revision] = {}
    version("r0", (), 0, "u", "proposed")
    version("r1", ("r0",), 0, "t", "rejected")
    version("r2", ("r0",), 1, "t", "proposed")
    version("r3", ("r0", "r1", "r2"), 2, "t", "accepted")
    return Entry(EntryId("e"), "decision", TEAM, "ann", 0, versions)


@example(merged_with_a_rejection_of_another_text())
@given(histories())
def test_a_compacted_document_still_tells_author_text_and_accepter(entry: Entry) -> None:
    kept = needed(entry)
    short = replace(entry, revisions={k: r for k, r in entry.revisions.items() if k in kept})
    for head in entry.heads:
        before, after = credits_of(entry, head), credits_of(short, head)
        assert after.author == before.author
        assert (after.accepted, after.ended) == (before.accepted, before.ended)
        if head.status != "rejected" and len(same_text(entry, head)) > 1 and before.accepted:
            assert after.written == before.written
