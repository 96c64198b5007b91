"""Decision records: what people wrote in them can't change their shape."""

from __future__ import annotations

import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.entry import Entry
from commonground.core.fact import Fact
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.revision import Revision
from commonground.features.comparison.adr import exported, file_name, record, title_of
from commonground.features.comparison.fold import fold
from commonground.features.comparison.model import ARGUE, OPTION, SCORE, START, Comparison
from commonground.features.comparison.table import ComparisonTable, table_of

TEXT = st.text(max_size=60)
SECTIONS = [
    "## Context and Problem Statement", "## Decision Drivers", "## Considered Options",
    "## Decision Outcome", "### Measured and Judged", "### Scores", "### Dissent",
    "### Confirmation", "## Pros and Cons of the Options", "### A ", "## More Information",
]  # fmt: skip


def comparison(text: str) -> tuple[Comparison, ComparisonTable]:
    start = {"goal": f"g {text}", "check": "x", "criteria": [{"name": f"c {text}", "weight": 1}]}
    score = {"option": "o_a", "criterion": f"c {text}", "score": 2, "why": text}
    argue = {"option": "o_a", "side": "against", "text": f"t {text}"}
    found = fold(
        [
            Fact("f_1", "k_1", START, start, "ada", 1),
            Fact(
                "f_2", "k_1", OPTION, {"option": "o_a", "name": f"n {text}", "sketch": text}, "a", 2
            ),
            Fact("f_3", "k_1", SCORE, score, f"by {text}", 3),
            Fact("f_4", "k_1", ARGUE, argue, "bob", 4),
        ]
    )
    assert found is not None
    return found, table_of(found, {})


@given(TEXT)
def test_a_record_has_its_sections_and_no_others_whatever_people_wrote(text: str) -> None:
    found, table = comparison(text)
    body = record(found, table, found.options[0], f"r {text}")
    headings = re.findall(r"(?m)^#+ .*$", body)
    assert len(headings) == len(SECTIONS)
    for heading, expected in zip(headings, SECTIONS, strict=True):
        assert heading.startswith(expected.rstrip() if expected != "### A " else expected)
    assert len(title_of(found, found.options[0])) <= 200


@given(TEXT, TEXT)
def test_an_exported_file_has_front_matter_that_is_yaml(title: str, author: str) -> None:
    head = Revision(RevisionId("r_1"), EntryId("e_1"), (), author, 1_700_000_000_000, title, "why")
    entry = Entry(EntryId("e_1"), "decision", TEAM, author, head.at, {head.id: head})
    [(_, text)] = exported(entry)
    _, front, body = text.split("---\n", 2)
    read = yaml.safe_load(front)
    assert (read["status"], str(read["date"])) == ("accepted", "2023-11-14")
    printable = "".join(c for c in " ".join(author.split()) if c.isprintable())
    assert read["decision-makers"] == printable
    assert body.lstrip("\n").startswith("# ")
    assert "## Context and Problem Statement\n\nwhy" in body


@given(st.integers(1, 9999), TEXT)
def test_a_file_name_is_plain(number: int, title: str) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md", file_name(number, title))


def test_who_scored_another_option_highest_is_on_record() -> None:
    found, table = comparison("x")
    body = record(found, table, None, "too early")
    assert "Chosen option: none, because too early" in body
    assert "by x scored **A** n x highest" in body
    chosen = record(found, table, found.options[0], "it works")
    assert "bob against the chosen option: t x" in chosen
