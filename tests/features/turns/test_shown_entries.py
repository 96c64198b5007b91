"""Entries that are rendered one by one are what all of them, rendered anew, would be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.prompt import shown_entry
from commonground.core.revision import STATUSES, Revision, Status
from commonground.features.turns.cleaner import Cleaner
from commonground.features.turns.shown_entries import ShownEntries
from commonground.gate.gate import Gate

GATE = Gate(b"k" * 32)


def edited(entry: Entry, number: int, title: str, status: Status) -> Entry:
    parents = tuple(head.id for head in entry.heads)
    made = Revision(
        RevisionId(f"r{number}"), entry.id, parents, "ann", number, title, status=status
    )
    return replace(entry, revisions={**entry.revisions, made.id: made})


changes = st.lists(
    st.tuples(st.integers(0, 4), st.text(max_size=20), st.sampled_from(STATUSES)), max_size=25
)


@given(changes)
def test_after_every_change_all_is_as_if_rendered_anew(said: list[tuple[int, str, Status]]) -> None:
    ids = [EntryId(f"e{number}") for number in range(5)]
    entries = {key: Entry(key, "work", TEAM, "ann", 0) for key in ids}
    cleaner = Cleaner(lambda: GATE)
    shown = ShownEntries(cleaner)
    for number, (which, title, status) in enumerate(said):
        entries[ids[which]] = edited(entries[ids[which]], number, title, status)
        anew = [shown_entry(entry, cleaner.text) for entry in entries.values()]
        assert list(shown.of(entries.values(), GATE)) == [one for one in anew if one is not None]


def test_only_what_changed_is_rendered_and_another_gate_reads_all_of_it() -> None:
    gates = [GATE]
    cleaner = Cleaner(lambda: gates[-1])
    shown = ShownEntries(cleaner)
    one = edited(Entry(EntryId("e1"), "work", TEAM, "ann", 0), 1, "One", "accepted")
    two = edited(Entry(EntryId("e2"), "work", TEAM, "ann", 0), 2, "Two", "accepted")
    before = shown.of([one, two], GATE)
    after = shown.of([one, edited(two, 3, "Two again", "accepted")], GATE)
    assert after[0] is before[0]
    assert "Two again" in after[1].text
    gates.append(Gate(b"o" * 32))
    assert shown.of([one], gates[-1])[0] is not before[0]
