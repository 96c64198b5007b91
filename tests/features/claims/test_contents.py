"""With both sides' contents git decides, and notebooks are compared by cell."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.code.shadow import shadow_merge
from commonground.features.claims.contents import Cells, hunks_between, settled, torn_cells
from commonground.features.claims.model import ChangedFile, ChangeSet, Grade, Hunk
from commonground.features.claims.overlap import compare
from commonground.features.claims.ranges import same_change, touches
from tests.effort import examples
from tests.repository import git

from .merging import merges, write

BASE = {"c1": "a = 1\nb = 2\nc = 3\nd = 4", "c2": "show(a)"}


@pytest.mark.parametrize(
    ("ours", "theirs", "torn"),
    [
        ({**BASE, "c1": "a = 9\nb = 2\nc = 3\nd = 4"}, {**BASE, "c2": "show(b)"}, ()),
        (
            {**BASE, "c1": "a = 9\nb = 2\nc = 3\nd = 4"},
            {**BASE, "c1": "a = 1\nb = 2\nc = 3\nd = 5"},
            (),
        ),
        (
            {**BASE, "c1": "a = 9\nb = 2\nc = 3\nd = 4"},
            {**BASE, "c1": "a = 8\nb = 2\nc = 3\nd = 4"},
            ("c1",),
        ),
        ({"c1": BASE["c1"]}, {**BASE, "c2": "show(b)"}, ("c2",)),  # removed against changed
        ({"c1": BASE["c1"]}, {"c1": BASE["c1"]}, ()),
        ({**BASE, "new": "x"}, {**BASE, "other": "y"}, ()),
        ({**BASE, "new": "x"}, {**BASE, "new": "y"}, ("new",)),
    ],
)
def test_which_cells_need_a_person(ours: Cells, theirs: Cells, torn: tuple[str, ...]) -> None:
    assert torn_cells(BASE, ours, theirs) == torn
    assert torn_cells(BASE, theirs, ours) == torn


@given(st.lists(st.integers(0, 9), max_size=9), st.data())
@settings(max_examples=examples(40), deadline=None)
def test_hunks_of_two_texts_touch_where_git_needs_somebody(
    text: list[int], data: st.DataObject
) -> None:
    """Each line is there once at most, so that there is one way to compare."""
    base = [str(number) for number in dict.fromkeys(text)]
    sides = []
    for name in ("ours", "theirs"):
        kept = [line for line in base if data.draw(st.booleans(), label=line)]
        place = data.draw(st.integers(0, len(kept)))
        sides.append([*kept[:place], *data.draw(st.sampled_from([[], [name]])), *kept[place:]])
    with TemporaryDirectory() as folder:
        files = [
            write(Path(folder, name), one) for name, one in zip("boc", [base, *sides], strict=True)
        ]
        clean, _ = merges(*files)
    hunks = [hunks_between("\n".join(base), "\n".join(side)) for side in sides]
    met = [pair for pair in touches(*hunks) if not same_change(*pair)]
    assert bool(met) is not clean


def both(ours: ChangedFile, theirs: ChangedFile) -> tuple[ChangeSet, ChangeSet]:
    return ChangeSet(files=(ours,)), ChangeSet(files=(theirs,))


def test_git_s_word_is_certain_either_way() -> None:
    doubtful = both(
        ChangedFile("a.py", hunks=(Hunk(3, 1, 3, 1),)),
        ChangedFile("a.py", hunks=(Hunk(3, 1, 3, 1),)),
    )
    outlook = compare(*doubtful)
    assert 0 < outlook.chance < 1
    torn = settled(outlook, {"a.py"})
    assert (torn.chance, torn.grade) == (1.0, Grade.WILL_CONFLICT)
    fine = settled(outlook, ())
    assert (fine.chance, fine.grade, fine.warns) == (0.0, Grade.SAME_FILE, False)
    assert [
        one.path for one in settled(compare(*both(*[ChangedFile("b")] * 2)), {"c"}).overlaps
    ] == [
        "c",
        "b",
    ]


def test_of_a_notebook_the_cells_count_and_not_the_lines_of_json() -> None:
    outlook = compare(
        *both(
            ChangedFile("n.ipynb", hunks=(Hunk(3, 1, 3, 2),), cells=("c1",)),
            ChangedFile("n.ipynb", hunks=(Hunk(3, 2, 3, 1),), cells=("c1",)),
        )
    )
    assert outlook.grade is Grade.WILL_CONFLICT
    apart = settled(outlook, {"n.ipynb"}, {"n.ipynb": ()})
    assert (apart.grade, apart.warns) == (Grade.SAME_CELL, False)
    torn = settled(outlook, (), {"n.ipynb": ("c1",)})
    assert (torn.grade, torn.overlaps[0].symbols) == (Grade.WILL_CONFLICT, ("c1",))


def test_a_changed_signature_stays_though_git_merges_it() -> None:
    ours = ChangedFile("a.py", hunks=(Hunk(3, 1, 3, 1),), signatures=("pay",))
    theirs = ChangedFile("b.py", hunks=(Hunk(3, 1, 3, 1),), calls=("pay",))
    assert settled(compare(*both(ours, theirs)), ()).grade is Grade.SIGNATURE_AGAINST_CALLER


@pytest.mark.anyio
async def test_from_a_real_repository(tmp_path: Path) -> None:
    """What looks alike by its lines alone is settled by a merge that nobody sees."""
    git(tmp_path, "init", "-q")
    (tmp_path / "a.py").write_text("one\ntwo\nthree\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "c")
    changed = ChangedFile("a.py", hunks=(Hunk(2, 1, 2, 1),))
    outlook = compare(*both(changed, changed))
    for text, chance in ((b"one\n2\nthree\n", 0.0), (b"one\nzwei\nthree\n", 1.0)):
        torn = await shadow_merge(
            tmp_path, "HEAD", {b"a.py": b"one\n2\nthree\n"}, {b"a.py": text}, seconds=60
        )
        assert settled(outlook, {one.path for one in torn}).chance == chance
