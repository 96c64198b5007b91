"""What somebody edits in a block: versions built on what they saw, additions, what was deleted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.entry import Entry
from commonground.features.instructions.block import read
from commonground.features.instructions.changes import Changes, changes_in
from commonground.features.instructions.known import KnownTexts
from tests.effort import examples

from .making import entry, exported, version

TABS = entry("1", "Use tabs", "In every file.\n\n```py\nx\n```")
TESTS = entry("2", "Write a test for each bug", at=2)
PORT = entry("3", "The port is 8080", "See `config.py`.", "knowledge", at=3)
ENTRIES = (TABS, TESTS, PORT)


def after(edit: tuple[str, str], *entries: Entry) -> Changes:
    """What an edit of the block is to a team that says these entries by now."""
    raw = exported(b"# Ours\n", *ENTRIES).decode()
    assert edit[0] in raw
    block = read(raw.replace(*edit).encode()).block
    assert block is not None
    now = entries or ENTRIES
    return changes_in(block, now, KnownTexts(now))


def test_an_untouched_block_says_nothing() -> None:
    assert not after(("# Ours", "# Theirs"))
    assert not after(("  In every file.", "  In every file.  "))


def test_an_edit_is_a_version_of_what_was_seen() -> None:
    (edited,) = after(("  In every file.", "  In every file but Makefiles.")).edited
    assert (edited.entry.id, edited.base.id) == ("1", "r1")
    assert edited.text.body == "In every file but Makefiles.\n\n```py\nx\n```"
    assert not edited.conflict
    (titled,) = after(("Write a test for each bug", "Write a test for each bug first")).edited
    assert titled.base.id == "r2"


def test_an_edit_of_what_the_team_changed_meanwhile_is_a_conflict() -> None:
    newer = version("1", "r1b", "Use spaces", parents=("r1",), at=9)
    moved = replace(TABS, revisions={**TABS.revisions, newer.id: newer})
    (edited,) = after(("Use tabs", "Use tabs only"), moved, TESTS, PORT).edited
    assert edited.conflict
    assert edited.base.id == "r1"  # both stay: it builds on what its author saw


def test_marks_and_spaces_alone_are_no_edit_and_what_was_sent_is_not_sent_again() -> None:
    assert not after(("  In every file.", "  In *every*   file.")).edited
    assert after(("  In every file.", "  In every FILE.")).edited
    assert after(("The port is 8080", "The port is > 8080")).edited
    sent = version("1", "r1b", "Use tabs only", "In every file.\n\n```py\nx\n```",
                   parents=("r1",), status="proposed")  # fmt: skip
    waits = replace(TABS, revisions={**TABS.revisions, sent.id: sent})
    assert not after(("Use tabs", "Use tabs only"), waits, TESTS, PORT)


def test_what_is_new_is_an_addition_with_the_kind_of_its_section() -> None:
    (added,) = after(("- **Use tabs**", "- Name no hosts\n- **Use tabs**")).added
    assert (added.title, added.body, added.kind) == ("Name no hosts", "", "convention")
    (loose,) = after(("- **Use tabs**", "```\nmake\n\nall\n```\n\n- **Use tabs**")).added
    assert loose.body == "```\nmake\n\nall\n```"
    assert not after(("- **Use tabs**", "- The port is 8080 See config.py.\n- **Use tabs**")).added


def test_what_is_gone_is_asked_about_while_it_holds() -> None:
    gone = ("- **Write a test for each bug**\n", "")
    (deleted,) = after(gone).deleted
    assert deleted.base.id == "r2"
    ended = version("2", "r2b", "Write a test for each bug", parents=("r2",), status="retired")
    retired = replace(TESTS, revisions={**TESTS.revisions, ended.id: ended})
    assert not after(gone, TABS, retired, PORT)


def test_a_version_that_nobody_holds_any_more_is_said() -> None:
    found = after(("Use tabs", "Use tabs only"), TESTS, PORT)
    assert (found.lost, found.edited) == (1, ())


def test_items_may_change_places() -> None:
    raw = exported(b"", *ENTRIES).decode()
    one, two = "- **Write a test for each bug**\n", "- **Use tabs**\n"
    assert raw.index(one) < raw.index(two)
    block = read(
        (
            raw.replace(one, "").rstrip("\n").replace("### Knowledge", f"{one}\n### Knowledge")
        ).encode()
    ).block
    assert block is not None
    assert not changes_in(block, ENTRIES, KnownTexts(ENTRIES))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(max_size=80)), max_size=5))
@settings(max_examples=examples(150), deadline=None)
def test_an_import_of_an_untouched_export_proposes_nothing(said: list[tuple[str, str]]) -> None:
    entries = [entry(f"e{n}", f"T{title}", body) for n, (title, body) in enumerate(said)]
    block = read(exported(b"text", *entries)).block
    assert block is not None
    assert not changes_in(block, entries, KnownTexts(entries))
    moved = replace(block, whole="00000000")  # also where only the items are compared
    assert not changes_in(moved, entries, KnownTexts(entries))
