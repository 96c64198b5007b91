"""Which findings are a dispute and which a hint, on text of strangers too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonground.core.statement import Statement
from commonground.features.contradictions.rules import contradict

LABELLED = Path(__file__).parents[2] / "data" / "contradictions"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The request timeout is 10 s", "The request timeout is 30 s"),
        ("Use tabs", "Use spaces"),
        ("Pull requests go to the master branch", "Open pull requests on the develop branch"),
    ],
)
def test_two_that_differ_in_one_thing_are_a_dispute(a: str, b: str) -> None:
    found = contradict(Statement("a", a), Statement("b", b))
    assert found is not None
    assert found.sure


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("In a range the from index is inclusive", "In a range the to index is exclusive"),
        ("Most uploads are limited to 5 MB", "Uploads are limited to 20 MB"),
        ("4) Run the package check", "5) Run the package check"),
    ],
)  # fmt: skip
def test_a_word_that_narrows_one_side_makes_it_a_hint(a: str, b: str) -> None:
    found = contradict(Statement("a", a), Statement("b", b))
    assert found is not None
    assert not found.sure
    turned = contradict(Statement("b", b), Statement("a", a))
    assert turned == found


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LABELLED / f"{name}.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("name", ["reported_develop", "reported_held_out"])
def test_on_what_strangers_reported_nine_disputes_in_ten_are_right(name: str) -> None:
    sure = [
        row["label"]
        for row in rows(name)
        if (found := contradict(Statement("a", row["a"]), Statement("b", row["b"]))) and found.sure
    ]
    assert len(sure) >= 5
    assert sure.count("contradiction") / len(sure) >= 0.9


def test_no_project_is_in_both_halves_and_each_pair_has_its_source() -> None:
    develop, held_out = rows("reported_develop"), rows("reported_held_out")
    assert not {row["project"] for row in develop} & {row["project"] for row in held_out}
    assert len(develop) + len(held_out) >= 150
    assert all(f"/{row['project']}/" in row["source"] for row in [*develop, *held_out])
