"""Whatever is done to a chain behind its back is found, and redaction takes only the words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.event import (
    GENESIS,
    SALT_BYTES,
    ChainDamage,
    ChainRow,
    Event,
    Flaw,
    Head,
    canonical,
    commitment,
    link,
    seal,
    verify,
)
from commonground.core.ids import TEAM, Room, member_room


def event(number: int, **changes: object) -> Event:
    plain = Event(f"v{number}", number, "ada", "owner", "add", "sidebar", "e1", f"r{number}")
    return replace(plain, **{"text": f"text {number}"} | changes)  # type: ignore[arg-type]


def chain(*events: Event) -> list[ChainRow]:
    rows: list[ChainRow] = []
    for n, one in enumerate(events):
        salt = n.to_bytes(SALT_BYTES)
        rows.append(seal(one, head(rows) if rows else None, salt))
    return rows


def head(rows: list[ChainRow]) -> Head:
    return Head(rows[-1].seq, rows[-1].hash)


def resealed(rows: list[ChainRow], previous: str) -> list[ChainRow]:
    """The rows with all their hashes computed anew, as somebody with the code would."""
    done: list[ChainRow] = []
    for row in rows:
        done.append(replace(row, previous=previous, hash=link(previous, row.body)))
        previous = done[-1].hash
    return done


texts = st.text(st.characters(), max_size=20)  # lone surrogates included
events = st.lists(
    st.builds(
        Event,
        id=texts,
        at=st.integers(),
        actor=texts,
        role=texts,
        command=texts,
        source=texts,
        entry=st.none() | texts,
        revision=st.none() | texts,
        room=st.sampled_from([TEAM, member_room("ada"), Room("area:x")]),
        outcome=texts,
        detail=st.dictionaries(texts, texts, max_size=2),
        text=st.none() | texts,
    ),
    min_size=1,
    max_size=8,
)
places = st.integers(0, 2**16)


@given(events)
def test_a_chain_is_sound_and_tells_its_events(found: list[Event]) -> None:
    rows = chain(*found)
    assert verify(rows, []) == []
    assert verify(rows, [head(rows[:n]) for n in range(1, len(rows) + 1)]) == []
    for one, row in zip(found, rows, strict=True):
        assert row.event == (one if one.written else replace(one, detail={}, text=None))


def _another(value: str) -> str:
    return ("0" if value[:1] != "0" else "1") + value[1:]


def _changed_body(body: str, place: int) -> str:
    """The body with one of its fields changed."""
    fields = json.loads(body)
    name = sorted(fields)[place % len(fields)]
    fields[name] = [1] if fields[name] is None else None
    return canonical(fields)


EDITS: dict[str, Callable[[ChainRow, int], ChainRow]] = {
    "body": lambda row, n: replace(row, body=_changed_body(row.body, n)),
    "bytes": lambda row, n: replace(row, body=row.body[: n % len(row.body)]),
    "hash": lambda row, _: replace(row, hash=_another(row.hash)),
    "previous": lambda row, _: replace(row, previous=_another(row.previous)),
    "number": lambda row, n: replace(row, seq=row.seq + 1 + n),
    "words": lambda row, _: replace(row, written=(row.written or "") + "x", salt=b"s"),
    "salt": lambda row, _: replace(row, salt=(row.salt or b"") + b"s"),
}


@pytest.mark.parametrize("edit", EDITS)
@given(found=events, place=places, how=places)
def test_any_edit_is_found(edit: str, found: list[Event], place: int, how: int) -> None:
    rows = chain(*found)
    anchor = head(rows)
    n = place % len(rows)
    rows[n] = EDITS[edit](rows[n], how)
    assert verify(rows, [anchor])


@given(events, places, places)
def test_an_edit_whose_hash_was_computed_anew_is_found(
    found: list[Event], place: int, how: int
) -> None:
    rows = chain(*found)
    n = place % len(rows)
    edited = replace(rows[n], body=_changed_body(rows[n].body, how))
    anchor = head(rows)
    one = rows[:n] + resealed([edited], edited.previous) + rows[n + 1 :]
    assert verify(one, [anchor])
    every = rows[:n] + resealed([edited, *rows[n + 1 :]], edited.previous)
    assert verify(every, [anchor])


@given(events, places, places)
def test_any_deletion_and_any_cut_is_found_with_its_rows(
    found: list[Event], place: int, length: int
) -> None:
    rows = chain(*found)
    start = place % len(rows)
    end = start + 1 + length % (len(rows) - start)
    flaw: Flaw = "cut" if end == len(rows) else "missing"
    assert verify(rows[:start] + rows[end:], [head(rows)]) == [ChainDamage(flaw, start + 1, end)]


@given(events, places, places)
def test_any_swap_is_found(found: list[Event], one: int, other: int) -> None:
    rows = chain(*found)
    anchor = head(rows)
    one, other = one % len(rows), other % len(rows)
    if one == other:
        return
    rows[one], rows[other] = rows[other], rows[one]
    assert verify(rows, [anchor])
    renumbered = [replace(row, seq=n) for n, row in enumerate(rows, start=1)]
    assert verify(renumbered, [anchor])


@given(events, places)
def test_a_row_put_in_between_is_found(found: list[Event], place: int) -> None:
    rows = chain(*found)
    anchor = head(rows)
    n = place % len(rows)
    forged = seal(event(99), Head(n, rows[n].previous), bytes(SALT_BYTES))
    assert verify([*rows[:n], forged, *rows[n:]], [anchor])


# The finding names the rows


def test_an_edited_row_is_named() -> None:
    rows = chain(*map(event, range(1, 6)))
    body = rows[2].body.replace('"ada"', '"bob"')
    rows[2] = replace(rows[2], body=body)
    assert verify(rows, [head(rows)]) == [ChainDamage("edited", 3, 3)]
    rows[2] = replace(rows[2], hash=link(rows[2].previous, body))
    assert verify(rows, [head(rows)]) == [ChainDamage("edited", 3, 3)], "row 4 follows another"


def test_a_rewritten_end_is_named_from_the_last_anchor_that_holds() -> None:
    rows = chain(*map(event, range(1, 7)))
    anchors = [head(rows[:n]) for n in (1, 2, 4, 6)]
    forged = replace(rows[4], body=rows[4].body.replace('"ada"', '"bob"'))
    rows = rows[:4] + resealed([forged, rows[5]], rows[4].previous)
    assert verify(rows, anchors) == [ChainDamage("rewritten", 5, 6)]


def test_a_chain_that_went_on_after_a_cut_is_found() -> None:
    rows = chain(*map(event, range(1, 6)))
    anchors = [head(rows[:n]) for n in range(1, 6)]
    rows = rows[:3]
    for n in (40, 50, 60):
        rows.append(seal(event(n), head(rows), bytes(SALT_BYTES)))
        anchors.append(head(rows))
    assert verify(rows, anchors) == [ChainDamage("rewritten", 4, 5)]


def test_an_anchor_behind_the_chain_is_fine_and_an_empty_chain_is_not() -> None:
    rows = chain(*map(event, range(1, 4)))
    assert verify(rows, [head(rows[:2])]) == []
    assert verify([], [head(rows)]) == [ChainDamage("cut", 1, 3)]
    assert verify([], []) == []


def test_a_restored_backup_voids_only_the_anchors_beyond_it() -> None:
    rows = chain(*map(event, range(1, 6)))
    anchors = [head(rows[:n]) for n in range(1, 6)]
    restored = rows[:3]
    mark = replace(head(restored), restored=True)
    restored.append(seal(event(70), head(restored), bytes(SALT_BYTES)))
    assert verify(restored, [*anchors, mark]) == []
    assert verify(restored, [*anchors, mark, head(restored)]) == []
    assert verify(restored[:2], [*anchors, mark]) == [ChainDamage("cut", 3, 3)]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ChainDamage("edited", 3, 3), "row 3: edited"),
        (ChainDamage("missing", 2, 4), "rows 2-4: missing"),
        (
            ChainDamage("cut", 8, 9),
            "rows 8-9: the tail was cut off after row 7; the anchor has row 9",
        ),
    ],
)
def test_a_problem_says_which_rows(problem: ChainDamage, words: str) -> None:
    assert str(problem).startswith(words)


# Redaction


def test_a_redaction_leaves_the_chain_whole_and_takes_the_words() -> None:
    rows = chain(event(1), event(2, text="a canary", detail={"reason": "canary"}), event(3))
    assert "canary" not in "".join(row.body for row in rows)
    rows[1] = replace(rows[1], salt=None, written=None)
    assert verify(rows, []) == [ChainDamage("erased", 2, 2)], "without a tombstone it is damage"
    tombstone = seal(event(4, command="redact"), head(rows), bytes(SALT_BYTES), [2])
    assert verify([*rows, tombstone], []) == []
    assert [row.redacted for row in [*rows, tombstone]] == [False, True, False, False]
    assert [row.tombstone for row in [*rows, tombstone]] == [False, False, False, True]
    assert rows[1].event == event(2, text=None)


def test_words_that_come_back_after_their_redaction_are_found() -> None:
    rows = chain(event(1), event(2))
    rows.append(seal(event(3), head(rows), bytes(SALT_BYTES), [2]))
    assert verify(rows, []) == [ChainDamage("returned", 2, 2)]


def test_a_tombstone_counts_only_for_rows_before_it_and_only_if_it_is_sound() -> None:
    rows = chain(event(1))
    rows.append(seal(event(2), head(rows), bytes(SALT_BYTES), [1, 3]))
    rows.append(seal(event(3), head(rows), bytes(SALT_BYTES)))
    gone = [replace(row, salt=None, written=None) if row.seq != 2 else row for row in rows]
    assert verify(gone, []) == [ChainDamage("erased", 3, 3)]
    forged = replace(gone[1], body=gone[1].body.replace("[1,3]", "[1]"))
    flaws = [problem.flaw for problem in verify([gone[0], forged], [])]
    assert flaws == ["erased", "edited"]


def test_a_commitment_needs_the_salt_and_the_text() -> None:
    salt = bytes(SALT_BYTES)
    assert commitment(salt, "a") != commitment(salt, "b")
    assert commitment(salt, "a") != commitment(salt[:-1] + b"\1", "a")
    assert commitment(salt, "a") == commitment(salt, "a")


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=2))
def test_what_is_done_in_a_members_own_room_is_sealed_without_words(
    text: str, detail: dict[str, str]
) -> None:
    private = event(1, room=member_room("ada"), text=text, detail=detail)
    row = seal(private, None, bytes(SALT_BYTES))
    assert (row.salt, row.written, row.redacted) == (None, None, False)
    assert row == seal(event(1, room=member_room("ada"), text="other"), None, b"other salt")


def test_the_form_of_a_row_is_fixed() -> None:
    """Chains outlive versions: this hash must never change."""
    row = seal(event(1), None, bytes(SALT_BYTES))
    assert row.previous == GENESIS
    assert row.body == (
        '{"actor":"ada","at":1,"command":"add","commitment":"'
        + commitment(bytes(SALT_BYTES), '{"detail":{},"text":"text 1"}')
        + '","entry":"e1","id":"v1","outcome":"done","redacts":null,"revision":"r1",'
        '"role":"owner","room":"team","seq":1,"source":"sidebar"}'
    )
    assert row.hash == "8ce6e337664e6048a1ba65564d1c3ceeeeac0f042af60e8ec653f97a24d2389f"


def test_an_exported_line_can_be_checked_by_its_reader() -> None:
    row = seal(event(1, detail={"kind": "decision"}), None, bytes(SALT_BYTES))
    line = json.loads(json.dumps(row.to_wire()))
    written = canonical({"detail": line["detail"], "text": line["text"]})
    assert line["commitment"] == commitment(bytes.fromhex(line["salt"]), written)
    beside = ("detail", "text", "salt", "redacted", "previous", "hash")
    body = canonical({name: value for name, value in line.items() if name not in beside})
    assert line["hash"] == link(line["previous"], body)
