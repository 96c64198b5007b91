"""How grave it is where two pieces of work meet, and of what both are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from commonground.features.claims.model import ChangedFile, ChangeSet, Grade, Hunk, LineRange
from commonground.features.claims.overlap import compare, rebased

PATH = "src/pay.py"


def changes(*files: ChangedFile, **about: object) -> ChangeSet:
    return replace(ChangeSet(base="b", files=files, commits=1), **about)  # type: ignore[arg-type]


def file(*hunks: Hunk, path: str = PATH, **about: object) -> ChangedFile:
    return replace(ChangedFile(path, hunks=hunks), **about)  # type: ignore[arg-type]


def only_grade(ours: ChangeSet, theirs: ChangeSet) -> Grade | None:
    """The same from either side."""
    here, there = compare(ours, theirs), compare(theirs, ours)
    assert here.grade is there.grade
    assert here.chance == pytest.approx(there.chance)
    return here.grade


def test_the_same_lines_will_conflict_and_both_are_told_where() -> None:
    outlook = compare(
        changes(file(Hunk(10, 3, 10, 5))), changes(file(Hunk(1, 1, 1, 1), Hunk(12, 2, 12, 1)))
    )
    (overlap,) = outlook.overlaps
    assert overlap.grade is Grade.WILL_CONFLICT
    assert overlap.ours == (LineRange(10, 12),)
    assert overlap.theirs == (LineRange(12, 13),)
    assert outlook.warns


def test_adjacent_lines_will_conflict_too() -> None:
    assert only_grade(changes(file(Hunk(10, 3, 10, 5))), changes(file(Hunk(13, 1, 13, 2)))) is (
        Grade.WILL_CONFLICT
    )


def test_what_both_did_alike_is_no_conflict_where_the_text_is_known() -> None:
    same = file(Hunk(10, 3, 10, 5, digest="d"))
    assert not compare(changes(same), changes(same)).warns
    other = file(Hunk(10, 3, 10, 5, digest="e"))
    assert compare(changes(same), changes(other)).warns


def test_a_backport_of_the_same_change_warns_nobody() -> None:
    hunks = (Hunk(10, 3, 10, 5), Hunk(40, 0, 42, 6))
    ours = file(*hunks, subjects=("Close the pool before the loop ends",))
    theirs = file(*hunks, subjects=("Backport PR #12: Close the pool before the loop ends (#12)",))
    assert only_grade(changes(ours), changes(theirs)) is Grade.SAME_FILE
    assert not compare(changes(ours), changes(theirs)).warns


def test_two_lines_in_a_changelog_at_one_place_conflict() -> None:
    ours, theirs = (
        file(Hunk(8, 0, 9, 1), path="CHANGELOG.md", subjects=(subject,))
        for subject in ("Update changelog", "Update the changelog")
    )
    assert compare(changes(ours), changes(theirs)).warns


@pytest.mark.parametrize(
    ("ours", "theirs", "grade", "warns"),
    [
        (
            file(status="D"),
            file(Hunk(3, 1, 3, 1)),
            Grade.RENAME_OR_DELETE_AGAINST_EDIT,
            True,
        ),
        (file(status="D"), file(status="D"), Grade.SAME_FILE, False),
        (
            file(path="src/paying.py", status="R", old_path=PATH),
            file(Hunk(3, 1, 3, 1)),
            Grade.RENAME_OR_DELETE_AGAINST_EDIT,
            False,
        ),
        (
            file(Hunk(3, 1, 3, 2), path="src/paying.py", status="R", old_path=PATH),
            file(Hunk(3, 1, 3, 1)),
            Grade.WILL_CONFLICT,
            True,
        ),
        (
            file(Hunk(0, 0, 1, 30), status="A"),
            file(Hunk(0, 0, 1, 4), status="A"),
            Grade.WILL_CONFLICT,
            True,
        ),
        (file(binary=True), file(binary=True), Grade.WILL_CONFLICT, True),
        (
            file(Hunk(3, 1, 3, 1, ("Till.pay",))),
            file(Hunk(30, 1, 30, 1, ("Till.pay",))),
            Grade.SAME_SYMBOL,
            False,
        ),
        (
            file(Hunk(3, 1, 3, 1), signatures=("pay",)),
            file(Hunk(30, 1, 30, 1), calls=("pay",)),
            Grade.SIGNATURE_AGAINST_CALLER,
            False,
        ),
        (
            file(path="a.ipynb", cells=("c1", "c2")),
            file(path="a.ipynb", cells=("c2",)),
            Grade.SAME_CELL,
            False,
        ),
        (file(Hunk(3, 1, 3, 1)), file(Hunk(30, 1, 30, 1)), Grade.SAME_FILE, False),
        (file(), file(path="other.py"), None, False),
    ],
)
def test_each_grade(
    ours: ChangedFile, theirs: ChangedFile, grade: Grade | None, warns: bool
) -> None:
    assert only_grade(changes(ours), changes(theirs)) is grade
    assert compare(changes(ours), changes(theirs)).warns is warns


def test_a_caller_in_another_file_meets_the_changed_signature() -> None:
    ours = changes(file(Hunk(3, 1, 3, 1), signatures=("pay",)))
    theirs = changes(file(Hunk(9, 1, 9, 1), path="src/shop.py", calls=("pay",)))
    (overlap,) = compare(ours, theirs).overlaps
    assert overlap.grade is Grade.SIGNATURE_AGAINST_CALLER
    assert (overlap.path, overlap.symbols) == ("src/shop.py", ("pay",))
    assert only_grade(ours, theirs) is Grade.SIGNATURE_AGAINST_CALLER


def test_two_files_that_come_to_one_place_conflict() -> None:
    ours = changes(file(path="pay.py", status="R", old_path="a.py"))
    theirs = changes(file(path="pay.py", status="R", old_path="b.py"))
    assert only_grade(ours, theirs) is Grade.WILL_CONFLICT


def test_a_new_file_in_a_folder_that_the_other_side_moves() -> None:
    ours = changes(
        *(
            file(path=f"src/till/{name}", status="R", old_path=f"till/{name}")
            for name in ("a.py", "b.py")
        )
    )
    theirs = changes(file(Hunk(0, 0, 1, 9), path="till/c.py", status="A"))
    assert only_grade(ours, theirs) is Grade.RENAME_OR_DELETE_AGAINST_EDIT


def test_one_open_decision() -> None:
    (overlap,) = compare(changes(decisions=("e1", "e2")), changes(decisions=("e2",))).overlaps
    assert (overlap.grade, overlap.path, overlap.symbols) == (Grade.SAME_DECISION, "", ("e2",))


def test_the_gravest_comes_first_and_grades_are_ordered() -> None:
    apart = file(Hunk(3, 1, 3, 1), path="a.py"), file(Hunk(30, 1, 30, 1), path="a.py")
    met = file(Hunk(3, 1, 3, 1)), file(Hunk(3, 1, 3, 2))
    outlook = compare(changes(apart[0], met[0]), changes(apart[1], met[1]))
    assert [one.path for one in outlook.overlaps] == [PATH, "a.py"]
    assert Grade.SAME_FILE < Grade.SAME_SYMBOL < Grade.WILL_CONFLICT
    assert Grade.SAME_CELL.word == "same_cell"


def test_lines_are_compared_in_the_older_base() -> None:
    """Main put ten lines on top before the second one began: line 20 there is line 10 here."""
    ours = changes(file(Hunk(10, 1, 10, 2)))
    theirs = changes(file(Hunk(20, 1, 20, 1)), base="newer")
    assert not compare(ours, theirs).warns
    advance: dict[str, Sequence[Hunk]] = {PATH: [Hunk(0, 0, 1, 10)]}
    assert compare(ours, rebased(theirs, "b", advance)).warns


def test_work_on_the_same_places_is_likelier_to_conflict_later() -> None:
    far = compare(
        changes(file(Hunk(3, 1, 3, 1), path="docs/a.md")), changes(file(Hunk(3, 1, 3, 1)))
    )
    near = compare(changes(file(Hunk(3, 1, 3, 1))), changes(file(Hunk(9, 1, 9, 1))))
    met = compare(changes(file(Hunk(3, 1, 3, 1))), changes(file(Hunk(3, 1, 3, 2))))
    assert far.chance_later < near.chance_later < met.chance_later
    assert met.warns_early
