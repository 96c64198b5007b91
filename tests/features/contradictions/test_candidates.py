"""Candidates: comparing only with what shares a topic finds what comparing with all would find."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.statement import Statement
from commonground.features.contradictions.bench import pairs
from commonground.features.contradictions.candidates import Candidates
from commonground.features.contradictions.rules import contradictions

from .test_rules import TEXTS

DATA = Path(__file__).parents[2] / "data" / "contradictions"


@pytest.mark.parametrize("name", ["develop", "develop_2", "held_out", "unseen"])
def test_nothing_that_the_rules_find_is_left_out(name: str) -> None:
    rows = list(pairs((DATA / f"{name}.jsonl").read_text().splitlines()))
    texts = [said for row in rows for said in (row.a, row.b)]
    said = [
        Statement(f"r{i}", s.title, s.body, subject=s.subject, value=s.value)
        for i, s in enumerate(texts)
    ]
    known = Candidates(said)
    found = 0
    for one in said:
        whole = contradictions(one, said)
        assert known.against(one) == whole
        found += len(whole)
    assert found > 0


STATEMENTS = st.builds(
    Statement,
    st.sampled_from([f"r{i}" for i in range(8)]),
    TEXTS,
    TEXTS,
    subject=st.none() | st.sampled_from(["order", "order service", "x"]),
    attribute=st.none() | st.sampled_from(["timeout", "service timeout"]),
    value=st.none() | st.sampled_from(["10 s", "30 s"]),
)


@given(st.lists(st.tuples(st.booleans(), STATEMENTS)), STATEMENTS)
def test_it_holds_after_any_changes(changes: list[tuple[bool, Statement]], new: Statement) -> None:
    known, kept = Candidates(), dict[str, Statement]()
    for stays, said in changes:
        if stays:
            known.put(said)
            kept[said.id] = said
        else:
            known.drop(said.id)
            kept.pop(said.id, None)
    assert len(known) == len(kept)
    assert known.against(new) == contradictions(new, kept.values())
