"""What a handoff looks like as Markdown and as a notebook."""

from __future__ import annotations

import re

import nbformat

from commonground.features.handoff.hours import Window
from commonground.features.handoff.pages import markdown, notebook
from commonground.features.handoff.report import Outline, ReportLine, ReportSource

AT = 1_764_170_000_000  # 26 November 2025, 15:13:20 UTC
WINDOW = Window(AT - 10**8, AT, ("Europe/Berlin",))
ADDED = ReportSource("a_1", AT, "ann", "add")
LINES = (
    ReportLine("decided", "e_1", "Use *PostgreSQL*", (ADDED,), by="ann",
         detail="For <b>several</b> servers\n# no heading", about="e_1"),
    ReportLine("working", "e_2", "Tables", (ADDED, ReportSource("r_9", 0, "", "")),
         open=True),
)  # fmt: skip
WIRE = Outline(WINDOW, LINES).to_wire() | {"names": {"ann": "Ann Adams"}}


def test_all_five_parts_are_there_and_say_so_where_they_are_empty() -> None:
    page = markdown(Outline(WINDOW).to_wire())
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == [
        "State", "Actions", "Awareness", "Contingencies", "Acknowledgement", "Sources",
    ]  # fmt: skip
    assert "0 changes, 0 open items." in page
    assert "Nothing in dispute" in page


def test_every_line_links_to_its_sources_which_stand_at_the_end() -> None:
    page = markdown(WIRE)
    linked, anchored = re.findall(r"\]\(#(\w+)\)", page), re.findall(r'<a id="(\w+)">', page)
    assert linked == ["a_1", "a_1", "r_9"]
    assert anchored == ["a_1", "r_9"]
    assert "`a_1`: Wed 26 Nov 2025, 16:13, Ann Adams, add" in page
    assert "`r_9`: logged by another server" in page


def test_what_people_wrote_stays_text() -> None:
    page = markdown(WIRE)
    assert r"**Use \*PostgreSQL\***: For &lt;b&gt;several&lt;/b&gt; servers # no heading" in page
    assert "(Ann Adams; [1](#a_1))" in page


def test_a_line_names_who_wrote_it_who_changed_it_and_who_accepted_it() -> None:
    line = ReportLine(
        "decided", "e_1", "Use cents", (ADDED,), by="ann", editors=("ben",), accepted_by="olga"
    )
    wire = Outline(WINDOW, (line,)).to_wire() | {"names": {"ann": "Ann Adams", "olga": "Olga O."}}
    assert r"(Ann Adams, edited by ben, accepted by Olga O.; [1](#a_1))" in markdown(wire)


def test_a_notebook_has_a_cell_for_each_part_with_its_sources() -> None:
    made = nbformat.reads(notebook(WIRE), as_version=4)
    nbformat.validate(made)
    assert [cell.id for cell in made.cells] == [
        "handoff-handoff", "handoff-state", "handoff-actions", "handoff-awareness",
        "handoff-contingencies", "handoff-acknowledgement", "handoff-sources",
    ]  # fmt: skip
    assert made.cells[1].metadata["commonground"] == {"part": "state", "sources": ["a_1"]}
    assert "PostgreSQL" in made.cells[1].source
    assert notebook(WIRE) == notebook(WIRE)
